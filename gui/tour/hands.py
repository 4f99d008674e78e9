"""What the tour does to a window, as a clerk would: type, press, wait, take a picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.errors import AppError

LOOK_MS = 15
PATIENCE_MS = 60_000


class TourStuck(AppError):
    """The window did not do in time what the tour waited for."""

    code = "tour_stuck"


def until(condition: Callable[[], bool], what: str, patience_ms: int = PATIENCE_MS) -> None:
    """Lets the window work until something is so.

    Raises:
        TourStuck: it is not so in time; the message says what was waited for.
    """
    if condition():
        return
    loop = QEventLoop()
    look, stop = QTimer(), QTimer()
    look.setInterval(LOOK_MS)
    look.timeout.connect(lambda: loop.quit() if condition() else None)
    stop.setSingleShot(True)
    stop.setInterval(patience_ms)
    stop.timeout.connect(loop.quit)
    look.start()
    stop.start()
    loop.exec()
    look.stop()
    stop.stop()
    if not condition():
        raise TourStuck(f"等了{patience_ms // 1000}秒：{what}")


def breathe(milliseconds: int = 60) -> None:
    """Lets the window paint and its short pauses run out."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def write(widget: QWidget, text: str) -> None:
    """Types a text; characters that no key has are committed as an input method does."""
    if not widget.window().isActiveWindow():  # offscreen nobody gives the keys back when another window has gone
        widget.window().activateWindow()
    widget.setFocus()
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    from PySide6.QtGui import QInputMethodEvent

    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press(widget: QWidget, keys: str) -> None:
    """Presses a key with its modifiers: "Return", "Ctrl+S"."""
    *modifiers, key = keys.split("+")
    held = Qt.KeyboardModifier.NoModifier
    for name in modifiers:
        held |= {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": Qt.KeyboardModifier.ShiftModifier}[name]
    QTest.keyClick(widget, getattr(Qt.Key, f"Key_{key}"), held)


class Album:
    """The pictures of a tour, numbered in their order.

    Attributes:
        folder: where they go.
        pictures: the names of the files so far.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pictures: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, widget: QWidget, name: str) -> None:
        """A picture of a window as it is now."""
        breathe()
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        widget.grab().save(str(self.folder / file))
        self.pictures.append(file)
