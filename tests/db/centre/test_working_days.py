"""放假安排: what the State Council's notice makes of working days, and what is said of years that have none."""

from datetime import date

import pytest
from attrs import evolve

from db.errors import RecordInvalid, ValueUnreadable
from db.records.centre.holiday import HolidaySpan, HolidayYear, year_of
from db.records.letters.announcement import Announcement
from db.records.mediation.case import MediationCase
from db.services.centre.working_days import enter_holidays, holidays_of, missing_words
from db.services.clocks import doubts
from db.services.letters.issue_announcement import period_doubts
from db.services.mediation.accept_case import accept_case, settle_by
from db.store import Store
from db.values import working_time
from db.values.holiday_notice import read_days, read_notice, written
from db.values.posting_period import WORKING_DAYS, last_posted_day
from tests.db.clocks import new_term
from tests.factories import make

NOTICE = """国务院办公厅关于2026年部分节假日安排的通知
来源：新华社
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2025年11月4日"""
NEXT_YEAR = HolidayYear(
    year=2027, source="试", spans=(HolidaySpan(name="元旦", off="2026年12月31日至1月3日", worked="2026年12月27日"),)
)


def test_a_new_store_knows_the_year_whose_notice_is_out(store: Store) -> None:
    """What ships is what the notice says, pasted as it was published."""
    (year,) = store.select(HolidayYear)
    pasted = year_of(read_notice(NOTICE))
    assert [(s.name, s.off, s.worked) for s in year.spans] == [(s.name, s.off, s.worked) for s in pasted.spans]
    assert year.year == pasted.year
    assert year.source == "国办发明电〔2025〕7号"
    assert year.problems() == []
    assert (len(year.days_off()), len(year.days_worked())) == (33, 6)


@pytest.mark.parametrize(
    "text", [NOTICE, NOTICE.replace("\n", ""), NOTICE.replace("\n", "\r\n　　")], ids=["lines", "one line", "indented"]
)
def test_a_notice_is_read_however_it_was_copied(text: str) -> None:
    notice = read_notice(text)
    assert [(f.name, f.off, f.worked) for f in notice.feasts[:2]] == [
        ("元旦", "1月1日至3日", "1月4日"),
        ("春节", "2月15日至23日", "2月14日、2月28日"),
    ]
    assert len(notice.feasts) == 7
    assert notice.year == 2026


def test_the_number_of_the_notice_is_kept_where_the_text_has_it() -> None:
    assert read_notice(f"国办发明电[2025] 7 号\n{NOTICE}").source == "国办发明电〔2025〕7号"
    assert read_notice(NOTICE).source == "国务院办公厅关于2026年部分节假日安排的通知"


def test_an_older_wording_is_read() -> None:
    text = (
        "关于2017年部分节假日安排的通知 一、元旦：1月1日放假，1月2日（星期一）补休。四、劳动节：5月1日放假，与周末连休。"
        "六、中秋节、国庆节：10月1日至8日放假调休，共8天。9月30日（星期六）上班。"
    )
    found = [(f.name, f.off, f.worked) for f in read_notice(text).feasts]
    assert found == [
        ("元旦", "1月1日至2日", ""),
        ("劳动节", "5月1日", ""),
        ("中秋节、国庆节", "10月1日至8日", "9月30日"),
    ]


def test_new_years_holiday_may_begin_in_december() -> None:
    text = "关于2023年部分节假日安排的通知\n一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。"
    (feast,) = read_notice(text).feasts
    days = (date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2))
    assert read_days(feast.off, 2023) == days
    assert read_days("2022年12月31日至1月2日", 2023) == days
    assert written(days, 2023) == feast.off


@pytest.mark.parametrize(
    ("clause", "off", "worked"),
    [
        ("1月1日（周五）至3日（周日）放假调休，共3天。12月27日（周日）上班。", "1月1日至3日", "2026年12月27日"),
        (
            "12月31日至1月2日放假，12月26日（周六）、1月9日（周六）上班。",
            "2026年12月31日至2027年1月2日",
            "2026年12月26日、1月9日",
        ),
        ("1月1日放假。2026年12月27日（周日）上班。", "1月1日", "2026年12月27日"),
        ("1月1日放假。12月26日（周日）上班。", "1月1日", "12月26日"),
    ],
)
def test_december_in_a_new_year_clause_is_the_one_before(clause: str, off: str, worked: str) -> None:
    (feast,) = read_notice(f"关于2027年部分节假日安排的通知\n一、元旦：{clause}").feasts
    assert (feast.off, feast.worked) == (off, worked)


@pytest.mark.parametrize(
    ("text", "name", "off", "worked"),
    [
        (
            "国务院办公厅关于调整2027年劳动节假期安排的通知\n国办发明电〔2027〕3号\n现将具体安排通知如下：\n"
            "一、2027年5月1日（周六）至4日（周二）放假调休，共4天。5月8日（周六）、5月9日（周日）上班。\n二、请做好值班。",
            "劳动节", "5月1日至4日", "5月8日至9日",
        ),
        ("关于调整2026年国庆节放假安排的通知 国庆节：10月1日至8日放假，9月27日上班。", "国庆节", "10月1日至8日", "9月27日"),
    ],
)  # fmt: skip
def test_a_notice_that_changes_a_feast_is_read(text: str, name: str, off: str, worked: str) -> None:
    (feast,) = read_notice(text).feasts
    assert (feast.name, feast.off, feast.worked) == (name, off, worked)


