"""空置房屋: the doors behind which nobody lives, one by one and of a grid, and the same as is told of each door."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

from db.practice import open_practice
from db.records.base import changed
from db.records.registry.place import Building, Grid, House
from db.records.registry.residence import Residence
from db.records.registry.resident import Resident
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.scope import Scope
from db.services.figures.span import until
from db.services.registry.events import What
from db.services.registry.vacant import vacant_since
from db.store import Store
from tests.db.registry.events.people import door, family, happens

TODAY = date.today()


def vacant(store: Store, grid: Grid | None = None) -> set[int]:
    scope = Scope("grid", grid.id, grid.name) if grid else None
    found = measure(store, figures_by_name(store.kinds)["houses_vacant"], until(TODAY), scope, rows=True)
    assert found.value.number == len(found.rows[House.TABLE])
    return set(found.rows[House.TABLE])


def test_each_door_counts_as_soon_as_the_last_one_is_gone(store: Store) -> None:
    people = family(store)
    home, empty = people["王老"].house, door(store, "601")
    assert vacant(store) == {empty.id}
    store.save(changed(empty, use="1"))
    assert vacant(store) == set(), "a shop is not empty"
    for name in people:
        assert home not in vacant(store), name
        happens(store, What.LEFT, people[name], day=TODAY - timedelta(days=3))
    assert vacant(store) == {home}
    guest = Residence(house=home, since=TODAY - timedelta(days=1), kind="2")
    store.save(Resident(name="客", residences=(guest,)))
    assert vacant(store) == set(), "whoever stays for a time lives there as well"


def test_of_a_grid_its_own_doors_count(store: Store) -> None:
    one = door(store, "601")
    own, other = store.save(Grid(name="第一网格")), store.save(Grid(name="第二网格"))
    (building,) = store.select(Building)
    store.save(changed(building, grid=own.id))
    assert (vacant(store, own), vacant(store, other)) == ({one.id}, set())


def test_it_is_the_same_as_is_told_of_each_door(practised: Callable[[date], Path], tmp_path: Path) -> None:
    store = open_practice(copytree(practised(TODAY), tmp_path / "store"), TODAY)
    try:
        assert vacant(store) == set(vacant_since(store, store.ids(House), TODAY))
        assert vacant(store)
    finally:
        store.close()
