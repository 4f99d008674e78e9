"""A ledger that goes out as a workbook, and comes back: nothing is lost, doubled or changed on the way."""

from datetime import date
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook

from db.errors import ArgumentError, Cancelled
from db.records.duties.giving import ExportEntry
from db.records.registry.ledger import DAY, NUMBER, TICK, WORDS, Ledger, LedgerColumn, LedgerRow
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import RESIDENTS, Resident
from db.services.import_file import ReadFile, read_file
from db.services.importing.choices import Choices
from db.services.registry.ledgers.counts import rows_of
from db.services.registry.ledgers.export import export_ledger, sheet_of
from db.services.registry.ledgers.freezing import Asked, freeze
from db.services.registry.ledgers.marks import fill, mark, write
from db.services.registry.ledgers.taking import Target, commit, plan_of
from db.store import Store
from tests.factories import citizen_number, estate, plant
from tests.giving import USE
from tests.statements import asked

TODAY = date(2026, 11, 30)
COLUMNS = (
    LedgerColumn(name="方式", form=WORDS),
    LedgerColumn(name="照片", form=TICK),
    LedgerColumn(name="哪天", form=DAY),
    LedgerColumn(name="金额", form=NUMBER),
)
WRITTEN = ("微信", "是", "2026-11-20", "380.5")


@pytest.fixture
def ledger(store: Store) -> Ledger:
    """One who is done with, of whom everything is told; one who is left; and one whom the register does not know."""
    grid = store.save(Grid(name="第二网格"))
    building = plant(store, Building, estate=estate(store, "幸福里小区"), number="3", grid=grid.id)
    home = plant(store, House, building=building.id, unit="2", room="502")
    people = [
        store.save(Resident(name=name, id_number=citizen_number(n), phone=f"1381234567{n}", house=home.id))
        for n, name in enumerate(("张桂芳", "李国富"), 1)
    ]
    begun = Ledger(name="医保/缴费", since=date(2026, 11, 1), columns=COLUMNS)
    made = freeze(store, begun, Asked(RESIDENTS, [one.id for one in people]), TODAY)
    row = rows_of(store, made.id)[0]
    for column, text in zip(made.columns, WRITTEN, strict=True):
        row = write(store, row, column, text)
    row = fill(store, row, "note", "女儿 13900000009 代办", TODAY)
    mark(store, [row], date(2026, 11, 21), "王敏")
    store.save(LedgerRow(ledger=made.id, serial=3, name="钱七", place="9号楼", number=citizen_number(5)))
    return made


def written(store: Store, ledger: Ledger, path: Path, *, plain: bool) -> list[list[object]]:
    sheet = sheet_of(store, ledger, rows_of(store, ledger.id))
    assert export_ledger(store, sheet, path, whole=USE if plain else None) == 3
    book = load_workbook(path)
    assert book.active is not None
    assert book.active.title == "医保 缴费"
    return [["" if cell is None else cell for cell in row] for row in book.active.iter_rows(values_only=True)]


def test_number_and_telephone_alone_are_asked_of_the_register(store: Store, ledger: Ledger) -> None:
    """Where somebody lives stands in the row; of whoever has both in his row nothing is asked."""
    rows = rows_of(store, ledger.id)
    with asked(store) as first:
        told = sheet_of(store, ledger, rows).rows
    assert [(row.number, row.phone) for row in told[:2]] == [(citizen_number(n), f"1381234567{n}") for n in (1, 2)]
    assert [one for one in first if "FROM resident " in one]
    assert not [
        one for one in first if any(f"FROM {table}" in one for table in ("house", "building", "grid", "estate"))
    ]
    with asked(store) as second:
        assert sheet_of(store, ledger, told[:2]).rows == told[:2]
    assert second == []


def test_it_goes_out_with_all_that_stands_in_it(store: Store, ledger: Ledger, tmp_path: Path) -> None:
    head, first, second, third = written(store, ledger, tmp_path / "a.xlsx", plain=True)
    assert head == [
        *("台账编号", "姓名", "证件号码", "联系电话", "住址", "网格", "方式", "照片", "哪天", "金额"),
        *("办了", "谁办的", "备注", "列入日期"),
    ]
    door = "幸福里小区3号楼2单元502室"
    assert first[:6] == [1, "张桂芳", citizen_number(1), "13812345671", door, "第二网格"]
    assert first[6:] == ["微信", "是", "2026-11-20", 380.5, "2026-11-21", "王敏", "女儿 13900000009 代办", "2026-11-30"]
    assert second[6:13] == [""] * 7
    assert third[:6] == [3, "钱七", citizen_number(5), "", "9号楼", ""]


