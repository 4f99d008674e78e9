"""一本专项台账: who is in it, who is left by grid, and Space for whoever is done with."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QItemSelection, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import AppError
from db.records.registry.ledger import Ledger, LedgerColumn, LedgerRow
from db.services.registry import ledgers
from db.services.registry.ledgers import Asked, Changed
from db.values import masks
from db.values.day import long_form
from db.values.reference import parted
from gui.keys import on_key
from gui.lookup import initials
from gui.models.ledger_table import GRID, ROW_ROLE, LedgerTableModel
from gui.pages.registry.ledger_prints import LedgerPrints
from gui.session import Session
from gui.tasks import Tick
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.ledger_view import LedgerView
from gui.widgets.parts import Card, PageHeader, button, label
from gui.widgets.print_menu import PrintMenu
from gui.widgets.progress import Progress

T = TypeVar("T")
LEFT, EVERY, DONE = "left", "every", "done"
DAYS_SHOWN = 7
MANY = 1000
"""More rows than these are marked in the background."""


class LedgerPage(QWidget):
    """One ledger.

    Signals:
        back_requested: the clerk wants back.
        edit_requested: the id of the ledger whose form is wanted.
        open_requested: table and id of who a row is about.
        saved: the id of the ledger that something was saved of.
    """

    back_requested = Signal()
    edit_requested = Signal(object)
    open_requested = Signal(str, object)
    saved = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.ledger = Ledger()
        self.rows: list[LedgerRow] = []
        self.state, self.grid = LEFT, ""
        self._more = Changed()
        self._marking = False
        self._header = PageHeader("", with_back=True)
        self._header.back_requested.connect(self.back_requested)
        self.model = LedgerTableModel(self._write, self)
        self.view = LedgerView(self.model)
        self.view.marked.connect(self.turn_marks)
        self.view.removed.connect(self.take_out)
        self.view.opened.connect(self._on_opened)
        self.view.selectionModel().selectionChanged.connect(self._show_go)
        self.prints = LedgerPrints(session, self)
        menu = PrintMenu(lambda: self.prints.choices(self.ledger, self.rows, self._picked()))
        menu.chosen.connect(lambda choice: choice.job())
        edit = button(self.tr("修改"), "quiet")
        edit.clicked.connect(lambda: self.edit_requested.emit(self.ledger.id))
        self.go = button(self.tr("办了"), "primary", self.tr("空格"))
        self.go.clicked.connect(self.turn_marks)
        for one in (edit, menu, self.go):
            self._header.add_action(one)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("姓名、首字母、门牌"))
        self.words.setAccessibleName(self.tr("在台账里找"))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(px(220))
        self.words.textChanged.connect(lambda _: self._show_rows())
        self.words.returnPressed.connect(self.take_focus)
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
            self.view.selectRow(0)
        self.view.setFocus()

    # What the clerk does.

    def turn_marks(self) -> None:
        """Marks the selected rows as done today; where all of them are, lets them be left again. The next one is up then."""
        picked = self._picked()
        if not picked or self._marking:
            return
        day = None if all(row.done for row in picked) else date.today()
        changing = [row for row in picked if (row.done is None) == (day is not None)]
        at = max(index.row() for index in self.view.selectionModel().selectedRows())
        store = self._session.store
        who = store.actor
        if len(changing) <= MANY:
            saved = self._done(lambda: ledgers.mark(store, changing, day, who))
            if saved is not None:
                self._on_marked(changing, saved, at)
            return

        def apart(tick: Tick) -> list[LedgerRow]:
            own = store.again()
            try:
                return ledgers.mark(own, changing, day, who, tick)
            finally:
                own.close()

        title = self.tr("正在记“办了”") if day else self.tr("正在改回没有办")
        task = Progress(title, self.window(), self._session.messages).run(
            apart, lambda saved: self._on_marked(changing, saved, at)
        )
        self._marking = True
        task.failed.connect(lambda _: self.refresh())
        task.finished.connect(self._on_marking_over)

    def take_out(self) -> None:
        """Takes the selected rows out of the ledger; that can be taken back."""
        picked, store = self._picked(), self._session.store
        if not picked:
            return
        at = min(index.row() for index in self.view.selectionModel().selectedRows())
        if self._done(lambda: [ledgers.take_out(store, picked)]) is None:
            return
        self._read()
        self.saved.emit(self.ledger.id)
        self.view.selectRow(min(at, len(self.model.rows) - 1))
        whom = masks.in_text(picked[0].name) if len(picked) == 1 else self.tr("{0} 条").format(len(picked))
        self._session.messages.inform(self.tr("拿掉了：{0}").format(whom), lambda: self._put_back(picked))

    def bring_in(self) -> None:
        """Adds those whom the list has more by today."""
        ledger, store = self.ledger, self._session.store
        if not self._more.more:
            return
        before = {row.id for row in self.rows}
        asked = Asked(store.kinds[ledger.table], self._more.more)
        if self._done(lambda: [ledgers.freeze(store, ledger, asked, date.today())]) is None:
            return
        self.refresh()
        fresh = [row for row in self.rows if row.id not in before]
        self._session.messages.inform(self.tr("补进 {0} 条").format(len(fresh)), lambda: self._take_out(fresh))

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
        band = QHBoxLayout()
        band.addWidget(self._band, 1)
        band.addWidget(self.bring)
        self._states, self._grids = QButtonGroup(self), QButtonGroup(self)
        self.chips: dict[str, QPushButton] = {}
        chips = QWidget()
        self._flow = FlowLayout(chips, px(8))
        card = Card()
        top = QHBoxLayout()
        top.addWidget(self._told, 1)
        top.addWidget(self.words)
        card.inside.addLayout(top)
        card.inside.addWidget(chips)
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
        self.rows = ledgers.rows_of(store, self.ledger.id)
        self._more = ledgers.changed(store, self.ledger, self.rows) if not self.ledger.closed else Changed()
        self._show()

    def _take(self, saved: Sequence[LedgerRow]) -> None:
        """Shows rows just saved; those that are shown stay in sight until another part is chosen."""
        fresh = {row.id: row for row in saved}
        self.rows = [fresh.get(row.id, row) for row in self.rows]
        self.model.put(saved)
        self._show_words()
        self.saved.emit(self.ledger.id)

    def _shown(self) -> list[LedgerRow]:
        words = self.words.text().strip().casefold()
        return [
            row
            for row in self.rows
            if (self.state == EVERY or (row.done is None) == (self.state == LEFT))
            and (not self.grid or (row.grid or ledgers.NO_GRID) == self.grid)
            and (not words or words in f"{row.name} {row.place}".casefold() or words in initials(row.name))
        ]

    def _show(self) -> None:
        self._show_words()
        self._show_rows()

    def _show_rows(self) -> None:
        kept = self.view.currentIndex().data(ROW_ROLE)
        self.model.show_ledger(self.ledger, self._shown())
        self.view.fit()
        self.view.setColumnHidden(GRID, bool(self.grid))
        at = next((n for n, row in enumerate(self.model.rows) if kept and row.id == kept.id), 0)
        if self.model.rows:
            self.view.selectRow(at)
        self._show_go()

    def _show_words(self) -> None:
        one, left = self.ledger, sum(row.done is None for row in self.rows)
        self._header.set_title(one.name)
        days = f"{one.since} — {one.until or ''}".strip(" —")
        source = self.tr("{0} 取自名单“{1}”").format(one.frozen, one.source) if one.source else ""
        self._header.set_remark("　".join(filter(None, (days, source))))
        self._told.setText(self._progress(left))
        by_day = [f"{day:%m-%d} {count}" for day, count in ledgers.by_day(self.rows)[:DAYS_SHOWN]]
        daily = self.tr("每天办了：{0}").format("　".join(by_day)) if by_day else ""
        keys = (
            self.tr("空格记“办了”，再按取消；双击或 F2 写自己的栏目；回车打开这个人；Delete 拿掉") if self.rows else ""
        )
        self._hint.setText("　　".join(filter(None, (daily, keys))))
        self._show_band()
        self._show_chips(left)

    def _progress(self, left: int) -> str:
        if not self.rows:
            return self.tr("还没有人：到居民等列表里筛好名单，点“更多… → 加进专项台账…”")
        done, end = len(self.rows) - left, self.ledger.until
        told = self.tr("已办 {0:,} / {1:,}，还剩 {2:,}").format(done, len(self.rows), left)
        if not left:
            return self.tr("{0}：都办完了").format(told)
        if end is None or self.ledger.closed:
            return told
        days = (end - date.today()).days
        late = self.tr("已过 {0} 天").format(-days) if days < 0 else self.tr("还有 {0} 天").format(days)
        return self.tr("{0}；{1}截止，{2}").format(told, long_form(end), late)

    def _show_band(self) -> None:
        more, fewer = len(self._more.more), [masks.in_text(row.name) for row in self._more.fewer]
        told: list[str] = []
        if more:
            told.append(self.tr("名单今天多了 {0:,} 条，不在台账里").format(more))
        if fewer:
            names = "、".join(fewer[:5]) + (self.tr("等") if len(fewer) > 5 else "")
            told.append(self.tr("{0:,} 条已不在名单里（{1}），台账里照样留着").format(len(fewer), names))
        self._band.setText("；".join(told))
        self._band.setVisible(bool(told))
        self.bring.setVisible(bool(more))

    def _show_chips(self, left: int) -> None:
        """Left, all and done; then each grid with how many are left in it."""
        total = len(self.rows)
        wanted = [
            (LEFT, self.tr("还剩 {0:,}").format(left), self.state == LEFT),
            (DONE, self.tr("已办 {0:,}").format(total - left), self.state == DONE),
            (EVERY, self.tr("全部 {0:,}").format(total), self.state == EVERY),
        ]
        found = ledgers.by_grid(self.rows)
        if len(found) > 1:
            wanted += [
                (f"grid {one.grid}", self.tr("{0} 还剩 {1:,}").format(one.grid, one.left), one.grid == self.grid)
                for one in found
            ]
        if list(self.chips) != [key for key, _, _ in wanted]:
            self._make_chips([key for key, _, _ in wanted])
        for key, text, on in wanted:
            chip = self.chips[key]
            chip.setText(text)
            chip.setChecked(on)

    def _make_chips(self, keys: Sequence[str]) -> None:
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for key in keys:
            chip = button("", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on=False, key=key: self._on_chip_clicked(key))
            self._flow.addWidget(chip)
            self.chips[key] = chip

    def _on_chip_clicked(self, key: str) -> None:
        if key.startswith("grid "):
            grid = key.removeprefix("grid ")
            self.choose(self.state, "" if grid == self.grid else grid)
        else:
            self.choose(key)

    def _picked(self) -> list[LedgerRow]:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.rows[row] for row in rows]

    def _show_go(self, *_: QItemSelection) -> None:
        picked = self._picked()
        self.go.setEnabled(bool(picked))
        self.go.setText(self.tr("没有办") if picked and all(row.done for row in picked) else self.tr("办了"))

    def _write(self, row: LedgerRow, column: LedgerColumn, typed: str) -> bool:
        store = self._session.store
        saved = self._done(lambda: [ledgers.write(store, row, column, typed)])
        if saved is not None:
            self._take(saved)
        return saved is not None

    def _restore(self, before: Sequence[LedgerRow]) -> None:
        store = self._session.store
        saved = self._done(lambda: ledgers.restore(store, before))
        if saved is not None:
            self._read()
            self.saved.emit(self.ledger.id)

    def _take_out(self, rows: Sequence[LedgerRow]) -> None:
        store = self._session.store
        self._done(lambda: ledgers.take_out(store, rows))
        self.refresh()

    def _put_back(self, rows: Sequence[LedgerRow]) -> None:
        store = self._session.store
        self._done(lambda: ledgers.put_back(store, rows))
        self.refresh()
        self.saved.emit(self.ledger.id)

    def _on_marking_over(self) -> None:
        self._marking = False

    def _on_marked(self, before: Sequence[LedgerRow], saved: Sequence[LedgerRow], at: int) -> None:
        self._take(saved)
        if at + 1 < len(self.model.rows):
            self.view.selectRow(at + 1)
        words = self.tr("记下了：{0} 办了") if saved[0].done else self.tr("改回没有办：{0}")
        whom = masks.in_text(saved[0].name) if len(saved) == 1 else self.tr("{0} 条").format(len(saved))
        self._session.messages.inform(words.format(whom), lambda: self._restore(before))

    def _on_opened(self, row: LedgerRow) -> None:
        if self.ledger.table:
            self.open_requested.emit(self.ledger.table, parted(row.who)[1])

    def _done(self, do: Callable[[], T]) -> T | None:
        """What it gives; None where it could not be done, which is told, and all is read again."""
        try:
            return do()
        except AppError as error:
            self._session.messages.show_error(error)
            self.refresh()
            return None
