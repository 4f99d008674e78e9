"""记走访: one visit for each of several residents, after a round on which all was the same."""

from collections.abc import Sequence

from attrs import evolve

from db.errors import ArgumentError, RecordChanged
from db.records.exhibit import Exhibit
from db.records.registry.resident import IN_REGISTER, Resident
from db.records.visits.visit import Visit
from db.services.ticks import PIECE, Tick, go_on, never_stop
from db.store import Store, Warrant, among


def visit_many(store: Store, typed: Visit, residents: Sequence[int], tick: Tick = never_stop) -> list[Visit]:
    """A visit for each who is in the register, with what is typed for all of them; all or none.

    Raises:
        ArgumentError: there is nobody.
        RecordInvalid: what is typed may not be saved.
        Cancelled: the tick said so.
    """
    made: list[Visit] = []
    with store.writing("记走访") as w:
        for start in range(0, len(residents), PIECE):
            go_on(tick, start, len(residents))
            piece = residents[start : start + PIECE]
            found = w.read.get_many(Resident, piece)
            people = [found[i] for i in piece if i in found and found[i].state == IN_REGISTER]
            made += w.save_all([evolve(typed, resident=one.id, house=one.house) for one in people])
        if not made:
            raise ArgumentError("选中的都不在册", "请另选在册的居民")
    return made


def take_back(store: Store, visits: Sequence[Visit], tick: Tick = never_stop) -> None:
    """Takes visits back that were just written down; all or none.

    Raises:
        RecordChanged: one was saved, or photos were added to it, since.
        Cancelled: the tick said so.
    """
    with store.writing("撤销记走访", warrant=Warrant.UNDO) as w:
        for start in range(0, len(visits), PIECE):
            go_on(tick, start, len(visits))
            piece = visits[start : start + PIECE]
            now = w.read.get_many(Visit, [one.id for one in piece])
            numbers = {store.kinds.reference_of(one): one for one in now.values()}
            shown = {one.of for one in w.read.select(Exhibit, among("of", tuple(numbers)))} if numbers else set[int]()
            for one in piece:
                there = now.get(one.id)
                if there and (there.version != one.version or store.kinds.reference_of(there) in shown):
                    raise RecordChanged(f"走访（{store.title(there)}）")
            w.delete_all(Visit, now)
