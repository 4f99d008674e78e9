"""Days and times: their forms on papers, and the reckoning of recurring days; `db.values.day_words` reads them."""

import calendar
from datetime import date, datetime, time, timedelta
from typing import overload

WEEKDAYS = "一二三四五六日"
_PARTS_OF_THE_DAY = (("凌晨", 6), ("上午", 12), ("中午", 13), ("下午", 18), ("晚上", 24))

CLOCK_SLACK = timedelta(minutes=2)
"""So far a clock may go back without a word: it was set by the network."""


def long_form(value: date) -> str:
    """2026年3月2日: Arabic figures, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{value.year}年{value.month}月{value.day}日"


def with_weekday(value: date) -> str:
    """3月2日 星期一."""
    return f"{value.month}月{value.day}日 星期{WEEKDAYS[value.weekday()]}"


def short_form(value: datetime) -> str:
    """2026-03-02 14:30, or the day alone where nobody set a clock time."""
    return value.isoformat(" ", timespec="minutes") if has_clock(value) else value.date().isoformat()


def clock_form(value: datetime) -> str:
    """上午9:00, 中午12:00, 下午2:30, 晚上7:00: as people say it; "" where nobody set a clock time."""
    if not has_clock(value):
        return ""
    part = next(word for word, until in _PARTS_OF_THE_DAY if value.hour < until)
    return f"{part}{value.hour - 12 if value.hour > 12 else value.hour}:{value.minute:02d}"


@overload
def day_of(value: date) -> date: ...
@overload
def day_of(value: date | None) -> date | None: ...
def day_of(value: date | None) -> date | None:
    """The day of a day or a moment; None of nothing."""
    return value.date() if isinstance(value, datetime) else value


def moment_of(value: date | None) -> datetime | None:
    """The moment of a day or a moment: of a day alone its midnight, which is no clock time; None of nothing."""
    return value if isinstance(value, datetime) or value is None else datetime.combine(value, time())


def this_minute() -> datetime:
    """Now, to the minute, as a moment is kept."""
    return datetime.now().replace(second=0, microsecond=0)


def has_clock(value: datetime) -> bool:
    """Whether somebody set a clock time: a day alone is midnight, and a midnight that is meant has ``fold`` set."""
    return bool(value.hour or value.minute or value.fold)


def age_on(born: date, day: date) -> int:
    """Full years of age on a day (周岁)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth weekday of a month: ``nth_weekday(2026, 11, 2, 5)`` is the second Saturday.

    ``weekday`` counts Monday as 0. Every month has a first to a fourth of each weekday.
    """
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day (民法典 第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
