"""A window that is locked and opened again, as a clerk does it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.desk import Desk
from gui.dialogs.unlock import Unlock
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from tests.gui.clerks import PASSPHRASE
from tests.gui.keys import write
from tests.gui.sight import readable

NAME, OTHER = "张桂芳", "李海波"


def front(desk: Desk) -> MainWindow:
    assert desk.window is not None
    return desk.window


def door(qtbot: QtBot, desk: Desk) -> Unlock:
    assert desk._lock is not None
    assert desk._lock.door is not None
    made = desk._lock.door
    qtbot.waitUntil(made.isActiveWindow)
    return made


def locked(qtbot: QtBot, desk: Desk, key: Qt.Key = Qt.Key.Key_F11) -> Unlock:
    """Presses the key; the question that stands over the window then."""
    where = QApplication.focusWidget() or front(desk)
    qtbot.keyClick(where, key)
    made = door(qtbot, desk)
    assert desk._lock is not None
    qtbot.waitUntil(desk._lock.is_at_rest, timeout=20_000)
    return made


def unlocked(qtbot: QtBot, desk: Desk, secret: str = PASSPHRASE) -> MainWindow:
    """Types a passphrase, with Enter."""
    question = door(qtbot, desk)
    write(question.line, secret)
    qtbot.keyClick(question.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not question.isVisible(), timeout=20_000)
    return front(desk)


def typing(window: MainWindow, name: str) -> None:
    """Somebody is being registered."""
    window.open_new("resident")
    line = window.page("resident").form_page.form.editors["name"].target()
    line.setFocus()
    write(line, name)


def typed(window: MainWindow) -> object:
    return window.page("resident").form_page.form.editors["name"].value()


def recorder(window: MainWindow) -> object:
    """Who registers a case that is begun now."""
    window.open_new("mediation_case")
    found = window.page("mediation_case").findChild(MatterPage)
    assert isinstance(found, MatterPage)
    return found.form.editors["recorder"].value()


def everything() -> str:
    """What can be read anywhere but at the door."""
    windows = [one for one in QApplication.topLevelWidgets() if not isinstance(one, Unlock)]
    return "\n".join(readable(one) for one in windows)
