"""Where a record belongs: the ways by which its type leads to a grid, a building or an estate."""

from collections.abc import Iterator

from db.fields import Link
from db.records.base import Record, columns_of
from db.records.condition import Condition, is_, nothing
from db.records.paths import Find

SCOPES = ("grid", "estate", "building")
"""The tables of which one record can be the scope of a figure."""
_THROUGH = ("building", "house", "household", "resident", "matter")
"""What tells where something belongs that does not say so itself, the nearest first."""


def ways_to(
    row: type[Record], table: str, find: Find, seen: frozenset[str] = frozenset()
) -> list[tuple[tuple[str, ...], str]]:
    """The paths that lead to records of a table, the nearest first; each with those that must lead nowhere for it to count."""
    found: list[tuple[tuple[str, ...], str]] = []
    before: tuple[str, ...] = ()
    for name, there in _links(row, table, find):
        if table == there.TABLE:
            found.append((before, name))
        elif there.TABLE not in seen and there is not row:
            inner = ways_to(there, table, find, seen | {row.TABLE})
            found += [((*before, *(f"{name}.{one}" for one in none)), f"{name}.{path}") for none, path in inner]
            if not inner:
                continue
        else:
            continue
        before = (*before, name)
    return found


def _links(row: type[Record], table: str, find: Find) -> Iterator[tuple[str, type[Record]]]:
    """The links that tell where a record belongs, in the order in which they count."""
    links = [(name, field.to) for name, field in columns_of(row).items() if isinstance(field, Link)]
    for to in (table, *(one for one in _THROUGH if one != table)):
        for name, leads in links:
            if leads == to and (there := find(to)) is not None:
                yield name, there


def within(row: type[Record], table: str, record_id: int, find: Find) -> list[tuple[Condition, ...]]:
    """That a record belongs to another one: one of these must hold, all of its conditions together; [] where none ever can."""
    return [(*map(nothing, none), is_(path, record_id)) for none, path in ways_to(row, table, find)]
