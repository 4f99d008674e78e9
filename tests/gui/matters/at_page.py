"""The page of one matter as tests use it: what stands on it, how it is typed into, and matters for it."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.matters.matter import Claimant, Matter
from db.services.matters.take_in import take_in
from db.services.move import Keyed, catch_up
from db.store import Store
from gui.dialogs.move_dialog import MoveDialog
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import LinkEditor
from tests.factories import plant
from tests.gui.keys import in_front, write

CTRL = Qt.KeyboardModifier.ControlModifier
NOON = datetime(2026, 3, 2, 12, 0)
DUE = NOON.date() + timedelta(days=3)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def page_of(window: MainWindow, table: str = "matter") -> MatterPage:
    found = window.page(table).findChild(MatterPage)
    assert isinstance(found, MatterPage)
    return found


def taken_in(store: Store, subject: str = "3号楼充电桩断电") -> Matter:
    return take_in(
        store, Matter(subject=subject, taken=NOON, claimants=(Claimant(name="周桂芳", phone="13812349126"),))
    )


def handled(store: Store, matter: Matter, handler: int) -> Matter:
    body = plant(store, Body, name="幸福物业").id
    return catch_up(
        store,
        matter,
        [
            Keyed("gather", NOON, values={"called": "网格长"}),
            Keyed("assign", NOON, values={"lead": body, "due": DUE}),
            Keyed("handle", NOON, handler, values={"result": "主开关跳闸，已恢复"}),
        ],
    )


def buttons(page: MatterPage) -> dict[str, QPushButton]:
    return {b.text(): b for b in page.head.findChildren(QPushButton) if b.isVisible() and b.text()}


def red(page: MatterPage) -> str:
    """What the red button says."""
    (found,) = [text for text, one in buttons(page).items() if one.property("kind") == "primary"]
    return found


def choose(page: MatterPage, words: str) -> None:
    """Takes a line of 更多."""
    menu = buttons(page)["更多…"].findChild(QMenu)
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == words).trigger()


def dialog(qtbot: QtBot) -> MoveDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, MoveDialog)
    in_front(qtbot, found)
    return found


def pick(qtbot: QtBot, editor: object, letters: str) -> None:
    assert isinstance(editor, LinkEditor)
    editor.line.setFocus()
    editor.line.selectAll()  # as Tab does: who works here stands there already
    write(editor.line, letters)
    qtbot.waitUntil(lambda: bool(editor.choices()))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(editor.value()))


def now(store: Store) -> Matter:
    return store.select(Matter)[0]


def typed(page: MatterPage, name: str, words: str) -> None:
    """Types into a field of the usual next move."""
    assert page.moving is not None
    target = page.moving.editors[name].target()
    target.setFocus()
    write(target, words)
