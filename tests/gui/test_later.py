"""What is done a moment later: after the present event, while its context is there, whatever else is done then."""

import gc
import weakref

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.later import soon
from tests.gui.conftest import sweep


def test_it_comes_after_the_present_event_and_in_its_turn(qtbot: QtBot) -> None:
    page, done = QWidget(), list[int]()
    qtbot.addWidget(page)
    soon(page, lambda: done.append(1))
    soon(page, lambda: done.append(2))
    assert done == []
    qtbot.waitUntil(lambda: done == [1, 2])


def test_it_does_not_come_where_its_context_is_gone_and_keeps_nothing(qtbot: QtBot) -> None:
    page, other, done = QWidget(), QWidget(), list[QWidget]()
    qtbot.addWidget(other)
    gone = weakref.ref(page)
    soon(page, lambda page=page: done.append(page))
    soon(other, lambda: done.append(other))
    page.deleteLater()
    del page
    sweep()
    qtbot.waitUntil(lambda: done == [other])
    gc.collect()
    assert gone() is None


def test_a_widget_that_only_waits_for_it_is_let_go_afterwards(qtbot: QtBot) -> None:
    class Page(QWidget):
        def come(self) -> None:
            done.append(True)

    done = list[bool]()
    page = Page()
    for _ in range(50):
        soon(page, page.come)
        page = Page()
    soon(page, page.come)
    gone = weakref.ref(page)
    del page
    qtbot.waitUntil(lambda: len(done) == 51)
    gc.collect()
    assert gone() is None


def test_what_waits_in_a_loop_of_its_own_holds_up_no_other(qtbot: QtBot) -> None:
    page, done = QWidget(), list[int]()
    qtbot.addWidget(page)
    loop = QEventLoop()
    soon(page, lambda: done.append(loop.exec()))
    soon(page, lambda: (done.append(2), loop.quit()))
    qtbot.waitUntil(lambda: done == [2, 0])


def test_one_that_fails_is_heard_of_and_the_next_still_comes(qtbot: QtBot) -> None:
    page, done = QWidget(), list[int]()
    qtbot.addWidget(page)

    def fail() -> None:
        raise ValueError("not now")

    with qtbot.captureExceptions() as heard:
        soon(page, fail)
        soon(page, lambda: done.append(2))
        qtbot.waitUntil(lambda: done == [2])
    assert [str(error) for _, error, _ in heard] == ["not now"]
