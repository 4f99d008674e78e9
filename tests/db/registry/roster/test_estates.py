"""One building stays one where a row leaves out its estate, and strangers never share a house because of that."""

import pytest

from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.services.registry.import_roster.row_problems import ESTATE_UNSURE_DOUBT
from db.store import Store
from tests.db.registry.roster.files import imported, number, sheet

HEADINGS = ["小区", "楼栋", "房号", "姓名", "身份证号"]


def homes(store: Store) -> list[str]:
    people = store.select(Resident, order=("id",))
    titles = store.titles("house", {r.house for r in people})
    return [titles.get(r.house, "") for r in people]


def rows(*doors: tuple[str, str, str]) -> list[list[str]]:
    return [[*door, f"王{'一二三四五六'[n]}", number(n)] for n, door in enumerate(doors)]


@pytest.mark.parametrize("bare", ["3号楼", "3栋", "3#", "三号楼"])
def test_the_estate_that_alone_has_the_building_is_meant_wherever_the_row_stands(store: Store, bare: str) -> None:
    doors = [("", bare, "101"), ("水景花苑", "3号楼", "101"), ("翠湖里", "5号楼", "101"), ("", bare, "102")]
    plan = imported(store, sheet(HEADINGS, *rows(*doors, ("水景花苑小区", "3栋", "102"))))
    wet = "水景花苑3号楼"
    assert homes(store) == [f"{wet}101室", f"{wet}101室", "翠湖里5号楼101室", f"{wet}102室", f"{wet}102室"]
    assert store.count(Building) == 2
    assert plan.problems == []


def test_addresses_of_one_cell_too(store: Store) -> None:
    cells = [["王一", number(1), "水景花苑3号楼2单元101"], ["王二", number(2), "3-2-101"]]
    imported(store, sheet(["姓名", "身份证号", "住址"], *cells))
    assert homes(store) == ["水景花苑3号楼2单元101室"] * 2
    assert store.count(House) == 1


def test_where_two_estates_have_the_building_nobody_gets_a_house_unasked(store: Store) -> None:
    doors = [("水景花苑", "3号楼", "101"), ("翠湖里", "3号楼", "101"), ("翠湖里", "5号楼", "101"), ("", "3栋", "101")]
    plan = imported(store, sheet(HEADINGS, *rows(*doors)))
    assert homes(store)[3] == ""
    *_, last = store.select(Resident, order=("id",))
    assert (last.note, last.doubt) == ("住址写作：3号楼101室", ESTATE_UNSURE_DOUBT)
    assert [(p.code, p.row) for p in plan.problems] == [("estate_unsure", 5)]
    assert store.count(Building) == 3


def test_a_column_with_each_estate_once_holds_for_the_rows_below(store: Store) -> None:
    doors = [("水景花苑", "3号楼", "101"), ("", "3号楼", "102"), ("", "4号楼", "101")]
    plan = imported(store, sheet(HEADINGS, *rows(*doors, ("翠湖里", "3号楼", "101"), ("", "3号楼", "102"))))
    assert homes(store) == [
        *("水景花苑3号楼101室", "水景花苑3号楼102室", "水景花苑4号楼101室"),
        *("翠湖里3号楼101室", "翠湖里3号楼102室"),
    ]
    assert [(p.code, p.row) for p in plan.problems] == [("estate_carried", row) for row in (3, 4, 6)]


def test_below_its_estate_a_building_that_no_other_estate_has_is_sure(store: Store) -> None:
    doors = [("水景花苑", "5号楼", "101"), ("", "5栋", "102"), ("翠湖里", "3号楼", "101"), ("", "3号楼", "102")]
    plan = imported(store, sheet(HEADINGS, *rows(*doors)))
    assert homes(store) == ["水景花苑5号楼101室", "水景花苑5号楼102室", "翠湖里3号楼101室", "翠湖里3号楼102室"]
    assert plan.problems == []


def test_a_building_that_no_row_names_with_an_estate_is_in_none(store: Store) -> None:
    doors = [("水景花苑", "3号楼", "101"), ("水景花苑", "3号楼", "102"), ("", "9号楼", "101")]
    imported(store, sheet(HEADINGS, *rows(*doors)))
    assert homes(store)[2] == "9号楼101室"
