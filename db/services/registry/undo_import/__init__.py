"""撤销导入: whom an import registered go, whom it completed are as before, in one transaction.

    past = past_imports(store)[0]
    weigh_undo(store, past)     # what it would do; changes nothing
    undo_import(store, past)    # all or nothing
    redo_import(store, past)    # brings it back, as long as nothing else was written

The audit has all that is needed: an import is undone by what is told of it there, and so is the undoing. What
somebody changed since stays as it is, with all that it links to.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import attrs
from attrs import frozen

from db.fields import Stored
from db.records.base import Record, changed, fields_of
from db.records.estates.estate import Estate
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.estates.naming import estate_for
from db.services.importing.bulk import no_collection
from db.services.registry.import_roster import Tick
from db.services.registry.import_roster.plan import never_stop
from db.services.registry.undo_import.judge import PLACES, Judge, Kept, Steps, Verdict
from db.services.registry.undo_import.past import REDO, UNDO, PastImport, UndoRefused, in_force, past_imports
from db.store import Store, Warrant, Writer
from db.store.audit import Entry
from db.store.rows import with_picture

__all__ = ["Kept", "PastImport", "UndoRefused", "Undone", "past_imports", "redo_import", "undo_import", "weigh_undo"]
R = TypeVar("R", bound=Record)


@frozen
class Undone:
    """What undoing an import does.

    Attributes:
        removed: how many residents go whom it had registered.
        restored: how many residents are as before whom it had completed.
        households: how many households go.
        places: how many houses, buildings, estates and grids go; 0 while it is only weighed.
        kept: residents who stay because somebody had to do with them since.
    """

    removed: int = 0
    restored: int = 0
    households: int = 0
    places: int = 0
    kept: tuple[Kept, ...] = ()


def weigh_undo(store: Store, past: PastImport, tick: Tick = never_stop) -> Undone:
    """What taking an import back would do; changes nothing.

    Raises:
        UndoRefused: it is taken back already, or a later one is in force.
        Cancelled: the clerk stopped it.
    """
    steps = Steps(store, in_force(store, past.seq).deed, tick, passes=1)
    return _told(Judge(store, store.drafts, steps).decide())


def undo_import(store: Store, past: PastImport, tick: Tick = never_stop) -> Undone:
    """What was taken back; all of it or nothing. Raises as `weigh_undo` does.

    Args:
        store: where the import is.
        past: which import.
        tick: told the entries done and all entries; False stops.
    """
    with no_collection(), store.writing("撤销导入花名册", Warrant.UNDO) as w:
        steps = Steps(w.read, in_force(w.read, past.seq).deed, tick, passes=2)
        judge = Judge(w.read, store.drafts, steps)
        done = _Undoing(w, judge).run()
        counts = {name: [None, value] for name, value in attrs.asdict(done).items() if name != "kept"}
        told = {"import": [None, past.seq], "file": [None, past.file], **counts, "kept": [None, len(done.kept)]}
        w.end_deed(UNDO, Resident.TABLE, told)
        steps.end()
    return done


def redo_import(store: Store, past: PastImport, tick: Tick = never_stop) -> None:
    """Brings back an import that was taken back just now; all of it or nothing.

    Raises:
        UndoRefused: something was written since; importing the file again finds out what that means.
        Cancelled: the clerk stopped it.
    """
    with no_collection(), store.writing("恢复导入花名册", Warrant.UNDO) as w:
        now = next((p for p in past_imports(w.read) if p.seq == past.seq), None)
        if now is None or not now.can_redo:
            raise UndoRefused("撤销以后资料有了改动，不能原样恢复", "请重新导入这个文件")
        steps = Steps(w.read, now.deed, tick, passes=1)
        for kind in (Grid, Estate, Building, House, Resident, Household):
            for piece in steps.pieces(kind):
                w.put_back([_deleted(w, kind, e) for e in piece if e.action == "delete"])
                _restore(w, kind, (e for e in piece if e.action == "update"))
        w.end_deed(REDO, Resident.TABLE, {"import": [None, past.seq], "file": [None, past.file]})
        steps.end()


def _told(verdict: Verdict, places: int = 0) -> Undone:
    return Undone(len(verdict.residents), verdict.restored, len(verdict.households), places, tuple(verdict.kept))


class _Undoing:
    """Carries out a verdict: households first, because they link to residents, and both to places."""

    def __init__(self, writer: Writer, judge: Judge) -> None:
        self._writer, self._judge = writer, judge

    def run(self) -> Undone:
        """Everything."""
        verdict = self._judge.decide()
        for piece in self._judge.steps.pieces(Household):
            self._empty(verdict, piece)
            self._carry_out(Household, piece, verdict.households, verdict.touched[Household.TABLE] | verdict.emptied)
        for piece in self._judge.steps.pieces(Resident):
            self._carry_out(Resident, piece, verdict.residents, verdict.touched[Resident.TABLE])
        places = sum(self._take_places(kind, piece) for kind in PLACES for piece in self._judge.steps.pieces(kind))
        return _told(verdict, places)

    def _empty(self, verdict: Verdict, piece: Sequence[Entry]) -> None:
        """Takes those who go out of households where somebody stays."""
        found = self._writer.read.get_many(Household, (e.row_id for e in piece if e.row_id in verdict.emptied))
        left: list[Household] = []
        for household in found.values():
            members = tuple(m for m in household.members if m.resident not in verdict.residents)
            head = 0 if household.head in verdict.residents else household.head
            left.append(changed(household, members=members, head=head))
        self._writer.save_all(left)

    def _take_places(self, kind: type[Record], piece: Sequence[Entry]) -> int:
        """Undoes what the import did to places, but for those that are needed or were changed; how many go."""
        ids = {e.row_id for e in piece}
        made = {e.row_id for e in piece if e.action == "create"}
        touched = self._judge.touched(kind, ids)
        going = made - touched - self._writer.read.links_to(kind.TABLE, made).keys()
        self._carry_out(kind, piece, going, touched)
        return len(going)

    def _carry_out(self, kind: type[Record], piece: Sequence[Entry], going: set[int], staying: set[int]) -> None:
        self._writer.delete_all(kind, [e.row_id for e in piece if e.row_id in going])
        _restore(self._writer, kind, (e for e in piece if e.action == "update" and e.row_id not in staying))


def _restore(writer: Writer, kind: type[R], entries: Iterable[Entry]) -> None:
    """Gives records the values again that they had before the entries; those that are gone stay so."""
    old = {e.row_id: {name: values[0] for name, values in e.change.items()} for e in entries}
    found = writer.read.get_many(kind, old)
    writer.save_all([with_picture(record, old[i]) for i, record in found.items()])


def _deleted(writer: Writer, kind: type[R], entry: Entry) -> R:
    """A deleted record as it was; what is not told of was empty."""
    told: dict[str, Stored | object] = dict.fromkeys(fields_of(kind))
    told |= {name: values[0] for name, values in entry.change.items()}
    if kind is Building and isinstance(name := told["estate"], str):  # as buildings told their estates until m019
        told["estate"] = estate_for(writer, name)
    return with_picture(kind(id=entry.row_id), told)
