"""记走访: one visit for each of several residents, after a round on which all was the same."""

from collections.abc import Sequence

from attrs import evolve

from db.errors import ArgumentError, RecordChanged
from db.records.registry.resident import IN_REGISTER, Resident
from db.records.visits.visit import Visit
from db.services.evidence.shown import exhibits_of
from db.store import Store, Warrant


def visit_many(store: Store, typed: Visit, residents: Sequence[int]) -> list[Visit]:
    """A visit for each who is in the register, with what is typed for all of them; all or none.

    Raises:
        ArgumentError: there is nobody.
        RecordInvalid: what is typed may not be saved.
    """
    found = store.get_many(Resident, residents)
    people = [found[i] for i in residents if i in found and found[i].state == IN_REGISTER]
    if not people:
        raise ArgumentError("选中的都不在册", "请另选在册的居民")
    with store.writing("记走访") as w:
        return w.save_all([evolve(typed, resident=one.id, house=one.house) for one in people])


def take_back(store: Store, visits: Sequence[Visit]) -> None:
    """Takes visits back that were just written down; all or none.

    Raises:
        RecordChanged: one was saved, or photos were added to it, since.
    """
    with store.writing("撤销记走访", warrant=Warrant.UNDO) as w:
        now = w.read.get_many(Visit, [one.id for one in visits])
        for one in visits:
            there = now.get(one.id)
            if there and (there.version != one.version or exhibits_of(w.read, there)):
                raise RecordChanged(f"走访（{store.title(there)}）")
        w.delete_all(Visit, [one.id for one in visits])
