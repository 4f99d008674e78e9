"""Where cycles of objects are cleared away: in the thread of the windows, and in no other.

Python looks for cycles in whichever thread has just made an object. A closed window that holds itself would then be destroyed in
the thread of a task, while the windows are painted or dressed anew: Qt dies of it, or both wait for each other for ever.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 500
SHARE = 0.02
"""So much of the time at most goes into looking through everything there is."""


class Collector(QObject):
    """Looks for cycles from the event loop, as often as Python would by itself."""

    def __init__(self, parent: QObject) -> None:
        """From now on Python looks for none by itself, in no thread."""
        super().__init__(parent)
        gc.disable()
        self._not_before = 0.0
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(PAUSE_MS)

    def collect(self) -> None:
        """Clears away what Python would have by now."""
        counts = list(zip(gc.get_count(), gc.get_threshold(), strict=True))
        count, least = counts[0]
        if count <= least:
            return
        began = time.monotonic()
        oldest = max(n for n, (count, least) in enumerate(counts) if n == 0 or count > least)
        if oldest == len(counts) - 1 and began < self._not_before:
            oldest -= 1
        gc.collect(oldest)
        if oldest == len(counts) - 1:
            ended = time.monotonic()
            self._not_before = ended + (ended - began) / SHARE
