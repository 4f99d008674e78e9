"""公示期: how many days something hangs out, in days or in working days, and when that ends."""

from collections.abc import Sequence, Set
from datetime import date, timedelta

from attrs import field, frozen

from db.errors import ValueUnreadable

DAYS, WORKING_DAYS = "1", "2"
"""Codes of the units (code table ``day_unit``)."""
UNIT_WORDS = ("日", "个工作日")
"""What stands behind the count on paper: in days, in working days."""
LONGEST_PERIOD = 366
_SATURDAY = 5


@frozen
class Holidays:
    """Days off and days on that differ from the week: the yearly 放假安排 of the State Council; empty by default.

    Attributes:
        off: holidays that fall on any day of the week.
        worked: Saturdays and Sundays on which people work in exchange (调休).
        years: the years whose 放假安排 is known; in all others weekends alone are days off.
    """

    off: Set[date] = field(factory=frozenset[date])
    worked: Set[date] = field(factory=frozenset[date])
    years: Set[int] = field(factory=frozenset[int])

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def unknown_years(self, first: date, last: date) -> list[int]:
        """The years between two days whose 放假安排 nobody has entered: what is reckoned there may be wrong."""
        return [year for year in range(first.year, last.year + 1) if year not in self.years]


NO_HOLIDAYS = Holidays()


def unknown_words(years: Sequence[int]) -> str:
    """What to say where a reckoning goes through years without a 放假安排; "" when it does not."""
    return f"{'、'.join(map(str, years))}年放假安排还没有录入，只按周末算" if years else ""


def working_days_later(day: date, count: int, holidays: Holidays = NO_HOLIDAYS) -> date:
    """The day on which so many working days are over; the first day itself is not counted (民法典 第二百零一条)."""
    while count > 0:
        day += timedelta(days=1)
        count -= holidays.is_working(day)
    return day


def working_days_between(day: date, until: date, holidays: Holidays = NO_HOLIDAYS) -> int:
    """How many working days later a day is; the first one is not counted, and nothing where the other one does not come later."""
    return sum(holidays.is_working(day + timedelta(days=n)) for n in range(1, (until - day).days + 1))


def last_posted_day(posted: date, count: int, unit: str = DAYS, holidays: Holidays = NO_HOLIDAYS) -> date:
    """The last day of a 公示期.

    The day of posting is not counted (民法典 第二百零一条); a period in days that would end on a day off ends on
    the next working day (第二百零三条).

    Raises:
        ValueUnreadable: no such period.
    """
    if not 1 <= count <= LONGEST_PERIOD:
        raise ValueUnreadable(f"公示期不能是{count}天", f"请填 1 到 {LONGEST_PERIOD} 之间的天数")
    if unit == WORKING_DAYS:
        return working_days_later(posted, count, holidays)
    last = posted + timedelta(days=count)
    while not holidays.is_working(last):
        last += timedelta(days=1)
    return last


def counted_days(posted: date, until: date, unit: str = DAYS, holidays: Holidays = NO_HOLIDAYS) -> int:
    """How many days or working days there are from the day of posting, which is not counted, to the last day."""
    length = (until - posted).days
    if unit != WORKING_DAYS:
        return length
    return sum(holidays.is_working(posted + timedelta(days=n)) for n in range(1, length + 1))


def count_words(posted: date, until: date, count: int | None, unit: str, holidays: Holidays = NO_HOLIDAYS) -> str:
    """What a paper says of a period's length: 5个工作日，张贴当日不计; "" when the count does not end on that day."""
    if not count or not 1 <= count <= LONGEST_PERIOD or last_posted_day(posted, count, unit, holidays) != until:
        return ""
    later = unit != WORKING_DAYS and (until - posted).days > count
    return f"{count}{UNIT_WORDS[unit == WORKING_DAYS]}，张贴当日不计{'，末日逢休假日顺延' if later else ''}"
