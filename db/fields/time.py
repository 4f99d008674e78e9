"""Days and times of the calendar."""

import re
from datetime import date, datetime
from typing import Any, ClassVar

from attrs import frozen

from db.errors import Problem, ValueUnreadable
from db.fields.base import Field, Stored
from db.values import day
from db.values.holiday_notice import read_days

LEAP_YEAR = 2024


@frozen
class Day(Field[date | None]):
    """A day of the calendar, stored as ISO 8601."""

    EMPTY: ClassVar[Any] = None

    def read(self, written: str) -> date | None:
        """See `db.values.day.read_day`."""
        return day.read_day(written)

    def show(self, value: date | None) -> str:
        """2026-03-02."""
        return value.isoformat() if value else ""

    def store(self, value: date | None) -> Stored:
        """ISO 8601 text."""
        return value.isoformat() if value else None

    def load(self, stored: Stored) -> date | None:
        """The day of ISO 8601 text."""
        return date.fromisoformat(str(stored)) if stored else None


@frozen
class Moment(Field[datetime | None]):
    """A day and time on the clock of the place, to the minute; no time zone."""

    EMPTY: ClassVar[Any] = None

    def read(self, written: str) -> datetime | None:
        """See `db.values.day.read_moment`."""
        return day.read_moment(written)

    def show(self, value: datetime | None) -> str:
        """2026-03-02 14:30."""
        return value.strftime("%Y-%m-%d %H:%M") if value else ""

    def store(self, value: datetime | None) -> Stored:
        """ISO 8601 text to the minute."""
        return value.isoformat(timespec="minutes") if value else None

    def load(self, stored: Stored) -> datetime | None:
        """The time of ISO 8601 text."""
        return datetime.fromisoformat(str(stored)) if stored else None


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
