"""What is begun on the page of a record: a way of dealing with a matter makes no second one; a whistle is followed by others."""

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from db.fields import Link
from db.records.base import Record, columns_of, fields_of
from db.records.hall.meeting import Topic
from db.records.kind import Kind
from db.records.matters.matter import Claimant, Matter
from db.records.matters.whistle import Whistle
from db.records.may import Right
from db.services.centre.switches import in_use
from db.services.matters.urge import begun_letter, begun_reminder
from db.store import Store

_TOLD: Mapping[str, Callable[[Store, Whistle], dict[str, object]]] = {
    "reminder": begun_reminder,
    "opinion_letter": begun_letter,
}
"""What one begins with of a whistle besides the link to it, by its table."""


@frozen
class Begun:
    """What can be begun on the page of a record.

    Attributes:
        table: of what type.
        label: what the button says.
        values: what it begins with.
    """

    table: str
    label: str
    values: Mapping[str, object]


def begun_here(store: Store, record: Record) -> Iterator[Begun]:
    """What whoever works here can begin on the page of a record that is saved, as its types declare it."""
    for kind in in_use(store) if record.id else ():
        for by, label in kind.begun_at:
            field = columns_of(kind.record)[by]
            if isinstance(field, Link) and field.to == record.TABLE and store.may(kind, Right.MAKE):
                yield Begun(kind.table, label, {by: record.id, **_goes_along(store, kind, record)})


def _goes_along(store: Store, kind: Kind, record: Record) -> dict[str, object]:
    """What one begins with besides the link: what a whistle tells of itself, and what a matter is about."""
    if kind.table in _TOLD and isinstance(record, Whistle):
        return _TOLD[kind.table](store, record)
    return {"subject": record.subject} if isinstance(record, Matter) and "subject" in columns_of(kind.record) else {}


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
