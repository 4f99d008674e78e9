"""Households, houses and buildings come out of relations and addresses, and only once."""

import sys
from decimal import Decimal
from types import FrameType

from db.records.estates.estate import Estate
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.registry.import_roster import Choices
from db.services.sheets.raw import Cell, Merged, RawSheet
from db.services.undo_import import past_imports, undo_import
from db.store import Store
from tests.db.registry.roster.files import imported, number, planned, sheet
from tests.factories import estate

TOLD = ["姓名", "与户主关系", "住址", "身份证号"]
BARE = ["姓名", "住址", "身份证号"]
DOOR, OTHER_DOOR = "水景花苑3幢2单元201室", "水景花苑3幢2单元202室"


def described(store: Store) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each household as its house and its members with their relation; the head's household is named by the head."""
    names = {r.id: r.name for r in store.select(Resident)}
    houses = store.titles(House.TABLE, store.ids(House))
    found = store.select(Household, order=("id",))
    assert all(
        names[h.head] == next(names[m.resident] for m in h.members if m.relation == "02") for h in found if h.head
    )
    return [(houses.get(h.house, ""), [(names[m.resident], m.relation) for m in h.members]) for h in found]


def test_relations_make_households(store: Store) -> None:
    imported(
        store,
        sheet(
            TOLD,
            ["王五", "户主", DOOR, number(1)],
            ["李四", "配偶", "", number(2)],
            ["赵六", "户主", OTHER_DOOR, number(3)],
        ),
    )
    assert described(store) == [
        ("水景花苑3号楼2单元201室", [("王五", "02"), ("李四", "10")]),
        ("水景花苑3号楼2单元202室", [("赵六", "02")]),
    ]
    assert all(r.house for r in store.select(Resident))


def test_two_heads_at_one_address_are_two_households_in_one_house(store: Store) -> None:
    plan = imported(
        store,
        sheet(
            TOLD,
            ["王五", "户主", DOOR, number(1)],
            ["李四", "配偶", DOOR, number(2)],
            ["赵六", "户主", DOOR, number(3)],
            ["赵七", "子", DOOR, number(5)],
        ),
    )
    assert [members for _, members in described(store)] == [
        [("王五", "02"), ("李四", "10")],
        [("赵六", "02"), ("赵七", "20")],
    ]
    assert store.count(House) == 1
    assert plan.counts.problems == {"two_heads": 1}


def test_a_head_who_is_not_the_first_row_heads_all_the_same(store: Store) -> None:
    imported(store, sheet(TOLD, ["李四", "配偶", DOOR, number(2)], ["王五", "户主", DOOR, number(1)]))
    assert described(store) == [("水景花苑3号楼2单元201室", [("李四", "10"), ("王五", "02")])]


def test_a_household_whose_merged_address_was_lost_stays_a_household(store: Store) -> None:
    rows: list[list[Cell]] = [
        list(TOLD),
        ["王五", "户主", "", number(1)],
        ["李四", "配偶", "", number(2)],
        ["赵六", "户主", "", number(3)],
    ]
    plan = imported(store, RawSheet("名册", rows, (Merged(1, 2, 2, 2),)))
    assert described(store) == [("", [("王五", "02"), ("李四", "10")]), ("", [("赵六", "02")])]
    assert plan.counts.problems == {"address_missing": 3}


def test_merged_addresses_hold_households_together_without_relations(store: Store) -> None:
    rows: list[list[Cell]] = [
        list(BARE),
        ["王五", DOOR, number(1)],
        ["李四", "", number(2)],
        ["赵六", DOOR, number(3)],
        ["孙七", "", number(5)],
        ["周八", "", number(7)],
    ]
    plan = imported(store, RawSheet("名册", rows, (Merged(1, 1, 2, 1), Merged(4, 1, 5, 1))))
    assert [[name for name, _ in members] for _, members in described(store)] == [
        ["王五", "李四"],
        ["赵六"],
        ["孙七", "周八"],
    ]
    assert any("合并单元格" in a for a in plan.assumptions)


def test_without_relations_those_at_one_address_are_one_household_and_this_is_told(store: Store) -> None:
    rows = sheet(
        BARE, ["王五", DOOR, number(1)], ["赵六", OTHER_DOOR, number(3)], ["李四", "水景花苑3-2-201", number(2)]
    )
    plan = imported(store, rows)
    assert [members for _, members in described(store)] == [[("王五", ""), ("李四", "")], [("赵六", "")]]
    assert not any(h.head for h in store.select(Household))
    assert (plan.counts.households, plan.counts.households_assumed) == (2, 2)
    assert any("同一住址" in a for a in plan.assumptions)


def test_the_clerk_may_take_the_first_of_an_address_for_the_head(store: Store) -> None:
    rows = sheet(BARE, ["王五", DOOR, number(1)], ["李四", DOOR, number(2)])
    imported(store, rows, choices=Choices(first_is_head=True))
    assert described(store) == [("水景花苑3号楼2单元201室", [("王五", "02"), ("李四", "")])]


