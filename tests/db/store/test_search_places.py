"""Doors and buildings as clerks type them, and who lives behind them."""

import attrs
import pytest

from db.records.registry.household import Household
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.services.find import find
from db.store import Store
from db.values import address_query
from db.values.address_query import Place
from tests.db.finding import finds, found, house, people
from tests.factories import estate


@pytest.fixture
def town(store: Store) -> dict[str, House]:
    """Two estates with a building 3 each; one person in every house, named after it."""
    doors = {
        "甲": ("幸福里小区", "3", "2", "501"),
        "乙": ("幸福里小区", "3", "1", "502"),
        "丙": ("水景花苑", "3", "2", "501"),
        "丁": ("幸福里小区", "13", "2", "501"),
        "戊": ("幸福里小区", "A", "", "1203"),
    }
    houses = {name: house(store, *door) for name, door in doors.items()}
    for name, place in houses.items():
        store.save(Resident(name=f"住户{name}", house=place.id))
    return houses


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("3栋501", "甲丙"),
        ("3幢501", "甲丙"),
        ("3号楼501室", "甲丙"),
        ("3#501", "甲丙"),
        ("3座501", "甲丙"),
        ("3楼501", "甲丙"),
        ("三号楼501", "甲丙"),
        ("３栋５０１", "甲丙"),
        ("3-501", "甲丙"),
        ("3栋 501", "甲丙"),
        ("3 501", "甲丙"),
        ("3-2-501", "甲丙"),
        ("3#2-501", "甲丙"),
        ("3栋2单元501", "甲丙"),
        ("3号楼二单元501", "甲丙"),
        ("幸福里3号楼2单元501", "甲"),
        ("幸福里小区3号楼2单元501室", "甲"),
        ("xfl3-501", "甲"),
        ("XFL3-2-501", "甲"),
        ("xfl3#501", "甲"),
        ("xfl 3-501", "甲"),
        ("xingfuli3-501", "甲"),
        ("幸福里 3 501", "甲"),
        ("水景3-501", "丙"),
        ("sj3-501", "丙"),
        ("13-501", "丁"),
        ("A座1203", "戊"),
        ("a座1203", "戊"),
        ("501", "甲丙丁"),
        ("501室", "甲丙丁"),
        ("3-9-502", "乙"),
    ],
)
def test_a_door(store: Store, town: dict[str, House], words: str, names: str) -> None:
    hits = store.search(words)
    assert {h.id for h in hits if h.table == "house"} == {town[n].id for n in names}
    assert sorted(t for t in found(store, words) if t.startswith("住户")) == sorted(f"住户{n}" for n in names)


def test_people_household_and_house_of_one_door_stay_together(store: Store, town: dict[str, House]) -> None:
    head = store.select(Resident)[0]
    store.save(Household(head=head.id, house=town["甲"].id))
    assert [h.table for h in store.search("3-501")] == ["resident", "household", "house", "resident", "house"]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("words", "first", "all_living_there"),
    [
        ("3号楼", ["幸福里小区3号楼", "水景花苑3号楼"], "甲乙丙"),
        ("幸福里3号楼", ["幸福里小区3号楼"], "甲乙"),
        ("xfl13栋", ["幸福里小区13号楼"], "丁"),
        ("3栋2单元", ["幸福里小区3号楼", "水景花苑3号楼"], "甲丙"),
    ],
)
def test_a_building(store: Store, words: str, first: list[str], all_living_there: str) -> None:
    hits = found(store, words)
    assert hits[: len(first)] == first
    assert {t for t in hits if t.startswith("住户")} == {f"住户{n}" for n in all_living_there}


@pytest.mark.usefixtures("town")
def test_a_name_and_a_place(store: Store) -> None:
    people(store, "住户甲")
    assert [h.table for h in store.search("住户甲")] == ["resident", "resident"]
    assert found(store, "住户甲 3栋") == ["住户甲"]
    assert found(store, "wangjia 3-501") == []
    assert found(store, "住户 13栋") == ["住户丁"]
    assert found(store, "住户 502") == ["住户乙"]


@pytest.mark.usefixtures("town")
def test_an_estate_by_name_and_initials(store: Store) -> None:
    three = next(b for b in store.select(Building) if store.title(b).startswith("水景花苑"))
    for words in ("水景花苑", "sjhy", "shuijing", "花苑"):
        hits = store.search(words)
        assert hits[0].id == three.id, words
        assert [t for t in found(store, words) if t.startswith("住户")] == ["住户丙"], words


