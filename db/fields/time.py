"""Days and times of the calendar, and times of the day."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from attrs import field, frozen

from db.errors import Problem, ValueUnreadable
from db.fields.base import Field, Privacy, Stored
from db.values import day_words, masks
from db.values.calendar_period import LENGTHS, CalendarPeriod, load_period, read_period
from db.values.day import day_of, long_form, short_form
from db.values.day_words import Looks
from db.values.holiday_notice import read_days

LEAP_YEAR = 2024
_PAST = date(2025, 12, 31)
"""Before this program was: nothing up to then lies ahead, as of nearly all that a large import brings, and nobody asks the clock."""
FAR = timedelta(days=365)
AHEAD_LONG = timedelta(days=3 * 366)
"""So far ahead nothing is due that a desk has to do; who writes a later day has mistyped its year."""
TERM = timedelta(days=10 * 366)
"""So far ahead a post may end: a term is of five years at most (村民委员会、居民委员会 每届任期五年)."""


@frozen
class Day(Field[date | None]):
    """A day of the calendar, stored as ISO 8601.

    Attributes:
        looks: on which side of today its days lie; what a clerk leaves out is read by it.
        age: what the full years since it are called; "" where nobody asks for them. See `db.records.paths`.
        ahead: how far ahead of today it may lie at most; None where that is not held.
    """

    EMPTY: ClassVar[Any] = None
    IDENTIFIES: ClassVar[bool] = True
    MASKED_FROM: ClassVar[Privacy] = Privacy.PERSONAL

    looks: Looks = field(default=Looks.EITHER, kw_only=True)
    age: str = field(default="", kw_only=True)
    ahead: timedelta | None = field(default=None, kw_only=True)

    @property
    def is_checked(self) -> bool:
        """A day alone is never wrong; one that must not lie too far ahead can be."""
        return self.required or self.ahead is not None

    def fault(self, value: date | None) -> Problem | None:
        """Required, and not too far ahead."""
        if value is None:
            return super().fault(value)
        if self.ahead is None or value <= _PAST or value <= date.today() + self.ahead:
            return None
        return self.problem("too_far_ahead", too_far(value, self.ahead), "请核对年份")

    def doubt(self, value: date | None, today: date) -> Problem | None:
        """A day that lies far on the side of today on which the field does not look: a year was left out, or is another."""
        return (
            self.problem("far_day", far, "请核对年份", blocking=False)
            if (far := _far(value, self.looks, today))
            else None
        )

    def read(self, written: str) -> date | None:
        """See `db.values.day_words.read_day`."""
        return day_words.read_day(written, looks=self.looks)

    def show(self, value: date | None) -> str:
        """2026-03-02."""
        return value.isoformat() if value else ""

    def cover(self, shown: str) -> str:
        """Only the year of a personal day: the day of birth is eight of the figures of an identity number."""
        return masks.year_of(shown) if shown and self.is_masked else shown

    def store(self, value: date | None) -> Stored:
        """ISO 8601 text."""
        return value.isoformat() if value else None

    def load(self, stored: Stored) -> date | None:
        """The day of ISO 8601 text."""
        return date.fromisoformat(str(stored)) if stored else None


@frozen
class Moment(Field[datetime | None]):
    """A day and time on the clock of the place, to the minute; no time zone. A day alone has no clock time.

    Attributes:
        looks: as of `Day`.
    """

    EMPTY: ClassVar[Any] = None

    looks: Looks = field(default=Looks.EITHER, kw_only=True)

    def doubt(self, value: datetime | None, today: date) -> Problem | None:
        """As of `Day`."""
        day = day_of(value)
        return (
            self.problem("far_day", far, "请核对年份", blocking=False)
            if (far := _far(day, self.looks, today))
            else None
        )

    def read(self, written: str) -> datetime | None:
        """See `db.values.day_words.read_moment`."""
        return day_words.read_moment(written, looks=self.looks)

    def show(self, value: datetime | None) -> str:
        """2026-03-02 14:30, or the day alone where no clock time was set."""
        return short_form(value) if value else ""

    def store(self, value: datetime | None) -> Stored:
        """ISO 8601 text to the minute; a midnight that is meant has its seconds, so that it differs from a day alone."""
        return value.isoformat(timespec="seconds" if value.fold else "minutes") if value else None

    def load(self, stored: Stored) -> datetime | None:
        """The time of ISO 8601 text."""
        if not stored:
            return None
        found = datetime.fromisoformat(str(stored))
        return found.replace(fold=1) if str(stored).endswith("T00:00:00") else found


@frozen
class TimeOfDay(Field[time | None]):
    """A time of any day, to the minute; midnight is its beginning."""

    EMPTY: ClassVar[Any] = None

    def read(self, written: str) -> time | None:
        """See `db.values.day_words.read_time`."""
        return day_words.read_time(written)

    def show(self, value: time | None) -> str:
        """08:30."""
        return "" if value is None else f"{value:%H:%M}"

    def store(self, value: time | None) -> Stored:
        """ISO 8601 text to the minute."""
        return None if value is None else value.isoformat(timespec="minutes")

    def load(self, stored: Stored) -> time | None:
        """The time of ISO 8601 text."""
        return time.fromisoformat(str(stored)) if stored else None


def too_far(day: date, ahead: timedelta) -> str:
    """What is said of a day that lies further ahead than it may."""
    years = ahead // timedelta(days=366)
    return f"{long_form(day)}在{years}年以后" if years else f"{long_form(day)}还没有到"


def _far(day: date | None, looks: Looks, today: date) -> str:
    """What is said of a day that lies more than a year where its field does not look, or further ahead than anything a desk plans."""
    if day is not None and looks is Looks.AHEAD and day < today - FAR:
        return f"{long_form(day)}是一年多以前"
    if day is not None and looks is Looks.BACK and day > today + FAR:
        return f"{long_form(day)}在一年多以后"
    ahead = AHEAD_LONG if looks is Looks.AHEAD else TERM
    return too_far(day, ahead) if day is not None and day > today + ahead else ""


@frozen
class Days(Field[str]):
    """Days of one year as a 放假安排 words them: 1月1日至3日、1月9日; which year, the record knows."""

    def fault(self, value: str) -> Problem | None:
        """Required, and readable in a year that has every day."""
        try:
            read_days(re.sub(r"[(（].*?[)）]", "", value), LEAP_YEAR)
        except ValueUnreadable as error:
            return self.problem("days", error.message, error.remedy)
        return super().fault(value)


@frozen
class Period(Field[CalendarPeriod | None]):
    """A month, two months, a quarter, half a year or a year.

    Attributes:
        lengths: how many months it may have.
    """

    EMPTY: ClassVar[Any] = None

    lengths: tuple[int, ...] = field(default=LENGTHS, kw_only=True)

    def read(self, written: str) -> CalendarPeriod | None:
        """See `db.values.calendar_period.read_period`."""
        return read_period(written, date.today(), self.lengths)

    def show(self, value: CalendarPeriod | None) -> str:
        """2026年3月, 2026年第一季度."""
        return value.shown() if value else ""

    def store(self, value: CalendarPeriod | None) -> Stored:
        """Its first month and how many there are."""
        return value.stored() if value else None

    def load(self, stored: Stored) -> CalendarPeriod | None:
        """The period of what the table keeps."""
        return load_period(str(stored)) if stored else None

    def fault(self, value: CalendarPeriod | None) -> Problem | None:
        """Required, and as long as it may be."""
        if value is not None and value.months not in self.lengths:
            return self.problem("length", f"{value.shown()}的长短不对", "请换一段时间")
        return super().fault(value)
