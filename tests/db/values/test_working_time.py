"""Working time: vectors reckoned by hand over 国庆, 春节, a worked Sunday, midnight, a change of hours and pauses; then what holds of all."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values.day import has_clock
from db.values.posting_period import Holidays
from db.values.working_time import (
    DAYS,
    HOURS,
    MINUTES,
    MONTHS,
    WORKING_DAYS,
    WORKING_HOURS,
    Calendar,
    Length,
    Pause,
    Window,
    before,
    ends,
    over,
    put_off,
    told,
)


def days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


# 国办发明电〔2025〕7号
OF_2026 = Holidays(
    off=frozenset(
        days(date(2026, 2, 15), date(2026, 2, 23))
        | days(date(2026, 9, 25), date(2026, 9, 27))
        | days(date(2026, 10, 1), date(2026, 10, 7))
    ),
    worked=frozenset({date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)}),
    years=frozenset({2026}),
)
MORNING, AFTERNOON = (time(8, 30), time(11, 30)), (time(13, 30), time(17))
USUAL = Calendar((Window("0", *MORNING), Window("0", *AFTERNOON)), OF_2026)
"""Six and a half hours a day."""
NIGHTS = Calendar(tuple(Window(str(n), time(20), time(2)) for n in range(1, 8)))
SUMMER = Calendar(
    (
        Window("0", *MORNING),
        Window("0", *AFTERNOON, until=date(2026, 5, 31)),
        Window("0", time(14, 30), time(18), since=date(2026, 6, 1)),
    ),
    OF_2026,
)
FRIDAYS = Calendar((*USUAL.windows, Window("5", time(9), time(12)), Window("6", time(9), time(11))), OF_2026)
"""Fridays end at noon, and on Saturdays somebody is there for two hours."""


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time of 2026, or a day of it without one."""
    return datetime(2026, month, day, hour, minute)


