"""出生、死亡、迁入、迁出: what is counted of a period and a place, each row that counts once, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from db.records.base import changed
from db.records.registry.place import Building, Grid, House
from db.records.registry.residence import Residence
from db.records.registry.resident import DIED, GONE, Resident
from db.services.deleting import delete
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.scope import Scope
from db.services.figures.span import Span
from db.services.registry.events import Newborn, Newcomer, What, take_back
from db.services.registry.merging import merge_residents, part_residents, weigh_residents
from db.store import Store
from tests.db.registry.events.people import door, family, happens

TODAY = date.today()
DAY = TODAY - timedelta(days=40)
SPAN = Span(DAY - timedelta(days=5), DAY + timedelta(days=5), "")
BEFORE = Span(DAY - timedelta(days=30), DAY - timedelta(days=6), "")
AFTER = Span(DAY + timedelta(days=6), TODAY, "")
NAMES = ("births", "deaths", "arrivals", "departures")


def counted(store: Store, name: str, span: Span = SPAN, grid: Grid | None = None) -> int:
    scope = Scope("grid", grid.id, grid.name) if grid else None
    found = measure(store, figures_by_name(store.kinds)[name], span, scope, rows=True)
    assert len(found.rows["resident"]) == found.value.number, "it opens what it counts"
    return int(found.value.number)


def grids(store: Store) -> tuple[Grid, Grid]:
    """That of the building of the family, and another one."""
    own, other = store.save(Grid(name="第一网格")), store.save(Grid(name="第二网格"))
    (building,) = store.select(Building)
    store.save(changed(building, grid=own.id))
    return own, other


def lived(house: int, **told: Any) -> dict[str, Any]:
    return {"house": house, "residences": (Residence(house=house, **told),)}


HAPPENS: dict[str, tuple[What, Callable[[Store, date], dict[str, Any]], str]] = {
    "births": (What.BORN, lambda _s, day: {"day": day, "children": (Newborn(name="王新", sex="1"),)}, "王大"),
    "deaths": (What.DIED, lambda _s, day: {"day": day}, "王老"),
    "arrivals": (What.CAME, lambda s, day: {"day": day, "house": door(s, "601").id, "people": (Newcomer(name="陈一"),)}, ""),
    "departures": (What.LEFT, lambda _s, day: {"day": day}, "李婆"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_one_more_counts_once_in_its_period_and_its_grid_and_no_more_when_taken_back(store: Store, name: str) -> None:
    people = family(store)
    own, other = grids(store)
    assert [counted(store, one) for one in NAMES] == [0, 0, 0, 0]
    what, asked, who = HAPPENS[name]
    done = happens(store, what, *([people[who]] if who else []), **asked(store, DAY))
    assert {one: counted(store, one) for one in NAMES} == {one: int(one == name) for one in NAMES}
    assert counted(store, name, grid=own) == 1
    assert counted(store, name, grid=other) == 0
    assert (counted(store, name, BEFORE), counted(store, name, AFTER)) == (0, 0)
    assert counted(store, name, Span(DAY, DAY, "")) == 1, "the first and the last day count"
    take_back(store, done.seq)
    assert counted(store, name) == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("births", {"birth": None}),
        ("births", {"birth": DAY.replace(year=DAY.year - 1)}),
        ("deaths", {"state": GONE, "state_day": DAY}),
        ("deaths", {"state": DIED, "state_day": None}),
        ("departures", {"state": DIED, "state_day": DAY}),
        ("departures", {"state": GONE, "state_day": None}),
    ],
)
def test_what_is_no_such_thing_is_not_counted(store: Store, name: str, told: dict[str, Any]) -> None:
    store.save(Resident(name="甲", **told))
    assert counted(store, name) == 0


def test_who_only_moves_or_has_no_reason_written_did_not_arrive(store: Store) -> None:
    people = family(store)
    store.save(Resident(name="甲", **lived(door(store, "601").id, since=DAY)))
    happens(store, What.MOVED, people["赵媳"], day=DAY, house=door(store, "701").id)
    assert counted(store, "arrivals") == 0
    store.save(Resident(name="乙", **lived(door(store, "602").id, since=DAY, reason="01")))
    assert counted(store, "arrivals") == 1


def test_who_is_deleted_is_not_counted(store: Store) -> None:
    one = store.save(Resident(name="甲", birth=DAY))
    assert counted(store, "births") == 1
    delete(store, one)
    assert counted(store, "births") == 0


def test_who_is_registered_twice_is_counted_once_as_soon_as_the_two_are_one(store: Store) -> None:
    house = store.save(House(building=door(store, "601").building, room="602"))
    twins = [store.save(Resident(name="甲", birth=DAY, **lived(house.id, since=DAY, reason="01"))) for _ in range(2)]
    assert (counted(store, "births"), counted(store, "arrivals")) == (2, 2)
    seq = merge_residents(store, weigh_residents(store, twins[0].id, twins[1].id))
    assert (counted(store, "births"), counted(store, "arrivals")) == (1, 1)
    part_residents(store, seq)
    assert (counted(store, "births"), counted(store, "arrivals")) == (2, 2)


def test_of_a_grid_of_another_day_who_moved_to_another_grid_since_is_counted_where_it_happened(store: Store) -> None:
    """A child who was born in one grid and lives in another one by now."""
    people = family(store)
    own, other = grids(store)
    happens(store, What.BORN, people["王大"], day=DAY, children=(Newborn(name="王新", sex="1"),))
    away = store.save(House(building=store.save(Building(number="9", grid=other.id)).id, room="101"))
    (child,) = [one for one in store.select(Resident) if one.name == "王新"]
    happens(store, What.MOVED, child, day=TODAY, house=away.id)
    assert (counted(store, "births", grid=own), counted(store, "births", grid=other)) == (1, 0)


def test_who_left_and_came_back_left_all_the_same_and_is_counted_once(store: Store) -> None:
    people = family(store)
    happens(store, What.LEFT, people["李婆"], day=DAY)
    assert counted(store, "departures") == 1
    happens(store, What.RETURNED, people["李婆"], day=DAY + timedelta(days=10), house=door(store, "601").id)
    assert (
        counted(store, "departures"),
        counted(store, "departures", BEFORE),
        counted(store, "departures", AFTER),
    ) == (1, 0, 0)
    happens(store, What.LEFT, people["李婆"], day=DAY + timedelta(days=20))
    assert (counted(store, "departures"), counted(store, "departures", AFTER)) == (1, 1)
    assert counted(store, "departures", Span(DAY, TODAY, "")) == 1, "once, however often"
    happens(store, What.RETURNED, people["李婆"], day=DAY + timedelta(days=30), house=door(store, "601").id)
    happens(store, What.DIED, people["李婆"], day=TODAY)
    assert (counted(store, "departures"), counted(store, "departures", AFTER)) == (1, 1), (
        "who died since left all the same"
    )


def test_who_moved_within_the_community_did_not_leave(store: Store) -> None:
    people = family(store)
    happens(store, What.MOVED, people["赵媳"], day=DAY, house=door(store, "701").id)
    happens(store, What.MOVED, people["赵媳"], day=DAY + timedelta(days=2), house=door(store, "801").id)
    assert counted(store, "departures", Span(None, TODAY, "")) == 0
