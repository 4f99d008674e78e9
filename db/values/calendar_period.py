"""Months, pairs of months, quarters, half-years and years: what a plan or an account covers."""

import re
import unicodedata
from collections.abc import Collection
from datetime import MAXYEAR, date, timedelta

from attrs import frozen

from db.errors import ValueUnreadable
from db.values.day import months_later
from db.values.numerals import figures, han_number

MONTH, TWO_MONTHS, QUARTER, HALF_YEAR, YEAR = 1, 2, 3, 6, 12
LENGTHS = (MONTH, TWO_MONTHS, QUARTER, HALF_YEAR, YEAR)
"""How many months a period may have; each divides the year, and a period begins at such a part of it."""

_STORED = re.compile(r"(\d{4})-(\d{2})/(\d{1,2})")
_YEAR = re.compile(r"(\d{4})(?:年度?|[-./])?|(今|本|去|明)年度?")
_MONTHS = re.compile(r"(\d{1,2})(?:月?(?:-|至|到|~)(\d{1,2}))?月?份?")
_QUARTER = re.compile(r"第?(\d)季度?|q(\d)")
_HALF = re.compile(r"(上|下)半年|h(\d)")
_WHOLE = re.compile(r"全年|年度|")
_NEAR = re.compile(r"(本|这个?|上个?|下个?)(月|季度?)份?")
_STEPS = {"本": 0, "这": 0, "上": -1, "下": 1}
_YEARS = {"今": 0, "本": 0, "去": -1, "明": 1}


@frozen(order=True)
class CalendarPeriod:
    """So many months of one year from a month on.

    Attributes:
        year: four figures.
        month: the first month, 1 to 12.
        months: how many; one of `LENGTHS`.
    """

    year: int
    month: int
    months: int = MONTH

    def __attrs_post_init__(self) -> None:
        fits = self.months in LENGTHS and 1 <= self.month <= 12 and (self.month - 1) % self.months == 0
        if not fits or not 1 <= self.year < MAXYEAR:
            raise ValueError(f"no period: {self.year}-{self.month}/{self.months}")

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return months_later(self.first, self.months) - timedelta(days=1)

    def shown(self) -> str:
        """2026年3月, 2026年3至4月, 2026年第一季度, 2026年上半年, 2026年."""
        part = {
            MONTH: f"{self.month}月",
            TWO_MONTHS: f"{self.month}至{self.month + 1}月",
            QUARTER: f"第{han_number((self.month + 2) // 3)}季度",
            HALF_YEAR: "上半年" if self.month == 1 else "下半年",
            YEAR: "",
        }
        return f"{self.year:04d}年{part[self.months]}"

    def stored(self) -> str:
        """2026-03/1: sorts by its first month."""
        return f"{self.year:04d}-{self.month:02d}/{self.months}"


def period_of(day: date, months: int) -> CalendarPeriod:
    """The period of so many months in which a day lies."""
    return CalendarPeriod(day.year, (day.month - 1) // months * months + 1, months)


def load_period(stored: str) -> CalendarPeriod:
    """The period of `CalendarPeriod.stored`.

    Raises:
        ValueError: it is none.
    """
    match = _STORED.fullmatch(stored)
    if not match:
        raise ValueError(f"no period: {stored}")
    return CalendarPeriod(int(match[1]), int(match[2]), int(match[3]))


def read_period(written: str, today: date, lengths: Collection[int] = LENGTHS) -> CalendarPeriod | None:
    """The period that somebody wrote: 2026年3月, 二月, 一季度, 2026上半年, 3-4月, 本年, 本季度, 上月; a year that is left out is this one.

    Raises:
        ValueUnreadable: it is no period, or none of these lengths.
    """
    text = "".join(unicodedata.normalize("NFKC", written).casefold().split()).replace("—", "-").replace("–", "-")
    text = figures(text)
    if not text:
        return None
    year, rest = _year(text, today)
    found = _near(text, today) or _part(rest, year)
    if found is None:
        raise ValueUnreadable(f"“{written.strip()}”不是一段时间", f"例如：{_samples(today, lengths)}")
    if found.months not in lengths:
        raise ValueUnreadable(f"“{written.strip()}”的长短不对", f"请填{_samples(today, lengths)}这样的一段")
    return found


def _near(text: str, today: date) -> CalendarPeriod | None:
    """This month or quarter, or the one before or after it."""
    if not (match := _NEAR.fullmatch(text)):
        return None
    months = MONTH if match[2] == "月" else QUARTER
    try:
        return period_of(months_later(today.replace(day=1), _STEPS[match[1][0]] * months), months)
    except ValueError:  # before the first year, or behind the last
        return None


def _year(text: str, today: date) -> tuple[int, str]:
    """The year that the text begins with, or this one; and what follows it."""
    match = _YEAR.match(text)
    if not match:
        return today.year, text
    year = int(match[1]) if match[1] else today.year + _YEARS[match[2]]
    return year, text[match.end() :]


def _part(text: str, year: int) -> CalendarPeriod | None:
    try:
        if match := _QUARTER.fullmatch(text):
            return CalendarPeriod(year, int(match[1] or match[2]) * QUARTER - 2, QUARTER)
        if match := _HALF.fullmatch(text):
            return CalendarPeriod(year, 1 if match[1] == "上" or match[2] == "1" else 7, HALF_YEAR)
        if _WHOLE.fullmatch(text):
            return CalendarPeriod(year, 1, YEAR)
        if match := _MONTHS.fullmatch(text):
            first, last = int(match[1]), int(match[2] or match[1])
            return CalendarPeriod(year, first, last - first + 1)
    except ValueError:
        return None
    return None


def _samples(today: date, lengths: Collection[int]) -> str:
    return "、".join(period_of(today, months).shown() for months in LENGTHS if months in lengths)
