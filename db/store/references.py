"""References to records of several types: what leads where, by the declared and indexed columns alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from db.fields import Link, Ref
from db.records.base import Record, Row, changed, columns_of, parts_of
from db.records.kinds import Kinds
from db.store import rows
from db.store.driver import Connection, whole
from db.values.reference import parted, reference

R = TypeVar("R", bound=Record)


@cache
def _columns(kinds: Kinds) -> tuple[tuple[str, str, tuple[str, str]], ...]:
    """All columns of references: table and column, the table of the record and the column of its id."""
    found: list[tuple[str, str, tuple[str, str]]] = []
    for kind in kinds:
        parts = [field.part for field in parts_of(kind.record).values()]
        for row, owner in ((kind.record, "id"), *((part, "owner") for part in parts)):
            names = [name for name, field in columns_of(row).items() if isinstance(field, Ref)]
            found += [(row.TABLE, name, (kind.table, owner)) for name in names]
    return tuple(found)


def pointing(
    connection: Connection, kinds: Kinds, table: str, ids: Iterable[int]
) -> Mapping[int, set[tuple[str, int]]]:
    """The records that refer to these, themselves or by their parts: table and id of each, by the id referred to."""
    code = kinds[table].code
    pieces = list(rows.chunks(reference(code, i) for i in ids))
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for source, column, owner in _columns(kinds):
        for piece in pieces:
            marks = ", ".join("?" * len(piece))
            sql = f'SELECT "{column}", {owner[1]} FROM {source} WHERE "{column}" IN ({marks})'  # noqa: S608
            for number, linking in connection.execute(sql, piece):
                found[parted(whole(number))[1]].add((owner[0], whole(linking)))
    return found


def led_to(kinds: Kinds, record: Record) -> set[tuple[str, int]]:
    """What a record leads to, by itself or by its parts: table and id."""
    found: set[tuple[str, int]] = set()
    there: list[Row] = [record]
    for name in parts_of(type(record)):
        there += getattr(record, name)
    for row in there:
        for name, field in columns_of(type(row)).items():
            if isinstance(field, Ref) and (number := int(getattr(row, name))):
                found.add(kinds.leads_to(number))
            elif isinstance(field, Link) and (record_id := int(getattr(row, name))):
                found.add((field.to, record_id))
    return found


def led_on(kinds: Kinds, record: R, was: Record, now: Record) -> R:
    """A record of which what led to one record, by itself or by its parts, leads to another of its type."""
    told: dict[str, object] = _led(kinds, record, was, now)
    for name in parts_of(type(record)):
        parts: tuple[Row, ...] = getattr(record, name)
        led = tuple(changed(part, **_led(kinds, part, was, now)) for part in parts)
        if led != parts:
            told[name] = led
    return changed(record, **told)


def _led(kinds: Kinds, row: Row, was: Record, now: Record) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, field in columns_of(type(row)).items():
        if isinstance(field, Ref) and getattr(row, name) == kinds.reference_of(was):
            found[name] = kinds.reference_of(now)
        elif isinstance(field, Link) and field.to == was.TABLE and getattr(row, name) == was.id:
            found[name] = now.id
    return found


def lead_nowhere(connection: Connection, kinds: Kinds, records: Sequence[Record]) -> bool:
    """Whether a reference in these records, all of one type, leads to a record that is not there, or to a wrong type."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row, fields in _referring(records):
        for name, field in fields:
            if not (number := int(getattr(row, name))):
                continue
            table, record_id = kinds.leads_to(number)
            if not table or (field.to and table not in field.to):
                return True
            wanted[table].add(record_id)
    return any(_missing(connection, table, ids) for table, ids in wanted.items())


def _referring(records: Sequence[Record]) -> Iterable[tuple[Row, Sequence[tuple[str, Ref]]]]:
    """The rows of the records that have references, with these fields."""
    kind = type(records[0])
    if own := references_of(kind):
        yield from ((record, own) for record in records)
    for name, field in parts_of(kind).items():
        if inner := references_of(field.part):
            yield from ((part, inner) for record in records for part in getattr(record, name))


@cache
def references_of(row: type[Row]) -> tuple[tuple[str, Ref], ...]:
    """The fields of a row that are references."""
    return tuple((name, field) for name, field in columns_of(row).items() if isinstance(field, Ref))


@cache
def refers(kind: type[Record]) -> bool:
    """Whether records of a type, or their parts, can refer to anything."""
    return bool(references_of(kind)) or any(references_of(field.part) for field in parts_of(kind).values())


def _missing(connection: Connection, table: str, ids: set[int]) -> bool:
    for piece in rows.chunks(ids):
        marks = ", ".join("?" * len(piece))
        row = connection.execute(f"SELECT count(*) FROM {table} WHERE id IN ({marks})", piece).fetchone()  # noqa: S608
        if row is None or whole(row[0]) < len(piece):
            return True
    return False
