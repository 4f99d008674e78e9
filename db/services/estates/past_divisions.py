"""以前的拆分与合并: what was divided or joined, newest first, and taking one back as long as nothing stands on it.

for past in past_divisions(store):
    if not past.undone and not past.hindrance:
        take_back(store, past.seq)
"""

from datetime import date, datetime

from attrs import frozen

from db.errors import AppError
from db.records.base import Record
from db.records.estates.estate import Estate
from db.records.registry.place import Building
from db.services.past_deed import PastDeed
from db.store import Store, Warrant, Writer
from db.store.audit import Entry

DIVIDE, UNDIVIDE = "divide_estate", "undivide_estate"
"""The deeds, as the audit names them."""
_KINDS: tuple[type[Record], ...] = (Building, Estate)
"""The types of what they change."""


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
    joins = deed is not None and bool(deed.told("joins"))
    with store.writing("撤销合并小区" if joins else "撤销拆分小区", Warrant.UNDO) as w:
        if deed is None or seq in _undone(store):
            raise DivisionStands("这一次已经撤回过了", "不用再做什么")
        if hindrance := _hindrance(store, deed):  # what another window does is done before or after all of this
            raise DivisionStands(f"不能撤回：{hindrance}", "请先改回去；或者照现在的样子再拆分、合并一次")
        past = PastDeed(store, deed)
        for kind in _KINDS:
            past.put_back(w, kind)
        w.delete_all(Estate, past.made(Estate))
        w.end_deed(UNDIVIDE, Estate.TABLE, {"division": [None, seq]})


def _undone(store: Store) -> set[int]:
    return {int(deed.told("division")) for deed in store.deeds(Estate.TABLE, (UNDIVIDE,))}


def _past(store: Store, deed: Entry, *, undone: bool) -> PastDivision:
    return PastDivision(
        seq=deed.seq,
        when=deed.at,
        clerk=deed.actor,
        estate=str(deed.told("estate")),
        into=str(deed.told("into")),
        day=date.fromisoformat(str(deed.told("day"))),
        buildings=int(deed.told("buildings")),
        joined=bool(deed.told("joins")),
        undone=undone,
        hindrance="" if undone else _hindrance(store, deed),
    )


def _hindrance(store: Store, deed: Entry) -> str:
    """What was done since with what it changed, in words; "" where nothing was."""
    past = PastDeed(store, deed)
    return past.done_since(_KINDS) or past.used_elsewhere(Estate, (Building,))
