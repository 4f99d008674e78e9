"""邻居: the doors right above, right below and beside, by what the numbers of doors tell."""

import pytest

from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.services.registry.neighbours import neighbours
from db.store import Store
from db.values.floor import floor_of


@pytest.mark.parametrize(
    ("room", "told"),
    [
        ("501", (5, "01")), ("1203", (12, "03")), ("0301", (3, "01")), ("3-1", (3, "1")), ("501室", (5, "01")),
        ("502a", (5, "02A")), ("-101", (-1, "01")), ("B102", (-1, "02")), ("5", None), ("门市2", None), ("", None),
        ("0001", None), ("123456", None),
    ],
)  # fmt: skip
def test_a_number_tells_the_floor_where_it_tells_one(room: str, told: tuple[int, str] | None) -> None:
    assert floor_of(room) == told


def doors(store: Store, *rooms: str, unit: str = "2") -> dict[str, int]:
    building = store.save(Building(number="3"))
    return {room: store.save(House(building=building.id, unit=unit, room=room)).id for room in rooms}


def told(store: Store, house: int) -> list[tuple[str, str, list[str]]]:
    return [(door.where.value, door.house.room, [one.name for one in door.people]) for door in neighbours(store, house)]


def test_above_below_and_on_the_same_floor_with_who_lives_there(store: Store) -> None:
    found = doors(store, "401", "402", "501", "502", "503", "601", "602", "701")
    for name, room, state in (("孙一", "601", "1"), ("李二", "503", "1"), ("周三", "401", "3"), ("吴四", "501", "1")):
        store.save(Resident(name=name, house=found[room], state=state))
    other = store.save(House(building=store.get(House, found["501"]).building, unit="1", room="601"))
    store.save(Resident(name="郑五", house=other.id))
    assert told(store, found["501"]) == [
        ("楼上", "601", ["孙一"]), ("楼下", "401", []), ("同层", "502", []), ("同层", "503", ["李二"]),
    ]  # fmt: skip


def test_a_floor_that_is_cut_otherwise_is_told_whole_and_ground_follows_the_cellar(store: Store) -> None:
    found = doors(store, "-101", "101", "102", "103", "201")
    assert told(store, found["103"]) == [
        ("楼上", "201", []), ("楼下", "-101", []), ("同层", "101", []), ("同层", "102", []),
    ]  # fmt: skip


def test_doors_without_floors_are_told_by_their_stairs(store: Store) -> None:
    found = doors(store, "门市10", "门市2", "501")
    assert told(store, found["门市10"]) == [("同单元", "门市2", []), ("同单元", "501", [])]
    assert neighbours(store, 4711) == []
