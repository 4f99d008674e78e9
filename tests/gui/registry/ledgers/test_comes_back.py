"""A table that went out of a ledger comes back into it, by whichever way it is brought."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from db.records.registry.resident import Resident
from db.services.registry.ledgers.counts import rows_of
from db.services.registry.ledgers.export import export_ledger, sheet_of
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.importing.import_page import CHOOSE, LEDGER, PREVIEW, ImportPage
from gui.pages.registry.ledger import LedgerPage
from tests.gui.registry.ledgers.conftest import TODAY
from tests.gui.registry.ledgers.test_tables import button, committed


@pytest.fixture
def filled(page: LedgerPage, store: Store, tmp_path: Path) -> Path:
    """All of the ledger, ticked outside."""
    path = tmp_path / "回收.xlsx"
    export_ledger(store, sheet_of(store, page.ledger, page.model.rows), path, whole=None)
    book = load_workbook(path)
    assert book.active is not None
    head = [str(cell.value) for cell in book.active[1]]
    for row in range(2, 6):
        book.active.cell(row, head.index("办了") + 1, "√")
    book.save(path)
    return path


def shown_at(qtbot: QtBot, imports: ImportPage, path: Path, place: int) -> None:
    """Brings a file, and waits for its preview."""
    imports.load(path)
    qtbot.waitUntil(lambda: imports._stack.currentIndex() == place and not busy(imports), timeout=20_000)


def busy(imports: ImportPage) -> bool:
    return imports._task is not None and imports._task.is_running()


def test_it_says_by_itself_whose_it_is_wherever_it_is_brought(
    page: LedgerPage, filled: Path, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    people = store.count(Resident)
    for part in ("", "resident"):
        window.show_page("import", part)
        imports: ImportPage = window.page("import")
        shown_at(qtbot, imports, filled, LEDGER)
        assert imports.ledgers.line._told.text() == "是专项台账“医保缴费”导出去的表，列进这一本"
        assert imports._commit.text() == "导入：修改 4"
    committed(qtbot, imports)
    assert [row.done for row in rows_of(store, page.ledger.id)] == [TODAY] * 4
    assert store.count(Resident) == people


def test_the_clerk_may_say_that_it_is_no_table_of_a_ledger(filled: Path, window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("import")
    imports: ImportPage = window.page("import")
    shown_at(qtbot, imports, filled, LEDGER)
    imports.ledgers.line.plain.click()
    qtbot.waitUntil(lambda: imports._stack.currentIndex() == PREVIEW and not busy(imports), timeout=20_000)
    assert imports.plan is not None


def test_what_was_brought_for_the_register_gives_way_to_what_a_ledger_asks_for(
    page: LedgerPage, filled: Path, window: MainWindow, qtbot: QtBot
) -> None:
    window.show_page("import")
    imports: ImportPage = window.page("import")
    shown_at(qtbot, imports, filled, LEDGER)
    imports.ledgers.line.plain.click()
    qtbot.waitUntil(lambda: imports._stack.currentIndex() == PREVIEW and not busy(imports), timeout=20_000)
    window.open_record("ledger", page.ledger.id)
    button(page, "导入…").click()
    assert imports._stack.currentIndex() == CHOOSE, "what was meant for the register is not taken over from here"
    assert imports.choose._only.text() == "导入到：医保缴费"
    shown_at(qtbot, imports, filled, LEDGER)
    assert not imports.ledgers.line.plain.isVisible(), "here the clerk said whose it is"
    window.open_record("ledger", page.ledger.id)
    button(page, "导入…").click()
    assert imports._stack.currentIndex() == LEDGER, "the same stays as it was looked at"


def test_a_table_of_another_ledger_is_told_before_it_comes_in(
    page: LedgerPage, filled: Path, window: MainWindow, qtbot: QtBot
) -> None:
    window.show_page("import", "ledger")
    imports: ImportPage = window.page("import")
    shown_at(qtbot, imports, filled, LEDGER)
    assert imports.ledgers.view._first.text() == "这是专项台账“医保缴费”导出去的表，下面是认出来的"
    assert page.ledger.name == "医保缴费"
