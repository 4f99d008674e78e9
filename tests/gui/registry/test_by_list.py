"""按名单查找 in the window: by its key and by pasting, with the keyboard alone; whom it found is what the list shows."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.registry.resident import Resident
from db.store import Store
from gui.dialogs.listed_dialog import ListedDialog
from gui.main_window import MainWindow
from gui.models.listed_table import COL_HOW, COL_TICK, TICK
from gui.pages.registry.by_list import ByList
from gui.widgets.record_list import RecordList
from tests.gui.community import settle
from tests.gui.keys import in_front

PASTED = "姓名\t电话\n张桂芳\t13812345678\n李国\u5bcc\t\n李吉\t\n孙悟空\t\n钱多多\t13900000000"


@pytest.fixture
def register(window: MainWindow, store: Store, qtbot: QtBot) -> RecordList:
    """The list of five residents, in front."""
    settle(store)
    window.show_list("resident")
    in_front(qtbot, window)
    found: RecordList = window.page("resident").list
    return found


def asked(window: MainWindow, qtbot: QtBot) -> ListedDialog:
    """What asks for the list now, in front."""
    by_list = window.page("resident").findChild(ByList)
    assert by_list is not None
    assert by_list.dialog is not None
    in_front(qtbot, by_list.dialog)
    return by_list.dialog


def names(register: RecordList) -> set[str]:
    return {str(register.model.index(row, 0).data()) for row in range(register.model.rowCount())}


def results(dialog: ListedDialog) -> list[tuple[str, str]]:
    """Of each row whether it is ticked, and how it came out."""
    model = dialog.model
    return [
        (str(model.index(row, COL_TICK).data()), str(model.index(row, COL_HOW).data()))
        for row in range(model.rowCount())
    ]


def test_a_list_is_pasted_into_the_filter_and_its_people_are_listed(
    register: RecordList, window: MainWindow, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText(PASTED)
    QTest.keyClick(register, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(register.words, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = asked(window, qtbot)
    qtbot.waitUntil(lambda: bool(results(dialog)))
    assert register.words.text() == ""
    assert results(dialog) == [(TICK, "找到"), (TICK, "找到"), ("", "像是"), ("", "没找到"), ("", "没找到")]
    assert dialog.told.text().startswith("名单上 5 个：找到 2，像是 1，没找到 2")
    dialog.view.selectRow(2)
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.take.text() == "在列表里看选上的 3 人"
    QTest.keyClick(dialog.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(register) == {"张桂芳", "李国富", "李𠮷"})
    assert register.name() == "按名单找到的 3 人"
    assert [chip.text() for chip in register.bar.chips] == ["按名单找到的 3 人"]
    register.bar.chips[0].off.click()
    qtbot.waitUntil(lambda: len(names(register)) == 5)


def test_by_its_key_and_nothing_pasted_yet(register: RecordList, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(register.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = asked(window, qtbot)
    assert not dialog.look.isEnabled()
    assert not dialog.take.isEnabled()
    dialog.box.setPlainText("张桂芳\n孙悟空")
    QTest.keyClick(dialog.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(results(dialog)) == 2)
    dialog.doubtful.setChecked(True)
    assert results(dialog) == [("", "没找到")]
    dialog.box.setPlainText("张桂芳")
    assert results(dialog) == [], "what is shown is of the list that stands there"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(names(register)) == 5


def test_who_was_not_found_is_copied_and_written(
    register: RecordList, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    register.words.setText(PASTED)
    dialog = asked(window, qtbot)
    qtbot.waitUntil(lambda: bool(results(dialog)))
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "孙悟空\n钱多多\t13900000000"
    path = tmp_path / "没找到.xlsx"
    dialog.write_lacking(path)
    rows = [*load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    assert rows == [("没找到的", None), ("孙悟空", None), ("钱多多", "13900000000")]
    dialog.reject()


def test_a_long_list_is_looked_up_behind_the_window(
    register: RecordList, window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    everybody = "\n".join(one.name for one in store.select(Resident))
    register.words.setText("\n".join([everybody] * 20))
    dialog = asked(window, qtbot)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 100)
    assert len(dialog.model.taken()) == 5
    dialog.reject()
    assert QApplication.activeModalWidget() is None


def test_it_stands_in_the_menu_of_the_list(register: RecordList, window: MainWindow) -> None:
    by_list = window.page("resident").findChildren(ByList)
    assert len(by_list) == 1
    assert "名单" in register.words.placeholderText()
