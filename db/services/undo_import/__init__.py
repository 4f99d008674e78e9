"""撤销导入: what an import made goes, what it changed is as before, in one transaction.

    past = past_imports(store)[0]
    weigh_undo(store, past)     # what it would do; changes nothing
    undo_import(store, past)    # all or nothing
    redo_import(store, past)    # brings it back, as long as nothing else was written

The audit has all that is needed: an import is undone by what is told of it there, and so is the undoing. What
somebody changed since stays as it is, with all that it links to. What stays because a later import needs it goes when that one
is taken back, so that imports may be taken back in any order.
"""

from db.records.power import Power
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.importing.bulk import no_collection
from db.services.ticks import Tick, never_stop
from db.services.undo_import import residents, tables
from db.services.undo_import.past import REDO, UNDO, PastImport, UndoRefused, in_force, past_imports
from db.services.undo_import.undone import Kept, Undone
from db.store import Store, Warrant, Writer
from db.store.audit import Entry
from db.store.lift import Lift

__all__ = ["Kept", "PastImport", "UndoRefused", "Undone", "past_imports", "redo_import", "undo_import", "weigh_undo"]


def weigh_undo(store: Store, past: PastImport, tick: Tick = never_stop) -> Undone:
    """What taking an import back would do; changes nothing.

    Raises:
        UndoRefused: it is taken back already, or, where it is a roster, a later roster is in force.
        Cancelled: the clerk stopped it.
    """
    now = in_force(store, past.seq)
    _refuse(store, now)
    deed = now.deed
    with store.lifted(Lift.UNDOING):
        return (residents if deed.table == Resident.TABLE else tables).weigh(store, deed, tick)


def undo_import(store: Store, past: PastImport, tick: Tick = never_stop) -> Undone:
    """What was taken back; all of it or nothing. Raises as `weigh_undo` does.

    Args:
        store: where the import is.
        past: which import.
        tick: told the entries done and all entries; False stops.
    """
    _refuse(store, in_force(store, past.seq))
    with store.lifted(Lift.UNDOING), no_collection(), store.writing(f"撤销{_called(past)}", Warrant.UNDO) as w:
        now = in_force(w.read, past.seq)
        done = _take_back(store, w, now.deed, tick)
        for left in past_imports(w.read):
            if left.undone and left.kept:
                w.finish()  # what was done so far is read out of the audit
                _take_back(store, w, left.brought, never_stop)
        counts = {name: [None, getattr(done, name)] for name in ("removed", "restored", "households", "places")}
        told = {"import": [None, past.seq], "file": [None, past.file], **counts, "kept": [None, len(done.kept)]}
        w.end_deed(UNDO, now.table, told)
    return done


def redo_import(store: Store, past: PastImport, tick: Tick = never_stop) -> None:
    """Brings back an import that was taken back just now; all of it or nothing.

    Raises:
        UndoRefused: something was written since; importing the file again finds out what that means.
        Cancelled: the clerk stopped it.
    """
    _refuse(store, past)
    with store.lifted(Lift.UNDOING), no_collection(), store.writing(f"恢复{_called(past)}", Warrant.UNDO) as w:
        now = next((p for p in past_imports(w.read) if p.seq == past.seq), None)
        if now is None or not now.can_redo:
            raise UndoRefused("撤销以后资料有了改动，不能原样恢复", "请重新导入这个文件")
        (residents if now.table == Resident.TABLE else tables).bring_back(w, now.deed, tick)
        w.end_deed(REDO, now.table, {"import": [None, past.seq], "file": [None, past.file]})


_ROSTER = (Resident.TABLE, Household.TABLE, Booklet.TABLE, House.TABLE)
"""The types that a roster brings and that not everybody sees."""


def _refuse(store: Store, past: PastImport) -> None:
    """Lets an import be taken back by whoever may, and sees all records of the types that it brought.

    Raises:
        NotAllowed: the clerk may not.
    """
    store.require_power(Power.UNDO_IMPORT)
    for kind in (store.kinds[table] for table in past.kinds or _ROSTER):
        if store.rights.seeing(kind.table) != ():
            raise store.rights.refused_seeing(kind)


def _called(past: PastImport) -> str:
    return "导入花名册" if past.is_roster else "导入表格"


def _take_back(store: Store, w: Writer, deed: Entry, tick: Tick) -> Undone:
    return (residents if deed.table == Resident.TABLE else tables).take_back(w, store.drafts, deed, tick)
