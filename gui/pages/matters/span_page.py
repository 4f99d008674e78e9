"""What pages of the matters have alike that tell of a time: the time, a sentence, a table of which Enter opens the rows."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.large_work import LargeWork
from gui.models.plain_table import PlainTableModel
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, EmptyState, PageHeader, label
from gui.widgets.plain_table import plain_table
from gui.widgets.span_line import SpanLine

ROW = 38


class SpanPage(QWidget):
    """The page; what it reads and shows is said by those that derive from it.

    Signals:
        rows_requested: the `FigureRows` behind a line.

    Attributes:
        span: over which time.
        told: the sentence over the table.
    """

    rows_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        lead: QWidget,
        model: PlainTableModel[Any],
        widths: Mapping[int, int],
        empty: tuple[str, str],
    ) -> None:
        super().__init__()
        self._session, self.model = session, model
        model.setParent(self)
        self._work = LargeWork(session, self)
        self.span = SpanLine()
        self.span.setFixedWidth(px(170))
        self.span.chosen.connect(lambda _span: self.refresh())
        self.span.refused.connect(self._say)
        self.told, self._fault = label("", "quiet", wrap=True), label("", "accent", "small", wrap=True)
        self._fault.hide()
        self.list = plain_table(model, 0, widths, ROW)
        self.list.activated.connect(self._on_activated)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(EmptyState(*empty))
        self._lay_out(lead)

    def refresh(self) -> None:
        """Reads again."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        (self.list if self.model.rows else self.span).setFocus()

    def extra(self) -> QWidget | None:
        """What else stands under the table; None for nothing."""
        return None

    def _show_rows(self, rows: list[Any], words: str) -> None:
        marked = self.list.currentIndex().row()
        self.model.show_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.told.setText(words)
        self.told.setVisible(bool(words))
        if rows:
            self.list.setCurrentIndex(self.model.index(max(min(marked, len(rows) - 1), 0), 0))

    def _on_activated(self, index: QModelIndex) -> None:
        raise NotImplementedError

    def _say(self, why: str) -> None:
        self._fault.setText(why)
        self._fault.setVisible(bool(why))

    def _lay_out(self, lead: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(10))
        line.addWidget(label(self.tr("期间"), "quiet"))
        line.addWidget(self.span)
        line.addStretch(1)
        card = Card()
        for part in (self.told, self._fault):
            card.inside.addWidget(part)
        card.inside.addWidget(self._stack, 1)
        if (extra := self.extra()) is not None:
            card.inside.addWidget(extra)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addLayout(line)
        column.addWidget(card, 1)
