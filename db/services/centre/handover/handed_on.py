"""A record as it is once somebody else has it in hand."""

from collections.abc import Iterable, Mapping
from typing import Any

from db.fields import Link
from db.records.base import Record, changed, columns_of
from db.records.bodies.person import Person
from db.records.hall.meeting import Meeting, Resolution
from db.records.kind import WhileOpen
from db.records.kinds import Kinds
from db.records.participant import acting, actors_of
from db.records.registry.ledger import Ledger
from db.values import name_list, person_name

_FIELDS: Mapping[str, tuple[str, ...]] = {
    Meeting.TABLE: ("chair", "recorder"),
    Resolution.TABLE: ("owner",),
    Ledger.TABLE: ("responsible",),
}
"""The fields that say in whose hand one is, of types without stages."""


def fields_in_hand(kinds: Kinds, record: Record) -> tuple[str, ...]:
    """The fields that say in whose hand a record is."""
    due = kinds[record.TABLE].due
    return due.mine if isinstance(due, WhileOpen) else _FIELDS.get(record.TABLE, ())


def handed_on(kinds: Kinds, record: Record, giver: Person, taker: Person) -> Record:
    """The record with another one in place of who had it in hand; whoever else has it, too, stays."""
    columns, told = columns_of(type(record)), dict[str, Any]()
    for name in fields_in_hand(kinds, record):
        value = getattr(record, name)
        if isinstance(columns[name], Link):
            told[name] = taker.id if value == giver.id else value
            continue
        acts = name in acting(type(record))
        bears = [actor.name for actor in actors_of(record) if actor.role == name and actor.who == giver.id]
        told[name] = _renamed(str(value), bears if acts else [giver.name], taker.name)
    return changed(record, **told)


def ties(kinds: Kinds, record: Record, taker: Person) -> dict[tuple[str, str], int]:
    """Whose the name of the one who takes over is in the fields of a record, for `db.store.writing.Writer.tie`; () where nobody acts."""
    acts = acting(type(record))
    return {(name, person_name.key(taker.name)): taker.id for name in fields_in_hand(kinds, record) if name in acts}


def _renamed(written: str, names: Iterable[str], name: str) -> str:
    """A text that names persons, with another name in place of some; what else is written stays where it can."""
    keys, named = {person_name.key(one) for one in names}, name_list.names(written)
    if not keys.intersection(map(person_name.key, named)):
        return written
    if person_name.key(name) not in map(person_name.key, named):
        text = written
        for one in (one for one in named if person_name.key(one) in keys):
            text = text.replace(one, name, 1)
        if person_name.key(name) in map(person_name.key, name_list.names(text)):
            return text
    return "、".join(dict.fromkeys(name if person_name.key(one) in keys else one for one in named))
