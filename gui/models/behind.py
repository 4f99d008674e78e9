"""Reading what takes long, such as all ids of a long list, while the clerk looks at what is there already."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance

from gui.models.record_source import Counted, Stop
from gui.tasks import Task, Tick

_NOTHING_TO_TELL = (-1, 0)
"""What is ticked only to hear whether to go on."""
_Tasks = dict[int, Task[object]]
Reading = Callable[[Stop, Counted], object]


class Behind(QObject):
    """One reading at a time: a new one takes the place of that before.

    Signals:
        counted: how many there are.
        read: what was read.
        failed: what went wrong.
    """

    counted = Signal(int)
    read = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._number = 0
        self._alive: _Tasks = {}
        self.destroyed.connect(partial(_end, self._alive))

    def is_reading(self) -> bool:
        """Whether something is being read."""
        return self._number in self._alive

    def start(self, reading: Reading) -> None:
        """Reads; what was read until now is given up.

        Args:
            reading: reads in another thread; hears whether it is to stop, and may tell how many there are.
        """
        self.give_up()

        def work(tick: Tick) -> object:
            def stop() -> bool:
                return not tick(*_NOTHING_TO_TELL)

            return reading(stop, lambda count: tick(count, count))

        task, number = Task(work), self._number
        self._alive[number] = task
        task.progressed.connect(lambda count, _total: self._on_progressed(number, count))
        task.succeeded.connect(lambda found: self._on_ended(number, self.read, found))
        task.failed.connect(lambda error: self._on_ended(number, self.failed, error))
        task.cancelled.connect(lambda: self._let_go(number))
        task.start()

    def give_up(self) -> None:
        """Reads no more; nothing more is told of it."""
        if (task := self._alive.get(self._number)) is not None:
            task.cancel()
        self._number += 1

    def wait(self) -> None:
        """Gives up, and waits until the threads have ended."""
        self.give_up()
        _end(self._alive)

    def _on_progressed(self, number: int, count: int) -> None:
        if number == self._number and count >= 0:
            self.counted.emit(count)

    def _on_ended(self, number: int, told: SignalInstance, what: object) -> None:
        self._let_go(number)
        if number == self._number:
            told.emit(what)

    def _let_go(self, number: int) -> None:
        if (task := self._alive.pop(number, None)) is not None:
            task.deleteLater()  # task and thread hold each other


def _end(tasks: "_Tasks", *_gone: object) -> None:
    """Ends the threads of tasks: one that is destroyed while it runs takes the program with it."""
    for task in tasks.values():
        task.cancel()
    while tasks:
        _, task = tasks.popitem()
        task.wait()
        task.deleteLater()
