"""Work on few records is done at once; on many it goes on behind the window, is told, and can be cancelled."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.errors import ArgumentError, Cancelled
from db.records.registry.place import Grid
from db.store import Store, eq
from gui.large_work import MANY, LargeWork
from gui.session import Session
from gui.settings import Settings
from gui.tasks import Tick
from gui.widgets.progress import Progress
from tests.gui.conftest import Shown


@pytest.fixture
def session(store: Store, shown: Shown) -> Session:
    return Session(store, shown, Settings(store.folder.parent / "settings"))


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def work(session: Session, owner: QWidget) -> LargeWork:
    return LargeWork(session, owner)


def enter(store: Store, _tick: Tick) -> str:
    store.save(Grid(name="第一网格"))
    return threading.current_thread().name


@pytest.mark.parametrize("count", [1, MANY])
def test_few_are_done_before_it_returns(work: LargeWork, store: Store, count: int) -> None:
    given: list[str] = []
    work.do("正在记", count, enter, given.append)
    assert given == [threading.main_thread().name]
    assert store.count(Grid) == 1
    assert not work.is_running()


def test_many_are_done_behind_the_window_one_after_another(work: LargeWork, store: Store, qtbot: QtBot) -> None:
    given: list[str] = []
    with qtbot.waitSignal(work.over):
        work.do("正在记", MANY + 1, enter, given.append)
        assert work.is_running()
        work.do("再记一次", MANY + 1, enter, given.append)
        assert given == []
    assert len(given) == 1
    assert given != [threading.main_thread().name]
    assert (store.count(Grid), work.is_running()) == (1, False)


def test_what_is_cancelled_leaves_nothing(
    work: LargeWork, owner: QWidget, store: Store, shown: Shown, qtbot: QtBot
) -> None:
    begun = threading.Event()

    def slowly(own: Store, tick: Tick) -> None:
        with own.writing() as w:
            w.save(Grid(name="第一网格"))
            begun.set()
            while tick(1, 2):
                pass
            raise Cancelled

    with qtbot.waitSignal(work.over):
        work.do("正在记", MANY + 1, slowly, lambda _: pytest.fail("it was cancelled"))
        qtbot.waitUntil(begun.is_set)
        (bar,) = owner.findChildren(Progress)
        bar.cancel()
    assert shown.news == ["已取消，没有改动任何资料"]
    assert not store.select(Grid, eq("name", "第一网格"))


@pytest.mark.parametrize("count", [1, MANY + 1])
def test_why_it_could_not_be_done_is_told(work: LargeWork, shown: Shown, qtbot: QtBot, count: int) -> None:
    def refused(_store: Store, _tick: Tick) -> None:
        raise ArgumentError("没有要加的人")

    heard: list[str] = []
    work.do("正在记", count, refused, pytest.fail, lambda error: heard.append(error.message))
    qtbot.waitUntil(lambda: not work.is_running() and heard == ["没有要加的人"])
    assert not shown.errors, "whoever asked tells it"
    work.do("正在记", count, refused, pytest.fail)
    qtbot.waitUntil(lambda: [error.message for error in shown.errors] == ["没有要加的人"])
    qtbot.waitUntil(lambda: not work.is_running())


def test_a_fault_of_ours_is_told_as_one(work: LargeWork, shown: Shown, qtbot: QtBot) -> None:
    def broken(_store: Store, _tick: Tick) -> None:
        raise KeyError("列")

    with qtbot.waitSignal(work.over):
        work.do("正在记", MANY + 1, broken, pytest.fail, lambda _: pytest.fail("it is no answer to a clerk"))
    assert [type(error) for error in shown.crashes] == [KeyError]
