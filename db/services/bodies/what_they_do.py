"""What somebody does: posts, cases, meetings, visits, what they were asked to do; told from what points at a person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from db.fields import Field, Link, Ref
from db.records.base import Record, Row, columns_of, parts_of
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.kind import Kind
from db.records.moving import live
from db.records.participant import ACTORS, acting, actors_of
from db.records.step import MOVED, Step
from db.services.earlier import SHOWN, Told, told
from db.store import Store, among

DEALT = "经办"


@frozen
class Doing:
    """What somebody does in records of one type and one role, in the order of their list.

    Attributes:
        label: the role and the type: 人民调解员 · 调解案件.
        count: how many there are.
        shown: the first of them, each in one line, masked.
    """

    label: str
    count: int
    shown: tuple[Told, ...]


def what_they_do(store: Store, person: Person) -> list[Doing]:
    """By type in the order of the registry, posts first; the types of steps stand for what was dealt with."""
    by_table: dict[str, set[int]] = defaultdict(set)
    for table, record_id in store.pointing_at(person):
        by_table[table].add(record_id)
    dealt = _dealt_with(store, by_table.pop(Step.TABLE, set()))
    found: list[tuple[Kind, Doing]] = []
    for kind in sorted(store.kinds, key=lambda kind: kind.record is not Tenure):
        roles: dict[str, list[int]] = defaultdict(list)
        for record_id, role in _roles(store, kind, by_table.get(kind.table, ()), person):
            roles[role].append(record_id)
        if others := dealt.get(kind.table, set()) - {i for ids in roles.values() for i in ids}:
            roles[DEALT] = list(others)
        found += [(kind, _doing(store, kind, role, ids)) for role, ids in roles.items()]
    return [doing for _kind, doing in found]


def _doing(store: Store, kind: Kind, role: str, ids: Sequence[int]) -> Doing:
    ordered = store.ids(kind.record, among("id", ids), order=kind.order)
    label = kind.label if role == kind.label else f"{role} · {kind.label}"
    return Doing(label, len(ordered), tuple(told(store, kind, ordered[:SHOWN])))


def _roles(store: Store, kind: Kind, ids: Iterable[int], person: Person) -> Iterator[tuple[int, str]]:
    """In which roles records name a person; of a post there is nothing more to say than that."""
    for record in store.get_many(kind.record, ids).values() if kind.tab else ():
        if isinstance(record, Tenure):
            yield record.id, kind.label
            continue
        for role in dict.fromkeys(_roles_in(store, record, person)):
            yield record.id, role


def _roles_in(store: Store, record: Record, person: Person) -> Iterator[str]:
    for actor in actors_of(record):
        role = acting(type(record))[actor.role]
        if actor.who == person.id and not role.post:  # who holds a post is told by that
            yield role.label
    yield from (field.label for field in _leading(store, record, person))
    for name, rows in parts_of(type(record)).items():
        if name != ACTORS and any(_leading(store, part, person) for part in getattr(record, name)):
            yield rows.label


def _leading(store: Store, row: Row, person: Person) -> list[Field[Any]]:
    """The fields of a row that lead to a person."""
    number = store.kinds.reference_of(person)
    return [
        field
        for name, field in columns_of(type(row)).items()
        if (isinstance(field, Ref) and getattr(row, name) == number)
        or (isinstance(field, Link) and field.to == Person.TABLE and getattr(row, name) == person.id)
    ]


def _dealt_with(store: Store, ids: Collection[int]) -> dict[str, set[int]]:
    """The records of which somebody made a step: what was taken back was not done."""
    steps = store.get_many(Step, ids).values()
    back = store.select(Step, among("reverses", ids)) if ids else []
    done = {step.id for step in live([*steps, *back])}
    found: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        table, record_id = store.kinds.leads_to(step.of)
        if table and (step.what != MOVED or step.id in done):
            found[table].add(record_id)
    return found
