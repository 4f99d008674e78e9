"""A table that went out of a ledger says by itself of which one it is."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.records.base import changed
from db.records.registry.ledger import WORDS, Ledger, LedgerColumn
from db.records.registry.resident import RESIDENTS, Resident
from db.services.import_file import ReadFile, read_file
from db.services.registry.ledgers.counts import rows_of
from db.services.registry.ledgers.export import export_ledger, sheet_of
from db.services.registry.ledgers.freezing import Asked, freeze
from db.services.registry.ledgers.whose import went_out_of
from db.services.sheets.raw import RawSheet
from db.store import Store
from tests.db.doors import Run, answer
from tests.factories import citizen_number

TODAY = date(2026, 11, 30)


def made(store: Store, name: str, *people: Resident) -> Ledger:
    begun = Ledger(name=name, since=date(2026, 11, 1), columns=(LedgerColumn(name="方式", form=WORDS),))
    return freeze(store, begun, Asked(RESIDENTS, [one.id for one in people]), TODAY)


@pytest.fixture
def people(store: Store) -> list[Resident]:
    names = ("张桂芳", "李国富", "钱七")
    return [store.save(Resident(name=name, id_number=citizen_number(n))) for n, name in enumerate(names, 1)]


def exported(store: Store, ledger: Ledger, path: Path) -> ReadFile:
    export_ledger(store, sheet_of(store, ledger, rows_of(store, ledger.id)), path)
    return read_file(path)


def test_an_export_is_known_by_numbers_and_names_whatever_its_file_is_called(
    store: Store, people: list[Resident], tmp_path: Path
) -> None:
    first, second = made(store, "医保缴费", *people), made(store, "养老认证", *reversed(people))
    for ledger in (first, second):
        found = went_out_of(store, exported(store, ledger, tmp_path / f"回收{ledger.id}.xlsx"))
        assert found is not None
        assert found.id == ledger.id


def test_of_two_that_are_alike_the_tab_says_which_and_then_the_one_that_is_open(
    store: Store, people: list[Resident], tmp_path: Path
) -> None:
    first, second = made(store, "医保缴费", *people), made(store, "养老认证", *people)
    file = exported(store, second, tmp_path / "回收.xlsx")
    found = went_out_of(store, file)
    assert found is not None
    assert found.id == second.id
    renamed = ReadFile("回收.xlsx", (RawSheet("Sheet1", file.sheets[0].rows),))
    assert went_out_of(store, renamed) is None, "nobody can tell"
    store.save(changed(store.get(Ledger, first.id), closed=TODAY))
    found = went_out_of(store, renamed)
    assert found is not None
    assert found.id == second.id


def test_any_other_table_is_none_of_a_ledger(store: Store, people: list[Resident]) -> None:
    made(store, "医保缴费", *people)

    def of(*rows: tuple[object, ...]) -> Ledger | None:
        cells = [list(row) for row in rows]
        return went_out_of(store, ReadFile("a.xlsx", (RawSheet("Sheet1", cells),)))  # type: ignore[arg-type]

    assert of(("序号", "姓名"), (1, "张桂芳"), (2, "李国富")) is None, "a number of a row is none of a ledger"
    assert of(("台账编号", "姓名"), (1, "别人"), (2, "又是别人"), (3, "钱七")) is None
    assert of(("台账编号", "姓名"), (1, "张桂芳"), (2, "李国富（改了名）"), ("", "新来的")) is not None


def test_the_command_takes_it_back_into_its_ledger(
    store: Store, people: list[Resident], run: Run, opened: list[object], tmp_path: Path
) -> None:
    ledger = made(store, "医保缴费", *people)
    path = tmp_path / "回收.xlsx"
    exported(store, ledger, path)
    book = load_workbook(path)
    assert book.active is not None
    head = [str(cell.value) for cell in book.active[1]]
    for row in (2, 3):
        book.active.cell(row, head.index("方式") + 1, "微信")
    book.save(path)
    assert answer(run("import", path, *opened, "--json", "--dry-run"))["ledger"] == "医保缴费"
    assert [row.values for row in rows_of(store, ledger.id)] == [""] * 3
    code, out, _ = run("import", path, *opened)
    assert (code, out.splitlines()[0]) == (0, "列进专项台账“医保缴费”")
    assert [bool(row.values) for row in rows_of(store, ledger.id)] == [True, True, False]
    assert store.count(Resident) == 3
