"""Terms within which something is to be done: 30日, 1个月; written as clerks write them."""

import re
import unicodedata
from datetime import date, timedelta

from attrs import frozen

from db.errors import ValueUnreadable
from db.values.day import months_later
from db.values.numerals import HAN, value_of
from db.values.posting_period import NO_HOLIDAYS, Holidays, working_days_later

_TERM = re.compile(rf"(\d{{1,3}}|[{HAN}两]{{1,4}})(个月|月|个?工作日|日|天|周)(?:以?内)?")


@frozen
class Term:
    """So many months and days, or so many working days."""

    months: int = 0
    days: int = 0
    working_days: int = 0

    def last_day(self, start: date, holidays: Holidays = NO_HOLIDAYS) -> date:
        """The last day of the term; the day of the start is not counted (民法典 第二百零一条).

        A term in months or days is not put off when it ends on a day off: the earlier day is the safe one.
        """
        day = months_later(start, self.months) + timedelta(days=self.days)
        return working_days_later(day, self.working_days, holidays)


def read_term(written: str) -> Term:
    """The term that somebody wrote: 30日, 1个月, 两周内, 20个工作日.

    Raises:
        ValueUnreadable: it is none of these.
    """
    text = unicodedata.normalize("NFKC", written).replace(" ", "")
    match = _TERM.fullmatch(text)
    if not match:
        raise ValueUnreadable(f"看不懂期限“{written.strip()}”", "可写 1个月、30日、20个工作日")
    count = value_of(match[1])
    if match[2].endswith("月"):
        return Term(months=count)
    if match[2].endswith("工作日"):
        return Term(working_days=count)
    return Term(days=count * 7 if match[2] == "周" else count)
