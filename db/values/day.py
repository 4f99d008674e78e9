"""Days and times as people write them at a desk, and the reckoning of recurring days."""

import calendar
import re
import unicodedata
from datetime import date, datetime, time, timedelta

from db.errors import ValueUnreadable

WEEKDAYS = "一二三四五六日"
_WORDS = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "昨天": -1, "昨日": -1, "前天": -2}
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?号?(?:\s+00?:00(?::00)?)?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?号?")
_ONLY_DAY = re.compile(r"(\d{1,2})[日号]")
_WEEK = re.compile(r"(本|这|下|上|下下)?(?:周|星期|礼拜)([一二三四五六日天])")
_AHEAD = re.compile(r"(\d{1,3})天[后内]")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?")
_CLOCK = re.compile(r"(上午|下午|晚上|早上|中午)?(\d{1,2})(?:[:：点时](?:(\d{1,2})(?::\d{2})?)?分?|(半))?(半)?")
_BETWEEN = re.compile(r"\s+|(?=上午|下午|晚上|早上|中午)|(?<=[一二三四五六日天号])(?=\d)")


def _made(year: int, month: int, day: int, written: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueUnreadable(f"“{written}”不是日历上的日期", "请检查月和日") from error


def _week_day(match: re.Match[str], today: date) -> date:
    weeks = {"上": -1, "下": 1, "下下": 2}.get(match[1] or "", 0)
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=weeks, days=WEEKDAYS.index(match[2].replace("天", "日")))


def read_day(written: str, today: date | None = None) -> date | None:
    """The day that somebody wrote, or None for nothing.

    Reads 2026-3-2, 2026.3.2, 2026年3月2日, 20260302, 3.2, 3月2日, 25日, 今天, 明天, 下周三, 3天后.
    A day without a year is in the year of ``today``.

    Raises:
        ValueUnreadable: it is none of these, or no day of the calendar.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    now = today or date.today()
    if not text:
        return None
    if text in _WORDS:
        return now + timedelta(days=_WORDS[text])
    if match := _FULL.fullmatch(text) or _PLAIN.fullmatch(text):
        return _made(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _SHORT.fullmatch(text):
        return _made(now.year, int(match[1]), int(match[2]), text)
    if match := _ONLY_DAY.fullmatch(text):
        return _made(now.year, now.month, int(match[1]), text)
    if match := _WEEK.fullmatch(text):
        return _week_day(match, now)
    if match := _AHEAD.fullmatch(text):
        return now + timedelta(days=int(match[1]))
    raise ValueUnreadable(f"看不懂日期“{text}”", "可写 3.2、20260302、明天、下周三")


def read_month(written: str) -> tuple[int, int] | None:
    """Year and month where somebody wrote no day, such as 1954.5, or None."""
    match = _MONTH.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if match and 1 <= int(match[2]) <= 12:
        return int(match[1]), int(match[2])
    return None


def read_clock(written: str) -> time:
    """A time of day: 14:30, 下午2点半, 9点.

    Raises:
        ValueUnreadable: it is no time of day.
    """
    text = unicodedata.normalize("NFKC", written).replace(" ", "")
    match = _CLOCK.fullmatch(text)
    if match:
        hour, half = int(match[2]), bool(match[4] or match[5])
        if match[1] in ("下午", "晚上") and hour < 12:
            hour += 12
        minute = 30 if half else int(match[3] or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise ValueUnreadable(f"看不懂时间“{written.strip()}”", "可写 14:30、下午2点半")


def read_moment(written: str, today: date | None = None) -> datetime | None:
    """Day and time together, such as "25日 14:30" or "3月25日下午2点半"; midnight when no time is given.

    Raises:
        ValueUnreadable: day or time cannot be read.
    """
    text = unicodedata.normalize("NFKC", written).strip().replace("T", " ")
    if not text:
        return None
    first, *rest = _BETWEEN.split(text, maxsplit=1)
    found = read_day(first, today)
    if found is None:
        return None
    return datetime.combine(found, read_clock(rest[0]) if rest else time())


def long_form(value: date) -> str:
    """2026年3月2日: Arabic figures, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{value.year}年{value.month}月{value.day}日"


def with_weekday(value: date) -> str:
    """3月2日 星期一."""
    return f"{value.month}月{value.day}日 星期{WEEKDAYS[value.weekday()]}"


def clock_form(value: datetime) -> str:
    """上午9:00, 下午2:30: as notices say it."""
    if value.hour < 12:
        return f"上午{value.hour}:{value.minute:02d}"
    return f"下午{value.hour - 12 or 12}:{value.minute:02d}"


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


def month_later(day: date) -> date:
    """The same day of the next month, or that month's last day."""
    return months_later(day, 1)
