"""Typing as a clerk does: plain keys for Latin letters and figures, an input method for Chinese."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def in_front(qtbot: QtBot, widget: QWidget) -> None:
    """Shows a widget and waits until the keys go to it."""
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def write(widget: QWidget, text: str) -> None:
    """Types a text into a widget."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(widget, character)
        else:
            event = QInputMethodEvent()
            event.setCommitString(character)
            QApplication.sendEvent(widget, event)


def handle_of(window: QWidget) -> QWindow:
    """The window of the system behind one that is shown, to which keys and clicks come from outside."""
    return next(one for one in QGuiApplication.topLevelWindows() if one.winId() == window.winId())


class Keyboard:
    """Presses keys where they go, to a menu that is open or to the focus, and counts them; a character of the input method counts as one."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.presses = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, with or without another one held."""
        QTest.keyClick(_pressed(), key, modifier)
        QApplication.sendPostedEvents()  # a row that it added is there before the next key, as it is for fingers
        self.presses += 1 if modifier == Qt.KeyboardModifier.NoModifier else 2

    def type(self, text: str) -> None:
        """A text, character by character."""
        for character in text:
            write(_pressed(), character)
            self.presses += 1


def _pressed() -> QWidget:
    found = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert found is not None
    return found
