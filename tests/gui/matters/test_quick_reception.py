"""办件, 当场办结: one line over the list, with the keys alone; what it lacks is said and stays, and it is taken back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.matters.reception import Reception
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matters.quick_reception import QuickReception
from gui.pages.record_page import RecordPage
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import press


@pytest.fixture
def line(window: MainWindow, qtbot: QtBot) -> QuickReception:
    in_front(qtbot, window)
    window.show_page("reception")
    page: RecordPage = window.page("reception")
    (found,) = page.findChildren(QuickReception)
    found.line.setFocus()
    return found


def test_one_line_is_one_reception_that_is_over(line: QuickReception, store: Store, shown: Shown) -> None:
    write(line.line, "居住证明咨询 | 李敏")
    press(Qt.Key.Key_Return)
    (kept,) = store.select(Reception)
    assert (kept.item, kept.name, kept.on_spot) == ("居住证明咨询", "李敏", True)
    assert shown.news[-1] == f"已办结：{kept.number}"
    assert (line.line.text(), line.line.hasFocus()) == ("", True)
    line._take_back(kept)
    assert store.count(Reception) == 0
    assert shown.news[-1] == f"已撤回，{kept.number} 作废"


def test_what_is_missing_is_said_and_what_was_typed_stays(line: QuickReception, store: Store) -> None:
    write(line.line, " | 李敏")
    press(Qt.Key.Key_Return)
    assert "还没有写办什么" in line.fault()
    assert line.line.text() == " | 李敏"
    assert store.count(Reception) == 0
