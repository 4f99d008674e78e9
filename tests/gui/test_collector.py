"""Closed windows are destroyed in the thread of the windows, whatever a task makes meanwhile."""

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.collector import Collector
from gui.tasks import Task, Tick
from tests.architecture.source import ROOT

MADE = 100_000
"""Objects: Python by itself would look for cycles a hundred times meanwhile."""
WENT: list[threading.Thread] = []


class Itself:
    """Holds itself, as closed windows do, and tells in which thread it is let go."""

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        WENT.append(threading.current_thread())


@pytest.fixture(autouse=True)
def went() -> list[threading.Thread]:
    WENT.clear()
    return WENT


@pytest.fixture
def looked_through() -> Iterator[list[int]]:
    """The generations that were looked through."""
    seen: list[int] = []

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            seen.append(told["generation"])

    usual = gc.get_threshold()
    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)
    gc.set_threshold(*usual)


def test_a_task_lets_go_of_nothing_that_the_windows_closed(qtbot: QtBot, went: list[threading.Thread]) -> None:
    made: list[object] = []

    def make_much(_tick: Tick) -> None:
        made.extend([n] for n in range(MADE))

    Itself()
    task = Task(make_much)
    with qtbot.waitSignal(task.finished):
        task.start()
    qtbot.waitUntil(lambda: went != [])
    assert went == [threading.main_thread()]


def test_a_window_that_holds_itself_goes_by_and_by(qtbot: QtBot) -> None:
    closed = QWidget()
    closed.itself = closed  # type: ignore[attr-defined]
    gone: list[bool] = []
    closed.destroyed.connect(lambda: gone.append(True))
    del closed
    made = [[n] for n in range(MADE)]
    qtbot.waitUntil(lambda: gone == [True])
    assert len(made) == MADE


def test_what_is_old_is_looked_through_now_and_then(looked_through: list[int], collector: Collector) -> None:
    gc.collect()  # what earlier tests left is not counted
    gc.set_threshold(1, 1, 1)
    looked_through.clear()
    made: list[object] = []
    for _ in range(60):
        made.append([[n] for n in range(10)])
        collector.collect()
    assert looked_through.count(2) <= 1, "it would stop the windows again and again"
    assert {0, 1} <= set(looked_through)


def test_it_is_there_before_the_first_window() -> None:
    start = "import gc; from gui.app import make_application; application = make_application(); print(gc.isenabled())"
    done = subprocess.run([sys.executable, "-c", start], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("False", 0), done.stderr
