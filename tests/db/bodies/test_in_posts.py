"""楼栋长, 网格员 in the search box: who holds the post now, and for what; other words narrow it."""

from datetime import date, timedelta

import pytest

from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.kinds import Kinds
from db.records.registry.place import Building, Grid
from db.records.registry.resident import Resident
from db.services.find import find
from db.store import Store
from tests.factories import estate

TODAY = date.today()


@pytest.fixture
def town(store: Store) -> Store:
    home = estate(store, "柳荫家属院")
    one = store.save(Building(estate=home, number="1", steward="王美玲"))
    store.save(Building(estate=home, number="10", steward="孙雪梅"))
    store.save(Building(estate=home, number="2", steward="任兰芳、王美玲"))
    store.save(Grid(name="第一网格", chief="赵格"))
    gone = store.save(Person(name="钱离", phone="13904351276"))
    of = store.kinds.reference_of(one)
    store.save(Tenure(person=gone.id, of=of, post="13", since=date(2020, 1, 1), until=TODAY - timedelta(days=1)))
    store.save(Tenure(person=gone.id, of=of, post="12", since=date(2020, 1, 1)))
    store.save(Resident(name="楼栋梁"))
    return store


def found(store: Store, words: str) -> list[tuple[str, str]]:
    return [(line.title, line.subtitle.partition(" · ")[0]) for line in find(store, words) if line.table == "person"]


def test_whoever_holds_the_post_now_is_named_with_the_place_in_its_order(town: Store) -> None:
    assert found(town, "楼栋长") == [
        ("王美玲", "柳荫家属院1号楼"),
        ("任兰芳", "柳荫家属院2号楼"),
        ("王美玲", "柳荫家属院2号楼"),
        ("孙雪梅", "柳荫家属院10号楼"),
    ]
    assert {line.label for line in find(town, "楼栋长")[:4]} == {"楼栋长"}


def test_a_grid_worker_is_also_who_leads_the_grid_as_tables_call_it(town: Store) -> None:
    assert found(town, "网格员") == [("钱离", "柳荫家属院1号楼"), ("赵格", "第一网格")]
    assert [line.label for line in find(town, "网格员")[:2]] == ["网格员", "网格长"]
    assert "13904351276" not in find(town, "网格员")[0].subtitle, "masked as everywhere"
    assert found(town, "网格长") == [("赵格", "第一网格")]


def test_other_words_narrow_by_name_and_place(town: Store) -> None:
    assert found(town, "楼栋长 2号楼") == [("任兰芳", "柳荫家属院2号楼"), ("王美玲", "柳荫家属院2号楼")]
    assert found(town, "王 楼栋长") == [("王美玲", "柳荫家属院1号楼"), ("王美玲", "柳荫家属院2号楼")]
    assert found(town, "13") == found(town, "楼") == [], "no number and no piece of a word calls a post"


def test_of_a_type_alone_that_is_chosen_no_post_is_told(town: Store) -> None:
    residents = Kinds(kind for kind in town.kinds if kind.record is Resident)
    assert [line for line in find(town, "楼栋长", kinds=residents) if line.table == "person"] == []