def test_columns_of_its_own_in_which_numbers_stand_are_named_in_what_is_given_away(
    store: Store, ledger: Ledger, tmp_path: Path
) -> None:
    row = rows_of(store, ledger.id)[1]
    write(store, row, ledger.columns[0], f"女儿 {citizen_number(7)}")
    sheet = sheet_of(store, ledger, rows_of(store, ledger.id))
    assert sheet.masked() == ["证件号码", "联系电话", "方式", "文字里的号码"]
    export_ledger(store, sheet, tmp_path / "a.xlsx", whole=USE)
    (entry,) = store.select(ExportEntry)
    assert entry.told == "证件号码、联系电话、方式、文字里的号码"


def test_numbers_are_covered_unless_somebody_asks_for_them(store: Store, ledger: Ledger, tmp_path: Path) -> None:
    sheet = sheet_of(store, ledger, rows_of(store, ledger.id))
    assert sheet.masked() == ["证件号码", "联系电话", "文字里的号码"]
    told = "".join(str(cell) for row in written(store, ledger, tmp_path / "a.xlsx", plain=False) for cell in row)
    for number in (citizen_number(1), citizen_number(5), "13812345671", "13900000009"):
        assert number not in told
    entry = store.deeds(LedgerRow.TABLE, ["export"])[0]
    assert entry.change["ledger"] == [None, "医保/缴费"]
    assert (entry.change["rows"], entry.change["plain"]) == ([None, 3], [None, False])


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_it_comes_back_as_it_went_out(store: Store, ledger: Ledger, tmp_path: Path, plain: bool, suffix: str) -> None:
    before = rows_of(store, ledger.id)
    path = tmp_path / f"a{suffix}"
    export_ledger(store, sheet_of(store, ledger, before), path, whole=USE if plain else None)
    plan = plan_of(store, read_file(path), Target(ledger, "resident"), Choices(), TODAY)
    assert [(p.row, p.code, p.written) for p in plan.problems if p.code != "differs"] == []
    assert plan.brings == 0
    assert rows_of(store, ledger.id) == before


def test_it_comes_back_filled_in_and_sorted_otherwise(store: Store, ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    export_ledger(store, sheet_of(store, ledger, rows_of(store, ledger.id)), path)
    (sheet,) = read_file(path).sheets
    head, *rows = sheet.rows
    filled = [[*row[:6], "现金", "√", "11月29日", 100, "2026-11-29", "小陈", "", row[-1]] for row in reversed(rows)]
    given = ReadFile("回收.xlsx", (attrs.evolve(sheet, rows=[head, *filled]),))
    plan = plan_of(store, given, Target(ledger, "resident"), Choices(), TODAY)
    commit(store, plan, "回收.xlsx")
    after = rows_of(store, ledger.id)
    assert len(after) == 3
    assert {row.name: (row.done, row.did) for row in after} == {
        "张桂芳": (date(2026, 11, 21), "王敏"),
        "李国富": (date(2026, 11, 29), "小陈"),
        "钱七": (date(2026, 11, 29), "小陈"),
    }


def test_what_was_written_while_a_column_held_something_else_goes_out_as_it_is(
    store: Store, ledger: Ledger, tmp_path: Path
) -> None:
    counted = tuple(attrs.evolve(one, form=NUMBER) for one in ledger.columns)
    ledger = store.save(attrs.evolve(ledger, columns=counted))
    _, first, *_ = written(store, ledger, tmp_path / "a.xlsx", plain=True)
    assert first[6:10] == ["微信", "是", "2026-11-20", 380.5]


def test_what_is_cancelled_or_has_no_place_leaves_no_file(store: Store, ledger: Ledger, tmp_path: Path) -> None:
    sheet = sheet_of(store, ledger, rows_of(store, ledger.id))
    with pytest.raises(Cancelled):
        export_ledger(store, sheet, tmp_path / "a.xlsx", whole=USE, tick=lambda _done, _total: False)
    with pytest.raises(ArgumentError):
        export_ledger(store, sheet, tmp_path / "a.doc", whole=USE)
    assert list(tmp_path.glob("a*")) == []
