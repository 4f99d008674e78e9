"""The moment at which a window is first seen; whatever it does not need is loaded after it."""

import json
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.later import soon

_MEMORY = Path("/proc/self/status")


class FirstPaint(QObject):
    """Watches a window until it has been painted.

    Signals:
        painted: it has, and the event loop is free again.
    """

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes no event away."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            soon(self, self.painted.emit)
        return False


def clock(file: Path) -> None:
    """Writes when this was (seconds of the clock that all processes of a computer share) and what memory it took (KiB)."""
    seen = time.perf_counter()
    file.write_text(json.dumps({"painted": seen, "resident_kib": _resident_kib()}), encoding="utf-8")


def _resident_kib() -> int:
    """What this process holds in memory; 0 where the system does not tell it in a file."""
    if not _MEMORY.exists():
        return 0
    lines = _MEMORY.read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
