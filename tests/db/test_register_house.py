"""A house comes out of the words typed, once, and never where the words are not certain."""

import pytest

from db.records.place import Building, House
from db.services.register_house import door_title, new_door, register_house
from db.services.register_resident import Door, house_at
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
