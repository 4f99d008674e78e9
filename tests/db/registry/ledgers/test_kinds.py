"""Ledgers of any type that has a list: what each record is called, where it is, and in which grid."""

from datetime import date

import pytest

from db.records import KINDS
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.kind import Kind
from db.records.registry.household import Household
from db.records.registry.ledger import Ledger
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.registry.ledgers.counts import by_grid, changed, rows_of
from db.services.registry.ledgers.facts import Facts, facts_of, has_ledgers
from db.services.registry.ledgers.freezing import Asked, freeze
from db.store import Store
from tests.factories import estate, plant

TODAY = date(2026, 11, 30)
WITH = [kind for kind in KINDS if has_ledgers(kind)]


@pytest.mark.parametrize("kind", WITH, ids=lambda kind: kind.table)
def test_whatever_has_a_list_has_ledgers(store: Store, kind: Kind) -> None:
    record = plant(store, kind.record)
    ledger = freeze(store, Ledger(name="排查", since=TODAY), Asked(kind, [record.id]), TODAY)
    (row,) = rows_of(store, ledger.id)
    assert (row.name, row.who, row.serial) == (store.title(record), store.kinds.reference_of(record), 1)
    assert changed(store, ledger, [row]).fewer == ()


def test_settings_and_ledgers_themselves_have_none() -> None:
    tables = {kind.table for kind in WITH}
    assert {"resident", "household", "house", "building", "person", "body", "estate", "matter"} <= tables
    assert tables.isdisjoint({"ledger", "ledger_row", "account", "centre", "wording", "step"})


@pytest.fixture
def home(store: Store) -> House:
    """A house of an estate in a grid."""
    grid = plant(store, Grid, name="第二网格")
    building = plant(store, Building, estate=estate(store, "幸福里小区"), number="3", grid=grid.id)
    return plant(store, House, building=building.id, unit="2", room="502")


def told(store: Store, record: Resident | Household | House | Building | Person | Body | Grid) -> Facts:
    return facts_of(store, store.kinds[record.TABLE], {record.id: record})[record.id]


def test_each_is_where_it_lives_or_works(store: Store, home: House) -> None:
    door, grid = "幸福里小区3号楼2单元502室", "第二网格"
    number = "11010119800115001X"
    resident = plant(store, Resident, name="张三", house=home.id, phone="13812345678", id_number=number)
    assert told(store, resident) == Facts("张三", door, grid, number, "13812345678")
    household = plant(store, Household, head=resident.id, house=home.id)
    assert told(store, household) == Facts("张三户", door, grid, number, "13812345678"), "its head is asked for"
    assert (told(store, home).place, told(store, home).grid) == (door, grid)
    building = store.get(Building, home.building)
    assert (told(store, building).place, told(store, building).grid) == ("幸福里小区3号楼", grid)
    body = plant(store, Body, name="幸福里物业", grid=building.grid, estate=building.estate)
    assert (told(store, body).place, told(store, body).grid) == ("幸福里小区", grid)
    assert told(store, body).number == body.uscc
    lives = plant(store, Person, name="张三", resident=resident.id, unit=body.id, phone="")
    assert told(store, lives) == Facts("张三", door, grid, number, "13812345678")
    works = plant(store, Person, name="李四", resident=0, unit=body.id, phone="13900000000")
    assert told(store, works) == Facts("李四", "幸福里物业", "", "", "13900000000")
    assert told(store, store.get(Grid, building.grid)).grid == grid


def test_bodies_are_counted_by_the_grid_that_they_belong_to(store: Store, home: House) -> None:
    grid = store.get(Building, home.building).grid
    bodies = [plant(store, Body, grid=grid), plant(store, Body, grid=grid), plant(store, Body, grid=0)]
    asked = Asked(store.kinds["body"], [one.id for one in bodies])
    ledger = freeze(store, Ledger(name="安全排查", since=TODAY), asked, TODAY)
    counts = [(one.grid, one.left) for one in by_grid(rows_of(store, ledger.id))]
    assert counts == [("第二网格", 2), ("未划网格", 1)]
