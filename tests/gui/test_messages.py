"""The door to the user: words without tracebacks, and undo within reach."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.errors import DiskFull
from gui.crash import details
from gui.messages import Question, WindowMessages
from gui.notices import NoticeDialog, Toast
from tests.gui.keys import in_front


def _window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    window.show()
    return window


def _texts(widget: QWidget) -> str:
    return "|".join(label.text() for label in widget.findChildren(QLabel))


def test_an_error_says_what_happened_and_what_to_do(qtbot: QtBot) -> None:
    window = _window(qtbot)
    read: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NoticeDialog)
        read.append(_texts(dialog))
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    QTimer.singleShot(0, close)
    WindowMessages(window).show_error(DiskFull())
    assert read == ["磁盘已满，没有保存|请腾出空间后再保存一次，已有资料完好"]


def test_enter_does_not_destroy(qtbot: QtBot) -> None:
    window = _window(qtbot)
    answers: list[bool] = []
    for grave in (True, False):
        QTimer.singleShot(0, lambda: qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Return))
        question = Question("删除这次走访？", "列表里不再有这一条。", "删除", grave=grave)
        answers.append(WindowMessages(window).ask(question))
    assert answers == [False, True]


def test_news_can_be_undone(qtbot: QtBot) -> None:
    window = _window(qtbot)
    undone: list[bool] = []
    messages = WindowMessages(window)
    messages.inform("已删除走访", lambda: undone.append(True))
    messages.inform("已删除第二次走访", lambda: undone.append(True))
    toasts = [t for t in window.findChildren(Toast) if t.isVisible()]
    assert len(toasts) == 1
    qtbot.mouseClick(toasts[0].findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert undone == [True]
    qtbot.waitUntil(lambda: not [t for t in window.findChildren(Toast) if t.isVisible()])


def test_news_are_undone_by_their_key_wherever_the_keys_are(qtbot: QtBot) -> None:
    window = _window(qtbot)
    line = QLineEdit(window)
    in_front(qtbot, window)
    line.show()
    line.setFocus()
    undone: list[str] = []
    messages = WindowMessages(window)
    messages.inform("第一次", lambda: undone.append("第一次"))
    messages.inform("第二次", lambda: undone.append("第二次"))
    for _ in range(2):  # the second time there is nothing any more
        qtbot.keyClick(line, Qt.Key.Key_F8)
    assert undone == ["第二次"]
    assert line.text() == ""


def test_details_of_a_crash_name_the_place_but_not_what_was_typed() -> None:
    """资料怎样保护：日志和出错信息里没有个人资料。"""
    with pytest.raises(ValueError, match="张桂芳") as caught:
        int("张桂芳")
    text = details(caught.value)
    assert "ValueError" in text
    assert "test_messages.py" in text
    assert "张桂芳" not in text
