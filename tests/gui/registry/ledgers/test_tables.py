"""A list that was sent becomes a ledger, and a ledger that went out comes back filled in: in the window."""

from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.resident import Resident
from db.services.importing.fates import Fate
from db.services.registry.ledgers.counts import rows_of
from db.services.registry.ledgers.marks import told
from db.store import Store
from gui.dialogs.whole_use import WholeDialog
from gui.main_window import MainWindow
from gui.pages.importing.import_page import ImportPage
from gui.pages.registry.ledger import LedgerPage
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.registry.ledgers.conftest import TODAY

HEAD = ("序号", "姓名", "住址", "应缴金额", "是否已缴")


def book(path: Path, *rows: Sequence[object]) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    made.save(path)
    return path


def button(widget: QWidget, words: str) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if one.text() == words and one.isVisible())


@pytest.fixture
def imports(window: MainWindow, qtbot: QtBot) -> ImportPage:
    """Where a table is taken into a new ledger, from the list of ledgers."""
    window.show_list("ledger")
    in_front(qtbot, window)
    button(window.page("ledger"), "导入…").click()
    found: ImportPage = window.page("import")
    return found


def planned(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    page.ledgers.view.plan = None
    page.load(path)
    qtbot.waitUntil(lambda: page.ledgers.view.plan is not None and page.ledgers.view.isVisible(), timeout=20_000)


def again(qtbot: QtBot, page: ImportPage, do: object) -> None:
    before = page.ledgers.view.plan
    do()  # type: ignore[operator]
    qtbot.waitUntil(lambda: page.ledgers.view.plan is not before and page.ledgers.view.isVisible(), timeout=20_000)


def committed(qtbot: QtBot, page: ImportPage) -> None:
    with qtbot.waitSignal(page.imported, timeout=20_000):
        page.commit()


def test_a_list_that_was_sent_becomes_a_ledger_and_goes_again(
    imports: ImportPage, window: MainWindow, store: Store, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = (HEAD, (1, "张桂芳", "幸福里小区3-2-502", 380, "√"), (2, "钱七", "幸福里小区9号楼1-101", 190, ""))
    planned(qtbot, imports, book(tmp_path / "医保名单.xlsx", *rows))
    line = imports.ledgers.line
    assert (line.name.text(), line.kind.text()) == ("医保名单", "居民")
    assert imports._commit.text() == "导入：新增 2"
    assert store.count(Ledger) == 0
    line.name.setFocus()
    line.name.clear()
    QTest.keyClicks(line.name, "2026")
    committed(qtbot, imports)
    (ledger,) = store.select(Ledger)
    assert (ledger.name, ledger.table, ledger.since) == ("2026", "resident", TODAY)
    button(imports, "打开这一本").click()
    (page,) = window.page("ledger").findChildren(LedgerPage)
    assert page.ledger.id == ledger.id
    assert sorted(row.name for row in page.rows) == ["张桂芳", "钱七"]
    assert shown.undo is not None
    with qtbot.waitSignal(imports.undone, timeout=20_000):
        shown.undo()
    assert (store.count(Ledger), store.count(LedgerRow), shown.errors) == (0, 0, [])


def test_a_name_is_asked_for_and_what_it_is_about_may_be_something_else(
    imports: ImportPage, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    planned(qtbot, imports, book(tmp_path / "燃气.xlsx", ("房屋", "燃气"), ("幸福里小区3号楼2单元502室", "√")))
    assert imports.ledgers.line.kind.text() == "房屋"
    line = imports.ledgers.line
    again(qtbot, imports, lambda: line.table_chosen.emit("building"))
    assert line.kind.text() == "楼栋"
    again(qtbot, imports, lambda: line.table_chosen.emit("house"))
    line.name.setFocus()
    line.name.selectAll()
    again(qtbot, imports, lambda: QTest.keyClick(line.name, Qt.Key.Key_Delete))
    assert (imports._commit.text(), imports._commit.isEnabled()) == ("请先写台账名称", False)
    again(qtbot, imports, lambda: QTest.keyClicks(line.name, "a"))
    committed(qtbot, imports)
    assert [(one.name, one.table) for one in store.select(Ledger)] == [("a", "house")]


def test_a_doubt_is_decided_and_somebody_is_left_out(
    imports: ImportPage, store: Store, people: dict[str, Resident], qtbot: QtBot, tmp_path: Path
) -> None:
    twin = store.save(attrs.evolve(people["张桂芳"], id=0, version=0, house=0, phone=""))
    planned(qtbot, imports, book(tmp_path / "名单.xlsx", HEAD, (1, "张桂芳", "", 380, ""), (2, "钱七", "", 190, "")))
    view = imports.ledgers.view
    assert [row.fate for row in view.rows.model.rows] == [Fate.NEW, Fate.NEW]
    view.rows.view.selectRow(0)
    chips = [one.text() for one in view.rows.detail.buttons()]
    assert chips[0] == "按表里的文字列入"
    assert len([words for words in chips if words.startswith("就是“张桂芳”")]) == 2
    again(qtbot, imports, lambda: view.rows.detail.answered.emit(("Sheet", 2, "who"), str(twin.id)))
    again(qtbot, imports, lambda: view.rows.detail.answered.emit(("Sheet", 3, "who"), "out"))
    assert imports._commit.text() == "导入：新增 1"
    committed(qtbot, imports)
    (row,) = store.select(LedgerRow)
    assert store.kinds.leads_to(row.who) == ("resident", twin.id)


def test_what_went_out_comes_back_into_the_ledger_that_is_open(
    page: LedgerPage, window: MainWindow, store: Store, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "回收.xlsx"
    page.export.export(page.ledger, page.model.rows, path)
    (dialog,) = window.findChildren(WholeDialog)
    dialog.accept()  # numbers stay covered
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: bool(shown.news), timeout=20_000)
    assert shown.news[-1].startswith("已导出“医保缴费”全部 4 条")
    filled = load_workbook(path)
    assert filled.active is not None
    head = [str(cell.value) for cell in filled.active[1]]
    for row in range(2, 6):
        filled.active.cell(row, head.index("办了") + 1, "√")
        filled.active.cell(row, head.index("方式") + 1, "微信")
    filled.save(path)
    button(page, "导入…").click()
    imports: ImportPage = window.page("import")
    assert imports.choose._only.text() == "导入到：医保缴费"
    planned(qtbot, imports, path)
    assert not imports.ledgers.line.name.isVisible()
    assert imports._commit.text() == "导入：修改 4"
    assert [action.text() for action in imports.ledgers.view.sheets.menu().actions()] == [
        "专项台账“医保缴费”",
        "不导入这张表",
    ]
    committed(qtbot, imports)
    rows = rows_of(store, page.ledger.id)
    assert [(row.done, told(row, page.ledger.columns[0])) for row in rows] == [(TODAY, "微信")] * 4


def test_a_sheet_that_is_left_out_may_come_in_again(imports: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    planned(qtbot, imports, book(tmp_path / "名单.xlsx", HEAD, (1, "张桂芳", "", 380, "")))
    sheets = imports.ledgers.view.sheets
    again(qtbot, imports, lambda: sheets.menu().actions()[1].trigger())
    assert not imports._commit.isEnabled()
    again(qtbot, imports, lambda: sheets.menu().actions()[0].trigger())
    assert imports._commit.text() == "导入：新增 1"


def test_whoever_comes_by_the_navigation_brings_any_table(imports: ImportPage, window: MainWindow) -> None:
    assert imports.choose.into is not None
    imports.choose._any.click()
    assert imports.choose.into is None
    window.show_page("import", "ledger")
    assert imports.choose.into is not None
    window.show_page("import")
    assert imports.choose.into is None
    assert imports.choose.empty.isVisible()
