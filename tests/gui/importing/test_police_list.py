"""A list of three thousand from the police, by the keyboard alone: compared, marked up and sent back, taken over, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from db.records.duties.giving import ExportEntry
from db.records.registry.resident import Resident
from db.store import Store
from gui.dialogs.compare_dialog import CompareDialog
from gui.main_window import MainWindow
from gui.notices import UNDO_KEY
from gui.pages.importing.import_page import ImportPage
from gui.session import Session
from gui.settings import Settings
from tests.db.registry.roster.files import imported, sheet, workbook
from tests.db.registry.roster.police import HEAD, MANY, name, row, sent
from tests.gui.keys import Keyboard, in_front

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
PATIENCE = 60_000
"""Milliseconds: three thousand rows are read, reckoned and written on a machine that does other things, too."""


class Desk(Keyboard):
    """Who works at the import, by keys."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot)
        self.window = window

    def until(self, there: Callable[[], object]) -> None:
        """Waits for work that is done apart; then the keys go to what is open."""
        self._qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
        in_front(self._qtbot, QApplication.activeModalWidget() or self.window)

    def tab_to(self, words: str) -> None:
        """Tab until the keys are on a button."""
        for _ in range(20):
            if getattr(QApplication.focusWidget(), "text", str)() == words:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {words}")


def told(store: Store) -> dict[str, tuple[str, str]]:
    return {one.id_number: (one.ethnicity, one.phone) for one in store.select(Resident)}


def look_who_is_new(desk: Desk, dialog: CompareDialog) -> None:
    """To the next tab by its key, where they stand by name and row, and back."""
    assert len(dialog.fresh.keys()) == 7
    desk.press(Key.Key_Tab, Ctrl)
    assert dialog.fresh.hasFocus()
    assert dialog.fresh.isVisible()
    assert dialog.fresh.model().index(0, 0).data().startswith(f"{name(MANY)}  第 ")
    desk.press(Key.Key_Backtab, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    assert dialog.changes.hasFocus()


def test_a_list_of_three_thousand_is_compared_sent_back_and_taken_over(
    qtbot: QtBot, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(store, sheet(HEAD, *(row(n) for n in range(MANY))))
    rows, gone = sent()
    path = workbook(tmp_path / "派出所.xlsx", {"名单": [HEAD, *rows]})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window = MainWindow(lambda messages: Session(store, messages, Settings(tmp_path)))
    qtbot.addWidget(window)
    in_front(qtbot, window)
    before, desk = told(store), Desk(qtbot, window)
    desk.press(Key.Key_I, Ctrl)
    desk.press(Key.Key_Return)
    page = window.page("import")
    assert isinstance(page, ImportPage)
    desk.until(lambda: page.plan)
    desk.tab_to("核对名单…")
    desk.press(Key.Key_Return)
    desk.until(lambda: page.comparing.dialog)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CompareDialog)
    assert dialog.told.text() == "新增 7，有变动 140，一致 2,857，待核实 0，名单里没有的 3"
    look_who_is_new(desk, dialog)
    desk.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(3):
        desk.press(Key.Key_Right)
    desk.press(Key.Key_Tab)
    desk.type("城关派出所")
    desk.press(Key.Key_Tab)
    desk.type("返回核对结果")
    desk.tab_to("写标好的表")
    desk.press(Key.Key_Return)
    copy = tmp_path / "派出所-核对.xlsx"
    desk.until(lambda: page.comparing.dialog is not dialog and copy.exists())
    again = QApplication.activeModalWidget()
    assert isinstance(again, CompareDialog)
    assert store.count(ExportEntry) == 1
    marked = [line[5:] for line in load_workbook(copy, read_only=True).worksheets[0].iter_rows(values_only=True)]
    assert (marked[0], marked[1]) == (("核对结果", "我方值"), ("有变动", f"联系电话：{row(0)[2]}"))
    assert [sum(line[0] == said for line in marked) for said in ("新增", "有变动", "一致")] == [7, 140, 2857]
    assert told(store) == before
    desk.press(Key.Key_A, Ctrl)
    assert len(again.changes.ticked()) == 140
    desk.press(Key.Key_Return, Ctrl)
    desk.until(page.is_done)
    now = told(store)
    theirs = {str(one[1]): ({"汉族": "01", "满族": "11"}[str(one[3])], str(one[2])) for one in rows}
    assert now == {**theirs, **{number: before[number] for number in gone}}, "who is not in it stays as it was"
    assert {one.name for one in store.select(Resident)} >= {name(MANY), name(MANY + 6)}
    desk.press(getattr(Key, f"Key_{UNDO_KEY}"))
    desk.until(lambda: store.count(Resident) == MANY)
    desk.until(lambda: told(store) == before)
