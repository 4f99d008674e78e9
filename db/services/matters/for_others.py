"""A record as a paper of it tells others: without the names of those whose matters it is about, and who do not want to be named to them."""

from collections.abc import Mapping
from typing import Any, TypeVar

from db.fields import Field, Name, Words
from db.records.base import Record, Row, changed, columns_of, parts_of
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
    if isinstance(record, Matter) or not (names := _names(store, record, titles)):
        return record, titles
    told: dict[str, Any] = _without(record, columns_of(type(record)), names)
    for name in parts_of(type(record)):
        rows: tuple[Row, ...] = getattr(record, name)
        told[name] = tuple(changed(row, **_without(row, columns_of(type(row)), names)) for row in rows)
    about = {kind.table for kind in store.kinds if kind.way} | {Matter.TABLE}
    clean = {
        table: {i: without_names(title, names) for i, title in found.items()}
        for table, found in titles.items()
        if table in about
    }
    return changed(record, **told), {**titles, **clean}


def _names(store: Store, record: Record, titles: Titles) -> frozenset[str]:
    """Those whom the matters keep to which it leads, itself or by way of a whistle, a case and the like, and those of its own lines.

    Whether or not whoever prints it sees them, and those of what was joined to these matters, too.
    """
    own = names_of(record.lines, titles) if isinstance(record, Listening) else frozenset[str]()
    led = [(store.kinds[table], i) for table, i in led_to(store.kinds, record) if table in store.kinds]
    if not any(kind.way or kind.record is Matter for kind, _ in led):
        return own
    with store.lifted(Lift.FOLLOWING):
        ids = {i for kind, i in led if kind.record is Matter}
        ids |= {matter_of_way(store, way) for kind, i in led if kind.way and (way := store.find(kind.record, i))} - {0}
        matters = [*store.get_many(Matter, ids).values(), *store.select(Matter, among("root", list(ids)))]
        called = store.all_titles(matters)
    return own.union(*(names_kept(one, called) for one in matters))


def _without(row: Row, columns: Mapping[str, Field[Any]], names: frozenset[str]) -> dict[str, str]:
    """What is written in words; who sits or signs there stands by name."""
    texts = (name for name, field in columns.items() if isinstance(field, Words) and not isinstance(field, Name))
    return {name: without_names(getattr(row, name), names) for name in texts}