@pytest.mark.parametrize(
    ("start", "length", "calendar", "end"),
    [
        # The example of the design: a Friday afternoon.
        (at(11, 27, 16, 40), Length(3, WORKING_DAYS), USUAL, at(12, 2, 17)),
        (at(11, 27, 16, 40), Length(3, WORKING_DAYS), Calendar(), at(12, 2)),
        (at(11, 27, 16, 40), Length(0, WORKING_DAYS), USUAL, at(11, 27, 17)),
        # 国庆: off from the 1st to the 7th, Saturday the 10th worked; 16:00 leaves one hour of the 30th.
        (at(9, 30, 10), Length(1, WORKING_DAYS), USUAL, at(10, 8, 17)),
        (at(9, 30, 10), Length(3, WORKING_DAYS), USUAL, at(10, 10, 17)),
        (at(9, 30, 10), Length(4, WORKING_DAYS), USUAL, at(10, 12, 17)),
        (at(9, 30, 16), Length(8, WORKING_HOURS), USUAL, at(10, 9, 9)),
        (at(10, 3, 12), Length(1, WORKING_HOURS), USUAL, at(10, 8, 9, 30)),
        # 春节: off from the 15th to the 23rd, both Saturdays around it worked.
        (at(2, 13, 15), Length(1, WORKING_DAYS), USUAL, at(2, 14, 17)),
        (at(2, 13, 15), Length(2, WORKING_DAYS), USUAL, at(2, 24, 17)),
        (at(2, 13, 15), Length(6, WORKING_DAYS), USUAL, at(2, 28, 17)),
        (at(2, 14, 16, 30), Length(1, WORKING_HOURS), USUAL, at(2, 24, 9)),
        # Sunday the 20th of September is worked; the hours are those of a working day, or of a Monday.
        (at(9, 18, 10), Length(1, WORKING_DAYS), USUAL, at(9, 20, 17)),
        (at(9, 19, 10), Length(4, WORKING_HOURS), USUAL, at(9, 20, 14, 30)),
        (at(9, 19, 10), Length(2, WORKING_HOURS), Calendar((Window("1", time(9), time(12)),), OF_2026), at(9, 20, 11)),
        # Over midnight: two and a half hours until 2:00, the rest the next evening.
        (at(3, 2, 23, 30), Length(4, WORKING_HOURS), NIGHTS, at(3, 3, 21, 30)),
        (at(3, 3, 1), Length(1, WORKING_HOURS), NIGHTS, at(3, 3, 2)),
        (at(3, 2, 21), Length(3, WORKING_HOURS), NIGHTS, at(3, 3).replace(fold=1)),
        # From the 1st of June the afternoon is half past two to six.
        (at(5, 29, 16), Length(4, WORKING_HOURS), SUMMER, at(6, 1, 11, 30)),
        (at(5, 29, 16), Length(5, WORKING_HOURS), SUMMER, at(6, 1, 15, 30)),
        (at(5, 29, 16), Length(1, WORKING_DAYS), SUMMER, at(6, 1, 18)),
        # Friday the 27th of November: three hours, then two of Saturday, then Monday.
        (at(11, 27, 9), Length(4, WORKING_HOURS), FRIDAYS, at(11, 28, 10)),
        (at(11, 27, 9), Length(6, WORKING_HOURS), FRIDAYS, at(11, 30, 9, 30)),
        (at(11, 26, 9), Length(1, WORKING_DAYS), FRIDAYS, at(11, 27, 12)),
        (at(11, 27, 9), Length(1, WORKING_DAYS), FRIDAYS, at(11, 30, 17)),
        # Minutes and hours go on at night.
        (at(11, 27, 23, 40), Length(40, MINUTES), USUAL, at(11, 28, 0, 20)),
        (at(11, 27, 23), Length(1, HOURS), USUAL, at(11, 28).replace(fold=1)),
        (at(11, 27, 9, 5), Length(24, HOURS), USUAL, at(11, 28, 9, 5)),
        # Days and months: the day of the start is not counted, and no day off puts them off.
        (at(11, 27, 16, 40), Length(10, DAYS), USUAL, at(12, 7)),
        (at(9, 1), Length(1, MONTHS), USUAL, at(10, 1)),
        (at(1, 31, 9), Length(1, MONTHS), USUAL, at(2, 28)),
    ],
)
def test_by_hand(start: datetime, length: Length, calendar: Calendar, end: datetime) -> None:
    found = ends(start, length, calendar)
    assert found == end
    assert found is not None
    assert has_clock(found) is has_clock(end)


def test_nobody_is_ever_there() -> None:
    for calendar in (Calendar(), Calendar((Window("0", *MORNING, until=date(2020, 1, 1)),))):
        assert ends(at(3, 2, 9), Length(1, WORKING_HOURS), calendar) is None
    assert before(at(3, 2, 9), Length(1, WORKING_HOURS)) is None


START = at(1, 5)
MON, TUE, WED, THU, FRI = (at(11, day) for day in range(23, 28))


def clock(day: datetime, hour: int, minute: int = 0) -> datetime:
    return day.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("end", "unit", "pauses", "later"),
    [
        # Ten working hours from Monday 8:30 end on Tuesday at 14:00; what is left after each pause, counted by hand.
        (
            clock(TUE, 14),
            WORKING_HOURS,
            [(clock(MON, 10), clock(TUE, 10)), (clock(TUE, 14), clock(WED, 14))],
            clock(THU, 14),
        ),
        # Three working days from Monday end on Thursday: Tuesday's end is paused over, then those of Thursday and Friday.
        (
            clock(THU, 17),
            WORKING_DAYS,
            [(clock(TUE, 10), clock(WED, 10)), (clock(THU, 9), clock(FRI, 18))],
            at(12, 1, 17),
        ),
        # From after Thursday's end to before Friday's: no day was lost.
        (clock(FRI, 17), WORKING_DAYS, [(clock(THU, 18), clock(FRI, 9))], clock(FRI, 17)),
        # Over 国庆 nobody works: one day alone, the 30th, was lost.
        (at(10, 9, 17), WORKING_DAYS, [(at(9, 30, 9), at(10, 8, 9))], at(10, 10, 17)),
        (clock(MON, 9), MINUTES, [(clock(MON, 8, 30), clock(MON, 8, 50))], clock(MON, 9, 20)),
        (clock(MON, 23), HOURS, [(clock(MON, 22), clock(MON, 23))], TUE.replace(fold=1)),
        (FRI, DAYS, [(clock(TUE, 9), clock(THU, 9))], at(11, 29)),
        (FRI, MONTHS, [(clock(TUE, 9), clock(TUE, 18))], FRI),
        # What begins when all is over takes nothing.
        (clock(MON, 9), HOURS, [(clock(MON, 9), clock(MON, 10))], clock(MON, 9)),
        (MON, DAYS, [(TUE, FRI)], MON),
        (MON, DAYS, [(clock(MON, 18), clock(TUE, 9))], TUE),
    ],
)
def test_put_off_by_hand(end: datetime, unit: str, pauses: list[Pause], later: datetime) -> None:
    found = put_off(end, unit, START, pauses, USUAL)
    assert found == later
    assert found is not None
    assert has_clock(found) is has_clock(later)


