"""An estate is known by every name that it has: at the door, in the search, in a roster."""

import attrs
import pytest

from db.records import KINDS
from db.records.estates.estate import Estate
from db.records.registry.place import Building, House
from db.services.estates.naming import new_estate
from db.services.registry.import_roster import commit
from db.services.registry.register_resident import Door, house_at
from db.services.undo_import import past_imports, redo_import, undo_import
from db.store import Store
from tests.db.finding import finds, house
from tests.db.registry.roster.files import planned, sheet


@pytest.fixture
def willow(store: Store) -> Estate:
    return store.save(Estate(name="柳荫家属院", aliases="柴机厂家属院、老厂"))


@pytest.mark.parametrize(
    ("words", "name", "phase"),
    [("翠湖里", "翠湖里", ""), ("翠湖里（东区）", "翠湖里", "东区"), ("翠湖里(东区)", "翠湖里(东区)", ""), ("幸福里（原柴机厂）", "幸福里（原柴机厂）", "")],
)  # fmt: skip
def test_a_new_estate_is_titled_as_it_is_called(words: str, name: str, phase: str) -> None:
    made = Estate.called(words)
    assert (made.name, made.phase, made.title({})) == (name, phase, words)


def test_a_door_in_an_estate_that_is_called_otherwise_is_in_that_estate(store: Store, willow: Estate) -> None:
    first = house_at(store, Door("柴机厂家属院", "3", "2", "501"))
    assert house_at(store, Door("柳荫家属院", "3号楼", "2", "501")) == first
    assert store.title(first) == "柳荫家属院3号楼2单元501室"
    assert (store.count(Estate), store.count(Building)) == (1, 1)
    assert store.get(Building, first.building).estate == willow.id


def test_a_building_is_found_by_every_name_of_its_estate_as_it_is_now(store: Store, willow: Estate) -> None:
    door = house(store, "柳荫家属院", "3", "2", "501")
    for words in ("柴机厂家属院3-2-501", "老厂3号楼2单元501", "柳荫3-501"):
        assert finds(store, words, door), words
    assert not finds(store, "向阳院3-2-501", door)
    store.save(attrs.evolve(willow, name="向阳院", aliases=""))
    assert finds(store, "向阳院3-2-501", door)
    assert not finds(store, "柴机厂家属院3-2-501", door)


def test_a_roster_finds_the_estate_by_any_name_and_makes_what_is_new_once(store: Store, willow: Estate) -> None:
    rows = sheet(
        ["姓名", "住址"], ["王五", "柴机厂家属院3号楼2单元201室"], ["李四", "柳荫家属院3幢2单元202室"],
        ["赵六", "翠湖里（东区）1号楼101室"], ["钱七", "翠湖里东区2号楼101室"],
    )  # fmt: skip
    plan = planned(store, rows)
    assert (plan.counts.estates, plan.counts.buildings, plan.counts.houses) == (1, 3, 4)
    commit(store, plan, "名册.xlsx")
    assert {store.title(b) for b in store.select(Building)} == {"柳荫家属院3号楼", "翠湖里东区1号楼", "翠湖里东区2号楼"}
    undo_import(store, past_imports(store)[0])
    assert [e.id for e in store.select(Estate)] == [willow.id]
    redo_import(store, past_imports(store)[0])
    assert (store.count(Estate), store.count(House)) == (2, 4)


def test_buildings_are_listed_by_the_names_of_their_estates(store: Store) -> None:
    for name in ("乙园", "甲园"):
        for number in ("10", "2"):
            house(store, name, number, "1", "101")
    store.save(Building(number="7"))
    order = KINDS["building"].order
    assert [store.title(b) for b in store.select(Building, order=order)] == [
        "甲园2号楼", "甲园10号楼", "乙园2号楼", "乙园10号楼", "7号楼",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "title"),
    [("景和苑", "景和苑"), ("柴机厂", ""), ("柴机厂家属院小区", ""), ("jhy", ""), ("苑", ""), ("", "")],
)
@pytest.mark.usefixtures("willow")
def test_words_that_may_mean_an_estate_make_none(store: Store, words: str, title: str) -> None:
    assert new_estate(store, words) == title


def test_a_name_with_a_stroke_in_it_is_one_name() -> None:
    assert Estate(name="幸福里", phase="东区", aliases="幸福里/东区、老厂").names() == (
        "幸福里（东区）", "幸福里/东区", "老厂",
    )  # fmt: skip
