"""Conditions that lead to what the centre does not do now: they are not asked, are told, and hold again when it does."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from db.fields import Link, Rows
from db.records.base import Record, Row
from db.records.condition import Condition
from db.records.kind import Kind
from db.records.kinds import Kinds
from db.records.paths import Find, path_of
from db.services.conditions_told import said
from db.store import Store


@frozen
class Parted:
    """Conditions by whether they can be asked now.

    Attributes:
        asked: those that are.
        off: those that lead to types which are not in use.
        told: what a clerk has to know of these, a line each.
    """

    asked: tuple[Condition, ...]
    off: tuple[Condition, ...] = ()
    told: tuple[str, ...] = ()


def parted(store: Store, kind: type[Record], conditions: Iterable[Condition], shown: Kinds) -> Parted:
    """Conditions on records of a type, while these types are in use."""
    asked: list[Condition] = []
    off: list[tuple[Condition, Kind]] = []
    for one in conditions:
        there = next(_not_shown(store.kinds, kind, one, shown), None)
        if there is None:
            asked.append(one)
        else:
            off.append((one, there))
    told = tuple(_words(store, kind, one, there) for one, there in off)
    return Parted(tuple(asked), tuple(one for one, _ in off), told)


def _not_shown(kinds: Kinds, row: type[Row], condition: Condition, shown: Kinds) -> Iterator[Kind]:
    """The types that a condition leads to and that are not in use."""
    for table in _tables(row, condition, kinds.record_of):
        if table not in shown and (kind := kinds.find(table)) is not None:
            yield kind


def _tables(row: type[Row], condition: Condition, find: Find) -> Iterator[str]:
    path = path_of(row, condition.path, find)
    if path is None:
        return
    yield from (hop.row.TABLE for hop in path.hops if not hop.is_parts)
    if isinstance(path.field, Link):
        yield path.field.to
    if isinstance(path.field, Rows):
        for inner in condition.having:
            yield from _tables(path.field.part, inner, find)


def _words(store: Store, kind: type[Record], one: Condition, there: Kind) -> str:
    texts: Sequence[str] = [text.text for text in said(store, kind, [one])]
    work = there.switch.label if there.switch else there.label
    return f"{''.join(texts)}（“{work}”现在不开展，在“设置 → 开展的工作”里勾上就照旧）"
