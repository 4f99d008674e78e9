"""How a second start calls the first window: a file among this user's settings, gone as soon as the window has seen it.

No socket: for that Qt's module for networks would be carried along, and a file asks nobody's firewall.
"""

import contextlib
import ctypes
import hashlib
import os
import platform
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from gui.later import soon
from gui.places import Places

PATIENCE_SECONDS = 3.0
_PAUSE_SECONDS = 0.02
_AGAIN_MS = 200
_ANY_PROCESS = -1
_CALL = ".call"


class Bell(QObject):
    """Hears the calls of later starts.

    Signals:
        rung: somebody started the program again.
    """

    rung = Signal()

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name, self._folder = _name(store), Places.of_user().settings
        with contextlib.suppress(OSError):  # then later starts are told that the store is held
            self._folder.mkdir(parents=True, exist_ok=True)
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(self._hear)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._hear)
        # Who called while this window was being made is answered now; none that was left behind by a crash stays.
        soon(self, self._hear)

    def close(self) -> None:
        """Listens no more."""
        self._watcher.removePaths(self._watcher.directories())
        self._name = ""

    def _hear(self) -> None:
        calls = list(self._folder.glob(f"{self._name}-*{_CALL}")) if self._name else []
        for call in calls:
            try:
                call.unlink(missing_ok=True)
            except OSError:  # a virus scanner reads it
                self._again.start()
        if calls:
            self.rung.emit()


def ring(store: Path, patience: float | None = None) -> bool:
    """Whether the first window on a store heard; one that has just been started is given ``patience`` seconds."""
    if sys.platform == "win32":
        # Windows lets a window come to the front only if the program started last allows it.
        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
    call = Places.of_user().settings / f"{_name(store)}-{os.getpid()}{_CALL}"
    pause = threading.Event()  # nobody sets it: there is no window yet that could freeze
    until = time.monotonic() + (PATIENCE_SECONDS if patience is None else patience)
    try:
        call.parent.mkdir(parents=True, exist_ok=True)
        call.touch()
        while call.exists():
            if time.monotonic() > until:
                call.unlink(missing_ok=True)
                return False
            pause.wait(_PAUSE_SECONDS)
    except OSError:
        return False
    return True


def _name(store: Path) -> str:
    """One computer's calls for one store: the folder may be on a disk that several computers share."""
    return hashlib.sha256(f"{platform.node()}:{store.resolve()}".encode()).hexdigest()[:16]
