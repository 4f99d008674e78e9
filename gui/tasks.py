"""The only threads: a task runs a plain function and tells, in the window's thread, how it goes."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QObject, QThread, Signal

from db.errors import Cancelled

if TYPE_CHECKING:
    from db.store import Store

T = TypeVar("T")
# tick(done, total) reports progress and answers whether to go on; False means: stop, keep nothing.
Tick = Callable[[int, int], bool]
Work = Callable[[Tick], T]

REPORT_SECONDS = 0.05
LOOK_MS = 50


def _spent(_tick: Tick) -> Any:
    """What is left of work that was done: what it held, a passphrase perhaps, is let go of."""
    raise AssertionError("a task works once")


class _Runner(QThread):
    """Runs the work of one task; its signals reach the task queued, in the task's own thread.

    It belongs to no widget: Qt ends the program when a thread is destroyed that has not ended, and a window may go before.
    """

    ticked = Signal(int, int)
    returned = Signal(object)
    raised = Signal(object)

    def __init__(self, task: "Task[Any]") -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run_in(self)

    def is_under_way(self) -> bool:
        """Whether it runs, or has ended and its task, which is still there, has not told how it went."""
        return self.isRunning() or shiboken6.isValid(self._task)


_RUNNERS: set[_Runner] = set()
"""Threads whose task has not told yet how it went; there is one such set, as there is one window's thread."""


def under_way() -> bool:
    """Whether any task runs, or has ended and is still telling how it went."""
    return any(one.is_under_way() for one in _RUNNERS)


def until_alone(tick: Tick) -> None:
    """Waits, as the work of a task itself, until all others that run have ended.

    What these have to tell is queued by then before what this one will tell.

    Raises:
        Cancelled: it was asked to stop.
    """
    here = QThread.currentThread()
    for other in [runner for runner in _RUNNERS if runner is not here]:
        while not other.wait(LOOK_MS):
            if not tick(0, 0):
                raise Cancelled


def on_own_store(store: "Store", work: Callable[["Store", Tick], T]) -> Work[T]:
    """Work for a task that is done on a connection of its own, which is closed behind it."""

    def apart(tick: Tick) -> T:
        own = store.again()
        try:
            return work(own, tick)
        finally:
            own.close()

    return apart


class Task(QObject, Generic[T]):
    """One piece of long work: ``work(tick) -> result``, in a thread of its own.

    The work touches no widget, has a connection of its own (`on_own_store`) and writes in one transaction,
    so that cancelling leaves nothing half done. Keep a reference, or give a parent, until `finished`.

    Signals (all in the thread of the task's owner):
        progressed: done and total, at most twenty times a second.
        succeeded: the result.
        failed: the exception; an `AppError`, or our bug.
        cancelled: the work stopped because it was asked to.
        finished: after any of the three.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, work: Work[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._reported = 0.0
        self._runner: _Runner | None = None

    def start(self) -> None:
        """Starts the work in a thread."""
        _RUNNERS.difference_update([one for one in _RUNNERS if not one.is_under_way()])
        runner = _Runner(self)
        queued = QtCore.Qt.ConnectionType.QueuedConnection
        runner.ticked.connect(self.progressed, queued)
        runner.returned.connect(self._on_runner_returned, queued)
        runner.raised.connect(self._on_runner_raised, queued)
        self._runner = runner
        _RUNNERS.add(runner)
        runner.start()

    def run_now(self) -> None:
        """Does the work in the calling thread; the signals come before this returns."""
        try:
            result = self._work(self._tick_now)
        except Exception as error:  # noqa: BLE001 - the one place that answers for whatever work raises
            self._on_runner_raised(error)
        else:
            self._on_runner_returned(result)

    def cancel(self) -> None:
        """Asks the work to stop at its next tick."""
        self._stop.set()

    def is_running(self) -> bool:
        """Whether the thread is at work."""
        return self._runner is not None and self._runner.isRunning()

    def wait(self) -> None:
        """Blocks until the thread has ended; for closing the program."""
        if self._runner is not None:
            self._runner.wait()

    def run_in(self, runner: _Runner) -> None:
        """Does the work in the thread of its runner, which tells how it went."""

        def tick(done: int, total: int) -> bool:
            if self._is_time_to_report(done, total):
                runner.ticked.emit(done, total)
            return not self._stop.is_set()

        try:
            result = self._work(tick)
        except Exception as error:  # noqa: BLE001 - the one place that answers for whatever work raises
            runner.raised.emit(error)
        else:
            runner.returned.emit(result)

    def _tick_now(self, done: int, total: int) -> bool:
        if self._is_time_to_report(done, total):
            self.progressed.emit(done, total)
        return not self._stop.is_set()

    def _is_time_to_report(self, done: int, total: int) -> bool:
        now = time.monotonic()
        if done < total and now - self._reported < REPORT_SECONDS:
            return False
        self._reported = now
        return True

    def _on_runner_returned(self, result: object) -> None:
        self._join()
        self.succeeded.emit(result)
        self._finish()

    def _on_runner_raised(self, error: object) -> None:
        self._join()
        if isinstance(error, Cancelled) and self._stop.is_set():
            self.cancelled.emit()
        else:
            self.failed.emit(error)
        self._finish()

    def _finish(self) -> None:
        self._work = _spent
        self.finished.emit()
        if self._runner is not None:
            _RUNNERS.discard(self._runner)

    def _join(self) -> None:
        # The result was the thread's last word: waiting lasts no longer than the thread's own clearing up.
        if self._runner is not None:
            self._runner.wait()
