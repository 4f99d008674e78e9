"""Conditions in conditions are put into words once each, however deep they lie: of who sees but some, every question asks so."""

from collections.abc import Collection, Sequence

from attrs import define

from db.fields import Stored
from db.records.registry.resident import Resident
from db.store.where import Belonging, Where, Within, clause

DEEP = 8


@define
class Counted:
    """A condition that counts how often it is asked."""

    asked: int = 0

    def columns(self) -> Collection[str]:
        """See `Where`."""
        return ("id",)

    def sql(self) -> str:
        """See `Where`."""
        self.asked += 1
        return "id = ?"

    def bound(self) -> Sequence[Stored]:
        """See `Where`."""
        return [7]


def test_each_floor_is_told_once_and_the_second_time_not_at_all() -> None:
    inmost = Counted()
    asked: Where = inmost
    for _ in range(DEEP):
        asked = Within("id", Resident, "id", (Belonging(Resident, "id", 0, Resident, (asked,)),))
    first = clause(Resident, [asked])
    assert inmost.asked == 1
    assert first[1] == [7]
    assert clause(Resident, [asked]) == first
    assert inmost.asked == 1


def test_another_condition_is_told_anew() -> None:
    one = Within("id", Resident, "id", (Counted(),))
    told = clause(Resident, [one])
    inmost = Counted()
    assert clause(Resident, [one.with_conditions((inmost, inmost))]) != told
    assert inmost.asked == 2
