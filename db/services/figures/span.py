"""The time that a figure is told of: a year, a quarter, a month, or all until a day."""

import re
from datetime import date, timedelta

from attrs import frozen

from db.errors import ValueUnreadable
from db.values.calendar_period import MONTH, QUARTER, YEAR, CalendarPeriod, period_of, read_period
from db.values.day import months_later
from db.values.day_words import read_day

_DAY = re.compile(r"\d{8}|\d{4}\D\d{1,2}\D\d{1,2}日?")


@frozen
class Span:
    """From a day to a day.

    Attributes:
        first: the first day; None for all that ever was.
        last: the last day, as of which is told what is so on a day.
        words: how the clerk calls it.
        period: the period that it is; None where it is none.
    """

    first: date | None
    last: date
    words: str
    period: CalendarPeriod | None = None

    def beside(self, by: int) -> "Span":
        """The one so many places on: another period of the same length, or another day; the same where the calendar ends."""
        try:
            if self.period is None:
                return until(self.last + timedelta(days=by))
            return of_period(period_of(months_later(self.period.first, by * self.period.months), self.period.months))
        except (ValueError, OverflowError):  # before the year 1, or behind the last that periods have
            return self

    def typed(self) -> str:
        """As somebody would write it: 2026Q4, 2026-11, 2026, 2026上半年, 2026-11-30."""
        if self.period is None:
            return self.last.isoformat()
        year, month, months = self.period.year, self.period.month, self.period.months
        part = {MONTH: f"-{month:02d}", QUARTER: f"Q{(month + 2) // QUARTER}", YEAR: ""}
        return f"{year}{part[months]}" if months in part else self.words


def of_period(period: CalendarPeriod) -> Span:
    """The span of a period."""
    return Span(period.first, period.last, period.shown(), period)


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
