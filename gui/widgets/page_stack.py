"""The pages of a window, one in front; their keys work from the frame around them, too.

Tab goes on from the last field of a form to the navigation: whoever then presses Ctrl+S means the form that is still before his eyes.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from gui.keys import press_in

FROM_THE_FRAME = ("Ctrl+S", "Ctrl+N", "Ctrl+P", "Ctrl+F", "Ctrl+H", "Ctrl+D")
"""What acts on a page as a whole. Keys of its parts, and those that commit something, stay where the focus is."""


class PageStack(QStackedWidget):
    """The pages of a window, which passes on what nobody took that had the focus."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Gives such a key to the page in front, if one thing there wants it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pressed, page = QKeySequence(event.keyCombination()), self.currentWidget()
            told = pressed.toString(QKeySequence.SequenceFormat.PortableText)
            if page is not None and told in FROM_THE_FRAME and press_in(page, pressed):
                return True
        return super().eventFilter(watched, event)
