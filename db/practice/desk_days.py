"""Days of the past: those on which the desk was open, the last 议事日 and 走访日."""

from collections.abc import Callable
from datetime import date, timedelta

from db.services.centre.recurring_days import MonthDays, month_days
from db.store import Store

# New Year, Labour Day and National Day, as long as they usually are; feasts of the moon are left out.
_HOLIDAYS = frozenset({(1, 1), *((5, n) for n in range(1, 6)), *((10, n) for n in range(1, 8))})
SATURDAY = 5


def is_open(day: date) -> bool:
    """Whether it is a weekday and no fixed holiday."""
    return day.weekday() < SATURDAY and (day.month, day.day) not in _HOLIDAYS


def open_day_before(day: date) -> date:
    """The day itself, or the last open day before it."""
    while not is_open(day):
        day -= timedelta(days=1)
    return day


def open_day_after(day: date, latest: date) -> date:
    """The day itself, or the next open day; never after the latest."""
    while not is_open(day) and day < latest:
        day += timedelta(days=1)
    return min(day, latest)


def past_topic_days(store: Store, today: date, count: int) -> list[date]:
    """The last 议事日 before today, the oldest first."""
    return _past(store, today, count, lambda days: days.topic_day)


def past_visit_days(store: Store, today: date, count: int) -> list[date]:
    """The last 走访日 before today, the oldest first."""
    return _past(store, today, count, lambda days: days.visit_day)


def _past(store: Store, today: date, count: int, marked: Callable[[MonthDays], date | None]) -> list[date]:
    found: list[date] = []
    year, month = today.year, today.month
    while len(found) < count:
        day = marked(month_days(store, year, month))
        if day and day < today:
            found.append(day)
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return found[::-1]
