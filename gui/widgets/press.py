"""The one push button: Enter presses it as the space bar does, and a click that was meant for something else does not."""

from typing import Any

from PySide6 import QtCore
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton


class Button(QPushButton):
    """A push button.

    Whoever double-clicks a button that opens a page has the second click land on what lies there now. A second click of two is
    taken only where the first one fell, and never by the red button, which commits something: nobody means it twice.
    Enter that is pressed elsewhere in a dialog presses its red button alone, never the first one that Qt finds.
    """

    _pressed_here = False

    def __init__(self, *shown: Any) -> None:
        """What is shown: a text, or an icon and a text."""
        super().__init__(*shown)
        self.setAutoDefault(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remembers that a click began here."""
        self._pressed_here = True
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Takes the second click of two only after the first one."""
        if self._pressed_here and self.property("kind") != "primary":
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()
        self._pressed_here = False

    def hideEvent(self, event: QHideEvent) -> None:
        """What was pressed before the button went away counts no more."""
        self._pressed_here = False
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; a key that is held down does so once, and not at all where it was pressed for something else."""
        if event.key() not in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            if self.menu() is not None:
                self.showMenu()
            else:
                self.click()
