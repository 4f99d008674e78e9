"""晨会单（巡查单）: what wants to be looked at today, by grid and building.

It is what is red or yellow, and what waits for the role of who works here; lines of 今日 that open lists are not on it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from db.records.base import Record, columns_of
from db.records.kind import Kind, WhileOpen
from db.records.kinds import Kinds
from db.records.matters.unnamed import without_names
from db.records.registry.place import Building, Grid, House
from db.services.centre.switches import seen
from db.services.clocks import Urgency
from db.services.coming import waiting_for
from db.services.due import DueItem, whom
from db.services.matters.for_others import kept_names
from db.services.places_of import Lies, places_of
from db.services.to_do import to_do
from db.services.urgent import is_red, left_of, urgency_of
from db.store import Store, among
from db.values.address_order import place_key


@frozen
class Stop:
    """One thing to look at.

    Attributes:
        grid, building: titles; "" where nothing tells.
        place: the door, or what was written of the place.
        look: for what it waits: the name of the list, else the stage.
        left: how long there is.
        red: whether it is late, or nearly so.
    """

    grid: str
    building: str
    place: str
    number: str
    matter: str
    who: str
    look: str
    left: str
    red: bool


def morning(store: Store, now: datetime, items: Sequence[DueItem] | None = None) -> list[Stop]:
    """What is to be looked at, in the order of the walk; ``items`` where somebody says what, None for what wants it today."""
    kinds = seen(store)
    waits = _waits(store, kinds, now)
    if items is None:
        every = to_do(store, kinds, now)
        items = [one for one in every if (one.table, one.id) in waits or urgency_of(one, now) is not Urgency.NONE]
        there = {(one.table, one.id) for one in items}
        items += _added(store, [one for one in waits if one not in there])
    told = whom(store, [one for one in items if one.id and not (one.must or one.rows or one.view)])
    lies = {table: places_of(store, table, ids) for table, ids in _by_table(told).items()}
    stops = list(_stops(store, told, lies, waits, now))
    return sorted(stops, key=lambda one: (not one.grid, place_key(one.grid), not one.building, place_key(one.building)))


def _waits(store: Store, kinds: Kinds, now: datetime) -> Mapping[tuple[str, int], str]:
    """For what each waits that waits for the role of who works here; of several lists the first."""
    found: dict[tuple[str, int], str] = {}
    for one in waiting_for(store, kinds, now):
        kind = kinds[one.table]
        for i in store.ids(kind.record, *store.where(kind.record, one.conditions, now.date())):
            found.setdefault((one.table, i), one.view)
    return found


def _added(store: Store, keys: Iterable[tuple[str, int]]) -> Iterator[DueItem]:
    """Those that something else stands for on 今日, of the same matter, and that wait all the same."""
    for table, ids in _by_table(keys).items():
        kind = store.kinds[table]
        for i, record in store.get_many(kind.record, ids).items():
            number = str(getattr(record, kind.number.number)) if kind.number else ""
            matter = str(getattr(record, kind.number.subject)) if kind.number else ""
            yield DueItem(table, i, number, matter, "", _stage(kind, record), None, is_brief=True)


def _stage(kind: Kind, record: object) -> str:
    name = kind.flows[0].field if isinstance(kind.due, WhileOpen) else ""
    return columns_of(kind.record)[name].show(getattr(record, name)) if name else ""


def _by_table(items: Iterable[DueItem | tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in items:
        found.setdefault(one[0], []).append(one[1])
    return found


def _stops(
    store: Store,
    items: Collection[DueItem],
    lies: Mapping[str, Mapping[int, Lies]],
    waits: Mapping[tuple[str, int], str],
    now: datetime,
) -> Iterator[Stop]:
    every = [lies[one.table][one.id] for one in items]
    grids = store.titles(Grid.TABLE, {one.grid for one in every})
    buildings = store.titles(Building.TABLE, {one.building for one in every})
    doors = {
        house.id: house.title({"building": ""})
        for house in store.select(House, among("id", [one.house for one in every]))
    }
    read = [list(store.get_many(store.kinds[t].record, ids).values()) for t, ids in _by_table(items).items()]
    written = {key: place for records in read for key, place in _written(records)}
    kept = {key: names for records in read for key, names in _kept(store, records)}
    for item, at in zip(items, every, strict=True):
        yield Stop(
            grids.get(at.grid, ""),
            buildings.get(at.building, ""),
            doors.get(at.house, "").strip() or written.get((item.table, item.id), ""),
            item.number,
            without_names(item.matter, kept.get((item.table, item.id), ())),
            item.who,
            waits.get((item.table, item.id)) or item.stage,
            left_of(item, now),
            is_red(item, now),
        )


def _kept(store: Store, records: Sequence[Record]) -> Iterator[tuple[tuple[str, int], frozenset[str]]]:
    """Whom each of some type must not name: it is carried through the stairs."""
    for one, names in zip(records, kept_names(store, records, store.all_titles(records)), strict=True):
        yield (one.TABLE, one.id), names


def _written(records: Sequence[Record]) -> Iterator[tuple[tuple[str, int], str]]:
    """What was written of the place of each, where its type has room for that."""
    for one in records:
        if "place" in columns_of(type(one)):
            yield (one.TABLE, one.id), str(getattr(one, "place"))  # noqa: B009
