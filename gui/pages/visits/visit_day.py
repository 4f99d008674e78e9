"""走访日: how many doors a round has, its papers prepared and printed, and which of them are not back."""

from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError, ValueUnreadable
from db.fields import Day, Looks, Name, Ref
from db.records.scopes import SCOPES
from db.records.visits.round_sheet import RoundSheet
from db.services.centre.recurring_days import next_visit_day
from db.services.visits.sheets import prepare, preview, round_at, to_walk
from db.services.visits.visit_round import Round
from gui.keys import on_key, red_key
from gui.large_work import LargeWork
from gui.models.visit_tables import (
    ROW_ROLE,
    SHEET_CODE,
    SHEET_DOORS,
    SHEET_KEYED,
    SHEET_TITLE,
    SHEET_VISITOR,
    SheetTableModel,
)
from gui.papers.visit_papers import round_sheets
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import DayEditor, RefEditor, TextEditor
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label
from gui.widgets.plain_table import plain_table

WIDTHS = {SHEET_CODE: 90, SHEET_DOORS: 70, SHEET_VISITOR: 110, SHEET_KEYED: 120}
ROW = 40
DAY_WIDE, PLACE_WIDE, NAME_WIDE = 210, 260, 130


class VisitDayPage(QWidget):
    """One line for day, place and who walks, and the papers of the day.

    Signals:
        job_requested: papers to be printed.
        open_requested: table and id of a paper.
        saved: papers were prepared.

    Attributes:
        day, place, visitor: what is asked.
        go: prepares the papers and prints them.
    """

    job_requested = Signal(object)
    open_requested = Signal(str, object)
    saved = Signal(object)

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self._work = LargeWork(session, self)
        self._work.over.connect(self.refresh)
        self.day = DayEditor(Day(self.tr("走访日"), looks=Looks.AHEAD))
        to = tuple(table for table in SCOPES if table in session.seen)
        self.place = RefEditor(Ref(self.tr("网格、小区、楼栋"), to=to), session.lookup)
        self.place.line.setPlaceholderText(self.tr("全部；写网格、小区、楼栋"))
        self.visitor = TextEditor(Name(self.tr("走访人")))
        self.visitor.line.setPlaceholderText(self.tr("可不填"))
        for editor in (self.day, self.place, self.visitor):
            editor.target().setAccessibleName(editor.kind.label)
            editor.changed.connect(self._show)
        self.place.picked.connect(lambda _id: self._show())
        self._told, self._fault = label(size="large"), label("", "warn", wrap=True)
        self.go = button(self.tr("备走访单并打印"), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        self.print_all = button(self.tr("印这一天的走访单"), "quiet", "Ctrl+P")
        self.print_all.clicked.connect(self._print_day)
        self.model = SheetTableModel(self)
        self.list = plain_table(self.model, SHEET_TITLE, WIDTHS, ROW, gives_way=(SHEET_VISITOR,))
        self.list.activated.connect(self._on_activated)
        self._stack = QStackedWidget()
        self._lay_out(lead)
        red_key(self, self.commit)
        on_key("Ctrl+P", self, self._print_day)
        self._propose_day()

    def refresh(self) -> None:
        """Reads again how many doors there are, and which papers are back; where no day is written the next one is proposed."""
        if not self.day.line.text().strip():
            self._propose_day()
        self._show()

    def take_focus(self) -> None:
        """The place is what is asked first."""
        self.place.setFocus()

    def walk(self) -> Round:
        """The round that is chosen.

        Raises:
            ValueUnreadable: what is written is no place that was picked.
        """
        number = int(self.place.value())
        if not number:
            return round_at(self._session.store)
        table, record_id = self._session.store.kinds.leads_to(number)
        title = self._session.store.titles(table, [record_id]).get(record_id, "")
        return round_at(self._session.store, table, record_id, title)

    def commit(self) -> None:
        """Prepares the papers and prints them."""
        try:
            walk, day, visitor = self.walk(), self.day.value() or date.today(), str(self.visitor.value())
            doors = preview(self._session.store, walk, day).doors
        except AppError as error:
            self._say(str(error))
            return
        self._work.do(
            self.tr("正在备走访单"),
            doors,
            lambda store, _tick: prepare(store, walk, day, visitor),
            self._on_prepared,
            lambda error: self._say(str(error)),
        )

    def _propose_day(self) -> None:
        self.day.set_value(next_visit_day(self._session.store, date.today()) or date.today())

    def _on_prepared(self, sheets: list[RoundSheet]) -> None:
        self._show()
        if not sheets:
            self._say(self.tr("这一天这些门牌的走访单都填回了"))
            return
        self.saved.emit(sheets[0].id)
        self.job_requested.emit(round_sheets([sheet.id for sheet in sheets], date.today()))

    def _print_day(self) -> None:
        if self.model.rows:
            self.job_requested.emit(round_sheets([sheet.id for sheet, _ in self.model.rows], date.today()))

    def _show(self) -> None:
        """How many doors are meant, and the papers of the day."""
        store = self._session.store
        try:
            walk, day = self.walk(), self.day.value() or date.today()
        except ValueUnreadable as error:
            self._say(str(error))
            return
        self._say("")
        self._told.setText(preview(store, walk, day).words())
        sheets = to_walk(store, day)
        titles = store.titles(RoundSheet.TABLE, [sheet.id for sheet in sheets])
        self.model.show_rows((one, titles[one.id].removeprefix(one.code).strip()) for one in sheets)
        self._stack.setCurrentIndex(0 if sheets else 1)
        self.print_all.setEnabled(bool(sheets))

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.go.setEnabled(not self._work.is_running())

    def _on_activated(self, index: QModelIndex) -> None:
        sheet = index.data(ROW_ROLE)
        if sheet is not None:
            self.open_requested.emit(RoundSheet.TABLE, sheet.id)

    def _lay_out(self, lead: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(10))
        for editor, wide in ((self.day, DAY_WIDE), (self.place, PLACE_WIDE), (self.visitor, NAME_WIDE)):
            editor.setMaximumWidth(px(wide))
            line.addWidget(label(editor.kind.label if editor is not self.place else self.tr("哪里"), "quiet"))
            line.addWidget(editor, 1)
        line.addStretch(1)
        card = Card()
        head = QHBoxLayout()
        head.addWidget(self._told, 1)
        head.addWidget(self.print_all)
        head.addWidget(self.go)
        self._stack.addWidget(self.list)
        self._stack.addWidget(
            EmptyState(self.tr("这一天还没有走访单"), self.tr("选好哪里，按 Ctrl+Enter 备单：一栋一张，带单号和行号"))
        )
        card.inside.addLayout(head)
        card.inside.addWidget(self._fault)
        card.inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addLayout(line)
        column.addWidget(card, 1)
