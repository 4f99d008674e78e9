"""A card with one figure, what it counts, and a quiet line below; pressing it asks for the list behind it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import px
from gui.widgets.parts import label


class Figure(QFrame):
    """A card with one small figure and what it counts."""

    def __init__(self, name: str, tone: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._figure = label("0", tone, "title")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(18), px(10), px(18), px(10))
        row.addWidget(label(name, "quiet"))
        row.addStretch(1)
        row.addWidget(self._figure)

    def show_figure(self, figure: str) -> None:
        """Shows another figure."""
        self._figure.setText(figure)


class FigureCard(QFrame):
    """One figure of the first screen.

    Signals:
        opened: the clerk wants to see what is counted.
    """

    opened = Signal()

    def __init__(self, title: str, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self._figure, self._below = label(tone=tone, size="figure"), label(tone="quiet", size="small")
        name = label(title)
        name.setProperty("strong", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(16), px(18), px(16))
        layout.setSpacing(px(6))
        for line in (self._figure, name, self._below):
            layout.addWidget(line)

    def show_figure(self, figure: str, below: str) -> None:
        """Shows another figure and the line below it."""
        self._figure.setText(figure)
        self._below.setText(below)
        self.setAccessibleDescription(f"{figure} {below}")

    def set_tone(self, tone: str) -> None:
        """Colours the figure: "accent", "good", "warn" or "" for plain."""
        self._figure.setProperty("tone", tone)
        self._figure.style().polish(self._figure)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            self.style().polish(self)
        return super().event(event)
