"""Where records lie: the grid, the building and the door to which each leads, the nearest way first."""

from collections.abc import Collection, Mapping

from attrs import frozen

from db.fields import Link
from db.records.base import Record, columns_of
from db.records.registry.place import Building, Grid, House
from db.records.scopes import ways_to
from db.store import Store


@frozen
class Lies:
    """Where one lies, by ids; 0 for what nothing tells."""

    grid: int = 0
    building: int = 0
    house: int = 0


def places_of(store: Store, table: str, ids: Collection[int]) -> Mapping[int, Lies]:
    """Where each of some records of a type lies; the grid is that of its building where there is one."""
    record = store.kinds[table].record
    houses, buildings, grids = (_led(store, record, ids, to.TABLE) for to in (House, Building, Grid))
    of_building = {one.id: one.grid for one in store.get_many(Building, set(buildings.values())).values()}
    return {
        i: Lies(of_building.get(buildings.get(i, 0)) or grids.get(i, 0), buildings.get(i, 0), houses.get(i, 0))
        for i in ids
    }


def _led(store: Store, record: type[Record], ids: Collection[int], table: str) -> dict[int, int]:
    """To which record of a table each leads, by the first of the ways that leads anywhere."""
    found: dict[int, int] = {}
    if table == record.TABLE:
        return {i: i for i in ids}
    for _, path in ways_to(record, table, store.kinds.record_of):
        if left := [i for i in ids if i not in found]:
            found |= _followed(store, record, left, path)
    return found


def _followed(store: Store, record: type[Record], ids: Collection[int], path: str) -> dict[int, int]:
    at, there = {i: i for i in ids}, record
    for name in path.split("."):
        rows = store.get_many(there, set(at.values()))
        led = {i: getattr(rows[n], name) for i, n in at.items() if n in rows}
        at = {i: n for i, n in led.items() if n}
        link = columns_of(there)[name]
        assert isinstance(link, Link)
        if (following := store.kinds.record_of(link.to)) is None:
            return {}
        there = following
    return at
