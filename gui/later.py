"""What is done once the present event is over."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid


class _Later(QObject):
    """Waits for the event loop; holds what it is to call no longer than until then, whether it could be called or not."""

    one: "_Later | None" = None

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())
        self._waiting: deque[tuple[QObject, Callable[[], object]]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._call)

    def add(self, context: QObject, call: Callable[[], object]) -> None:
        self._waiting.append((context, call))
        self._timer.start()

    def _call(self) -> None:
        for _ in range(len(self._waiting)):  # what is added meanwhile comes the next time
            if not self._waiting:  # what was called waited in an event loop of its own, which came to the rest
                return
            context, call = self._waiting.popleft()
            if self._waiting:
                self._timer.start()  # where this one raises, the others still come
            if isValid(context):
                call()


def soon(context: QObject, call: Callable[[], object]) -> None:
    """Calls it from the event loop; not at all where the context is gone by then.

    `QTimer.singleShot` keeps what it was to call, and with it all of a window, for ever when its context goes first; and what
    is raised in what it calls is lost.
    """
    if _Later.one is None or not isValid(_Later.one):
        _Later.one = _Later()
    _Later.one.add(context, call)
