"""走访单: papers with a code and numbered doors; keyed by exceptions, never twice, taken back in one step."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import ArgumentError, RecordChanged
from db.records.exhibit import Exhibit
from db.records.matters.matter import Matter
from db.records.registry.place import Building, House
from db.records.visits.round_sheet import RoundSheet
from db.records.visits.visit import Visit
from db.services.visits.key_sheet import Exceptional, SheetKeyed, key_sheet, sheet_of, take_back
from db.services.visits.sheets import DOORS, keep_sheet, prepare, preview, sheets_due
from db.services.visits.visit_round import Round, rounds
from db.store import Store
from db.values import sheet_code
from tests.factories import estate, plant
from tests.gui.community import settle

DAY = date(2026, 11, 14)
BACK = date(2026, 11, 16)


def tower(store: Store, units: int = 2, floors: int = 5, per_floor: int = 4, number: str = "1") -> Round:
    building = store.save(Building(estate=estate(store, "荷花里小区"), number=number))
    with store.writing() as w:
        w.save_all(
            [
                House(building=building.id, unit=str(unit), room=f"{floor}0{room}")
                for unit in range(1, units + 1)
                for floor in range(1, floors + 1)
                for room in range(1, per_floor + 1)
            ]
        )
    return Round("荷花里小区1号楼", (building.id,), "")


@pytest.mark.parametrize("code", ["12340", "1234", "123456", "１２３４０", "abcde", ""])
def test_a_code_has_a_check(code: str) -> None:
    assert not sheet_code.is_one(code) or code == sheet_code.made(1234)


def test_every_wrong_figure_and_every_two_swapped_are_found() -> None:
    code = sheet_code.made(1234)
    assert sheet_code.is_one(code)
    for place in range(5):
        for figure in "0123456789":
            other = code[:place] + figure + code[place + 1 :]
            assert sheet_code.is_one(other) is (other == code)
    for place in range(4):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert sheet_code.is_one(swapped) is (swapped == code)


def test_a_pack_has_the_doors_in_the_order_of_the_walk_and_keeps_its_codes(store: Store) -> None:
    walk = tower(store)
    assert preview(store, walk, DAY).words() == "11月14日走访日：1 栋 40 户"
    (sheet,) = prepare(store, walk, DAY, "王芳")
    titles = store.titles("house", [door.house for door in sheet.doors])
    assert [door.line for door in sheet.doors] == list(range(1, 41))
    assert [titles[door.house].partition("楼")[2] for door in sheet.doors][19:21] == ["1单元504室", "2单元101室"]
    assert (sheet.part, sheet.visitor, sheet_code.is_one(sheet.code)) == ("1、2单元", "王芳", True)
    assert prepare(store, walk, DAY) == [sheet], "printed again it is the same paper"
    (other,) = prepare(store, walk, date(2026, 12, 12))
    assert other.code != sheet.code


def test_units_stay_together_and_a_paper_is_not_endless(store: Store) -> None:
    found = prepare(store, tower(store, units=4, floors=7), DAY)
    assert [(sheet.part, len(sheet.doors)) for sheet in found] == [("1、2单元", 56), ("3、4单元", 56)]
    (big,) = prepare(store, tower(store, units=1, floors=9, per_floor=8, number="2"), DAY)
    assert len(big.doors) > DOORS


def test_another_house_makes_a_new_paper_as_long_as_nothing_was_keyed(store: Store) -> None:
    walk = tower(store, units=1)
    (sheet,) = prepare(store, walk, DAY)
    store.save(House(building=walk.buildings[0], unit="1", room="601"))
    (anew,) = prepare(store, walk, DAY)
    assert len(anew.doors) == 21
    assert store.find(RoundSheet, sheet.id) is None
    key_sheet(store, anew, visitor="王芳", exceptions=[], today=BACK)
    store.save(House(building=walk.buildings[0], unit="1", room="602"))
    (rest,) = prepare(store, walk, DAY)
    assert [len(rest.doors), store.get(RoundSheet, anew.id).keyed] == [1, BACK]


def test_a_building_without_houses_has_no_paper(store: Store) -> None:
    with pytest.raises(ArgumentError, match="还没有登记房屋"):
        prepare(store, tower(store, floors=0), DAY)


def test_a_paper_made_by_hand_gets_its_doors(store: Store) -> None:
    walk = tower(store)
    made = keep_sheet(store, RoundSheet(day=DAY, building=walk.buildings[0], visitor="王芳"))
    assert (len(made.doors), made.visitor) == (40, "王芳")


def test_all_are_well_but_those_keyed_and_one_step_takes_it_back(store: Store) -> None:
    (sheet,) = prepare(store, tower(store), DAY)
    exceptions = [
        Exceptional(line=7, result="3"),
        Exceptional(line=12, result="2", finding="灯坏了", promise="修灯", due=BACK, owner="王芳", matter=True),
        Exceptional(line=40, result="0"),
    ]
    keyed = key_sheet(store, sheet_of(store, sheet.code), visitor="王芳", exceptions=exceptions, today=BACK)
    visits = {visit.house: visit for visit in store.select(Visit)}
    doors = {door.line: door.house for door in sheet.doors}
    assert len(visits) == 39
    assert doors[40] not in visits
    assert {visit.result for house, visit in visits.items() if house not in (doors[7], doors[12])} == {"1"}
    assert visits[doors[7]].result == "3"
    other = visits[doors[12]]
    assert (other.promise, other.promise_due, other.promise_owner, other.day) == ("修灯", BACK, "王芳", DAY)
    assert store.get(Matter, other.matter).subject == "修灯"
    take_back(store, keyed)
    assert store.count(Visit) == 0
    assert store.get(RoundSheet, sheet.id).keyed is None
    assert [matter.stage for matter in store.select(Matter)] == ["0"]
    assert sheet_of(store, sheet.code).id == sheet.id


def test_the_same_paper_twice_is_told_and_nothing_is_doubled(store: Store) -> None:
    (sheet,) = prepare(store, tower(store), DAY)
    key_sheet(store, sheet, visitor="王芳", exceptions=[], today=BACK)
    with pytest.raises(SheetKeyed, match="2026-11-16 已经填回，记了 40 次走访"):
        sheet_of(store, sheet.code)
    with pytest.raises(SheetKeyed):
        key_sheet(store, sheet, visitor="王芳", exceptions=[], today=BACK)
    assert store.count(Visit) == 40


def test_what_was_taken_back_and_keyed_anew_is_not_taken_back_by_the_first_word(store: Store) -> None:
    (sheet,) = prepare(store, tower(store), DAY)
    wide = sheet.code.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789"})
    first = key_sheet(store, sheet_of(store, f" {wide} "), visitor="王芳", exceptions=[], today=BACK)
    take_back(store, first)
    key_sheet(store, sheet_of(store, sheet.code), visitor="李敏", exceptions=[], today=BACK)
    with pytest.raises(RecordChanged):
        take_back(store, first)
    assert store.get(RoundSheet, sheet.id).keyed == BACK
    assert store.count(Visit) == 40


def test_what_is_wrong_writes_nothing(store: Store) -> None:
    (sheet,) = prepare(store, tower(store), DAY)
    for lines, said in (((41,), "没有第 41 行"), ((3, 3), "第 3 行输了两次")):
        with pytest.raises(ArgumentError, match=said):
            key_sheet(
                store, sheet, visitor="王芳", exceptions=[Exceptional(line=n, result="3") for n in lines], today=BACK
            )
    with pytest.raises(ArgumentError, match="转不成诉求"):
        key_sheet(store, sheet, visitor="王芳", exceptions=[Exceptional(line=3, result="2", matter=True)], today=BACK)
    assert (store.count(Visit), store.get(RoundSheet, sheet.id).keyed) == (0, None)
    wrong = sheet.code[:-1] + str((int(sheet.code[-1]) + 1) % 10)
    with pytest.raises(ArgumentError, match="不是走访单的单号"):
        sheet_of(store, wrong)
    with pytest.raises(ArgumentError, match="没有单号"):
        sheet_of(store, sheet_code.made(5000))


def test_a_visit_with_a_photo_or_changed_since_is_not_taken_back(store: Store) -> None:
    (sheet,) = prepare(store, tower(store), DAY)
    keyed = key_sheet(store, sheet, visitor="王芳", exceptions=[], today=BACK)
    plant(store, Exhibit, of=store.kinds.reference_of(keyed.visits[0]))
    with pytest.raises(RecordChanged):
        take_back(store, keyed)
    assert store.count(Visit) == 40
    (other,) = prepare(store, tower(store, units=1, floors=1, number="3"), DAY)
    changed = key_sheet(store, other, visitor="王芳", exceptions=[], today=BACK)
    store.save(attrs.evolve(changed.visits[1], finding="摔了一跤"))
    with pytest.raises(RecordChanged):
        take_back(store, changed)


def test_what_became_of_a_matter_since_is_not_thrown_away(store: Store) -> None:
    (sheet,) = prepare(store, tower(store), DAY)
    found = Exceptional(line=12, result="2", finding="灯坏了", matter=True)
    keyed = key_sheet(store, sheet, visitor="王芳", exceptions=[found], today=BACK)
    (matter,) = keyed.matters
    store.save(attrs.evolve(store.get(Matter, matter.id), facts="物业已经去看"))
    with pytest.raises(RecordChanged, match="诉求"):
        take_back(store, keyed)
    assert (store.count(Visit), store.get(Matter, matter.id).facts) == (40, "物业已经去看")


def test_a_day_is_one_line_until_all_of_its_papers_are_back(store: Store) -> None:
    settle(store)
    first, second = prepare(store, rounds(store)[0], DAY)
    (line,) = sheets_due(store, datetime(2026, 11, 13, 9))
    assert (line.matter, line.stage, line.due) == ("11月14日走访日：2 栋 2 户", "待走访", DAY)
    key_sheet(store, first, visitor="王芳", exceptions=[], today=BACK)
    (line,) = sheets_due(store, datetime(2026, 11, 16, 9))
    assert (line.id, line.who, line.stage) == (second.id, "1 张走访单没填回", "待填回")
    key_sheet(store, second, visitor="王芳", exceptions=[], today=BACK)
    assert sheets_due(store, datetime(2026, 11, 16, 9)) == []
