"""Whoever begins to edit what is masked sees it whole first: every way to change a text tells of itself before it does."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.editors.edits import EditWatch

Box = QLineEdit | QPlainTextEdit
SHOWN = "138****0001"


def _key(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Callable[[Box], None]:
    return lambda box: QTest.keyClick(box, key, modifier)


def _inside(box: Box) -> QWidget:
    return box.viewport() if isinstance(box, QPlainTextEdit) else box


def _compose(box: Box) -> None:
    QApplication.sendEvent(box, QInputMethodEvent("ni", []))


def _drop(box: Box) -> None:
    data = QMimeData()
    data.setText("新")
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(_inside(box), QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(_inside(box), QDropEvent(QPointF(5, 5), *how))


def _ask_menu(box: Box) -> None:
    box.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # the menu itself would wait for an answer
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), box.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(_inside(box), event)


def _press(button: Qt.MouseButton) -> Callable[[Box], None]:
    def act(box: Box) -> None:
        at = QPointF(5, 5)
        keys = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(_inside(box), QMouseEvent(QEvent.Type.MouseButtonRelease, at, at, button, button, keys))

    return act


EDITS = {
    "a digit": _key(Qt.Key.Key_5),
    "Backspace": _key(Qt.Key.Key_Backspace),
    "Ctrl+V": _key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+X": _key(Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier),
    "Chinese input": _compose,
    "a drop": _drop,
    "the menu": _ask_menu,
    "the middle button": _press(Qt.MouseButton.MiddleButton),
}
LOOKS = {
    "Right": _key(Qt.Key.Key_Right),
    "Ctrl+C": _key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+A": _key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier),
    "a click": _press(Qt.MouseButton.LeftButton),
}


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def box(request: pytest.FixtureRequest, qtbot: QtBot) -> Box:
    made = request.param(SHOWN)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def _text(box: Box) -> str:
    return box.toPlainText() if isinstance(box, QPlainTextEdit) else box.text()


def _told(box: Box, act: Callable[[Box], None]) -> list[str]:
    """What stood in the box each time that an edit was told."""
    found: list[str] = []
    EditWatch(box).begins.connect(lambda: found.append(_text(box)))
    act(box)
    return found


@pytest.mark.parametrize("act", EDITS.values(), ids=EDITS)
def test_an_edit_is_told_before_it_is_made(act: Callable[[Box], None], box: Box) -> None:
    assert SHOWN in _told(box, act)


@pytest.mark.parametrize("act", LOOKS.values(), ids=LOOKS)
def test_looking_is_no_edit(act: Callable[[Box], None], box: Box) -> None:
    assert _told(box, act) == []


def test_enter_breaks_a_line_only_where_there_are_lines(box: Box) -> None:
    lines = isinstance(box, QPlainTextEdit)
    assert _told(box, _key(Qt.Key.Key_Return)) == [SHOWN] * lines
    assert _text(box) == "\n" * lines + SHOWN