def test_an_extension_says_what_to_change() -> None:
    text = "国务院办公厅关于延长2027年春节假期的通知\n延长2027年春节假期至2月14日（周日），2月15日起正常上班。"
    with pytest.raises(ValueUnreadable, match="把春节的止日改成那一天"):
        read_notice(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一、元旦：1月1日至3日放假。", "哪一年"),
        ("关于2026年部分节假日安排的通知", "没有找到"),
        ("关于2026年部分节假日安排的通知\n元旦：1月1日（周五）放假。", "2026年1月1日是星期四，写的却是星期五"),
        ("关于2026年部分节假日安排的通知\n春节：2月30日放假。", "不是2026年日历上的日期"),
        ("关于2026年部分节假日安排的通知\n春节：2月15日至3日放假。", "起止不对"),
    ],
)
def test_a_text_that_is_no_notice_of_a_year_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueUnreadable, match=told):
        read_notice(text)


def problems(*spans: HolidaySpan, year: int | None = 2027) -> set[tuple[str, str, bool]]:
    return {(p.field, p.code, p.blocking) for p in HolidayYear(year=year, spans=spans).problems()}


def test_what_cannot_be_a_year_of_holidays_is_refused_at_its_row() -> None:
    feast = HolidaySpan(name="元旦", off="1月1日至3日")
    assert problems(feast) == set()
    assert problems() == {("spans", "no_spans", True)}
    assert problems(feast, year=26) == {("year", "year", True)}
    assert problems(feast, HolidaySpan(name="春节")) == {("spans.1.off", "empty", True)}
    assert problems(evolve(feast, off="三天")) == {("spans.0.off", "days", True)}
    assert problems(evolve(feast, off="2月29日")) == {("spans.0.off", "days", True)}
    assert problems(evolve(feast, off="2026年1月1日")) == {("spans.0.off", "other_year", True)}
    assert problems(evolve(feast, worked="1月3日")) == {("spans", "both", True)}
    assert problems(evolve(feast, worked="1月4日")) == {("spans.0.worked", "weekday", False)}


def test_a_year_is_entered_once(store: Store) -> None:
    saved = enter_holidays(store, NEXT_YEAR)
    with pytest.raises(RecordInvalid, match="2027 年的放假安排已经录入"):
        enter_holidays(store, NEXT_YEAR)
    assert enter_holidays(store, evolve(saved, source="国办发明电〔2026〕1号")).version == 2


def test_working_days_of_the_turn_of_the_year_ask_for_both_years(store: Store) -> None:
    """Posted on Monday 28 December: with weekends alone the fifth working day is Monday 4 January."""
    posted = date(2026, 12, 28)
    assert last_posted_day(posted, 5, WORKING_DAYS, holidays_of(store)) == date(2027, 1, 4)
    enter_holidays(store, NEXT_YEAR)
    holidays = holidays_of(store)
    assert last_posted_day(posted, 5, WORKING_DAYS, holidays) == date(2027, 1, 6)
    assert last_posted_day(date(2026, 12, 26), 1, WORKING_DAYS, holidays) == date(2026, 12, 27)
    assert holidays.unknown_years(posted, date(2027, 1, 6)) == []
    assert holidays.unknown_years(date(2027, 12, 30), date(2028, 1, 4)) == [2028]


PUBLIC = Announcement(
    kind="3",
    title_text="关于候选人的公示",
    body="名单如下。",
    day=date(2026, 12, 28),
    period=5,
    period_unit=WORKING_DAYS,
)


def test_a_period_through_an_unknown_year_is_told_at_its_field(store: Store) -> None:
    (told,) = period_doubts(store, PUBLIC)
    assert told.field == "period"
    assert not told.blocking
    assert told.message == "2027年放假安排还没有录入，只按周末算"
    assert period_doubts(store, evolve(PUBLIC, day=date(2026, 12, 1))) == []
    assert [p.code for p in period_doubts(store, evolve(PUBLIC, until=date(2027, 1, 8)))] == ["end_differs"]
    enter_holidays(store, NEXT_YEAR)
    assert period_doubts(store, PUBLIC) == []


def test_a_period_in_days_asks_only_for_its_last_day(store: Store) -> None:
    """Counted in days, the year in between does not matter."""
    assert period_doubts(store, evolve(PUBLIC, period_unit="1", day=date(2025, 12, 28))) == []
    assert len(period_doubts(store, evolve(PUBLIC, period_unit="1"))) == 1


def test_a_term_in_working_days_goes_by_the_holidays(store: Store) -> None:
    new_term(store, date(2026, 1, 1), 20, working_time.WORKING_DAYS)
    received = date(2026, 9, 15)
    # A Sunday and a Saturday worked; the weekdays of 中秋节 and 国庆节 are off.
    assert settle_by(store, received) == date(2026, 10, 19)
    case = accept_case(store, make(MediationCase, received=received, due=None, number="", closed=None))
    assert doubts(store, case) == ""
    december = date(2026, 12, 15)
    late = store.save(make(MediationCase, 2, received=december, due=settle_by(store, december), number="", closed=None))
    assert doubts(store, late) == "2027年放假安排还没有录入，只按周末算"


def test_a_term_in_months_says_nothing_of_holidays(store: Store) -> None:
    december = date(2026, 12, 15)
    late = store.save(make(MediationCase, received=december, due=settle_by(store, december), number="", closed=None))
    assert doubts(store, late) == ""


def test_the_missing_year_is_named_in_time(store: Store) -> None:
    assert missing_words(store, date(2026, 10, 31)) == ""
    assert missing_words(store, date(2026, 11, 5)) == "2027年放假安排还没有录入，只按周末算"
    enter_holidays(store, NEXT_YEAR)
    assert missing_words(store, date(2026, 11, 5)) == ""
    assert missing_words(store, date(2028, 1, 1)).startswith("2028年")
