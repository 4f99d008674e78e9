"""不是同一人: what was said of two who look like one is kept in one of both records, and asked of both."""

from collections.abc import Iterable

from db.records.base import changed
from db.records.registry.apart import Apart
from db.records.registry.resident import Resident
from db.store import Store, Writer


def are_apart(one: Resident, other: Resident) -> bool:
    """Whether somebody said that they are two."""
    return other.id in {a.other for a in one.apart} or (one.id != 0 and one.id in {a.other for a in other.apart})


def set_apart(store: Store, resident: Resident, others: Iterable[int]) -> Resident:
    """The resident, of whom it is kept that they are not these others.

    Raises:
        RecordChanged: somebody saved them since they were read.
    """
    fresh = [i for i in dict.fromkeys(others) if i not in {a.other for a in resident.apart} and i != resident.id]
    if not fresh:
        return resident
    with store.writing("不是同一人") as w:
        return w.save(changed(resident, apart=(*resident.apart, *(Apart(other=i) for i in fresh))))


def bring_together(store: Store, resident: int, other: int) -> None:
    """Takes back what was said by `set_apart`."""
    with store.writing("撤回：不是同一人") as w:
        for one, that in ((resident, other), (other, resident)):
            there = w.read.get(Resident, one)
            kept = tuple(a for a in there.apart if a.other != that)
            if kept != there.apart:
                w.save(changed(there, apart=kept))


def forget_apart(w: Writer, resident: Resident) -> list[Resident]:
    """Nobody is told apart any more from somebody who goes; those who were, as they are now, whoever may see and change them."""
    told = w.read.owners(Resident, "apart", "other", [resident.id])
    return [w.enter(changed(o, apart=tuple(a for a in o.apart if a.other != resident.id))) for o in told]


def apart_again(w: Writer, resident: Resident, others: Iterable[Resident]) -> Resident:
    """Somebody who comes back, told apart from those of before, and of these from whom there still is."""
    told = dict.fromkeys((*(a.other for a in resident.apart), *(one.id for one in others)))
    there = w.read.get_many(Resident, told)
    return changed(resident, apart=tuple(Apart(other=i) for i in told if i in there))
