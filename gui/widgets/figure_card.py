"""A card with one figure, what it counts, and a quiet line below with more of them; pressing one asks for the list behind it."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.borrowed import restyle
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button, label


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


@frozen
class Below:
    """A few words of the line below.

    Attributes:
        open: what is done where they tell a figure and somebody wants to see it; None where they tell none.
    """

    words: str
    open: Callable[[], None] | None = None


class FigureCard(QFrame):
    """One figure of the first screen.

    Attributes:
        below: the words of the line below, those of figures as buttons.

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
        self._figure = label(tone=tone, size="figure")
        self.below: list[QWidget] = []
        line = QWidget()
        self._line = FlowLayout(line, px(8))
        name = label(title)
        name.setProperty("strong", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(16), px(18), px(16))
        layout.setSpacing(px(6))
        for one in (self._figure, name, line):
            layout.addWidget(one)

    def show_figure(self, figure: str, below: Sequence[Below]) -> None:
        """Shows another figure and the line below it; the keys stay at the same place of it."""
        self._figure.setText(figure)
        focused = next((n for n, one in enumerate(self.below) if one.hasFocus()), -1)
        for one in self.below:
            self._line.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.below = [_made(one) for one in below]
        for one in self.below:
            self._line.addWidget(one)
        if 0 <= focused < len(self.below):
            self.below[focused].setFocus()
        self.setAccessibleDescription(" ".join((figure, *(one.words for one in below))))

    def set_tone(self, tone: str) -> None:
        """Colours the figure: "accent", "good", "warn" or "" for plain."""
        self._figure.setProperty("tone", tone)
        restyle(self._figure)

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
            restyle(self)
        return super().event(event)


def _made(below: Below) -> QWidget:
    if below.open is None:
        return label(below.words, "quiet", "small")
    made = button(below.words, "number")
    made.clicked.connect(below.open)
    return made
