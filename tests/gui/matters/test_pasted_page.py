"""从聊天粘贴 in the window: pasted, ticked by the keyboard, taken in, taken back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Matter
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matters.pasted import AT_ONCE, PastedChatPage
from gui.tasks import under_way
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, press

CHAT = "王芳 2026/3/9 9:12\n充电桩没电了\n李四 9:15\n收到\n张国富 9:20\n路灯不亮 13804350021\n"


def test_a_chat_is_pasted_ticked_taken_in_and_taken_back(
    window: MainWindow, store: Store, qtbot: QtBot, shown: Shown
) -> None:
    in_front(qtbot, window)
    window.show_page("pasted_chat")
    page = window.page("pasted_chat")
    assert isinstance(page, PastedChatPage)
    page.take_focus()
    QGuiApplication.clipboard().setText(CHAT)
    press(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(page.model.rows) == 3)
    assert page.go.text() == "登记 2 件"
    assert "13804350021" not in str(page.model.index(2, 0).data())
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(2, 0))
    press(Qt.Key.Key_Space)
    assert page.go.text() == "登记 1 件"
    press(Qt.Key.Key_Space)
    QTest.keyClick(page.list, Qt.Key.Key_Return, CTRL)
    assert shown.errors == []
    assert sorted(one.subject for one in store.select(Matter)) == ["充电桩没电了", "路灯不亮"]
    assert page.text.toPlainText() == ""
    assert page.text.hasFocus()
    assert shown.undo is not None
    shown.undo()
    assert {one.stage for one in store.select(Matter)} == {"0"}


def test_nothing_ticked_is_told(window: MainWindow, qtbot: QtBot) -> None:
    in_front(qtbot, window)
    window.show_page("pasted_chat")
    page = window.page("pasted_chat")
    assert isinstance(page, PastedChatPage)
    page.take_focus()
    press(Qt.Key.Key_Return, CTRL)
    assert "没有勾上的" in page.fault()


def test_many_messages_are_read_taken_in_and_taken_back_behind_the_window(
    window: MainWindow, store: Store, qtbot: QtBot, shown: Shown
) -> None:
    in_front(qtbot, window)
    window.show_page("pasted_chat")
    page = window.page("pasted_chat")
    assert isinstance(page, PastedChatPage)
    many = AT_ONCE + 1
    page.text.setPlainText("\n".join(f"{n}号楼路灯不亮" for n in range(many)))
    page.read()
    assert not page.model.rows, "the window goes on"
    page.text.appendPlainText("井盖响")
    qtbot.waitUntil(lambda: len(page.model.rows) == many + 1, timeout=20000)
    page.commit()
    assert store.count(Matter) == 0
    qtbot.waitUntil(lambda: shown.undo is not None, timeout=20000)
    assert store.count(Matter) == many + 1
    assert page.text.toPlainText() == ""
    assert shown.undo is not None
    shown.undo()
    qtbot.waitUntil(lambda: {one.stage for one in store.select(Matter)} == {"0"}, timeout=20000)
    qtbot.waitUntil(lambda: not under_way())
    assert shown.errors == []
