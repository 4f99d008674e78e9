"""Days that come back every month: the 25th, the second Saturday; written as clerks write them."""

import re
import unicodedata
from datetime import date, timedelta

from attrs import frozen

from db.errors import ValueUnreadable
from db.values.day import WEEKDAYS, nth_weekday
from db.values.numerals import value_of

_MONTH_DAY = re.compile(r"(?:每月)?(\d{1,2})[日号]?")
_WEEKDAY = re.compile(r"(?:每月)?第([一二三四1-4])个?(?:周|星期|礼拜)([一二三四五六日天])")


@frozen
class Monthly:
    """A day of each month: by its number, or by the nth weekday (Monday is 0)."""

    day: int = 0
    nth: int = 0
    weekday: int = 0

    def in_month(self, year: int, month: int) -> date:
        """The day in a month; the 31st of a shorter month is its last day."""
        if self.nth:
            return nth_weekday(year, month, self.nth, self.weekday)
        following = date(year + month // 12, month % 12 + 1, 1)
        return min(date(year, month, 1) + timedelta(days=self.day - 1), following - timedelta(days=1))


def read_monthly(written: str) -> Monthly:
    """The recurrence that somebody wrote: 每月25日, 25, 第二个星期六, 每月第2个周六.

    Raises:
        ValueUnreadable: it is none of these.
    """
    text = unicodedata.normalize("NFKC", written).replace(" ", "")
    if (match := _MONTH_DAY.fullmatch(text)) and 1 <= int(match[1]) <= 31:
        return Monthly(day=int(match[1]))
    if match := _WEEKDAY.fullmatch(text):
        return Monthly(nth=value_of(match[1]), weekday=WEEKDAYS.index(match[2].replace("天", "日")))
    raise ValueUnreadable(f"看不懂“{written}”", "可写 每月25日、第二个星期六")
