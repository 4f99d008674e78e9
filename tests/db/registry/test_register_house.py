"""A house comes out of the words typed, once, and never where the words are not certain."""

import pytest

from db.records.estates.estate import Estate
from db.records.registry.place import Building, House
from db.services.registry.register_house import door_title, new_door, register_house
from db.services.registry.register_resident import Door, house_at
from db.store import Store


@pytest.fixture
def street(store: Store) -> Store:
    house_at(store, Door("幸福里小区", "3", "2", "501"))
    return store


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("幸福里小区3号楼2单元502室", "幸福里小区3号楼2单元502室"),
        ("幸福里3栋2单元502", "幸福里小区3号楼2单元502室"),
        ("3-2-502", "幸福里小区3号楼2单元502室"),
        ("水景花苑12幢1单元301", "水景花苑12号楼1单元301室"),
    ],
)
def test_words_name_the_door_that_they_would_make(street: Store, words: str, title: str) -> None:
    door = new_door(street, words)
    assert door is not None
    assert door_title(door) == title
    house = register_house(street, words)
    assert house is not None
    assert street.title(house) == title
    assert new_door(street, words) is None


@pytest.mark.parametrize("words", ["幸福里3号楼2单元501", "3-2-501", "zgf", "幸福里", "张桂芳", "138"])
def test_what_is_there_or_is_no_address_makes_nothing(street: Store, words: str) -> None:
    assert new_door(street, words) is None
    assert register_house(street, words) is None
    assert (street.count(Building), street.count(House)) == (1, 1)


def test_without_an_estate_nothing_is_guessed_where_there_are_two(street: Store) -> None:
    house_at(street, Door("水景花苑", "1", "1", "101"))
    assert new_door(street, "3-2-502") is None


def test_a_door_in_another_spelling_is_the_door_that_is_there(store: Store) -> None:
    known = house_at(store, Door("青石村三组", "45号", "", "整栋"))
    assert house_at(store, Door("青石村第3组", "四十五号", "", "整栋")) == known
    flat = house_at(store, Door("翠湖里（东区）", "3号楼", "2", "负1层02"))
    assert house_at(store, Door("翠湖里东区", "3", "二单元", "-1层02")) == flat
    assert house_at(store, Door("翠湖里", "3", "2", "负1层02")) != flat
    assert (store.count(Building), store.count(House)) == (3, 3)


def test_a_building_that_an_old_store_has_in_two_spellings_is_searched_in_both(store: Store) -> None:
    store.save(Building(estate=store.save(Estate(name="青石村三组")).id, number="45号"))
    second = store.save(Building(estate=store.save(Estate(name="青石村3组")).id, number="45号"))
    house = store.save(House(building=second.id, room="整栋"))
    assert new_door(store, "青石村三组45号") is None
    assert house_at(store, Door("青石村三组", "45号", "", "整栋")) == house
