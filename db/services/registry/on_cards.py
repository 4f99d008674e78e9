"""What types stand on the card of a resident: as they declare it, and whatever else leads to residents."""

from collections.abc import Iterator

from db.fields import Field, Link, Ref
from db.records.base import columns_of, parts_of
from db.records.kind import Kind, OnCard
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.resident import Resident

_TOLD_OTHERWISE = frozenset({Resident.TABLE, Household.TABLE, Booklet.TABLE})
"""Types of which the card tells in a way of its own."""


def cards_of(kind: Kind) -> list[OnCard]:
    """The ways in which records of a type concern a resident: the one that it declares, else each link and reference to residents."""
    if kind.on_card:
        return [kind.on_card]
    if kind.table in _TOLD_OTHERWISE:
        return []
    line = kind.line or tuple(f"{{{name}}}" for name, field in columns_of(kind.record).items() if field.listed)
    return [OnCard(by, "id", line) for by in _leading(kind)]


def _leading(kind: Kind) -> Iterator[str]:
    """The fields that lead to residents, those of parts with the name of the parts."""
    yield from (name for name, field in columns_of(kind.record).items() if _is_resident(field))
    for name, rows in parts_of(kind.record).items():
        yield from (f"{name}.{one}" for one, field in columns_of(rows.part).items() if _is_resident(field))


def _is_resident(field: Field[object]) -> bool:
    if isinstance(field, Ref):
        return Resident.TABLE in field.to
    return isinstance(field, Link) and field.to == Resident.TABLE