@pytest.mark.parametrize(
    ("end", "length", "start"),
    [
        (at(12, 2, 17), Length(1, WORKING_DAYS), at(12, 1)),
        (at(10, 8, 17), Length(1, WORKING_DAYS), at(9, 30)),
        (at(10, 8, 9), Length(1, WORKING_HOURS), at(9, 30, 16, 30)),
        (at(12, 2), Length(1, HOURS), at(12, 2, 23)),
        (at(12, 2, 9), Length(20, MINUTES), at(12, 2, 8, 40)),
        (at(12, 2), Length(3, DAYS), at(11, 29)),
        (at(3, 31), Length(1, MONTHS), at(2, 28)),
    ],
)
def test_before_by_hand(end: datetime, length: Length, start: datetime) -> None:
    assert before(end, length, USUAL) == start


def test_words() -> None:
    assert [Length(3, unit).words() for unit in (MINUTES, HOURS, WORKING_HOURS, WORKING_DAYS, DAYS, MONTHS)] == [
        "3分钟", "3小时", "3个工作小时", "3个工作日", "3日", "3个月",
    ]  # fmt: skip
    assert Length(0, WORKING_DAYS).words() == "当日"
    assert told(at(11, 27, 16, 40)) == "11-27 16:40"
    assert told(at(12, 2), date(2026, 11, 27)) == "12-02"
    assert told(datetime(2027, 1, 4), date(2026, 12, 31)) == "2027-01-04"