def test_whoever_moves_is_found_at_the_new_door_only(store: Store, town: dict[str, House]) -> None:
    person = next(r for r in store.select(Resident) if r.name == "住户甲")
    store.save(attrs.evolve(person, house=town["戊"].id))
    assert not finds(store, "3-501", person)
    assert finds(store, "A座1203", person)
    store.save(attrs.evolve(store.get(Resident, person.id), house=0))
    assert not finds(store, "A座1203", person)


def test_a_building_that_is_renamed_takes_its_doors_along(store: Store, town: dict[str, House]) -> None:
    building = store.get(Building, town["甲"].building)
    store.save(attrs.evolve(building, estate=estate(store, "向阳小区"), number="8"))
    assert finds(store, "向阳8-501", town["甲"])
    assert not finds(store, "幸福里3-501", town["甲"])


@pytest.mark.parametrize(
    "words", ["张国芳", "zgf", "漏水", "2026-118", "13912345678", "139-1234-5678", "0435-6444079", "", "-", "第118号"]
)
def test_what_is_no_address(words: str) -> None:
    assert all(not place.building for place in address_query.read(words))


def test_two_numbers_may_mean_a_unit_or_a_room() -> None:
    assert address_query.read("3-2") == (Place(building="3", unit="2"), Place(building="3", room="2"))


def test_a_door_is_found_by_every_spelling_and_only_that_door(store: Store) -> None:
    doors = {
        "东区": house(store, "翠湖里（东区）", "3", "", "501"),
        "无区": house(store, "翠湖里", "3", "", "501"),
        "地下": house(store, "翠湖里", "3", "", "负1层02"),
        "地上": house(store, "翠湖里", "3", "", "1层02"),
        "三组": house(store, "青石村三组", "45号", "", "整栋"),
        "四组": house(store, "青石村四组", "45号", "", "整栋"),
        "星城": house(store, "水岸·星城", "1", "1", "101"),
    }
    for words, wanted in {
        "翠湖里(东区)3-501": "东区",
        "翠湖里东区3号楼501": "东区",
        "翠湖里3-501": "无区",
        "翠湖里3号楼-1层02": "地下",
        "3幢地下一层02": "地下",
        "翠湖里3号楼 1层02": "地上",
        "青石村3组45号": "三组",
        "青石村第四组45号": "四组",
        "水岸・星城1-1-101": "星城",
        "水岸星城1幢1单元101": "星城",
    }.items():
        assert [h.id for h in store.search(words) if h.table == "house"] == [doors[wanted].id], words


def test_the_line_below_a_door_tells_what_its_title_does_not(store: Store) -> None:
    place = store.save(attrs.evolve(house(store, "幸福里小区", "3", "2", "502"), use="0", owner="张国富"))
    (one,) = [line for line in find(store, "3栋502") if line.table == House.TABLE]
    assert (one.title, one.subtitle) == (store.title(place), "自住 · 张国富")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("王 A302", ["王一"]),
        ("A302 王", ["王一"]),
        ("王一 A302", ["王一"]),
        ("王 3-302", ["王三"]),
        ("3-302 王", ["王三"]),
        ("王 3-1-302", ["王三"]),
        ("wang A302", ["王一"]),
    ],
)
def test_a_name_and_a_door_find_who_lives_behind_that_door_and_no_number_that_holds_its_figures(
    store: Store, words: str, names: list[str]
) -> None:
    tower, block = house(store, "景和苑", "A", "", "302"), house(store, "柳荫家属院", "3", "1", "302")
    elsewhere = house(store, "柳荫家属院", "6", "1", "202").id
    store.save(Resident(name="王一", house=tower.id))
    store.save(Resident(name="王三", house=block.id))
    store.save(Resident(name="李四", house=tower.id))
    store.save(Resident(name="王五", house=elsewhere, phone="13930213027"))
    store.save(Resident(name="王六", house=elsewhere, id_number="11010519491231302X"))
    store.save(Resident(name="王七", house=elsewhere, phone="13933021302"))
    residents = [h.id for h in store.search(words) if h.table == Resident.TABLE]
    assert [store.get(Resident, one).name for one in residents] == names


def test_a_name_and_figures_of_a_number_are_found_as_ever(store: Store) -> None:
    one = store.save(Resident(name="王五", house=house(store, "柳荫家属院", "6", "1", "202").id, phone="13912343302"))
    for words in ("王 3302", "王 3-302", "王 1391234"):
        assert finds(store, words, one), words
