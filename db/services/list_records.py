"""The records of a type that meet conditions, told as an export tells them; as of a day where it keeps days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from db.fields import Field
from db.records.base import Record, Row, columns_of, parts_of, shown_of
from db.records.kind import Kind
from db.records.may import Right
from db.services.duties.giving_out import EXPORTED, Given, Use, enter, personal_labels, refuse_whole
from db.services.told_cells import Titles, cell, untold
from db.services.told_rows import Teller, pieces
from db.services.typed_values import field_of, typed_value
from db.store import Store, Where, eq
from db.values import masks


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
    store: Store,
    kind: Kind,
    where: Sequence[tuple[str, str]] = (),
    day: date | None = None,
    *,
    whole: Use | None = None,
) -> list[Told]:
    """The records in the order of their list.

    Args:
        store: the open store.
        kind: of which.
        where: fields, and what was typed for each: all must be equal.
        day: as of which day what is kept by days is told; None for everything that is there.
        whole: what whole numbers are needed for: such a list leaves the program as an export does, and is entered as one; None for masked.

    Raises:
        NotAllowed: the clerk writes no such records out, or none whole.
        RecordInvalid: the use does not say to whom, or what for.
        ArgumentError: there is no such field, or a name is that of several.
        ValueUnreadable: a text does not fit its field.
    """
    if whole:
        store.require(kind, Right.EXPORT)
    refuse_whole(store, whole)
    conditions = [_condition(store, kind, name, text) for name, text in where]
    teller = Teller.of(store, kind, plain=whole is not None)
    told: list[Told] = []
    for piece in _pieces(store, kind, conditions, day):
        told += _told(store, piece, teller)
    if whole:
        _enter(store, kind, len(told), whole)
    return told


def _enter(store: Store, kind: Kind, count: int, whole: Use) -> None:
    """Enters that a list left with whole numbers."""
    with store.writing("导出") as w:
        w.note("export", kind.table, 0, {"rows": [None, count], "plain": [None, True]})
        told = personal_labels(kind.record)
        enter(w, store.actor, whole, Given(what=kind.label, way=EXPORTED, count=count, told=told))


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
    return tuple(_part(row, titles, plain=plain) for row in rows)


def _part(row: Row, titles: Titles, *, plain: bool) -> Mapping[str, str]:
    kept = untold(row, plain=plain)
    return {
        name: "" if name in kept else str(cell(field, getattr(row, name), titles, plain=plain))
        for name, field in columns_of(type(row)).items()
    }


def listed_fields(kind: type[Record]) -> dict[str, Field[object]]:
    """The fields that are columns of a list, by name."""
    return {name: field for name, field in shown_of(kind).items() if field.listed}