def test_somebody_new_in_a_house_with_a_household_makes_another_and_is_told(store: Store) -> None:
    imported(store, sheet(TOLD, ["王五", "户主", DOOR, number(1)]))
    plan = imported(store, sheet(BARE, ["李四", DOOR, number(2)]))
    assert (plan.counts.households, plan.counts.houses, plan.counts.problems) == (1, 0, {"house_shared": 1})


def test_a_new_member_joins_the_household_of_the_head(store: Store) -> None:
    imported(store, sheet(TOLD, ["王五", "户主", DOOR, number(1)]))
    plan = imported(store, sheet(TOLD, ["王五", "户主", DOOR, number(1)], ["李四", "配偶", "", number(2)]))
    assert plan.counts.households == 0
    assert described(store) == [("水景花苑3号楼2单元201室", [("王五", "02"), ("李四", "10")])]


def test_a_later_list_tells_the_head_that_an_earlier_one_did_not(store: Store) -> None:
    imported(store, sheet(BARE, ["王五", DOOR, number(1)], ["李四", DOOR, number(2)]))
    imported(store, sheet(TOLD, ["王五", "户主", DOOR, number(1)], ["李四", "配偶", DOOR, number(2)]))
    assert described(store) == [("水景花苑3号楼2单元201室", [("王五", "02"), ("李四", "10")])]


def test_a_member_of_another_household_is_not_moved(store: Store) -> None:
    imported(store, sheet(TOLD, ["王五", "户主", DOOR, number(1)], ["赵六", "户主", OTHER_DOOR, number(3)]))
    before = described(store)
    plan = imported(store, sheet(TOLD, ["王五", "户主", DOOR, number(1)], ["赵六", "子", DOOR, number(3)]))
    assert described(store) == before
    assert plan.counts.problems == {"differs": 1, "other_household": 1}


def test_numbers_of_households_hold_them_together_but_a_zero_does_not(store: Store) -> None:
    headings = ["户号", "姓名", "与户主关系", "身份证号"]
    imported(
        store,
        sheet(
            headings,
            ["17", "王五", "户主", number(1)],
            ["17", "李四", "", number(2)],
            ["18", "赵六", "", number(3)],
            ["0", "孙七", "户主", number(5)],
            ["0", "周八", "户主", number(7)],
        ),
    )
    assert [members for _, members in described(store)] == [
        [("王五", "02"), ("李四", "")],
        [("赵六", "")],
        [("孙七", "02")],
        [("周八", "02")],
    ]
    names = {r.id: r.name for r in store.select(Resident)}
    assert [
        (b.number, names.get(b.head), [(names[m.resident], m.relation) for m in b.members])
        for b in store.select(Booklet, order=("id",))
    ] == [("17", "王五", [("王五", "02"), ("李四", "")]), ("18", None, [("赵六", "")])]


def test_who_is_registered_elsewhere_does_not_stand_in_the_booklet_of_the_door(store: Store) -> None:
    headings = ["户号", "姓名", "与户主关系", "身份证号", "人员类别", "住址"]
    rows = [
        ["220521001", "王五", "户主", number(1), "户籍人口", DOOR],
        ["220521001", "李四", "", number(2), "流动人口", DOOR],
        ["220521001", "赵六", "子", number(3), "", DOOR],
    ]
    imported(store, sheet(headings, *rows))
    (first,) = store.select(Booklet)
    people = {r.name: r.id for r in store.select(Resident)}
    assert [m.resident for m in first.members] == [people["王五"], people["赵六"]]
    assert (first.number, first.head, first.house) == ("220521001", people["王五"], store.select(House)[0].id)
    again = [*rows, ["220521001", "孙七", "女", number(5), "", DOOR]]
    assert imported(store, sheet(headings, *again)).counts.booklets == 0
    (first,) = store.select(Booklet)
    assert len(first.members) == 3
    undone = undo_import(store, past_imports(store)[0])
    assert (undone.removed, len(store.get(Booklet, first.id).members)) == (1, 2)
    undo_import(store, past_imports(store)[1])
    assert (store.count(Booklet), store.count(Resident)) == (0, 0)
    assert store.verify() == []


def test_the_name_of_the_head_holds_a_household_together(store: Store) -> None:
    headings = ["户主姓名", "姓名", "住址", "身份证号"]
    imported(
        store,
        sheet(
            headings,
            ["王五", "王五", DOOR, number(1)],
            ["王五", "李四", "", number(2)],
            ["赵六", "赵六", DOOR, number(3)],
        ),
    )
    assert [members for _, members in described(store)] == [[("王五", "02"), ("李四", "")], [("赵六", "02")]]


