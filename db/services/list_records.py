"""The records of a type that meet conditions, told as an export tells them; as of a day where it keeps days."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from attrs import frozen

from db.fields import Field, StageCode
from db.records.base import Lasting, Record, Row, Spell, as_of, changed, parts_of, shown_of
from db.records.kind import Kind
from db.services.export_table import cell, masked_columns
from db.services.note_output import note_seen
from db.services.typed_values import field_of, stage_labels, typed_value
from db.store import Store, Where, eq
from db.values import masks

R = TypeVar("R", bound=Record)
_PIECE = 1000
LISTED = "列表"
"""What the log calls a list that was seen whole."""


@frozen
class Told:
    """One record of a list.

    Attributes:
        values: of all its fields, in words, by field.
    """

    id: int
    title: str
    values: Mapping[str, str]


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
    ids = store.ids(kind.record, *conditions, order=kind.order)
    labels = stage_labels(store, kind)
    told: list[Told] = []
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        found = store.get_many(kind.record, piece)
        told += _told(store, [found[i] for i in piece if i in found], day, labels, plain=plain)
    if plain:
        note_seen(store, kind.table, 0, [f"{LISTED}（{len(told)} 条）", *masked_columns(kind.record)])
    return told


def keeps_days(kind: type[Record]) -> bool:
    """Whether something of a type is kept from one day to another."""
    return issubclass(kind, Lasting) or any(issubclass(field.part, Spell) for field in parts_of(kind).values())


def _condition(store: Store, kind: Kind, name: str, text: str) -> Where:
    field = field_of(kind, name)
    return eq(name, field.store(typed_value(store, field, text, kind)))


def _told(
    store: Store, records: Sequence[Record], day: date | None, stages: Mapping[str, str], *, plain: bool
) -> list[Told]:
    shown = [_on(record, day) for record in records if day is None or _holds(record, day)]
    titles = store.all_titles(shown)
    linked = store.linked_titles(shown)
    told: list[Told] = []
    for record in shown:
        values = {
            name: stages.get(value, value)
            if isinstance(field, StageCode)
            else str(cell(field, value, titles, plain=plain))
            for name, field in shown_of(type(record)).items()
            for value in (getattr(record, name),)
        }
        title = record.title(linked[record.id])
        told.append(Told(record.id, title if plain else masks.in_text(title), values))
    return told


def _holds(row: Row, day: date) -> bool:
    return not isinstance(row, Lasting) or row.holds(day)


def _on(record: R, day: date | None) -> R:
    """The record with the parts that hold on a day."""
    if day is None:
        return record
    spells = {
        name: tuple(as_of(getattr(record, name), day))
        for name, field in parts_of(type(record)).items()
        if issubclass(field.part, Spell)
    }
    return changed(record, **spells) if spells else record


def listed_fields(kind: type[Record]) -> dict[str, Field[object]]:
    """The fields that are columns of a list, by name."""
    return {name: field for name, field in shown_of(kind).items() if field.listed}
