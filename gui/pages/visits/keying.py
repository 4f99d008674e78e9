"""填回走访单: the code of the paper, its exceptions, and all of it written down at once; with the keyboard alone."""

from datetime import date

from attrs import evolve
from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError, ArgumentError
from db.fields import Name
from db.records.registry.place import House
from db.records.visits.round_sheet import RoundSheet
from db.services.visits.key_sheet import Exceptional, Keyed, key_sheet, sheet_of, take_back
from db.services.visits.visit_round import called
from gui.keys import on_key, red_key
from gui.models.visit_tables import (
    LINE_DOOR,
    LINE_HEAD,
    LINE_NUMBER,
    LINE_RESULT,
    LINE_TOLD,
    ROW_ROLE,
    KeyedLine,
    KeyedTableModel,
)
from gui.pages.visits.exception_line import ExceptionLine, results
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import TextEditor
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label
from gui.widgets.plain_table import plain_table

WIDTHS = {LINE_NUMBER: 64, LINE_DOOR: 150, LINE_HEAD: 130, LINE_RESULT: 110}
ROW = 34
CODE_WIDE, NAME_WIDE = 120, 140


class KeyingPage(QWidget):
    """The code, the line of exceptions, and the doors of the paper.

    Signals:
        saved: the id of a visit that was written down or taken back.

    Attributes:
        code: of the paper; Enter opens it.
        visitor: who walked.
        line: an exception.
        go: writes all of it down.
        sheet: the paper that is keyed; None while there is none.
    """

    saved = Signal(object)

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self.sheet: RoundSheet | None = None
        self._doors: dict[int, KeyedLine] = {}
        self._others: dict[int, Exceptional] = {}
        self.code = QLineEdit()
        self.code.setAccessibleName(self.tr("单号"))
        self.code.setPlaceholderText(self.tr("五位数字"))
        self.code.returnPressed.connect(self.open_sheet)
        self.visitor = TextEditor(Name(self.tr("走访人")))
        self.visitor.line.setAccessibleName(self.visitor.kind.label)
        self.line = ExceptionLine()
        self.line.keyed.connect(self._on_keyed)
        self.line.refused.connect(self._say)
        self._told, self._fault = label(size="large"), label("", "accent", wrap=True)
        self.go = button(self.tr("记下"), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        self.model = KeyedTableModel(self)
        self.list = plain_table(self.model, LINE_TOLD, WIDTHS, ROW)
        self.list.activated.connect(self._on_activated)
        self._stack = QStackedWidget()
        self._lay_out(lead)
        on_key("Delete", self.list, self._drop)
        red_key(self, self.commit)
        self._show_sheet(None)

    def take_focus(self) -> None:
        """The code is what is asked first."""
        (self.line.number if self.sheet else self.code).setFocus()

    def refresh(self) -> None:
        """What was keyed stays; a paper that somebody else keyed meanwhile is told when it is written down."""

    def open_sheet(self) -> None:
        """Shows the doors of the paper whose code is written; says why not. What was keyed of another one is not lost unasked."""
        if self.sheet and self._others and self.code.text().strip() != self.sheet.code:
            said = self.tr("走访单 {0} 输了 {1} 户例外还没记下；先按 Ctrl+Enter 记下，或删掉例外").format(
                self.sheet.code, len(self._others)
            )
            self._say(said)
            self.code.setText(self.sheet.code)
            return
        try:
            self._show_sheet(sheet_of(self._session.store, self.code.text()))
        except AppError as error:
            self._show_sheet(None)
            self._say(str(error))
            self.code.selectAll()

    def commit(self) -> None:
        """Writes a visit down for every door, or says why not."""
        if self.sheet is None:
            self.open_sheet()
            return
        if not self.line.is_empty():
            self.line.take()
            if not self.line.is_empty():
                return
        try:
            keyed = key_sheet(
                self._session.store,
                self.sheet,
                visitor=self.visitor.value(),
                exceptions=list(self._others.values()),
                today=date.today(),
            )
        except AppError as error:
            self._say(str(error))
            return
        self._tell(keyed)

    def _tell(self, keyed: Keyed) -> None:
        others = len(self._others)
        said = self.tr("走访单 {0} 填回了：记了 {1} 次走访，{2} 户例外").format(
            keyed.sheet.code, len(keyed.visits), others
        )
        self.code.clear()
        self._show_sheet(None)
        self.code.setFocus()
        if keyed.visits:
            self.saved.emit(keyed.visits[-1].id)
        self._session.messages.inform(said, lambda: self._take_back(keyed))

    def _take_back(self, keyed: Keyed) -> None:
        try:
            take_back(self._session.store, keyed)
        except AppError as error:
            self._session.messages.show_error(error)
            return
        if keyed.visits:
            self.saved.emit(keyed.visits[-1].id)
        self._session.messages.inform(self.tr("已撤销，走访单 {0} 又是没填回的").format(keyed.sheet.code))

    def _show_sheet(self, sheet: RoundSheet | None) -> None:
        store = self._session.store
        self.sheet, self._others = sheet, {}
        self._say("")
        self.line.clear()
        self.line.setVisible(sheet is not None)
        self.go.setEnabled(sheet is not None)
        self._stack.setCurrentIndex(0 if sheet else 1)
        if sheet is None:
            self._told.setText("")
            self._doors = {}
            self.model.show_rows(())
            return
        houses = store.get_many(House, [door.house for door in sheet.doors])
        heads = called(store, houses)
        titles = {house.id: house.title({"building": ""}) for house in houses.values()}
        self._doors = {
            door.line or 0: KeyedLine(door.line or 0, titles.get(door.house, ""), heads.get(door.house, ""))
            for door in sheet.doors
        }
        self.visitor.set_value(sheet.visitor or store.actor)
        self._show_lines()
        if sheet.day and sheet.day > date.today():
            self._say(self.tr("这张单的走访日是 {0}，还没有到；现在记下，走访记在今天").format(sheet.day))
        self.line.number.setFocus()

    def _show_lines(self) -> None:
        if self.sheet is None:
            return
        title = self._session.store.titles(RoundSheet.TABLE, [self.sheet.id])[self.sheet.id]
        counted = self.tr("{0}：{1} 户，{2} 户例外，其余平安无事").format(title, len(self._doors), len(self._others))
        self._told.setText(counted)
        lines = [evolve(door, other=self._others.get(n)) for n, door in self._doors.items()]
        self.model.show_lines(sorted(lines, key=lambda one: (one.other is None, one.line)), results())

    def _on_keyed(self, one: Exceptional) -> None:
        if one.line not in self._doors:
            error = ArgumentError(
                self.tr("这张走访单没有第 {0} 行").format(one.line), self.tr("行号是 1 到 {0}").format(len(self._doors))
            )
            self._say(str(error))
            self.line.number.setFocus()
            self.line.number.line.selectAll()
            return
        again = one.line in self._others
        self._others[one.line] = one
        self._show_lines()
        self.line.clear()
        self.line.number.setFocus()
        self._say(self.tr("第 {0} 行原来输过，改成了这一次的").format(one.line) if again else "")

    def _on_activated(self, index: QModelIndex) -> None:
        """Keys a line otherwise."""
        one = index.data(ROW_ROLE)
        if one is not None:
            self.line.show_one(one.other or Exceptional(line=one.line, result=""))

    def _drop(self) -> None:
        """Takes an exception out again."""
        one = self.list.currentIndex().data(ROW_ROLE)
        if one is not None and self._others.pop(one.line, None):
            self._show_lines()

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _lay_out(self, lead: QWidget) -> None:
        self.code.setFixedWidth(px(CODE_WIDE))
        self.visitor.setFixedWidth(px(NAME_WIDE))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(label(self.tr("单号"), "quiet"))
        head.addWidget(self.code)
        head.addWidget(label(self.tr("走访人"), "quiet"))
        head.addWidget(self.visitor)
        head.addStretch(1)
        head.addWidget(self.go)
        self._stack.addWidget(self.list)
        self._stack.addWidget(
            EmptyState(
                self.tr("输走访单上的单号，按回车"),
                self.tr("每一户先算平安无事，只输例外：行号、回车、结果、回车；Ctrl+Enter 一次记完"),
            )
        )
        card = Card()
        for part in (self._told, self._fault, self.line):
            card.inside.addWidget(part)
        card.inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addLayout(head)
        column.addWidget(card, 1)
