"""A record as a paper of it tells others: without the names of those whose matters it is about, and who do not want to be named to them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from db.fields import Field, Link, Name, Ref, Words
from db.records.base import Record, Row, changed, columns_of, parts_of
from db.records.kinds import Kinds
from db.records.matters.listening import Listening
from db.records.matters.matter import Matter
from db.records.matters.unnamed import names_kept, names_of, without_names
from db.services.matters.ways import matter_of_way
from db.store import Store, among
from db.store.lift import Lift
from db.store.references import led_to
from db.store.titles import Titles

R = TypeVar("R", bound=Record)


def for_others(store: Store, record: R, titles: Titles) -> tuple[R, Titles]:
    """The record, not to be saved, and the titles of what it leads to, with 诉求人 in place of these names.

    A matter is as it was: it says who brought it, and its papers leave out who does not want to be named.
    """
    if isinstance(record, Matter):
        return record, titles
    return _told(store, record, titles, kept_names(store, [record], titles)[0])


def covered(store: Store, records: Sequence[R], titles: Titles) -> Iterator[tuple[R, Titles]]:
    """Records of one type with the titles of what they lead to, so too, a matter's own words included."""
    for record, names in zip(records, kept_names(store, records, titles), strict=True):
        yield _told(store, record, titles, names)


def kept_names(store: Store, records: Sequence[Record], titles: Titles) -> list[frozenset[str]]:
    """Whom each of the records must not name to others: those of its own rows, and of the matters that it is about.

    It is about those to which it leads, itself or by way of a whistle, a case and the like, whether or not whoever works here sees
    them, and about those that were joined to these.
    """
    own = [_own_names(record, titles) for record in records]
    tells = bool(records) and _tells_of_matters(store.kinds, type(records[0]))
    about = [_about(store.kinds, record) for record in records] if tells else []
    if not any(about):
        return own
    names = _names(store, set[tuple[str, int]]().union(*about))
    nobody = frozenset[str]()
    return [kept.union(*(names.get(one, nobody) for one in found)) for kept, found in zip(own, about, strict=True)]


@cache
def _matters_and_ways(kinds: Kinds) -> frozenset[str]:
    """The tables of what is a matter or a way of one."""
    return frozenset({Matter.TABLE, *(kind.table for kind in kinds if kind.way)})


@cache
def _tells_of_matters(kinds: Kinds, kind: type[Record]) -> bool:
    """Whether records of a type are matters or ways of some, or can lead to any: most types cannot, and need not be looked through."""
    rows: list[type[Row]] = [kind, *(field.part for field in parts_of(kind).values())]
    fields = [field for row in rows for field in columns_of(row).values()]
    led = {field.to for field in fields if isinstance(field, Link)}
    led |= {table for field in fields if isinstance(field, Ref) for table in field.to}
    return not _matters_and_ways(kinds).isdisjoint({kind.TABLE, *led})


def _about(kinds: Kinds, record: Record) -> set[tuple[str, int]]:
    """The matters, and the ways of some, that a record is or to which it leads: table and id."""
    there = {(record.TABLE, record.id), *led_to(kinds, record)} if record.id else led_to(kinds, record)
    return {(table, i) for table, i in there if table in _matters_and_ways(kinds)}


def _told(store: Store, record: R, titles: Titles, names: frozenset[str]) -> tuple[R, Titles]:
    if not names:
        return record, titles
    told: dict[str, Any] = _without(record, columns_of(type(record)), names)
    for name in parts_of(type(record)):
        rows: tuple[Row, ...] = getattr(record, name)
        told[name] = tuple(changed(row, **_without(row, columns_of(type(row)), names)) for row in rows)
    clean = {
        table: {i: without_names(title, names) for i, title in found.items()}
        for table, found in titles.items()
        if table in _matters_and_ways(store.kinds)
    }
    return changed(record, **told), {**titles, **clean}


def _own_names(record: Record, titles: Titles) -> frozenset[str]:
    if isinstance(record, Listening):
        return names_of(record.lines, titles)
    return names_kept(record, titles) if isinstance(record, Matter) else frozenset()


def _names(store: Store, about: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], frozenset[str]]:
    """By matter, or way of one, whom it keeps, and what was joined to it."""
    of = {(table, i): i for table, i in about if table == Matter.TABLE}
    with store.lifted(Lift.FOLLOWING):
        for table in {table for table, _ in about} - {Matter.TABLE}:
            ways = store.get_many(store.kinds[table].record, [i for of_table, i in about if of_table == table])
            of |= {(table, i): matter_of_way(store, way) for i, way in ways.items()}
        ids = list(set(of.values()) - {0})
        matters = [*store.get_many(Matter, ids).values(), *store.select(Matter, among("root", ids))]
        called = store.all_titles(matters)
    kept: dict[int, frozenset[str]] = defaultdict(frozenset)
    for one in matters:
        for i in (one.id, one.root):
            kept[i] |= names_kept(one, called)
    return {key: kept[i] for key, i in of.items() if i}


def _without(row: Row, columns: Mapping[str, Field[Any]], names: frozenset[str]) -> dict[str, str]:
    """What is written in words; who sits or signs there stands by name."""
    texts = (name for name, field in columns.items() if isinstance(field, Words) and not isinstance(field, Name))
    return {name: without_names(getattr(row, name), names) for name in texts}
