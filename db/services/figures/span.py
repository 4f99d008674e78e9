"""The time that a figure is told of: a year, a quarter, a month, or all until a day."""

import re
from datetime import date

from attrs import frozen

from db.errors import ValueUnreadable
from db.values.calendar_period import YEAR, CalendarPeriod, period_of, read_period
from db.values.day_words import read_day

_DAY = re.compile(r"\d{8}|\d{4}\D\d{1,2}\D\d{1,2}日?")


@frozen
class Span:
    """From a day to a day.

    Attributes:
        first: the first day; None for all that ever was.
        last: the last day, as of which is told what is so on a day.
        words: how the clerk calls it.
    """

    first: date | None
    last: date
    words: str


def of_period(period: CalendarPeriod) -> Span:
    """The span of a period."""
    return Span(period.first, period.last, period.shown())


def until(day: date) -> Span:
    """Until a day: what is so on it, and all that ever came to pass."""
    return Span(None, day, f"截至{day.isoformat()}")


def this_year(today: date) -> Span:
    """The year that a day lies in."""
    return of_period(period_of(today, YEAR))


def read_span(written: str, today: date) -> Span:
    """What somebody wrote: 2026, 2026Q4, 2026-11, 上半年, 本年, or a day; nothing is this year.

    Raises:
        ValueUnreadable: it is neither a period nor a day.
    """
    text = written.strip()
    if _DAY.fullmatch(text) and (day := read_day(text)):
        return until(day)
    try:
        period = read_period(text, today)
    except ValueUnreadable:
        if text and (day := _day(text)):
            return until(day)
        raise
    return of_period(period) if period else this_year(today)


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueUnreadable:
        return None
