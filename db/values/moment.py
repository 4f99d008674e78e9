"""Days as spreadsheets and programs write them: moments a little off, and numbers of days since a start."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

# SheetJS writes midnight as 23:59:17 of the day before: the clocks of Shanghai stood at +8:05:43 until 1901, and it cuts
# the offset to minutes. Others lose a hundredth of a second in the fraction of a day.
_NEARLY_NEXT = time(23, 59)
_FIRST = date(1899, 12, 31)
_FIRST_OF_1904 = date(1904, 1, 1)
_FEIGNED = 60
"""Spreadsheets count a 29 February 1900 that never was; before it everything is one day later."""
_CHINA = timezone(timedelta(hours=8))
_UTC = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z")
_SUMMER_MIDNIGHT = 23


def day_meant(moment: datetime) -> date:
    """The day that a cell with a moment means; the last minute of a day is the day that follows."""
    is_next = moment.time() > _NEARLY_NEXT and moment.date() < date.max
    return moment.date() + timedelta(days=1) if is_next else moment.date()


def day_of_serial(serial: float, *, from_1904: bool = False) -> date:
    """The day that a spreadsheet shows for a number.

    Raises:
        OverflowError: it is no number of days.
    """
    return day_meant(moment_of_serial(serial, from_1904=from_1904))


def moment_of_serial(serial: float, *, from_1904: bool = False) -> datetime:
    """The moment that a spreadsheet shows for a number, to the second.

    Raises:
        OverflowError: it is no number of days.
    """
    first, days = (_FIRST_OF_1904, serial) if from_1904 else (_FIRST, serial - (serial >= _FEIGNED))
    return datetime.combine(first, time()) + timedelta(seconds=round(days * 86_400))


def day_of_utc(written: str) -> date | None:
    """The day in China of a moment that a program wrote in UTC, such as 1980-01-04T16:00:00.000Z; None for other text.

    Midnight in the summers of 1986 to 1991, and before 1928, was an hour or some minutes off today's.
    """
    if not _UTC.fullmatch(written):
        return None
    try:
        local = datetime.fromisoformat(written[:-1]).replace(tzinfo=UTC).astimezone(_CHINA)
        return local.date() + timedelta(days=local.hour == _SUMMER_MIDNIGHT)
    except (ValueError, OverflowError):  # no such day, or one after the last
        return None
