"""A record as a paper of it tells others: without the names of those whose matters it is about, and who do not want to be named to them."""

from collections.abc import Mapping
from typing import Any, TypeVar

from db.fields import Field, Name, Words
from db.records.base import Record, Row, changed, columns_of, parts_of
from db.records.matters.listening import Listening
from db.records.matters.matter import Matter
from db.records.matters.unnamed import names_kept, names_of, without_names
from db.store import Store
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
    matters = {i: without_names(title, names) for i, title in titles.get(Matter.TABLE, {}).items()}
    return changed(record, **told), {**titles, Matter.TABLE: matters}


def _names(store: Store, record: Record, titles: Titles) -> frozenset[str]:
    """Those whom the matters keep to which it leads, whether or not whoever prints it sees them, and those of its own lines."""
    own = names_of(record.lines, titles) if isinstance(record, Listening) else frozenset[str]()
    ids = {i for table, i in led_to(store.kinds, record) if table == Matter.TABLE}
    if not ids:
        return own
    with store.lifted(Lift.FOLLOWING):
        matters = list(store.get_many(Matter, ids).values())
        called = store.all_titles(matters)
    return own.union(*(names_kept(one, called) for one in matters))


def _without(row: Row, columns: Mapping[str, Field[Any]], names: frozenset[str]) -> dict[str, str]:
    """What is written in words; who sits or signs there stands by name."""
    texts = (name for name, field in columns.items() if isinstance(field, Words) and not isinstance(field, Name))
    return {name: without_names(getattr(row, name), names) for name in texts}
