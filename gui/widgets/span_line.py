"""A line for a time: a year, a quarter, a month, or a day until which; ↑ and ↓ go to the one after and the one before."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from db.errors import ValueUnreadable
from db.services.figures.span import Span, read_span, this_year
from gui.borrowed import restyle


class SpanLine(QLineEdit):
    """The line.

    Signals:
        chosen: another span than before.
        refused: why what is typed is none; "" once it is one.

    Attributes:
        span: the one that holds.
    """

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.span: Span = this_year(date.today())
        self.setAccessibleName(self.tr("期间"))
        self.setToolTip(self.tr("例如 2026、2026Q4、2026-11、上半年，或截至哪一天 2026-11-30；↑ ↓ 换前后一段"))
        self.setText(self.span.typed())
        self.returnPressed.connect(self.take)

    def take(self) -> None:
        """Takes what is typed."""
        try:
            found = read_span(self.text(), date.today())
        except ValueUnreadable as error:
            self._mark("wrong")
            self.refused.emit(str(error))
            return
        self.show_span(found)

    def show_span(self, span: Span) -> None:
        """Shows a span, which holds from now on."""
        self._mark("")
        self.refused.emit("")
        self.setText(span.typed())
        if span != self.span:
            self.span = span
            self.chosen.emit(span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ goes to the later one."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.show_span(self.span.beside(step))
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves it means what is typed."""
        super().focusOutEvent(event)
        if self.text() != self.span.typed():
            self.take()

    def _mark(self, state: str) -> None:
        self.setProperty("state", state)
        restyle(self)
