"""核对名单: what a list of 3,000 has otherwise, who is gone, what is taken by field, and their own sheet with our answers."""

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.errors import ArgumentError, Cancelled, RecordInvalid
from db.records.base import changed
from db.records.duties.giving import ExportEntry
from db.records.registry.place import Building, Grid
from db.records.registry.resident import Resident
from db.services.duties.giving_out import Use
from db.services.registry.compare_roster import Comparison, Found, RowFound, Within, compare, scopes, take
from db.services.registry.compare_roster.gone import clear_gone, doubt_gone
from db.services.registry.compare_roster.marked import beside, write_marked
from db.services.registry.import_roster import Roster
from db.services.sheets.raw import Cell, RawSheet
from db.services.undo_import import past_imports
from db.store import Store
from tests.db.registry.roster.files import TODAY, imported, sheet
from tests.db.registry.roster.police import HEAD, MANY, ROOMS, name, row, sent

USE = Use(recipient="城关派出所", purpose="返回核对结果")


def listed(*rows: list[Cell], title: str = "") -> Roster:
    above: list[list[Cell]] = [[title]] if title else []
    return Roster("名单.xlsx", (RawSheet("名单", [*above, [*HEAD], *rows]),))


def found_in(store: Store, roster: Roster, within: Within | None = None) -> Comparison:
    return compare(store, roster, within or Within(), today=TODAY)


def counts(found: Comparison) -> dict[str, int]:
    return {one.value: found.count(one) for one in Found} | {"不在": len(found.gone)}


def fields(one: RowFound) -> dict[str, tuple[str, str]]:
    return {d.field: (d.ours, d.theirs) for d in one.differences}


def test_three_thousand_rows_with_a_hundred_and_forty_changes(store: Store) -> None:
    imported(store, sheet(HEAD, *(row(n) for n in range(MANY))))
    rows, gone = sent()
    before = store.last_entry()
    ticks: list[tuple[int, int]] = []
    found = compare(store, listed(*rows), today=TODAY, tick=lambda done, total: ticks.append((done, total)) or True)
    assert counts(found) == {"新增": 7, "有变动": 140, "一致": MANY - 143, "待核实": 0, "不在": 3}
    assert store.last_entry() == before, "nothing was changed"
    assert ticks[-1] == (len(rows), len(rows))
    assert sorted(store.get(Resident, i).id_number for i in found.gone) == sorted(gone)
    with pytest.raises(Cancelled):
        compare(store, listed(*rows), today=TODAY, tick=lambda done, _total: done < 1000)


@pytest.fixture
def five(store: Store) -> Store:
    """Five in the register, one of them in another building."""
    imported(store, sheet(HEAD, *(row(n) for n in (0, 1, 2, 3)), row(ROOMS)))
    return store


def test_blank_says_nothing_what_is_empty_is_filled_and_what_differs_waits_for_a_word(five: Store) -> None:
    first, second = (five.select(Resident, order=("id",))[n] for n in (0, 1))
    roster = listed(
        row(0, 联系电话="", 民族=""), row(1, 民族="满族", 联系电话="13800000001"), row(2), row(3), row(ROOMS)
    )
    found = found_in(five, roster)
    assert counts(found) == {"新增": 0, "有变动": 1, "一致": 4, "待核实": 0, "不在": 0}
    assert fields(found.rows[1]) == {"ethnicity": ("汉族", "满族"), "phone": ("13900000001", "13800000001")}
    take(five, found, {(second.id, "ethnicity")}, roster.source)
    now = five.get(Resident, second.id)
    assert (now.ethnicity, now.phone) == ("11", "13900000001"), "chosen by field"
    assert five.get(Resident, first.id) == first
    assert len(past_imports(five)) == 2, "it is an import as any other, and can be undone"


def test_who_is_gone_is_asked_of_the_scope_and_never_deleted(five: Store) -> None:
    people = {one.name: one for one in five.select(Resident)}
    away = people[name(3)]
    five.save(changed(away, state="2", state_day=date(2026, 1, 1)))
    roster = listed(row(0), row(1))
    assert [five.get(Resident, i).name for i in found_in(five, roster).gone] == [name(2)], (
        "of the building, in the register"
    )
    kept = five.count(Resident)
    take(five, found_in(five, roster), (), roster.source)
    assert five.count(Resident) == kept
    grid = five.save(Grid(name="第一网格"))
    assert found_in(five, roster, Within(grid="第一网格")).gone == ()
    assert len(found_in(five, roster, Within(named="80岁以上")).gone) == 0
    building = five.select(Building, order=("id",))[0]
    five.save(changed(building, grid=grid.id))
    gone = found_in(five, roster, Within(grid="第一网格")).gone
    assert [five.get(Resident, i).name for i in gone] == [name(2)], "who moved out is not looked for"
    for within in (Within(grid="没有"), Within(named="没有")):
        with pytest.raises(ArgumentError, match="没有叫“没有”的"):
            found_in(five, roster, within)


