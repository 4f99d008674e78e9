"""敲门覆盖: a line a building with its doors due, answered, unanswered and never called at; Enter opens the doors behind a number."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.may import Right
from db.records.power import Power
from db.records.registry.place import House
from db.records.visits.visit import Visit
from db.services.figures.measure import figures_by_name
from db.services.figures.rows import FigureRows
from db.services.figures.scope import Scope
from db.services.visits.coverage import BuildingCoverage, Knocked, coverage
from gui.file_choice import TABLES, where_to
from gui.keys import on_key
from gui.large_work import LargeWork
from gui.models.visit_tables import (
    COVER_ANSWERED,
    COVER_DUE,
    COVER_NEVER,
    COVER_TITLE,
    COVER_UNANSWERED,
    ROW_ROLE,
    CoverageTableModel,
    how_of,
)
from gui.papers.visit_papers import coverage_table
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label
from gui.widgets.plain_table import plain_table
from gui.widgets.span_line import SpanLine

WIDTHS = dict.fromkeys((COVER_DUE, COVER_ANSWERED, COVER_UNANSWERED, COVER_NEVER), 96)
ROW = 38


class CoveragePage(QWidget):
    """The table.

    Signals:
        rows_requested: the `FigureRows` behind a number.
        job_requested: the table, to be printed.

    Attributes:
        span: over which time.
        found: the buildings as they are shown.
    """

    rows_requested = Signal(object)
    job_requested = Signal(object)

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self._work = LargeWork(session, self)
        self.found: Sequence[BuildingCoverage] = ()
        self.span = SpanLine()
        self.span.setFixedWidth(px(170))
        self.span.chosen.connect(lambda _span: self.refresh())
        self.span.refused.connect(self._say)
        self._told, self._fault = label(size="large"), label("", "accent", "small", wrap=True)
        self._fault.hide()
        self.model = CoverageTableModel(self)
        self.list = plain_table(self.model, COVER_TITLE, WIDTHS, ROW)
        self.list.activated.connect(self._on_activated)
        self._stack = QStackedWidget()
        self._header = PageHeader("", lead=lead)
        prints, export = button(self.tr("打印"), "quiet", "Ctrl+P"), button(self.tr("导出…"), "quiet")
        prints.clicked.connect(self.print_table)
        export.clicked.connect(self.ask_export)
        self._header.add_action(export)
        if not session.may(Visit, Right.EXPORT):
            export.hide()
        self._header.add_action(prints)
        on_key("Ctrl+P", self, self.print_table)
        self._lay_out()

    def refresh(self) -> None:
        """Reads again; what is marked stays marked."""
        span = self.span.span
        count = self._session.store.count(House)
        self._work.do(
            self.tr("正在统计"), count, lambda store, _tick: coverage(store, span, datetime.now()), self._show
        )

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        (self.list if self.model.rows else self.span).setFocus()

    def print_table(self) -> None:
        """Prints what is shown."""
        if self.found:
            self.job_requested.emit(coverage_table(self.span.span, date.today()))

    def ask_export(self) -> None:
        """Asks where to, and writes the table there."""
        usual = self.tr("敲门行动-{0}").format(self.span.span.words)
        if self.found and (path := where_to(self, self.tr("导出敲门覆盖到"), usual, TABLES)) is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Writes what is shown."""
        from db.services.visits.export_coverage import export_coverage  # heavy: only when it is exported

        try:
            count = export_coverage(self._session.store, self.found, self.span.span, path)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(self.tr("已导出 {0} 行：{1}").format(count, path.name))

    def _show(self, found: Sequence[BuildingCoverage]) -> None:
        marked = self.list.currentIndex().row()
        self.found = found
        self.model.show_rows(found)
        self._stack.setCurrentIndex(0 if found else 1)
        due, answered, unanswered, never = (sum(one.counts[how] for one in found) for how in Knocked)
        said = self.tr("{0}：应访 {1:,} 户，走访到 {2:,}，没人应 {3:,}，没去过 {4:,}")
        self._told.setText(said.format(self.span.span.words, due, answered, unanswered, never))
        if found:
            self.list.setCurrentIndex(self.model.index(max(min(marked, len(found) - 1), 0), COVER_NEVER))

    def _on_activated(self, index: QModelIndex) -> None:
        """Opens the doors behind the number; from the name of the building those at which nobody was."""
        one = index.data(ROW_ROLE)
        if one is None or not self._session.can(Power.FIGURES):
            return
        how = Knocked.NEVER if index.column() == COVER_TITLE else how_of(index.column())
        figure = figures_by_name(self._session.seen)[how]
        self.rows_requested.emit(FigureRows(figure, self.span.span, Scope("building", one.building, one.title)))

    def _say(self, why: str) -> None:
        self._fault.setText(why)
        self._fault.setVisible(bool(why))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(10))
        line.addWidget(label(self.tr("期间"), "quiet"))
        line.addWidget(self.span)
        line.addStretch(1)
        self._stack.addWidget(self.list)
        self._stack.addWidget(EmptyState(self.tr("还没有登记房屋"), self.tr("登记了楼栋和房屋，一栋一行列在这里")))
        card = Card()
        for part in (self._told, self._fault):
            card.inside.addWidget(part)
        card.inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(self._header)
        column.addLayout(line)
        column.addWidget(card, 1)
