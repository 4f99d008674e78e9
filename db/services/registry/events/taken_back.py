"""撤回: an event is taken back as a whole, as long as nothing was done since with what it changed."""

from collections.abc import Iterable

from db.errors import AppError
from db.records.base import Record, changed
from db.records.bodies.tenure import Tenure
from db.records.hall.meeting import Meeting
from db.records.may import Right
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.records.step import Step
from db.services.registry.events.deed import LIFE
from db.services.undo_import.steps import before
from db.store import Store, Warrant, Writer
from db.store.audit import Entry
from db.store.lift import Lift
from db.values import masks

UNDO_LIFE = "undo_life_event"
_KINDS: tuple[type[Record], ...] = (Meeting, Tenure, Booklet, Household, Resident)
"""The types of what an event changes, in the order in which they are put back."""


class EventStands(AppError):
    """An event cannot be taken back; nothing was changed."""

    code = "event_stands"


def take_back(store: Store, seq: int) -> None:
    """Everything is as before; whoever and whatever was made for it goes.

    Raises:
        EventStands: it is taken back already, or something was done since with what it changed.
        NotAllowed: the clerk may not change residents.
    """
    store.require(store.kinds[Resident.TABLE], Right.CHANGE)
    deed = next((one for one in store.deeds(Resident.TABLE, (LIFE,)) if one.seq == seq), None)
    with store.writing("撤回人口变动", Warrant.UNDO) as w:
        if deed is None or seq in _undone(store):
            raise EventStands("这一次已经撤回过了", "不用再做什么")
        _refuse_unseen(store, deed)
        with store.lifted(Lift.UNDOING):
            if hindrance := _hindrance(store, deed):
                raise EventStands(f"不能撤回：{hindrance}", "请先改回去，或照现在的样子再办一次")
            _put_back(store, w, deed)
        w.end_deed(UNDO_LIFE, Resident.TABLE, {"event": [None, seq]})


def _put_back(store: Store, w: Writer, deed: Entry) -> None:
    w.delete_all(Step, [one.row_id for one in _entries(store, deed, Step) if one.action == "create"])
    for kind in _KINDS:
        entries = _entries(store, deed, kind)
        made = {one.row_id for one in entries if one.action == "create"}
        edited = [one for one in entries if one.action == "update" and one.row_id not in made]
        there = store.get_many(kind, (one.row_id for one in edited))
        was = before(store, kind, edited)
        w.save_all([changed(one, version=there[i].version) for i, one in was.items()])
    for kind in (Household, Booklet, Resident):
        w.delete_all(kind, [one.row_id for one in _entries(store, deed, kind) if one.action == "create"])


def _undone(store: Store) -> set[int]:
    return {int(str(deed.change["event"][1])) for deed in store.deeds(Resident.TABLE, (UNDO_LIFE,))}


def _entries(store: Store, deed: Entry, kind: type[Record]) -> list[Entry]:
    after = store.before_deed(deed)
    return [entry for piece in store.entries_of(deed, after, kind.TABLE) for entry in piece]


def _refuse_unseen(store: Store, deed: Entry) -> None:
    for kind in (Household, Booklet, Resident):
        ids = {one.row_id for one in _entries(store, deed, kind)}
        if ids - store.seen(kind.TABLE, ids):
            raise store.rights.refused_seeing(store.kinds[kind.TABLE])


def _hindrance(store: Store, deed: Entry) -> str:
    """What was done since with what it changed, in words; "" where nothing was."""
    touched = {kind: {one.row_id for one in _entries(store, deed, kind)} for kind in _KINDS}
    for kind, ids in touched.items():
        if ids - store.get_many(kind, ids).keys():
            return f"有的{kind.LABEL}已经不在了"
        if later := store.changed_since(deed.seq, kind.TABLE, ids):
            return f"{kind.LABEL}“{_title(store, kind.TABLE, min(later))}”后来又改过"
    ours = {(kind.TABLE, i) for kind, ids in touched.items() for i in ids}
    ours |= {(Step.TABLE, one.row_id) for one in _entries(store, deed, Step)}
    for kind in (Household, Booklet, Resident):
        made = [one.row_id for one in _entries(store, deed, kind) if one.action == "create"]
        if told := _used(store, store.get_many(kind, made).values(), ours):
            return told
    return ""


def _used(store: Store, made: Iterable[Record], ours: set[tuple[str, int]]) -> str:
    for record in made:
        if others := store.pointing_at(record) - ours:
            table, record_id = min(others)
            return f"“{masks.in_text(store.title(record))}”已经用在{store.kinds[table].record.LABEL}“{_title(store, table, record_id)}”上"
    return ""


def _title(store: Store, table: str, record_id: int) -> str:
    return masks.in_text(store.titles(table, [record_id]).get(record_id, ""))
