"""必配: a declared "each of these has so many of those": whoever lacks is a list, n of N, and a line on 今日."""

from attrs import frozen

from db.records.kind import Condition


@frozen
class Has:
    """What there must be.

    Attributes:
        table: of which type.
        by: its link or reference to the record that must have it.
        conditions: all must hold of it; what lasts from one day to another must hold on the day as well.
    """

    table: str
    by: str
    conditions: tuple[Condition, ...] = ()


@frozen(kw_only=True)
class Must:
    """What each record of a type must have; the type declares it.

    Attributes:
        name: stable; unlike that of any other.
        label: what the clerk reads.
        has: what.
        least: how many at least.
        most: how many at most; None for any number.
        when: of which records it is asked; all must hold.
    """

    name: str
    label: str
    has: Has
    least: int = 1
    most: int | None = None
    when: tuple[Condition, ...] = ()

    def is_met(self, count: int) -> bool:
        """Whether so many will do."""
        return self.least <= count and (self.most is None or count <= self.most)
