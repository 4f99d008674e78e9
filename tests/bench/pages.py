"""What a clerk waits for after the first window: from the passphrase to 今日, and every page at its first opening.

``python -m tests.bench.pages [SECONDS]`` opens the practice community in the real program with the passphrase typed after
some seconds, and tells beside each time the longest moment in which the window took no keys. Control: the passphrase's own stretching (Argon2id), which is slow on purpose.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from gui.app import App, make_application
from gui.arguments import Arguments
from gui.first_paint import FirstPaint
from gui.places import Places
from tests.architecture.source import ROOT

# In a process of its own: nothing of the store may be loaded yet in the one that is measured.
PREPARE = """
import sys, time
from datetime import date
from pathlib import Path
from db import practice
from db.store import ring_file
folder = Path(sys.argv[1])
practice.open_practice(folder, date.today()).close()
started = time.perf_counter()
ring_file.read(folder).unlock(practice.PASSPHRASE)
print(practice.PASSPHRASE, time.perf_counter() - started)
"""

BEAT_MS = 2
PATIENCE = 60.0


class Heart(QObject):
    """Beats in the window's own loop; the longest pause is what a clerk feels as a frozen window."""

    def __init__(self) -> None:
        super().__init__()
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def restart(self) -> None:
        """Forgets what was."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def painted(application: QApplication, widget: QWidget) -> None:
    """Waits until a widget is seen."""
    seen: list[bool] = []
    FirstPaint(widget).painted.connect(lambda: seen.append(True))
    until(application, lambda: bool(seen))


def until(application: QApplication, done: Callable[[], bool]) -> None:
    """Lets the program run until something is so."""
    end = time.monotonic() + PATIENCE
    while not done():
        application.processEvents()
        if time.monotonic() > end:
            raise TimeoutError


class Watch:
    """Seconds since its making: by the clock, and of the processor's work for the window's own thread."""

    def __init__(self) -> None:
        self._clock, self._work = time.perf_counter(), time.thread_time()

    def seconds(self) -> float:
        """By the clock."""
        return time.perf_counter() - self._clock

    def say(self, name: str, heart: Heart) -> None:
        """One line."""
        work = time.thread_time() - self._work
        sys.stdout.write(
            f"{name:<26}{self.seconds() * 1000:7.0f} ms   frozen {heart.longest * 1000:5.0f} ms"
            f"   own work {work * 1000:5.0f} ms\n"
        )


def opened(application: QApplication, home: Path, passphrase: str, pause: float) -> None:
    """One run: the passphrase after a pause of some seconds, then every page."""
    app = App(application, Places(home / "settings", home / "store", home / "elsewhere"))
    heart = Heart()
    app.start(Arguments())
    unlock = app.opening.dialog
    assert unlock is not None
    painted(application, unlock)
    heart.restart()
    watch = Watch()
    until(application, lambda: watch.seconds() > pause)
    watch.say(f"waiting for keys ({pause:.0f} s)", heart)
    line = unlock.findChild(QLineEdit)
    assert line is not None
    line.setText(passphrase)
    heart.restart()
    entering = Watch()
    QTest.keyClick(line, Qt.Key.Key_Return)
    until(application, lambda: app.window is not None)
    assert app.window is not None
    window = app.window
    painted(application, window.page("today"))
    entering.say("passphrase to 今日", heart)
    rest = Watch()
    until(application, lambda: rest.seconds() > pause)
    for key in window.navigation.keys()[1:]:
        heart.restart()
        turning = Watch()
        window.show_page(key)
        painted(application, window.page(key))
        turning.say(f"  {key}", heart)
    window.close()
    app.close()


def main() -> None:
    """One run: modules are loaded once a process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pause = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    application = make_application()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        command = [sys.executable, "-c", PREPARE, str(home / "store")]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8").stdout
        passphrase, seconds = told.split()
        sys.stdout.write(f"Argon2id alone            {float(seconds) * 1000:7.0f} ms\n")
        opened(application, home, passphrase, pause)


if __name__ == "__main__":
    main()
