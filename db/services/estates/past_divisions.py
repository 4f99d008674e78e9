"""以前的拆分与合并: what was divided or joined, newest first, and taking one back as long as nothing stands on it.

for past in past_divisions(store):
    if not past.undone and not past.hindrance:
        take_back(store, past.seq)
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import cast

from attrs import frozen

from db.errors import AppError
from db.records.base import Record, changed
from db.records.estates.estate import Estate
from db.records.registry.place import Building
from db.services.undo_import.steps import before
from db.store import Store, Warrant, Writer
from db.store.audit import Entry
from db.values import masks

DIVIDE, UNDIVIDE = "divide_estate", "undivide_estate"
"""The deeds, as the audit names them."""


class DivisionStands(AppError):
    """It cannot be taken back; nothing was changed."""

    code = "division_stands"


@frozen
class PastDivision:
    """One that was carried out.

    Attributes:
        seq: the number of its entry in the audit.
        when: when it was carried out.
        clerk: who did it.
        estate, into: the titles of the estates, as they were called.
        day: the first day on which the buildings belonged to the other.
        buildings: how many moved.
        joined: whether the one was joined to the other as a whole.
        undone: whether it is taken back.
        hindrance: why it cannot be taken back as things are; "" where it can.
    """

    seq: int
    when: datetime
    clerk: str
    estate: str
    into: str
    day: date
    buildings: int
    joined: bool
    undone: bool
    hindrance: str


def enter_division(w: Writer, estates: tuple[Estate, Estate], day: date, buildings: int, *, joins: bool) -> None:
    """Enters what the transaction did as a deed that can be taken back."""
    estate, into = estates
    told = {
        "estate": estate.title({}), "into": into.title({}), "day": day.isoformat(),
        "buildings": buildings, "joins": int(joins),
    }  # fmt: skip
    w.end_deed(DIVIDE, Estate.TABLE, {name: [None, value] for name, value in told.items()})


def past_divisions(store: Store, most: int = 10) -> list[PastDivision]:
    """The last ones, the newest first."""
    done = store.deeds(Estate.TABLE, (DIVIDE,))[:most]
    undone = _undone(store)
    return [_past(store, deed, undone=deed.seq in undone) for deed in done]


def last_division(store: Store) -> int:
    """The number of the last one; 0 where there is none."""
    return next((deed.seq for deed in store.deeds(Estate.TABLE, (DIVIDE,))), 0)


def take_back(store: Store, seq: int) -> None:
    """Everything is as before; an estate that was made for it goes.

    Raises:
        DivisionStands: it is taken back already, or something was done since with what it changed.
    """
    deed = next((one for one in store.deeds(Estate.TABLE, (DIVIDE,)) if one.seq == seq), None)
    joins = deed is not None and bool(_told(deed, "joins"))
    with store.writing("撤销合并小区" if joins else "撤销拆分小区", Warrant.UNDO) as w:
        if deed is None or seq in _undone(store):
            raise DivisionStands("这一次已经撤回过了", "不用再做什么")
        if hindrance := _hindrance(store, deed):  # what another window does is done before or after all of this
            raise DivisionStands(f"不能撤回：{hindrance}", "请先改回去；或者照现在的样子再拆分、合并一次")
        for kind in (Building, Estate):
            entries = [one for one in _entries(store, deed, kind) if one.action == "update"]
            there = store.get_many(kind, (one.row_id for one in entries))
            w.save_all([changed(was, version=there[i].version) for i, was in before(store, kind, entries).items()])
        for made in _made(store, deed):
            w.delete(made)
        w.end_deed(UNDIVIDE, Estate.TABLE, {"division": [None, seq]})


def _undone(store: Store) -> set[int]:
    return {int(_told(deed, "division")) for deed in store.deeds(Estate.TABLE, (UNDIVIDE,))}


def _past(store: Store, deed: Entry, *, undone: bool) -> PastDivision:
    return PastDivision(
        seq=deed.seq,
        when=deed.at,
        clerk=deed.actor,
        estate=str(_told(deed, "estate")),
        into=str(_told(deed, "into")),
        day=date.fromisoformat(str(_told(deed, "day"))),
        buildings=int(_told(deed, "buildings")),
        joined=bool(_told(deed, "joins")),
        undone=undone,
        hindrance="" if undone else _hindrance(store, deed),
    )


def _told(deed: Entry, name: str) -> str | int:
    return cast("str | int", deed.change[name][1])


def _entries(store: Store, deed: Entry, kind: type[Record]) -> list[Entry]:
    after = store.before_deed(deed)
    return [entry for piece in store.entries_of(deed, after, kind.TABLE) for entry in piece]


def _made(store: Store, deed: Entry) -> Sequence[Estate]:
    made = [one.row_id for one in _entries(store, deed, Estate) if one.action == "create"]
    return list(store.get_many(Estate, made).values())


def _hindrance(store: Store, deed: Entry) -> str:
    """What was done since with what it changed, in words; "" where nothing was."""
    touched: Mapping[type[Record], set[int]] = {
        kind: {entry.row_id for entry in _entries(store, deed, kind)} for kind in (Building, Estate)
    }
    for kind, ids in touched.items():
        if later := ids - store.get_many(kind, ids).keys():
            return f"有的{kind.LABEL}已经不在了"
        if later := store.changed_since(deed.seq, kind.TABLE, ids):
            return f"{kind.LABEL}“{_title(store, kind.TABLE, min(later))}”后来又改过"
    buildings = {(Building.TABLE, i) for i in touched[Building]}
    for estate in _made(store, deed):
        if others := store.pointing_at(estate) - buildings:
            table, record_id = min(others)
            label = store.kinds[table].record.LABEL
            return f"“{estate.title({})}”已经用在{label}“{_title(store, table, record_id)}”上"
    return ""


def _title(store: Store, table: str, record_id: int) -> str:
    return masks.in_text(store.titles(table, [record_id]).get(record_id, ""))
