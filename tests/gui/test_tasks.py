"""Long work: told in the window's thread, cancelled without a trace."""

import threading

import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from db.errors import Cancelled, DiskFull
from gui.tasks import Task, Tick, under_way


def test_result_arrives_in_the_thread_of_the_window(qtbot: QtBot) -> None:
    seen: list[tuple[object, bool]] = []
    worker: list[bool] = []

    def work(tick: Tick) -> int:
        worker.append(threading.current_thread() is threading.main_thread())
        tick(1, 1)
        return 7

    task = Task(work)
    task.succeeded.connect(lambda result: seen.append((result, QThread.currentThread() is task.thread())))
    with qtbot.waitSignal(task.finished):
        task.start()
    assert worker == [False]
    assert seen == [(7, True)]
    assert not task.is_running()


def test_cancel_stops_at_the_next_tick(qtbot: QtBot) -> None:
    started = threading.Event()
    kept: list[int] = []

    def work(tick: Tick) -> None:
        n = 0
        while tick(n, 10**9):
            n += 1
            started.set()
        raise Cancelled

    task = Task(work)
    task.succeeded.connect(kept.append)
    with qtbot.waitSignal(task.cancelled):
        task.start()
        assert started.wait(5)
        task.cancel()
    assert kept == []


def test_errors_are_handed_over_whole_and_a_cancel_nobody_asked_for_is_an_error() -> None:
    failures: list[object] = []
    for error in (DiskFull(), KeyError("x"), Cancelled()):

        def work(_: Tick, error: Exception = error) -> None:
            raise error

        task = Task(work)
        task.failed.connect(failures.append)
        task.run_now()
    assert [type(f) for f in failures] == [DiskFull, KeyError, Cancelled]


def test_progress_is_told_at_most_twenty_times_a_second_and_at_the_end() -> None:
    told: list[tuple[int, int]] = []

    def work(tick: Tick) -> None:
        for n in range(1, 20_001):
            tick(n, 20_000)

    task = Task(work)
    task.progressed.connect(lambda done, total: told.append((done, total)))
    task.run_now()
    assert told[-1] == (20_000, 20_000)
    assert len(told) < 200


def test_a_window_may_go_before_the_work_that_it_began(qtbot: QtBot) -> None:
    """Qt ends the whole program when a thread is destroyed that has not ended."""
    window, begun, go_on, done = QObject(), threading.Event(), threading.Event(), threading.Event()

    def work(_tick: Tick) -> None:
        begun.set()
        assert go_on.wait(5)
        done.set()

    told: list[object] = []
    task = Task(work, window)
    task.finished.connect(lambda: told.append(True))
    task.start()
    assert begun.wait(5)
    shiboken6.delete(window)
    del task
    assert under_way()
    go_on.set()
    qtbot.waitUntil(lambda: not under_way())
    assert done.is_set()
    assert told == []
