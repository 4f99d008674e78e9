"""必配: a declared "each of these has so many of those": whoever lacks is a list, n of N, and a line on 今日."""

from collections.abc import Mapping

from attrs import frozen

from db.fields import Stored
from db.records.condition import Condition, Test


@frozen
class Life:
    """From when to when a record of a type was there: by what it was on a past day is known.

    Attributes:
        since: the field of the day from which it was; "" where records do not say it. One that does not say it was always there.
        until: the field of the day from which it was no more; the same.
    """

    since: str = ""
    until: str = ""


UNTOLD = Life()
"""Records do not say when they began to be, and ended."""


@frozen
class Has:
    """What there must be.

    Attributes:
        table: of which type.
        by: its link or reference to the record that must have it.
        conditions: all must hold of it; what lasts from one day to another must hold on the day as well.
        life: when it was there, of what does not last from one day to another.
    """

    table: str
    by: str
    conditions: tuple[Condition, ...] = ()
    life: Life = UNTOLD

    def begun(self) -> Mapping[str, Stored]:
        """What a new one has that is to be counted: of several values that will do, the first."""
        set_by = [one for one in self.conditions if one.test in (Test.IS, Test.AMONG)]
        return {one.path: one.values[0] for one in set_by if "." not in one.path}


@frozen(kw_only=True)
class Must:
    """What each record of a type must have; the type declares it.

    Attributes:
        name: stable; unlike that of any other.
        label: what the clerk reads.
        noun: what there must be, in the clerk's words: 网格长.
        begin: what the button says that begins one for a record that lacks it: 登记网格长.
        has: what.
        least: how many at least.
        most: how many at most; None for any number.
        when: of which records it is asked; all must hold.
        life: when these were there: of those that were not on a day it is not asked.
        claim: the word for it that all have it: 全覆盖, 配齐.
    """

    name: str
    label: str
    noun: str
    begin: str
    has: Has
    least: int = 1
    most: int | None = None
    when: tuple[Condition, ...] = ()
    life: Life = UNTOLD
    claim: str = ""

    def is_met(self, count: int) -> bool:
        """Whether so many will do."""
        return self.least <= count and (self.most is None or count <= self.most)
