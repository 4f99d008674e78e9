"""Days as people write them at the desk; a wrong reading would put a deadline on the wrong day."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import ValueUnreadable
from db.values import day

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
    ],
)
def test_read(written: str, meant: date) -> None:
    assert day.read_day(written, MONDAY) == meant


def test_nothing_is_no_day() -> None:
    assert day.read_day("  ", MONDAY) is None
    assert day.read_moment("", MONDAY) is None


@pytest.mark.parametrize(
    "written", ["2.30", "2025-2-29", "13.1", "32日", "20261301", "不详", "2026", "1954.5.", "周八"]
)
def test_no_day_is_refused_with_a_hint(written: str) -> None:
    with pytest.raises(ValueUnreadable) as refused:
        day.read_day(written, MONDAY)
    assert refused.value.remedy


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_way_of_writing_comes_back(value: date) -> None:
    for written in (
        value.isoformat(),
        day.long_form(value),
        f"{value:%Y%m%d}",
        f"{value.year}.{value.month}.{value.day}",
    ):
        assert day.read_day(written) == value


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
    ],
)
def test_clock(written: str, meant: time) -> None:
    assert day.read_clock(written) == meant


@pytest.mark.parametrize("written", ["25:00", "9:60", "下午", "9点点"])
def test_no_time_of_day(written: str) -> None:
    with pytest.raises(ValueUnreadable):
        day.read_clock(written)


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
    ],
)
def test_moment(written: str, meant: datetime) -> None:
    assert day.read_moment(written, MONDAY) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1954.5", (1954, 5)), ("1954年5月", (1954, 5)), ("1954-13", None), ("1954.5.1", None), ("", None)],
)
def test_month_without_a_day(written: str, meant: tuple[int, int] | None) -> None:
    assert day.read_month(written) == meant


def test_forms_of_papers() -> None:
    assert day.long_form(MONDAY) == "2026年3月2日"
    assert day.with_weekday(MONDAY) == "3月2日 星期一"
    assert day.clock_form(datetime(2026, 3, 2, 14, 30)) == "下午2:30"
    assert day.clock_form(datetime(2026, 3, 2, 9, 0)) == "上午9:00"
    assert day.clock_form(datetime(2026, 3, 2, 12, 5)) == "下午12:05"


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
    assert day.month_later(start) == end


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 4), st.integers(0, 6))
def test_nth_weekday(year: int, month: int, nth: int, weekday: int) -> None:
    found = day.nth_weekday(year, month, nth, weekday)
    assert (found.year, found.month, found.weekday()) == (year, month, weekday)
    assert (found.day - 1) // 7 + 1 == nth
