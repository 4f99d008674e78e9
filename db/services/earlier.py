"""以前的事: what has a flow and names the same residents, newest first."""

from collections.abc import Collection, Iterable, Iterator
from typing import cast

from attrs import frozen

from db.fields import Field, Ref
from db.records.base import Record, Row, fields_of, parts_of
from db.records.bodies.person import Person
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.matters.matter import Matter
from db.records.registry.resident import Resident
from db.services.find import line_of
from db.services.matters.ways import matter_of_way, told_once, ways_of
from db.services.registry.resident_card import naming
from db.store import Store, among
from db.values import masks

SHOWN = 8
"""How many of a type are told."""


@frozen
class Told:
    """A record in one line, masked.

    Attributes:
        label: of its type.
        title: what the clerk calls it.
        line: what it says besides.
    """

    table: str
    id: int
    label: str
    title: str
    line: str


def earlier(store: Store, residents: Collection[int], but: tuple[str, int] = ("", 0)) -> list[Told]:
    """What these residents had before, by type, without the record itself."""
    if not residents:
        return []
    asked = [(kind, on) for kind in store.kinds if kind.flows and (on := kind.on_card)]
    ids = told_once(store, {kind.table: naming(store, kind, on, residents) for kind, on in asked})
    own = _of_one_matter(store, but)
    found: list[Told] = []
    for kind, on in asked:
        others = [i for i in ids[kind.table] if (kind.table, i) not in own]
        ordered = store.ids(kind.record, among("id", others), order=(f"-{on.order}", "-id"))[:SHOWN] if others else []
        found += told(store, kind, ordered)
    return found


def _of_one_matter(store: Store, one: tuple[str, int]) -> set[tuple[str, int]]:
    """A record, its matter and the other ways of that."""
    kind = store.kinds.find(one[0])
    record = store.find(kind.record, one[1]) if kind and one[1] else None
    matter = matter_of_way(store, record) if record else 0
    ways = ways_of(store, [matter]) if matter else []
    return {one, (Matter.TABLE, matter), *((way.TABLE, way.id) for way in ways)}


def told(store: Store, kind: Kind, ids: Collection[int]) -> Iterator[Told]:
    """Records of a type, each in one line, in the order of the ids."""
    records = store.get_many(kind.record, ids)
    linked = store.linked_titles(list(records.values()))
    for i in ids:
        if one := records.get(i):
            line = " · ".join(line_of(one, linked[i], kind.line))
            yield Told(kind.table, i, kind.label, masks.in_text(one.title(linked[i])), masks.in_text(line))


def residents_named(store: Store, record: Record) -> list[int]:
    """The residents whom a record names, in the way in which it stands on their cards."""
    kind = store.kinds[record.TABLE]
    if kind.on_card is None:
        return []
    first, _, link = kind.on_card.by.partition(".")
    rows = cast("tuple[Row, ...]", getattr(record, first)) if link else (record,)
    field = fields_of(parts_of(kind.record)[first].part)[link] if link else fields_of(kind.record)[first]
    numbers = [int(getattr(row, link or first)) for row in rows]
    found = [*residents_among(store.kinds, field, numbers), *_behind(store, field, numbers)]
    return list(dict.fromkeys(found))


def _behind(store: Store, field: Field[object], numbers: Iterable[int]) -> Iterator[int]:
    """The residents who are the persons among what references of a field lead to."""
    led_to = [store.kinds.leads_to(number) for number in numbers] if isinstance(field, Ref) else []
    persons = store.get_many(Person, (i for table, i in led_to if table == Person.TABLE))
    return (person.resident for person in persons.values() if person.resident)


def residents_among(kinds: Kinds, field: Field[object], numbers: Iterable[int]) -> Iterator[int]:
    """The residents among what links or references of a field lead to."""
    for number in filter(None, numbers):
        table, record_id = kinds.leads_to(number) if isinstance(field, Ref) else (Resident.TABLE, number)
        if table == Resident.TABLE:
            yield record_id
