"""议事日 and 走访日: the right day of every month, also where a rule changes."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import ValueUnreadable
from db.records.centre.centre import Rule
from db.services.centre.recurring_days import MonthDays, month_days, next_topic_day, next_visit_day
from db.store import Store
from db.values.recurrence import Monthly, read_monthly

SATURDAY = 5


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("每月25日", Monthly(day=25)),
        ("25日", Monthly(day=25)),
        ("25", Monthly(day=25)),
        ("每月２５号", Monthly(day=25)),
        ("每月 1 日", Monthly(day=1)),
        ("第二个星期六", Monthly(nth=2, weekday=SATURDAY)),
        ("每月第2个周六", Monthly(nth=2, weekday=SATURDAY)),
        ("第一个星期天", Monthly(nth=1, weekday=6)),
        ("每月第四个礼拜日", Monthly(nth=4, weekday=6)),
    ],
)
def test_as_clerks_write_it(written: str, days: Monthly) -> None:
    assert read_monthly(written) == days


@pytest.mark.parametrize("written", ["", "每月0日", "每月32日", "第五个星期六", "第二个星期八", "月底", "25日和26日"])
def test_what_is_no_monthly_day(written: str) -> None:
    with pytest.raises(ValueUnreadable):
        read_monthly(written)


@given(st.integers(2000, 2100), st.integers(1, 12), st.integers(1, 4), st.integers(0, 6))
def test_the_nth_weekday_is_one(year: int, month: int, nth: int, weekday: int) -> None:
    day = Monthly(nth=nth, weekday=weekday).in_month(year, month)
    assert (day.year, day.month, day.weekday()) == (year, month, weekday)
    before = [date(year, month, d) for d in range(1, day.day) if date(year, month, d).weekday() == weekday]
    assert len(before) == nth - 1


@given(st.integers(2000, 2100), st.integers(1, 12), st.integers(1, 31))
def test_a_day_that_a_month_has_not_is_its_last(year: int, month: int, number: int) -> None:
    last = calendar.monthrange(year, month)[1]
    assert Monthly(day=number).in_month(year, month) == date(year, month, min(number, last))


@pytest.mark.parametrize(
    ("today", "topic", "visit"),
    [
        (date(2026, 7, 1), date(2026, 7, 25), date(2026, 7, 11)),
        (date(2026, 7, 11), date(2026, 7, 25), date(2026, 7, 11)),
        (date(2026, 7, 12), date(2026, 7, 25), date(2026, 8, 8)),
        (date(2026, 7, 25), date(2026, 7, 25), date(2026, 8, 8)),
        (date(2026, 7, 26), date(2026, 8, 25), date(2026, 8, 8)),
        (date(2026, 12, 25), date(2026, 12, 25), date(2027, 1, 9)),
        (date(2026, 12, 26), date(2027, 1, 25), date(2027, 1, 9)),
        (date(2026, 12, 31), date(2027, 1, 25), date(2027, 1, 9)),
    ],
)
def test_the_next_days(desk: Store, today: date, topic: date, visit: date) -> None:
    assert next_topic_day(desk, today) == topic
    assert next_visit_day(desk, today) == visit


def test_the_months_page(desk: Store) -> None:
    assert month_days(desk, 2026, 11) == MonthDays(date(2026, 11, 25), date(2026, 11, 14))
    assert month_days(desk, 2026, 8) == MonthDays(date(2026, 8, 25), date(2026, 8, 8)), "1 August is a Saturday"


def test_no_rule_no_day(store: Store) -> None:
    assert month_days(store, 2026, 7) == MonthDays(None, None)
    assert next_topic_day(store, date(2026, 7, 1)) is None


def changed(desk: Store, value: str, since: date) -> Store:
    desk.save(Rule(key="topic_day", label="议事日", value=value, since=since, source="社区居民会议决定"))
    return desk


def test_a_new_rule_holds_from_its_first_day(desk: Store) -> None:
    """From August on the 10th: at the end of July the next day is 10 August, not the 25th of the old rule."""
    changed(desk, "每月10日", date(2026, 8, 1))
    assert next_topic_day(desk, date(2026, 7, 20)) == date(2026, 7, 25)
    assert next_topic_day(desk, date(2026, 7, 26)) == date(2026, 8, 10)
    assert month_days(desk, 2026, 7).topic_day == date(2026, 7, 25)
    assert month_days(desk, 2026, 8).topic_day == date(2026, 8, 10)


@pytest.mark.parametrize(
    ("value", "since", "july"),
    [
        ("每月28日", date(2026, 7, 10), date(2026, 7, 28)),
        ("每月10日", date(2026, 7, 26), date(2026, 7, 25)),
        ("每月10日", date(2026, 7, 20), None),
        ("每月28日", date(2026, 7, 26), date(2026, 7, 28)),
    ],
    ids=["new day ahead", "old day was held", "falls between both", "twice: the later is shown"],
)
def test_a_rule_changed_within_a_month(desk: Store, value: str, since: date, july: date | None) -> None:
    assert month_days(changed(desk, value, since), 2026, 7).topic_day == july


def test_a_day_that_was_abolished(desk: Store) -> None:
    changed(desk, "", date(2026, 8, 1))
    assert next_topic_day(desk, date(2026, 7, 1)) == date(2026, 7, 25)
    assert next_topic_day(desk, date(2026, 7, 26)) is None
    assert month_days(desk, 2026, 8) == MonthDays(None, date(2026, 8, 8))


def test_a_correction_of_the_same_day_counts_last(desk: Store) -> None:
    changed(changed(desk, "每月10日", date(2026, 8, 1)), "每月12日", date(2026, 8, 1))
    assert month_days(desk, 2026, 8).topic_day == date(2026, 8, 12)
