"""The round: doors in the order of the walk, who is behind them, and what was promised last."""

from datetime import date

import attrs

from db.records.registry.place import Building, House
from db.records.registry.resident import CareTag
from db.records.visits.visit import Visit
from db.services.registry.register_resident import Door, house_at
from db.services.visits.visit_round import doors_of, rounds
from db.store import Store
from tests.factories import estate
from tests.gui.community import settle

TODAY = date(2026, 11, 21)


def test_a_grid_is_one_round_and_each_of_its_buildings_another(store: Store) -> None:
    settle(store)
    store.save(Building(estate=estate(store, "荷花里小区"), number="1"))
    found = [(walk.grid, walk.label, len(walk.buildings)) for walk in rounds(store)]
    assert found == [
        ("第一网格", "第一网格", 2),
        ("第一网格", "幸福里小区3号楼", 1),
        ("第一网格", "幸福里小区12号楼", 1),
        ("未划网格", "荷花里小区1号楼", 1),
    ]


def test_doors_with_their_people_in_the_order_of_the_walk(store: Store) -> None:
    settle(store)
    house_at(store, Door("幸福里小区", "3", "2", "1002"))
    found = doors_of(store, rounds(store)[0].buildings, TODAY)
    assert [(d.building, d.place, d.person, d.count) for d in found] == [
        ("幸福里小区3号楼", "2单元502室", "张桂芳", 3),
        ("幸福里小区3号楼", "2单元1002室", "", 0),
        ("幸福里小区12号楼", "1单元301室", "阿卜杜拉·买买提", 2),
    ]


def test_the_last_promise_stays_until_another_is_made(store: Store) -> None:
    people = settle(store)
    house = people["张桂芳"].house
    for visit in (
        Visit(day=date(2026, 9, 1), visitor="卢清", house=house, promise="修灯"),
        Visit(day=date(2026, 10, 1), visitor="卢清", resident=people["李国富"].id, promise="送药"),
        Visit(day=date(2026, 11, 1), visitor="卢清", house=house),
    ):
        store.save(visit)
    first, second = doors_of(store, rounds(store)[0].buildings, TODAY)
    assert (first.promise, first.promised) == ("送药", date(2026, 10, 1))
    assert (second.promise, second.promised) == ("", None)


def test_only_care_that_still_runs_marks_a_door_and_only_those_registered_count(store: Store) -> None:
    people = settle(store)
    care = (CareTag(kind="11"), CareTag(kind="30", until=date(2025, 1, 1)))
    store.save(attrs.evolve(people["李国富"], care=care))
    store.save(attrs.evolve(people["李𠮷"], state="2", care=(CareTag(kind="20"),)))
    first, second = doors_of(store, rounds(store)[0].buildings, TODAY)
    assert (list(first.care), first.count) == (["独居"], 2)
    assert not second.care


def test_a_house_with_no_unit_is_called_by_its_room(store: Store) -> None:
    building = store.save(Building(estate=estate(store, "荷花里小区"), number="1"))
    store.save(House(building=building.id, room="101"))
    (door,) = doors_of(store, [building.id], TODAY)
    assert door.place == "101室"
