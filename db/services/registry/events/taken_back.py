"""撤回: an event is taken back as a whole, as long as nothing was done since with what it changed."""

from db.errors import AppError, NotAllowed
from db.records.base import Record
from db.records.bodies.tenure import Tenure
from db.records.hall.meeting import Meeting
from db.records.kind import Kind
from db.records.may import Own, Right, Roles
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.records.step import Step
from db.services.past_deed import PastDeed
from db.services.registry.events.deed import LIFE
from db.store import Store, Warrant, Writer
from db.store.lift import Lift
from db.store.rights import roles_words

UNDO_LIFE = "undo_life_event"
_KINDS: tuple[type[Record], ...] = (Meeting, Tenure, Booklet, Household, House, Resident)
"""The types of what an event changes, in the order in which they are put back."""
_MADE: tuple[type[Record], ...] = (Household, Booklet, Resident)
"""The types of what may be made for one, in the order in which they go."""


class EventStands(AppError):
    """An event cannot be taken back; nothing was changed."""

    code = "event_stands"


def take_back(store: Store, seq: int) -> None:
    """Everything is as before; whoever and whatever was made for it goes.

    Raises:
        EventStands: it is taken back already, or something was done since with what it changed.
        NotAllowed: the clerk may not change residents, or something was done since with what he does not see: says who does.
    """
    store.require(store.kinds[Resident.TABLE], Right.CHANGE)
    deed = next((one for one in store.deeds(Resident.TABLE, (LIFE,)) if one.seq == seq), None)
    with store.writing("撤回人口变动", Warrant.UNDO) as w:
        if deed is None or seq in _undone(store):
            raise EventStands("这一次已经撤回过了", "不用再做什么")
        past = PastDeed(store, deed)
        _refuse_unseen(store, past)
        if hindrance := _hindrance(past):
            raise EventStands(f"不能撤回：{hindrance}", "请先改回去，或照现在的样子再办一次")
        with store.lifted(Lift.UNDOING):
            if _hindrance(past):  # which home it is, is not told
                who = roles_words(_who_sees_all(store.kinds[Household.TABLE]))
                raise NotAllowed("不能撤回：这一次还动了您无权查看的一户，那里后来又改过", f"请{who}来看，由他们改回去")
            _put_back(w, past)
        w.end_deed(UNDO_LIFE, Resident.TABLE, {"event": [None, seq]})


def _put_back(w: Writer, past: PastDeed) -> None:
    w.delete_all(Step, past.made(Step))
    for kind in _KINDS:
        past.put_back(w, kind)
    for kind in _MADE:
        w.delete_all(kind, past.made(kind))


def _undone(store: Store) -> set[int]:
    return {int(deed.told("event")) for deed in store.deeds(Resident.TABLE, (UNDO_LIFE,))}


def _refuse_unseen(store: Store, past: PastDeed) -> None:
    for kind in _MADE:
        ids = past.touched(kind)
        if ids - store.seen(kind.TABLE, ids):
            raise store.rights.refused_seeing(store.kinds[kind.TABLE])


def _who_sees_all(kind: Kind) -> Roles:
    """Who sees all of a type and changes it."""
    return frozenset(role for role in kind.may.changes if kind.may.own([role]) is Own.ALL)


def _hindrance(past: PastDeed) -> str:
    """What was done since with what it changed, in words; "" where nothing was."""
    used = (past.used_elsewhere(kind, (*_KINDS, Step)) for kind in _MADE)
    return past.done_since(_KINDS) or next(filter(None, used), "")
