"""Rows that hold from one day to another, taken together: whether two hold at once."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

ONE_DAY = timedelta(days=1)
BEFORE_ALL, AFTER_ALL = date.min, date.max


class Held(Protocol):
    """What holds from one day to another, both included; None where a day is not known, or not yet."""

    @property
    def since(self) -> date | None:
        """The first day."""
        ...

    @property
    def until(self) -> date | None:
        """The last day."""
        ...


def last_day(one: Held, day: date) -> date:
    """The last day of what ends on a day: none ends before it began."""
    return max(day, one.since or day)


def overlap(spells: Iterable[Held]) -> bool:
    """Whether two hold on one day."""
    spans = sorted((one.since or BEFORE_ALL, one.until or AFTER_ALL) for one in spells)
    return any(later[0] <= earlier[1] for earlier, later in pairwise(spans))


def days_without_one(spells: Iterable[Held], wanted: Iterable[Held]) -> bool:
    """Whether there is a day on which one of the spells holds and none of those that are wanted does."""
    covered = sorted((one.since or BEFORE_ALL, one.until or AFTER_ALL) for one in wanted)
    for first, last in ((one.since or BEFORE_ALL, one.until or AFTER_ALL) for one in spells):
        reached = first
        for since, until in covered:
            if since <= reached <= until:
                if until >= last:
                    break
                reached = until + ONE_DAY
        else:
            return True
    return False
