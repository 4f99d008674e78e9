"""Terms within which something is to be done: 30日, 1个月; written as clerks write them."""

import re
import unicodedata
from datetime import date, timedelta

from attrs import frozen

from db.errors import ValueUnreadable
from db.values.day import months_later

_NUMERALS = {n: i for i, n in enumerate("零一二三四五六七八九十")} | {"两": 2}
_TERM = re.compile(r"(\d{1,3}|[一二两三四五六七八九十])(个月|月|日|天|周)(?:以?内)?")


@frozen
class Term:
    """So many months and days."""

    months: int = 0
    days: int = 0

    def last_day(self, start: date) -> date:
        """The last day of the term; the day of the start is not counted (民法典 第二百零一条)."""
        return months_later(start, self.months) + timedelta(days=self.days)


def read_term(written: str) -> Term:
    """The term that somebody wrote: 30日, 1个月, 两周内.

    Raises:
        ValueUnreadable: it is none of these.
    """
    text = unicodedata.normalize("NFKC", written).replace(" ", "")
    match = _TERM.fullmatch(text)
    if not match:
        raise ValueUnreadable(f"看不懂期限“{written.strip()}”", "可写 1个月、30日")
    count = _NUMERALS[match[1]] if match[1] in _NUMERALS else int(match[1])
    if match[2].endswith("月"):
        return Term(months=count)
    return Term(days=count * 7 if match[2] == "周" else count)
