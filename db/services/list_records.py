"""The records of a type that meet conditions, told as an export tells them; as of a day where it keeps days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from db.fields import Field
from db.records.base import Record, Row, columns_of, parts_of, shown_of
from db.records.kind import Kind
from db.services.export_table import masked_columns
from db.services.note_output import note_seen
from db.services.told_cells import Titles, cell
from db.services.told_rows import Teller, pieces
from db.services.typed_values import field_of, typed_value
from db.store import Store, Where, eq
from db.values import masks

LISTED = "列表"
"""What the log calls a list that was seen whole."""


@frozen
class Told:
    """One record of a list.

    Attributes:
        values: of its fields in words, by field, as an export tells them.
        parts: its repeated parts, by field; each with the fields that its type declares. What is masked as a whole has none.
    """

    id: int
    title: str
    values: Mapping[str, str]
    parts: Mapping[str, tuple[Mapping[str, str], ...]]


def list_records(
    store: Store, kind: Kind, where: Sequence[tuple[str, str]] = (), day: date | None = None, *, plain: bool = False
) -> list[Told]:
    """The records in the order of their list.

    Args:
        store: the open store.
        kind: of which.
        where: fields, and what was typed for each: all must be equal.
        day: as of which day what is kept by days is told; None for everything that is there.
        plain: whether nothing is masked, which is entered in the audit.

    Raises:
        ArgumentError: there is no such field, or a name is that of several.
        ValueUnreadable: a text does not fit its field.
    """
    conditions = [_condition(store, kind, name, text) for name, text in where]
    teller = Teller.of(store, kind, plain=plain)
    told: list[Told] = []
    for piece in _pieces(store, kind, conditions, day):
        told += _told(store, piece, teller)
    if plain:
        note_seen(store, kind.table, 0, [f"{LISTED}（{len(told)} 条）", *masked_columns(kind.record)])
    return told


def _condition(store: Store, kind: Kind, name: str, text: str) -> Where:
    field = field_of(kind, name)
    return eq(name, field.store(typed_value(store, field, text, kind)))


def _pieces(store: Store, kind: Kind, conditions: Sequence[Where], day: date | None) -> Iterator[list[Record]]:
    if day:
        yield store.as_of(kind.record, day, *conditions, order=kind.order)
        return
    yield from pieces(store, kind.record, store.ids(kind.record, *conditions, order=kind.order))


def _told(store: Store, shown: list[Record], teller: Teller) -> list[Told]:
    titles = store.all_titles(shown)
    linked = store.linked_titles(shown)
    told: list[Told] = []
    for record in shown:
        values = teller.told(record, titles, teller.fields)
        parts = {
            name: _parts(getattr(record, name), titles, plain=teller.plain)
            for name, rows in parts_of(type(record)).items()
            if teller.plain or not rows.is_masked
        }
        title = record.title(linked[record.id])
        told.append(Told(record.id, title if teller.plain else masks.in_text(title), values, parts))
    return told


def _parts(rows: Iterable[Row], titles: Titles, *, plain: bool) -> tuple[Mapping[str, str], ...]:
    return tuple(
        {n: str(cell(field, getattr(row, n), titles, plain=plain)) for n, field in columns_of(type(row)).items()}
        for row in rows
    )


def listed_fields(kind: type[Record]) -> dict[str, Field[object]]:
    """The fields that are columns of a list, by name."""
    return {name: field for name, field in shown_of(kind).items() if field.listed}
