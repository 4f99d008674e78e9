"""What is done once the present event is over."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class _Later(QObject):
    due = Signal()


def soon(context: QObject, call: Callable[[], object]) -> None:
    """Calls it from the event loop; not at all where the context is gone by then.

    `QTimer.singleShot` keeps what it was to call, and with it all of a window, for ever when its context goes first; and what
    is raised in what it calls is lost.
    """
    later = _Later(context)
    later.due.connect(lambda: call(), Qt.ConnectionType.QueuedConnection)
    later.due.connect(later.deleteLater, Qt.ConnectionType.QueuedConnection)
    later.due.emit()