def test_another_door_is_a_change_and_is_told_with_both(five: Store) -> None:
    (moved,) = [one for one in found_in(five, listed(row(2, 住址="幸福里小区2-1-101"))).rows if one.differences]
    ours, theirs = fields(moved)["house"]
    assert ("1号楼" in ours, "2号楼" in theirs) == (True, True)
    person = five.get(Resident, moved.resident)
    found = found_in(five, listed(row(2, 住址="幸福里小区2-1-101")))
    take(five, found, {(person.id, "house")}, "名单.xlsx")
    assert five.get(Resident, person.id).house != person.house


def test_their_own_sheet_goes_back_with_our_answers_and_is_entered(five: Store, tmp_path: Path) -> None:
    roster = listed(row(0, 民族="满族"), row(9), title="某派出所名单")
    found = found_in(five, roster)
    path = beside(tmp_path / "名单.xls")
    assert path.name == "名单-核对.xlsx"
    with pytest.raises(RecordInvalid):
        write_marked(five, found, roster, path, Use(recipient="", purpose="x"))
    with pytest.raises(Cancelled):
        write_marked(five, found, roster, path, USE, lambda _done, _total: False)
    assert [*tmp_path.glob("*.xlsx")] == []
    assert five.select(ExportEntry) == []
    assert write_marked(five, found, roster, path, USE) == [path]
    cells = [[cell or "" for cell in line] for line in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    assert cells[0][0] == "某派出所名单"
    assert cells[1] == [*HEAD, "核对结果", "我方值"]
    assert cells[2] == [*row(0, 民族="满族"), "有变动", "民族：汉族"]
    assert cells[3][5:] == ["新增", ""]
    (entry,) = five.select(ExportEntry)
    assert (entry.recipient, entry.purpose, entry.count, entry.file) == (
        "城关派出所",
        "返回核对结果",
        2,
        "名单-核对.xlsx",
    )
    assert beside(tmp_path / "名单.xls").name == "名单-核对(1).xlsx", "one that is there is left alone"


def test_who_is_gone_is_marked_once_and_what_else_is_doubted_stays(five: Store) -> None:
    people = five.select(Resident, order=("id",))
    five.save(changed(people[0], doubt="号码待核实"))
    five.save(changed(people[1], state="2", state_day=TODAY))
    ids = [one.id for one in people]
    marked = doubt_gone(five, ids, TODAY)
    assert len(marked) == len(people) - 1, "whoever has left is looked for no more"
    assert five.get(Resident, ids[0]).doubt == "号码待核实；名单里没有（2026-11-20核对）"
    assert doubt_gone(five, ids, date(2026, 12, 1)) == [], "it is written there already"
    clear_gone(five, [one.id for one in marked])
    assert [one.doubt for one in five.select(Resident, order=("id",))] == ["号码待核实"] + [""] * (len(people) - 1)


def test_whoever_is_asked_for_is_offered(five: Store) -> None:
    five.save(Grid(name="旧网格", until=date(2020, 1, 1)))
    five.save(Grid(name="第一网格"))
    words = [one.words for one in scopes(five)]
    assert words[:2] == ["名单里写到的楼栋", "网格 第一网格"]
    assert "名单 80岁以上" in words


def test_what_strangers_wrote_in_their_sheet_does_nothing_in_ours(five: Store, tmp_path: Path) -> None:
    evil, control = "=cmd|' /C calc'!A0", "\x01备\x0b注\uffff"
    roster = Roster("名单.csv", (RawSheet("名单", [[*HEAD, evil, control], [*row(0, 民族="满族"), evil, control]]),))
    found = found_in(five, roster)
    (book,) = write_marked(five, found, roster, tmp_path / "名单.xlsx", USE)
    cells = [list(line)[-4:-2] for line in load_workbook(book).worksheets[0].iter_rows()]
    assert [(c.value, c.data_type) for line in cells for c in line] == [(evil, "s"), ("备注", "s")] * 2
    (text,) = write_marked(five, found, roster, tmp_path / "名单.csv", USE)
    with text.open(encoding="utf-8-sig", newline="") as file:
        assert [line[-4:-2] for line in csv.reader(file)] == [[f"\t{evil}", "备注"]] * 2
