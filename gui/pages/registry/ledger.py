"""一本专项台账: who is in it, who is left by grid, and Space for whoever is done with."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelection, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from db.records.base import fields_of
from db.records.may import Right
from db.records.power import Power
from db.records.registry.ledger import Ledger, LedgerRow
from db.services.registry.ledgers import counts
from db.services.registry.ledgers.counts import Changed
from db.services.registry.ledgers.taken_out import taken_out
from db.services.registry.ledgers.tying import known_by_now
from db.values.reference import parted
from gui.keys import on_key
from gui.lookup import initials
from gui.models.ledger_table import ROW_ROLE, LedgerTableModel
from gui.pages.registry import ledger_words
from gui.pages.registry.ledger_doing import LedgerDoing
from gui.pages.registry.ledger_export import LedgerExport
from gui.pages.registry.ledger_prints import LedgerPrints
from gui.session import Session
from gui.theme import px
from gui.widgets.ledger_chips import EVERY, LEFT, LedgerChips
from gui.widgets.ledger_view import LedgerView
from gui.widgets.parts import Card, PageHeader, button, label
from gui.widgets.print_menu import PrintMenu

MOST_NAMED = 20
"""So many of those who were taken out are named one by one in the menu that puts them back."""


class LedgerPage(QWidget):
    """One ledger.

    Signals:
        back_requested: the clerk wants back.
        edit_requested: the id of the ledger whose form is wanted.
        open_requested: table and id of who a row is about.
        saved: the id of the ledger that something was saved of.
        bring_requested: the id of the ledger into which a table is to be taken.
        begin_requested: table of somebody whom the register does not know yet, and what a row tells of them.
    """

    back_requested = Signal()
    edit_requested = Signal(object)
    open_requested = Signal(str, object)
    saved = Signal(object)
    bring_requested = Signal(object)
    begin_requested = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.ledger = Ledger()
        self.rows: list[LedgerRow] = []
        self.state, self.grid = LEFT, ""
        self._more = Changed()
        self._out: list[LedgerRow] = []
        self._known: Mapping[int, int] = {}
        self.doing = LedgerDoing(session, self)
        self.doing.saved.connect(self._take)
        self.doing.reshaped.connect(self._on_reshaped)
        self._header = PageHeader("", with_back=True)
        self._header.back_requested.connect(self.back_requested)
        self.model = LedgerTableModel(self.doing.write, self)
        self.view = LedgerView(self.model)
        self.view.marked.connect(self.turn_marks)
        self.view.removed.connect(self.take_out)
        self.view.opened.connect(self._on_opened)
        self.view.selectionModel().selectionChanged.connect(self._show_go)
        self.prints = LedgerPrints(session, self)
        menu = PrintMenu(lambda: self.prints.choices(self.ledger, self.rows, self._picked()))
        menu.chosen.connect(lambda choice: choice.job())
        menu.setToolTip("Ctrl+P")
        on_key("Ctrl+P", self, menu.open)
        edit = button(self.tr("修改"), "quiet")
        edit.clicked.connect(lambda: self.edit_requested.emit(self.ledger.id))
        bring = button(self.tr("导入…"), "quiet")
        bring.clicked.connect(lambda: self.bring_requested.emit(self.ledger.id))
        self.export = LedgerExport(session, self)
        export = button(self.tr("导出…"), "quiet")
        export.clicked.connect(self._on_export_clicked)
        self.go = button(self.tr("办了"), "primary", self.tr("空格"))
        self.go.clicked.connect(self.turn_marks)
        rows, may = LedgerRow, session.may
        hidden = {
            edit: not may(Ledger, Right.CHANGE),
            bring: not (may(rows, Right.MAKE) and session.can(Power.IMPORT)),
            export: not may(Ledger, Right.EXPORT),
            self.go: not may(rows, Right.CHANGE),
        }
        for one in (edit, bring, export, menu, self.go):
            self._header.add_action(one)
            if hidden.get(one):
                one.hide()
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("姓名、首字母、门牌"))
        self.words.setAccessibleName(self.tr("在台账里找"))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(px(220))
        self.words.textChanged.connect(lambda _: self._show_rows())
        self.words.returnPressed.connect(self.take_focus)
        self.bar = LedgerChips()
        self.bar.chosen.connect(self.choose)
        self._lay_out()
        on_key("Ctrl+F", self, self.words.setFocus)

    # What the window asks.

    def show_ledger(self, ledger_id: int) -> None:
        """Shows a ledger.

        Raises:
            RecordGone: it is no longer there.
        """
        fresh = ledger_id != self.ledger.id
        self.ledger = self._session.store.get(Ledger, ledger_id)
        if fresh:
            self.state, self.grid = LEFT, ""
            self.words.clear()
        self._read()
        if fresh and self.rows and not self._shown():
            self.state = EVERY
            self._show()

    def refresh(self) -> None:
        """Reads the same ledger again."""
        found = self._session.store.find(Ledger, self.ledger.id) if self.ledger.id else None
        if found is not None:
            self.ledger = found
            self._read()

    def take_focus(self) -> None:
        """Lets the keys work at once."""
        if self.model.rows and not self.view.currentIndex().isValid():
            self.view.go_to(0)
        self.view.setFocus()

    # What the clerk does.

    def turn_marks(self) -> None:
        """Marks the selected rows as done today; where all of them are, lets them be left again. They stay selected."""
        if self._session.may(LedgerRow, Right.CHANGE) and (picked := self._picked()):
            self.doing.turn_marks(picked)

    def take_out(self) -> None:
        """Takes the selected rows out of the ledger; the next one is up then."""
        if self._session.may(LedgerRow, Right.DELETE) and (picked := self._picked()):
            at = min(index.row() for index in self.view.selectionModel().selectedRows())
            self.doing.take_out(self.ledger, picked, lambda: self._go_to(min(at, len(self.model.rows) - 1)))

    def bring_in(self) -> None:
        """Adds those whom the list has more by today."""
        if self._more.more:
            self.doing.bring_in(self.ledger, self._more.more)

    def put_back(self) -> None:
        """Puts back whoever was taken out; of several the clerk says whom."""
        if len(self._out) == 1:
            self.doing.put_back(self._out)
            return
        self.outs.clear()
        for row in self._out[:MOST_NAMED]:
            self.outs.addAction(ledger_words.called([row]), partial(self.doing.put_back, [row]))
        self.outs.addAction(self.tr("全部 {0:,} 条").format(len(self._out)), partial(self.doing.put_back, self._out))
        self.outs.popup(self.back.mapToGlobal(self.back.rect().bottomLeft()))

    def tie(self) -> None:
        """Ties the rows of whom the register knows by now."""
        if self._known:
            self.doing.tie([row for row in self.rows if row.id in self._known], self._known)

    def choose(self, state: str, grid: str | None = None) -> None:
        """Shows those that are left, or done, or all; of a grid alone."""
        self.state = state
        self.grid = self.grid if grid is None else grid
        self._show()

    # Inside.

    def _lay_out(self) -> None:
        self._told = label("", size="large")
        self._hint = label("", "quiet", "small", wrap=True)
        self._band = label("", "warn", wrap=True)
        self.bring = button(self.tr("补进来"))
        self.bring.clicked.connect(self.bring_in)
        self.back, self.outs = button(self.tr("放回")), QMenu(self)
        self.back.clicked.connect(self.put_back)
        self.tying = button(self.tr("连上"))
        self.tying.clicked.connect(self.tie)
        band = QHBoxLayout()
        band.addWidget(self._band, 1)
        band.addWidget(self.bring)
        band.addWidget(self.back)
        band.addWidget(self.tying)
        card = Card()
        top = QHBoxLayout()
        top.addWidget(self._told, 1)
        top.addWidget(self.words)
        card.inside.addLayout(top)
        card.inside.addWidget(self.bar)
        card.inside.addLayout(band)
        card.inside.addWidget(self.view, 1)
        card.inside.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(10))
        column.addWidget(self._header)
        column.addWidget(card, 1)

    def _read(self) -> None:
        store = self._session.store
        self.rows = counts.rows_of(store, self.ledger.id)
        is_open = not self.ledger.closed
        self._out = taken_out(store, self.ledger, self.rows) if is_open else []
        self._more = counts.changed(store, self.ledger, self.rows, self._out) if is_open else Changed()
        self._known = known_by_now(store, self.ledger, self.rows) if is_open else {}
        self._show()

    def _take(self, saved: Sequence[LedgerRow]) -> None:
        """Shows rows just saved; those that are shown stay in sight until another part is chosen."""
        fresh = {row.id: row for row in saved}
        self.rows = [fresh.get(row.id, row) for row in self.rows]
        self.model.put(saved)
        self._show_words()
        self._show_go()
        self.saved.emit(self.ledger.id)

    def _on_reshaped(self) -> None:
        self.refresh()
        self.saved.emit(self.ledger.id)

    def _shown(self) -> list[LedgerRow]:
        words = self.words.text().strip().casefold()
        return [
            row
            for row in self.rows
            if (self.state == EVERY or (row.done is None) == (self.state == LEFT))
            and (not self.grid or (row.grid or counts.NO_GRID) == self.grid)
            and (not words or words in f"{row.name} {row.place}".casefold() or words in initials(row.name))
        ]

    def _show(self) -> None:
        self._show_words()
        self._show_rows()

    def _show_rows(self) -> None:
        kept = self.view.currentIndex().data(ROW_ROLE)
        self.model.show_ledger(self.ledger, self._shown())
        self.view.fit()
        self.view.show_columns(grid=not self.grid)
        at = next((n for n, row in enumerate(self.model.rows) if kept and row.id == kept.id), 0)
        self._go_to(at)
        self._show_go()

    def _show_words(self) -> None:
        self._header.set_title(self.ledger.name)
        self._header.set_remark(ledger_words.remark(self.ledger))
        self._told.setText(ledger_words.progress(self.ledger, self.rows, date.today()))
        self._hint.setText(ledger_words.hint(self.rows))
        told = ledger_words.band(self._more, self._known, self._out)
        self._band.setText(told)
        self._band.setVisible(bool(told))
        self.bring.setVisible(bool(self._more.more) and self._session.may(LedgerRow, Right.MAKE))
        self.back.setVisible(bool(self._out) and self._session.may(LedgerRow, Right.MAKE))
        self.tying.setVisible(bool(self._known) and self._session.may(LedgerRow, Right.CHANGE))
        self.bar.show_rows(self.rows, self.state, self.grid)

    def _go_to(self, row: int) -> None:
        if 0 <= row < len(self.model.rows):
            self.view.go_to(row)

    def _picked(self) -> list[LedgerRow]:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.rows[row] for row in rows]

    def _show_go(self, *_: QItemSelection) -> None:
        picked = self._picked()
        self.go.setEnabled(bool(picked))
        self.go.setText(self.tr("没有办") if picked and all(row.done for row in picked) else self.tr("办了"))

    def _on_export_clicked(self) -> None:
        self.export.ask(self.ledger, self.rows, self._picked(), self.model.rows)

    def _on_opened(self, row: LedgerRow) -> None:
        if row.who and self.ledger.table:
            self.open_requested.emit(self.ledger.table, parted(row.who)[1])
        elif self.ledger.table:
            told = {"name": row.name, "id_number": row.number, "phone": row.phone}
            fields = fields_of(self._session.store.kinds[self.ledger.table].record)
            given = {name: text for name, text in told.items() if text and name in fields}
            self.begin_requested.emit(self.ledger.table, given)
