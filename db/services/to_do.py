"""What there is to do, of all types that the centre works with: mine first, by its last day."""

from datetime import datetime, time, timedelta

from db.records.kind import Kind, WhileOpen
from db.records.kinds import Kinds
from db.services.bound import DUE
from db.services.coming import coming_due
from db.services.due import DueItem, open_due, whom
from db.services.musts import musts_due
from db.store import Store
from db.values.working_time import over

TOLD = 100
"""Of how many things to do it is told at once whom they concern: more than a window shows."""
_DAY = timedelta(days=1)


def to_do(store: Store, kinds: Kinds, now: datetime) -> list[DueItem]:
    """All there is to do, mine and nobody's before that of others; whom it concerns is told of the first ones only."""
    others = [item for kind in kinds if isinstance(kind.due, str) and kind.due for item in DUE[kind.due](store, now)]
    found = sorted(
        [*open_due(store, kinds), *others, *musts_due(store, kinds, now), *coming_due(store, kinds, now)], key=_place
    )
    return [*whom(store, found[:TOLD]), *found[TOLD:]]


def _place(item: DueItem) -> tuple[bool, bool, datetime, str]:
    """What stands still comes behind what runs."""
    ends = over(item.ends) if item.ends else datetime.combine(item.due + _DAY, time()) if item.due else datetime.max
    return (item.is_others, item.paused_at is not None, ends, item.number)


def due_of(store: Store, kind: Kind, now: datetime) -> list[DueItem]:
    """What is due of a type at a time, as it declares it."""
    if isinstance(kind.due, WhileOpen):
        return whom(store, open_due(store, [kind]))
    return DUE[kind.due](store, now) if kind.due else []
