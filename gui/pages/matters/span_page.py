"""What pages of the matters have alike that tell of a time: the time, a sentence, a table of which Enter opens the rows."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import Record
from db.records.may import Right
from db.services.matters.lines_told import LinesTold
from gui.file_choice import TABLES, where_to
from gui.keys import on_key
from gui.large_work import LargeWork
from gui.models.matter_tables import LinesTableModel
from gui.papers.lines_papers import lines_table
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label
from gui.widgets.plain_table import plain_table
from gui.widgets.span_line import SpanLine
from gui.words import tr

ROW = 38


@frozen
class PageWords:
    """What a page calls what it shows.

    Attributes:
        kind: of what is counted.
        label: what the table is called on paper and in files.
        counted: what its lines are: 个部门, 层.
        empty: title and sentence where there is nothing.
    """

    kind: type[Record]
    label: str
    counted: str
    empty: tuple[str, str]


class SpanPage(QWidget):
    """The page; what it reads and shows is said by those that derive from it.

    Signals:
        rows_requested: the `FigureRows` behind a line.
        job_requested: the table, to be printed.

    Attributes:
        span: over which time.
        told: the sentence over the table.
        exports, prints: the buttons.
    """

    rows_requested = Signal(object)
    job_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        lead: QWidget,
        model: LinesTableModel[Any],
        widths: Mapping[int, int],
        words: PageWords,
    ) -> None:
        super().__init__()
        self._session, self.model, self._words = session, model, words
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
        self._stack.addWidget(EmptyState(*words.empty))
        self._header = PageHeader("", lead=lead)
        self.exports, self.prints = button(tr("导出…"), "quiet"), button(tr("打印"), "quiet", "Ctrl+P")
        self.exports.clicked.connect(self.ask_export)
        self.prints.clicked.connect(self.print_table)
        self._header.add_action(self.exports)
        self._header.add_action(self.prints)
        if not session.may(words.kind, Right.EXPORT):
            self.exports.hide()
        on_key("Ctrl+P", self, self.print_table)
        self._lay_out()

    def refresh(self) -> None:
        """Reads again."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        (self.list if self.model.rows else self.span).setFocus()

    def lines(self) -> LinesTold:
        """What is shown, as a table."""
        words, model = self._words, self.model
        rows = [model.told(one) for one in model.rows]
        return LinesTold(
            words.kind.TABLE, words.label, self.span.span.words, self.told.text(), words.counted, model.headings, rows
        )

    def print_table(self) -> None:
        """Prints what is shown."""
        if self.model.rows:
            self.job_requested.emit(lines_table(self.lines(), date.today()))

    def ask_export(self) -> None:
        """Asks where to, and writes the table there."""
        usual = f"{self._words.label}-{self.span.span.words}"
        if self.model.rows and (path := where_to(self, tr("导出到"), usual, TABLES)) is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Writes what is shown."""
        from db.services.matters.lines_told import export_lines  # heavy: only when it is exported

        try:
            count = export_lines(self._session.store, self.lines(), path)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(tr("已导出 {0} 行：{1}").format(count, path.name))

    def beside(self) -> QWidget | None:
        """What else is asked, beside the time; None for nothing."""
        return None

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

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(10))
        line.addWidget(label(self.tr("期间"), "quiet"))
        line.addWidget(self.span)
        if (beside := self.beside()) is not None:
            line.addWidget(beside, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
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
        column.addWidget(self._header)
        column.addLayout(line)
        column.addWidget(card, 1)
