"""Reading all ids of a long list while the clerk looks at the first rows already."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from db.services.selection import Selection
from gui.models.record_source import RecordSource
from gui.tasks import Task, Tick

_NOTHING_TO_TELL = (-1, 0)
"""What is ticked only to hear whether to go on."""


class Behind(QObject):
    """One reading at a time: a new one takes the place of that before.

    Signals:
        counted: how many there are.
        read: all ids, in order.
        failed: what went wrong.
    """

    counted = Signal(int)
    read = Signal(object)
    failed = Signal(object)

    def __init__(self, source: RecordSource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._task: Task[Sequence[int]] | None = None
        self._ended: list[Task[Sequence[int]]] = []
        self.destroyed.connect(partial(_end, self._ended))

    def is_reading(self) -> bool:
        """Whether something is being read."""
        return self._task is not None

    def start(self, asked: Selection) -> None:
        """Reads; what was read until now is given up."""
        self.give_up()

        def work(tick: Tick) -> Sequence[int]:
            def stop() -> bool:
                return not tick(*_NOTHING_TO_TELL)

            return self._source.ids_behind(asked, stop, lambda count: tick(count, count))

        task = self._task = Task(work)
        self._ended.append(task)
        task.progressed.connect(lambda count, _total, task=task: self._on_progressed(task, count))
        task.succeeded.connect(lambda ids, task=task: self._on_read(task, ids))
        task.failed.connect(lambda error, task=task: self._on_failed(task, error))
        task.finished.connect(lambda task=task: self._ended.remove(task))
        task.start()

    def give_up(self) -> None:
        """Reads no more; nothing more is told of it."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def wait(self) -> None:
        """Gives up, and waits until the threads have ended."""
        self.give_up()
        _end(self._ended)

    def _on_progressed(self, task: Task[Sequence[int]], count: int) -> None:
        if task is self._task and count >= 0:
            self.counted.emit(count)

    def _on_read(self, task: Task[Sequence[int]], ids: Sequence[int]) -> None:
        if task is self._task:
            self._task = None
            self.read.emit(ids)

    def _on_failed(self, task: Task[Sequence[int]], error: Exception) -> None:
        if task is self._task:
            self._task = None
            self.failed.emit(error)


def _end(tasks: list[Task[Sequence[int]]], *_: object) -> None:
    """Ends the threads of tasks: one that is destroyed while it runs takes the program with it."""
    for task in [*tasks]:
        task.cancel()
        task.wait()