def test_buildings_and_houses_are_found_by_any_spelling(store: Store) -> None:
    imported(store, sheet(BARE, ["王五", "幸福里小区12幢1单元504室", number(1)]))
    plan = imported(
        store, sheet(BARE, ["李四", "幸福里12-1-504", number(2)], ["赵六", "幸福里小区12号楼1单元0505", number(3)])
    )
    assert (plan.counts.buildings, plan.counts.houses) == (0, 1)
    assert any("幸福里" in a and "同一个小区" in a for a in plan.assumptions)
    (building,) = store.select(Building)
    assert store.title(building) == "幸福里小区12号楼"


def test_a_building_entered_by_hand_is_not_made_twice(store: Store) -> None:
    building = store.save(Building(estate=estate(store, "水景花苑"), number="3号楼"))
    store.save(House(building=building.id, unit="2单元", room="201室"))
    plan = planned(store, sheet(BARE, ["王五", DOOR, number(1)]))
    assert (plan.counts.buildings, plan.counts.houses) == (0, 0)


def test_a_column_of_grids_puts_buildings_into_them_and_nothing_else_does(store: Store) -> None:
    rows = sheet([*BARE, "网格"], ["王五", DOOR, number(1), "第一网格"], ["李四", OTHER_DOOR, number(2), "第二网格"])
    plan = imported(store, rows)
    (building,) = store.select(Building)
    assert store.title(building) == "水景花苑3号楼"
    assert store.get(Grid, building.grid).name == "第一网格"
    assert plan.counts.problems == {"differs": 1}


def test_what_a_sheet_says_of_dwellings_goes_to_the_house(store: Store) -> None:
    rows = sheet(
        [*BARE, "建筑面积（平方米）", "产权人"],
        ["王五", DOOR, number(1), "89.5㎡", "王大"],
        ["李四", DOOR, number(2), 89.5, ""],
    )
    imported(store, rows)
    (house,) = store.select(House)
    assert (house.area, house.owner) == (Decimal("89.5"), "王大")


def test_the_clerk_names_the_estate_of_a_sheet(store: Store) -> None:
    rows = sheet(["姓名", "楼栋", "单元", "房号"], ["王五", "3号楼", "2单元", "201"], name="Sheet1")
    imported(store, rows, choices=Choices(estates={"Sheet1": "水景花苑"}))
    assert store.title(store.select(Building)[0]) == "水景花苑3号楼"


def test_a_building_without_an_estate_is_told(store: Store) -> None:
    plan = planned(store, sheet(BARE, ["王五", "3幢2单元201室", number(1)], ["李四", "3-2-202", number(2)]))
    assert plan.counts.buildings == 1
    assert any("1 栋楼没有写小区" in a for a in plan.assumptions)


def test_sheets_can_be_left_out_and_hidden_ones_are(store: Store) -> None:
    hidden = RawSheet("旧", [["姓名", "电话"], ["赵六", "1"]], hidden=True)
    rows = (sheet(BARE, ["王五", DOOR, number(1)]), sheet(BARE, ["李四", DOOR, number(2)], name="乙"), hidden)
    plan = planned(store, *rows, choices=Choices(left_out=frozenset({"乙"})))
    assert (plan.counts.rows, [bool(layout.skipped) for layout in plan.layouts]) == (1, [False, True, True])
    assert planned(store, *rows, choices=Choices(taken=frozenset({"旧"}))).counts.rows == 3


def test_a_house_of_a_building_that_is_there_in_two_spellings_is_found(store: Store) -> None:
    store.save(Building(estate=store.save(Estate(name="水岸星城")).id, number="3"))
    second = store.save(Building(estate=store.save(Estate(name="水岸·星城")).id, number="3"))
    store.save(House(building=second.id, unit="2", room="201"))
    imported(store, sheet(BARE, ["王五", "水岸・星城3幢2单元201室", number(1)]))
    assert (store.count(Building), store.count(House)) == (2, 1)


def dormitory(people: int, door: str) -> RawSheet:
    """A household of so many, each of whom the sheet calls by the relation."""
    rows = [["王五" if i == 0 else "李四", "户主" if i == 0 else "非亲属", door, number(i)] for i in range(people)]
    return sheet(TOLD, *rows)


def calls_of_households(store: Store, again: RawSheet) -> int:
    """How many calls within the files of households it takes to plan a sheet."""
    calls = 0

    def count(frame: FrameType, event: str, _about: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code.co_filename.endswith(("households.py", "household.py"))

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        plan = planned(store, again)
    finally:
        sys.setprofile(before)
    assert plan.counts.people_matched == len(again.rows) - 1
    return calls


def test_a_household_imported_again_asks_as_much_for_each_of_its_people_however_many_they_are(store: Store) -> None:
    small, large = dormitory(50, DOOR), dormitory(400, OTHER_DOOR)
    imported(store, small)
    of_small = calls_of_households(store, small)
    imported(store, large)
    of_store = calls_of_households(store, sheet(TOLD))  # what both households that are known cost by themselves
    of_large = calls_of_households(store, large) - of_store
    assert 50 < of_small < of_large < 8 * of_small
