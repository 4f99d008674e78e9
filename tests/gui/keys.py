"""Typing as a clerk does: plain keys for Latin letters and figures, an input method for Chinese."""

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
