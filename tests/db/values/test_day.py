"""Days as people write them at the desk; a wrong reading would put a deadline on the wrong day."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import ValueUnreadable
from db.fields import Looks
from db.records.base import fields_of
from db.records.hall.meeting import Meeting
from db.records.visits.visit import Visit
from db.values import day, day_words

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-3-2", date(2026, 3, 2)),
        ("2026.03.02", date(2026, 3, 2)),
        ("2026/3/2", date(2026, 3, 2)),
        ("2026年3月2日", date(2026, 3, 2)),
        ("20260302", date(2026, 3, 2)),
        ("２０２６．３．２", date(2026, 3, 2)),
        ("2026-03-02 00:00:00", date(2026, 3, 2)),
        ("3.2", date(2026, 3, 2)),
        ("3月2日", date(2026, 3, 2)),
        ("3-2", date(2026, 3, 2)),
        ("25日", date(2026, 3, 25)),
        ("25号", date(2026, 3, 25)),
        ("今天", date(2026, 3, 2)),
        ("明天", date(2026, 3, 3)),
        ("大后天", date(2026, 3, 5)),
        ("昨天", date(2026, 3, 1)),
        ("周三", date(2026, 3, 4)),
        ("下周三", date(2026, 3, 11)),
        ("下周日", date(2026, 3, 15)),
        ("上星期五", date(2026, 2, 27)),
        ("下下周一", date(2026, 3, 16)),
        ("3天后", date(2026, 3, 5)),
        ("30天内", date(2026, 4, 1)),
        ("2024.2.29", date(2024, 2, 29)),
        ("26.3.2", date(2026, 3, 2)),
        ("54.3.2", date(1954, 3, 2)),
        ("0302", date(2026, 3, 2)),
        ("260302", date(2026, 3, 2)),
        ("三月二号", date(2026, 3, 2)),
        ("二〇二六年十二月二十五日", date(2026, 12, 25)),
        ("12月 5日", date(2026, 12, 5)),
        ("三天后", date(2026, 3, 5)),
        ("两周后", date(2026, 3, 16)),
        ("10天前", date(2026, 2, 20)),
        ("半个月后", date(2026, 3, 17)),
        ("3个月以后", date(2026, 6, 2)),
        ("下个月5号", date(2026, 4, 5)),
        ("上月31日", None),
        ("上个月28日", date(2026, 2, 28)),
        ("月底", date(2026, 3, 31)),
        ("下月底", date(2026, 4, 30)),
        ("2月底", date(2026, 2, 28)),
        ("年底", date(2026, 12, 31)),
        ("明年1月5日", date(2027, 1, 5)),
        ("下下个星期一", date(2026, 3, 16)),
        ("上上周五", date(2026, 2, 20)),
        ("2026年3月2日（星期一）", date(2026, 3, 2)),
        ("3月2日 周一", date(2026, 3, 2)),
        ("\u200e2026-03-02\u202c", date(2026, 3, 2)),
    ],
)
def test_read(written: str, meant: date | None) -> None:
    if meant is None:
        with pytest.raises(ValueUnreadable):
            day_words.read_day(written, MONDAY)
        return
    assert day_words.read_day(written, MONDAY) == meant


NOVEMBER = date(2026, 11, 29)  # a Sunday


@pytest.mark.parametrize(
    ("written", "month", "number"),
    [
        *(
            ("元旦", 1, 1),
            ("三八妇女节", 3, 8),
            ("植树节", 3, 12),
            ("劳动节", 5, 1),
            ("五四青年节", 5, 4),
            ("护士节", 5, 12),
        ),
        *(
            ("儿童节", 6, 1),
            ("环境日", 6, 5),
            ("禁毒日", 6, 26),
            ("建党节", 7, 1),
            ("党的生日", 7, 1),
            ("八一建军节", 8, 1),
        ),
        *(("教师节", 9, 10), ("烈士纪念日", 9, 30), ("国庆节当天", 10, 1), ("消防日", 11, 9), ("宪法日", 12, 4)),
        *(("志愿者日", 12, 5), ("国家公祭日", 12, 13)),
        *(
            ("三八", 3, 8),
            ("五一", 5, 1),
            ("五四", 5, 4),
            ("六一", 6, 1),
            ("七一", 7, 1),
            ("八一", 8, 1),
            ("十一", 10, 1),
        ),
    ],
)
def test_a_feast_of_the_solar_calendar_is_its_day(written: str, month: int, number: int) -> None:
    assert day_words.read_day(written, NOVEMBER) == date(2026, month, number)
    assert day_words.read_day(f"明年{written}", NOVEMBER) == date(2027, month, number)
    assert day_words.read_day(f"2024年{written}", NOVEMBER) == date(2024, month, number)
    assert day_words.read_moment(f"明年{written} 上午9点", NOVEMBER) == datetime(2027, month, number, 9)


def test_a_feast_lies_where_the_field_looks_and_takes_its_weekday() -> None:
    assert day_words.read_day("元旦", NOVEMBER, Looks.AHEAD) == date(2027, 1, 1)
    assert day_words.read_day("元旦", NOVEMBER, Looks.BACK) == date(2026, 1, 1)
    assert day_words.read_day("元旦（星期五）", NOVEMBER, Looks.AHEAD) == date(2027, 1, 1)
    with pytest.raises(ValueUnreadable, match="星期不对"):
        day_words.read_day("国庆（星期一）", NOVEMBER)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("十一日", date(2026, 11, 11)), ("3月十一", date(2026, 3, 11)), ("二十一号", date(2026, 11, 21))],
)
def test_numbers_within_a_day_are_no_feast(written: str, meant: date) -> None:
    assert day_words.read_day(written, NOVEMBER) == meant


@pytest.mark.parametrize("written", ["春节", "中秋节", "清明", "农历八月十五", "正月初一"])
def test_a_feast_of_the_moon_is_refused_in_words(written: str) -> None:
    with pytest.raises(ValueUnreadable, match="公历"):
        day_words.read_day(written, NOVEMBER)


@pytest.mark.parametrize(
    ("written", "ahead", "back"),
    [
        ("25日", date(2026, 12, 25), date(2026, 11, 25)),
        ("29号", NOVEMBER, NOVEMBER),
        ("31日", date(2026, 12, 31), date(2026, 10, 31)),
        ("周五", date(2026, 12, 4), date(2026, 11, 27)),
        ("星期日", NOVEMBER, NOVEMBER),
        ("本周五", date(2026, 11, 27), date(2026, 11, 27)),
        ("下周五", date(2026, 12, 4), date(2026, 12, 4)),
        ("1月5日", date(2027, 1, 5), date(2026, 1, 5)),
        ("12.5", date(2026, 12, 5), date(2025, 12, 5)),
        ("11.27", date(2026, 11, 27), date(2026, 11, 27)),
        ("0302", date(2027, 3, 2), date(2026, 3, 2)),
        ("月初", date(2026, 12, 1), date(2026, 11, 1)),
        ("3月底", date(2027, 3, 31), date(2026, 3, 31)),
        ("3月25日 星期三", date(2026, 3, 25), date(2026, 3, 25)),
        ("26.12.5", date(2026, 12, 5), date(2026, 12, 5)),
        ("30.1.5", date(2030, 1, 5), date(1930, 1, 5)),
    ],
)
def test_what_is_left_out_is_filled_in_where_the_field_looks(written: str, ahead: date, back: date) -> None:
    assert day_words.read_day(written, NOVEMBER, Looks.AHEAD) == ahead
    assert day_words.read_day(written, NOVEMBER, Looks.BACK) == back


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 31), st.integers(0, 6))
def test_a_day_of_the_month_or_week_lies_where_the_field_looks(today: date, number: int, weekday: int) -> None:
    for written in (f"{number}日", f"周{day.WEEKDAYS[weekday]}"):
        ahead = day_words.read_day(written, today, Looks.AHEAD)
        back = day_words.read_day(written, today, Looks.BACK)
        assert ahead is not None
        assert back is not None
        assert back <= today <= ahead
        assert (ahead - back).days <= 62


def test_fields_look_where_their_days_lie() -> None:
    today = date.today()
    starts = fields_of(Meeting)["starts"].read(f"{today.day}日 14:30")
    assert starts.date() == today
    yesterday = today - timedelta(days=1)
    assert fields_of(Visit)["day"].read(f"{yesterday.day}日") == yesterday
    assert fields_of(Meeting)["starts"].read(f"{yesterday.day}日 14:30").date() > today


@pytest.mark.parametrize("written", ["2026年3月25日（星期四）", "3月25日 周二", "2026-03-25 星期日"])
def test_a_weekday_that_contradicts_the_day_is_told(written: str) -> None:
    with pytest.raises(ValueUnreadable, match="2026年3月25日是星期三"):
        day_words.read_day(written, MONDAY)


@given(st.dates(date(1930, 1, 1), date(2060, 1, 1)), st.times(), st.sampled_from(Looks))
def test_everything_the_program_prints_is_read_back(value: date, clock: time, looks: Looks) -> None:
    moment = datetime.combine(value, clock.replace(second=0, microsecond=0, fold=1))
    weekday = f"星期{day.WEEKDAYS[value.weekday()]}"
    for printed in (
        value.isoformat(),
        day.long_form(value),
        f"{day.long_form(value)}（{weekday}）",
        f"{day.long_form(value)} {weekday}",
    ):
        assert day_words.read_day(printed, MONDAY, looks) == value
        for told in (day.clock_form(moment), f" {day.clock_form(moment)}", f" {moment:%H:%M}"):
            assert day_words.read_moment(f"{printed}{told}", MONDAY, looks) == moment
    assert day_words.read_day(day.with_weekday(value), value, looks) == value


def test_nothing_is_no_day() -> None:
    assert day_words.read_day("  ", MONDAY) is None
    assert day_words.read_moment("", MONDAY) is None


@pytest.mark.parametrize(
    "written", ["2.30", "2025-2-29", "13.1", "32日", "20261301", "不详", "2026", "1954.5.", "周八"]
)
def test_no_day_is_refused_with_a_hint(written: str) -> None:
    with pytest.raises(ValueUnreadable) as refused:
        day_words.read_day(written, MONDAY)
    assert refused.value.remedy


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_way_of_writing_comes_back(value: date) -> None:
    for written in (
        value.isoformat(),
        day.long_form(value),
        f"{value:%Y%m%d}",
        f"{value.year}.{value.month}.{value.day}",
    ):
        assert day_words.read_day(written) == value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14:30", time(14, 30)),
        ("下午2点半", time(14, 30)),
        ("下午2:30", time(14, 30)),
        ("9点", time(9)),
        ("上午9点15分", time(9, 15)),
        ("晚上7点", time(19)),
        ("中午12点", time(12)),
        ("下午12点", time(12)),
        ("９：０５", time(9, 5)),
        ("中午1点", time(13)),
        ("中午11点半", time(11, 30)),
        ("中午12:00", time(12)),
        ("正午", time(12)),
        ("上午12点", time(12)),
        ("下午两点半", time(14, 30)),
        ("下午14:30", time(14, 30)),
        ("9点一刻", time(9, 15)),
        ("下午3点三刻", time(15, 45)),
        ("十点", time(10)),
        ("14时05分", time(14, 5)),
        ("14点整", time(14)),
        ("晚7点", time(19)),
        ("晚上12点", time(0)),
        ("凌晨2点", time(2)),
        ("凌晨12点", time(0)),
        ("早上8:30", time(8, 30)),
        ("傍晚6点", time(18)),
        ("24:00", time(0)),
    ],
)
def test_clock(written: str, meant: time) -> None:
    moment = day_words.read_moment(f"3月2日 {written}", MONDAY)
    assert moment is not None
    assert moment.time() == meant


@pytest.mark.parametrize("written", ["上午14:30", "中午5点", "晚上1点", "凌晨9点", "早上13点", "下午0:30"])
def test_an_hour_that_is_none_of_its_part_of_the_day_is_refused_in_words(written: str) -> None:
    with pytest.raises(ValueUnreadable, match=f"{written[:2]}没有") as refused:
        day_words.read_moment(f"3月2日 {written}", MONDAY)
    assert refused.value.remedy


@pytest.mark.parametrize("written", ["25:00", "24:30", "9:60", "9点点"])
def test_no_time_of_day(written: str) -> None:
    with pytest.raises(ValueUnreadable):
        day_words.read_moment(f"3月2日 {written}", MONDAY)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("25日 14:30", datetime(2026, 3, 25, 14, 30)),
        ("明天 下午2点", datetime(2026, 3, 3, 14)),
        ("2026-03-25T14:30", datetime(2026, 3, 25, 14, 30)),
        ("3月25日 上午9:00", datetime(2026, 3, 25, 9)),
        ("3月25日上午9:00", datetime(2026, 3, 25, 9)),
        ("3月25日下午2点半", datetime(2026, 3, 25, 14, 30)),
        ("下周三14:30", datetime(2026, 3, 11, 14, 30)),
        ("2026-03-25 14:30:00", datetime(2026, 3, 25, 14, 30)),
        ("25日", datetime(2026, 3, 25)),
        ("明晚7点", datetime(2026, 3, 3, 19)),
        ("今晚8点半", datetime(2026, 3, 2, 20, 30)),
        ("明早8点", datetime(2026, 3, 3, 8)),
        ("后天上午", datetime(2026, 3, 4)),
        ("后天上午9点", datetime(2026, 3, 4, 9)),
        ("下周三下午两点半", datetime(2026, 3, 11, 14, 30)),
        ("三天后 下午3点", datetime(2026, 3, 5, 15)),
        ("25日 中午", datetime(2026, 3, 25, 12)),
        ("25日 晚上12点", datetime(2026, 3, 26)),
        ("25日 24:00", datetime(2026, 3, 26)),
        ("2026年3月25日（星期三）下午2:30", datetime(2026, 3, 25, 14, 30)),
        ("12月 5日 9：00", datetime(2026, 12, 5, 9)),
    ],
)
def test_moment(written: str, meant: datetime) -> None:
    assert day_words.read_moment(written, MONDAY) == meant


def test_a_day_alone_has_no_clock_time_and_a_midnight_that_is_meant_has() -> None:
    kind = fields_of(Meeting)["starts"]
    alone, midnight = kind.read("2026-03-25"), kind.read("2026-03-24 晚上12点")
    assert alone == midnight == datetime(2026, 3, 25)
    assert [day.has_clock(found) for found in (alone, midnight)] == [False, True]
    assert [kind.show(found) for found in (alone, midnight)] == ["2026-03-25", "2026-03-25 00:00"]
    assert [kind.store(found) for found in (alone, midnight)] == ["2026-03-25T00:00", "2026-03-25T00:00:00"]
    for found in (alone, midnight):
        assert day.has_clock(kind.load(kind.store(found))) is day.has_clock(found)
        assert day.has_clock(kind.read(kind.show(found))) is day.has_clock(found)
    assert [day.clock_form(found) for found in (alone, midnight)] == ["", "凌晨0:00"]


@pytest.mark.parametrize("written", ["14:30", "下午两点半"])
def test_a_time_without_a_day_says_what_is_missing(written: str) -> None:
    with pytest.raises(ValueUnreadable, match="没有日期"):
        day_words.read_moment(written, MONDAY)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1954.5", (1954, 5)), ("1954年5月", (1954, 5)), ("1954-13", None), ("1954.5.1", None), ("", None)],
)
def test_month_without_a_day(written: str, meant: tuple[int, int] | None) -> None:
    assert day_words.read_month(written) == meant


def test_forms_of_papers() -> None:
    assert day.long_form(MONDAY) == "2026年3月2日"
    assert day.with_weekday(MONDAY) == "3月2日 星期一"
    assert day.clock_form(datetime(2026, 3, 2, 14, 30)) == "下午2:30"
    assert day.clock_form(datetime(2026, 3, 2, 9, 0)) == "上午9:00"
    assert day.clock_form(datetime(2026, 3, 2, 12, 0)) == "中午12:00"
    assert day.clock_form(datetime(2026, 3, 2, 19, 0)) == "晚上7:00"
    assert day.clock_form(datetime(2026, 3, 2, 0, 30)) == "凌晨0:30"
    assert day.clock_form(datetime(2026, 3, 2)) == ""
    assert day.clock_form(datetime(2026, 3, 2, 12, 5)) == "中午12:05"


def test_age_turns_on_the_birthday() -> None:
    born = date(1946, 3, 2)
    assert day.age_on(born, date(2026, 3, 1)) == 79
    assert day.age_on(born, date(2026, 3, 2)) == 80
    assert day.age_on(date(2024, 2, 29), date(2025, 2, 28)) == 0


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2026, 3, 2), date(2026, 4, 2)),
    ],
)
def test_a_month_later(start: date, end: date) -> None:
    assert day.months_later(start, 1) == end


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 4), st.integers(0, 6))
def test_nth_weekday(year: int, month: int, nth: int, weekday: int) -> None:
    found = day.nth_weekday(year, month, nth, weekday)
    assert (found.year, found.month, found.weekday()) == (year, month, weekday)
    assert (found.day - 1) // 7 + 1 == nth


@given(st.datetimes())
def test_the_day_of_a_day_and_of_a_moment_in_it(moment: datetime) -> None:
    assert day.day_of(moment) == day.day_of(moment.date()) == moment.date()
    assert type(day.day_of(moment)) is date
    assert day.day_of(None) is None
