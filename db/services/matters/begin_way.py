"""What is begun on the page of a record: a way of dealing with a matter makes no second one; a whistle is followed by others."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from db.fields import Link, Rows
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
_NAMED: Mapping[str, str] = {"project": "name"}
"""The field that takes what a matter is about, by the table, where it is called otherwise."""


@frozen
class Begun:
    """What can be begun on the page of a record.

    Attributes:
        table: of what type.
        label: what the button says.
        values: what it begins with, as `given` reads it.
        key: the letter that begins it; "" for none.
    """

    table: str
    label: str
    values: Mapping[str, object]
    key: str = ""


def begun_here(store: Store, record: Record) -> Iterator[Begun]:
    """What whoever works here can begin on the page of a record that is saved, as its types declare it."""
    for kind in in_use(store) if record.id else ():
        for at in kind.begun_at:
            if _leads_to(kind, at.by) == record.TABLE and store.may(kind, Right.MAKE):
                yield Begun(kind.table, at.label, {at.by: record.id, **_goes_along(store, kind, record)}, at.key)


def given(kind: Kind, values: Mapping[str, object]) -> dict[str, Any]:
    """Fields by name of what something is begun with: what leads to a record out of a row becomes that row."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        rows, _, name = path.partition(".")
        field = fields_of(kind.record).get(rows)
        found[rows] = (field.part(**{name: value}),) if name and isinstance(field, Rows) else value
    return found


def _leads_to(kind: Kind, by: str) -> str:
    """The table to which a link leads, or that of rows: "matters.matter"."""
    rows, _, name = by.rpartition(".")
    within = fields_of(kind.record)[rows] if rows else None
    field = columns_of(within.part if isinstance(within, Rows) else kind.record)[name]
    return field.to if isinstance(field, Link) else ""


def _goes_along(store: Store, kind: Kind, record: Record) -> dict[str, object]:
    """What one begins with besides the link: what a whistle tells of itself, and what a matter is about and where."""
    if kind.table in _TOLD and isinstance(record, Whistle):
        return _TOLD[kind.table](store, record)
    if not isinstance(record, Matter):
        return {}
    fields = columns_of(kind.record)
    told = {_NAMED.get(kind.table, "subject"): record.subject, "category": record.category, "estate": record.estate}
    return {name: value for name, value in told.items() if name in fields and value != fields[name].EMPTY}


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
