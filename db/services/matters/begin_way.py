"""A way of dealing with a matter is begun from it: it makes no second matter."""

from db.records.base import fields_of
from db.records.hall.meeting import Topic
from db.records.kind import Kind
from db.records.matters.matter import Claimant, Matter
from db.records.may import Right
from db.services.centre.switches import in_use
from db.store import Store


def ways_to_begin(store: Store, matter: Matter) -> list[Kind]:
    """The types of which whoever works here can begin a way of a matter: of one that stands by itself, as long as it is open."""
    can_begin = matter.id and matter.is_open() and not matter.root
    made = (kind for kind in in_use(store) if kind.way and kind.tab and store.may(kind, Right.MAKE))
    return list(made) if can_begin else []


def begun_with(kind: Kind, matter: Matter) -> dict[str, object]:
    """What a way of a matter is begun with: the matter, and what it is about; who brought it where they may be named."""
    by = kind.way.by if kind.way else ""
    found: dict[str, object] = {by: matter.id}
    if kind.record is Topic:
        found |= {"subject": matter.subject, "proposer": named_claimant(matter).name}
    return {name: value for name, value in found.items() if value != fields_of(kind.record)[name].EMPTY}


def named_claimant(matter: Matter) -> Claimant:
    """Who brought it, the first who may be named; an empty one where nobody may."""
    return next((one for one in matter.claimants if not (one.anonymous or one.hidden)), Claimant())
