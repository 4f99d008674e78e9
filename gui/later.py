"""What is done once the present event is over."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def soon(context: QObject, call: Callable[[], object]) -> None:
    """Calls it from the event loop; not at all where the context is gone by then.

    `QTimer.singleShot` keeps what it was to call, and with it all of a window, for ever when its context goes first; and what
    is raised in what it calls is lost.
    """
    timer = QTimer(context, singleShot=True)  # type: ignore[call-overload]
    timer.timeout.connect(lambda: call())
    timer.timeout.connect(timer.deleteLater)
    timer.start()