MOMENTS = st.datetimes(datetime(2026, 1, 20), datetime(2026, 11, 20)).map(lambda d: d.replace(second=0, microsecond=0))
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30)))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Some opening hours, of which one at least always holds; they may overlap and go over midnight."""
    windows = [Window("0", *MORNING)]
    for weekday in draw(st.lists(st.sampled_from("01234567"), max_size=4)):
        opens, closes = draw(TIMES), draw(TIMES)
        since = draw(st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 1)))
        if opens != closes:
            windows.append(Window(weekday, opens, closes, since))
    return Calendar(tuple(windows), OF_2026)


def open_minutes(calendar: Calendar, first: datetime, last: datetime) -> int:
    """Minute by minute: how many lie in opening hours."""
    spans = [
        window.on(first.date() + timedelta(days=n))
        for n in range(-1, (last.date() - first.date()).days + 1)
        for window in calendar.windows_on(first.date() + timedelta(days=n))
    ]
    minutes = (first + timedelta(minutes=n) for n in range(int((last - first) / timedelta(minutes=1))))
    return sum(any(opens <= minute < closes for opens, closes in spans) for minute in minutes)


@given(calendars(), MOMENTS, st.integers(0, 4000))
def test_minutes_are_those_that_a_watch_counts(calendar: Calendar, first: datetime, length: int) -> None:
    last = first + timedelta(minutes=length)
    assert calendar.minutes_between(first, last) == open_minutes(calendar, first, last)


@given(calendars(), MOMENTS, st.integers(1, 40))
def test_so_many_hours_later_and_earlier_are_each_others_way_back(
    calendar: Calendar, start: datetime, hours: int
) -> None:
    end = ends(start, Length(hours, WORKING_HOURS), calendar)
    assert end is not None
    assert calendar.minutes_between(start, end) == hours * 60
    assert calendar.minutes_between(start, end - timedelta(minutes=1)) == hours * 60 - 1, "not a minute too late"
    first = before(end, Length(hours, WORKING_HOURS), calendar)
    assert first is not None
    assert calendar.minutes_between(first, end) == hours * 60


UNITS = st.sampled_from((MINUTES, HOURS, WORKING_HOURS, WORKING_DAYS, DAYS, MONTHS))


@given(calendars(), MOMENTS, st.integers(0, 3000), st.integers(1, 12), UNITS)
def test_what_begins_later_ends_no_earlier_and_nothing_ends_before_it_began(
    calendar: Calendar, start: datetime, minutes: int, amount: int, unit: str
) -> None:
    length = Length(amount, unit)
    first, second = ends(start, length, calendar), ends(start + timedelta(minutes=minutes), length, calendar)
    assert first is not None
    assert second is not None
    assert start < over(first) <= over(second)
    warned = before(first, length, calendar)
    assert warned is not None
    assert warned <= over(first)


def counted(start: datetime, amount: int, pauses: Sequence[Pause], holidays: Holidays) -> date:
    """Day by day: working days on whose evening no pause holds."""
    day = start.date()
    while amount:
        day += timedelta(days=1)
        stands = any(first.date() <= day < last.date() for first, last in pauses)
        amount -= holidays.is_working(day) and not stands
    return day


@st.composite
def pauses_from(draw: st.DrawFn, start: datetime) -> list[Pause]:
    """Pauses one after another."""
    found: list[Pause] = []
    moment = start
    for _ in range(draw(st.integers(0, 4))):
        first = moment + timedelta(minutes=draw(st.integers(1, 4000)))
        moment = first + timedelta(minutes=draw(st.integers(0, 9000)))
        found.append((first, moment))
    return found


@given(st.data(), MOMENTS, st.integers(1, 12))
def test_working_days_are_those_on_which_no_pause_stands(data: st.DataObject, start: datetime, amount: int) -> None:
    pauses = data.draw(pauses_from(start))
    calendar = Calendar((), OF_2026)
    end = ends(start, Length(amount, WORKING_DAYS), calendar)
    assert end is not None
    found = put_off(end, WORKING_DAYS, start, pauses, calendar)
    assert found is not None
    assert found.date() == counted(start, amount, pauses, OF_2026)


@pytest.mark.parametrize(("unit", "later"), [(WORKING_DAYS, TUE), (DAYS, TUE), (HOURS, clock(TUE, 6))])
def test_the_day_of_the_start_cannot_be_taken(unit: str, later: datetime) -> None:
    """A pause of six hours from the evening of the start over midnight takes six hours, and no day."""
    assert put_off(TUE, unit, clock(MON, 9), [(clock(MON, 20), clock(TUE, 2))], Calendar()) == later


@given(calendars(), st.data(), MOMENTS, st.integers(1, 30))
def test_working_hours_are_those_outside_of_pauses(
    calendar: Calendar, data: st.DataObject, start: datetime, hours: int
) -> None:
    pauses = data.draw(pauses_from(start))
    end = ends(start, Length(hours, WORKING_HOURS), calendar)
    assert end is not None
    found = put_off(end, WORKING_HOURS, start, pauses, calendar)
    assert found is not None
    stood = sum(calendar.minutes_between(first, min(last, found)) for first, last in pauses if first < found)
    assert calendar.minutes_between(start, found) - stood == hours * 60


@given(st.data(), MOMENTS, st.integers(1, 60), UNITS)
def test_a_pause_never_brings_an_end_nearer(data: st.DataObject, start: datetime, amount: int, unit: str) -> None:
    pauses = data.draw(pauses_from(start))
    end = ends(start, Length(amount, unit), USUAL)
    assert end is not None
    found = put_off(end, unit, start, pauses, USUAL)
    assert found is not None
    assert found >= end
    assert put_off(end, unit, start, [], USUAL) == end
