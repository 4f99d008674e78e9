"""Whether anybody is at the desk: how long ago the last key was pressed, or the mouse moved, in a window of this program."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LOOK_MS = 5_000
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(QObject):
    """Watches the window and the widget to which the keys go, and nothing else: each event of all widgets would cost.

    Signals:
        due: nobody was there for so long.
    """

    due = Signal()

    def __init__(self, minutes: Callable[[], int], parent: QObject, now: Callable[[], float] = time.time) -> None:
        """Watches; ``minutes`` says after how many it is due, 0 for never, and ``now`` the time in seconds."""
        super().__init__(parent)
        self._minutes, self._now = minutes, now
        self._seen = now()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._on_window_changed)
        application.focusObjectChanged.connect(self._on_focus_changed)
        self._on_window_changed(QGuiApplication.focusWindow())
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Looks whether it is due. A clock that was set back begins anew; one that was put forward, as by a sleep, counts."""
        now, minutes = self._now(), self._minutes()
        self._seen = min(self._seen, now)
        if minutes and now - self._seen >= minutes * 60:
            self._seen = now
            self.due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes no event away."""
        if event.type() in _SIGNS:
            self._seen = self._now()
        return False

    def _on_window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time it only comes first

    def _on_focus_changed(self, focused: QObject | None) -> None:
        """What an input method writes comes to the widget alone."""
        if focused is not None:
            focused.installEventFilter(self)
