"""交接班: what a clerk has in hand, on one page; printed to be signed, and handed over to another one in one step."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import Record
from db.records.centre.account import Account
from db.records.centre.handover import Handover
from db.records.power import Power
from db.services.centre.handover.in_hand import InHand, Line, in_hand
from db.services.centre.handover.take_over import HandedOver, take_back, take_over, takers
from db.services.ticks import Tick
from db.store import Store
from gui.keys import on_key, red_key
from gui.large_work import LargeWork
from gui.models.handover_table import COL_DAY, COL_GROUP, COL_LABEL, COL_NOTE, COL_TITLE, LINE_ROLE, HandoverTableModel
from gui.pages.entries import SETTINGS
from gui.pages.router import Router
from gui.papers.handover_papers import sheet_of, sheet_of_deed
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label
from gui.widgets.plain_table import plain_table
from gui.widgets.print_menu import Printable, PrintMenu

WIDTHS = {COL_GROUP: 130, COL_LABEL: 100, COL_TITLE: 320, COL_DAY: 110}
ROW = 36
MANY = 30
"""More lines than these go over behind the window: one takes some 20 ms."""
SOME = 3
"""How many of the last handovers are told."""
WORKERS = "clerks"
"""The tab of the settings from which somebody leaves."""


class HandoverPage(QWidget):
    """The lines of one clerk.

    Attributes:
        model, view: the lines.
        whose: chooses whose they are; for whoever hands over for others.
        give: chooses who takes over, and does it.
        prints: the papers.
        back: leads back to where somebody is leaving.
    """

    def __init__(self, session: Session, router: Router) -> None:
        super().__init__()
        self._session, self._router = session, router
        self._account = session.store.account
        self._leaving = False
        self._found: InHand | None = None
        self._done: tuple[HandedOver, datetime] | None = None
        self.model = HandoverTableModel(self)
        self.view = plain_table(self.model, COL_NOTE, WIDTHS, ROW, gives_way=(COL_LABEL,))
        self.view.setAccessibleName(self.tr("手上的事"))
        self.view.activated.connect(self._on_activated)
        self.view.share(COL_TITLE)
        self.model.ticked.connect(self._say)
        self.whose = PrintMenu(self._people, self.tr("看谁的…"))
        self.prints = PrintMenu(self.papers)
        self.prints.chosen.connect(self._on_print_chosen)
        self.give = PrintMenu(self._takers, self.tr("交给…"))
        self.give.setProperty("kind", "primary")
        self.back = button(self.tr("回到工作人员"), "quiet")
        self.back.clicked.connect(self._go_back)
        self._work = LargeWork(session, self, MANY)
        self._header = PageHeader(self.tr("交接班"))
        self._told, self._past = label("", wrap=True), label("", "quiet", "small", wrap=True)
        self._empty, self._stack = EmptyState(""), QStackedWidget()
        self._lay_out()
        on_key("Space", self.view, self._toggle)
        on_key("Ctrl+A", self.view, self._tick_all)
        on_key("Ctrl+P", self, self.prints.open)
        on_key("F5", self, self.refresh)
        red_key(self, self.give.open)

    # What the window asks.

    def refresh(self) -> None:
        """Reads again what there is; what is ticked stays so."""
        store = self._session.store
        kept = self.view.currentIndex().row()
        try:
            self._found = in_hand(store, self._account)
        except AppError as error:
            self._session.messages.show_error(error)
            self._account, self._found = store.account, None
        lines = self._found.lines if self._found else ()
        self.model.show_lines(lines)
        self.view.selectRow(min(max(kept, 0), len(lines) - 1))
        self._stack.setCurrentIndex(0 if lines else 1)
        self.give.setEnabled(bool(lines))
        self._say()

    def show_part(self, account: str) -> None:
        """The lines of an account that is to leave."""
        self._leaving = True
        self._show(int(account))

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        (self.view if self.model.rows else self.prints).setFocus()

    def record_changed(self, _record: Record) -> None:
        """Something is otherwise than it is told here."""
        if self.isVisible():
            self.refresh()

    # What the clerk does.

    def papers(self) -> list[Printable]:
        """What can be printed."""
        now, account, keys = datetime.now(), self._account, self.model.keys
        found = [Printable(self.tr("交接单"), lambda: sheet_of(account, keys, now))]
        if self._done is not None:
            done, at = self._done
            told = self.tr("刚交给{0}的交接单").format(done.taker.name)
            found.insert(0, Printable(told, lambda: sheet_of_deed(done, at)))
        return found

    def hand_over(self, taker: int) -> None:
        """Hands over what is ticked, or all."""
        now, giver, leaving, keys = datetime.now(), self._account, self._leaving, self.model.keys or None

        def work(store: Store, tick: Tick) -> HandedOver:
            return take_over(store, (giver, taker), keys, now, tick, leaving=leaving)

        def done(handed: HandedOver) -> None:
            self._done = (handed, now) if handed.moved else None
            self.model.keys = frozenset()
            self.model.say_stayed({refusal.line.key: refusal.why for refusal in handed.refused})
            self.refresh()
            self._tell(handed)

        self._work.do(self.tr("正在交接"), len(keys or self.model.rows), work, done, self._refused)

    # Inside.

    def _tell(self, done: HandedOver) -> None:
        moved, stayed = len(done.moved), len(done.refused)
        told = self.tr("交给{0} {1} 条").format(done.taker.name, moved) if moved else self.tr("一条也没交成")
        if stayed:
            told += self.tr("，{0} 条没交，原因写在说明里").format(stayed)
        if done.gone:
            told += self.tr("，{0} 条已经不在手上").format(done.gone)
        self._session.messages.inform(told, (lambda: self._take_back(done)) if moved else None)
        if done.record is not None:
            self._router.tell_saved(Handover.TABLE, done.record.id)

    def _take_back(self, handed: HandedOver) -> None:
        def work(store: Store, tick: Tick) -> None:
            take_back(store, handed, tick)

        def done(_: None) -> None:
            self._done = None
            self.model.say_stayed({})
            self.refresh()

        self._work.do(self.tr("正在撤销"), len(handed.moved), work, done, self._refused)

    def _refused(self, error: AppError) -> None:
        self._session.messages.show_error(error)
        self.refresh()

    def _show(self, account: int) -> None:
        self._account, self._done = account, None
        self.model.keys = frozenset()
        self.model.say_stayed({})
        self.refresh()

    def _people(self) -> Sequence[Printable]:
        """Whose lines can be looked at: the clerk's own first, and apart those of who left and has something in hand still."""
        store = self._session.store
        own = store.account
        everybody = sorted(store.select(Account, order=("name",)), key=lambda one: one.id != own)
        left = self.tr("已经离开的")

        def choose(one: Account) -> Printable:
            def go() -> None:
                self._leaving = False
                self._show(one.id)

            return Printable(self.tr("我的") if one.id == own else one.name, go, left if one.left else "")

        here = [choose(one) for one in everybody if not one.left]
        return [*here, *(choose(one) for one in everybody if one.left and in_hand(store, one.id).lines)]

    def _takers(self) -> Sequence[Printable]:
        def choose(one: Account) -> Printable:
            return Printable(one.name, lambda: self.hand_over(one.id))

        return [choose(one) for one in takers(self._session.store, self._account)]

    def _go_back(self) -> None:
        """To where somebody leaves; who comes here next finds their own lines."""
        self._leaving = False
        self._show(self._session.store.account)
        self._router.show_page(SETTINGS, WORKERS)

    def _tick_all(self) -> None:
        every = frozenset(line.key for line in self.model.rows)
        self.model.keys = frozenset() if self.model.keys == every else every
        self.model.show_lines(self.model.rows)

    def _toggle(self) -> None:
        if (row := self.view.currentIndex().row()) >= 0:
            self.model.toggle(row)

    def _on_activated(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line) or line.is_covered:
            return
        if line.draft is None:
            self._router.open_record(line.table, line.id)
        elif self._account == self._session.store.account:
            self._router.open_draft(line.draft)

    def _on_print_chosen(self, choice: Printable) -> None:
        if (job := choice.job()) is not None:
            self._router.print_job(job)

    def _say(self) -> None:
        """How much there is, how much is ticked, and what was handed over before."""
        self.back.setVisible(self._leaving)
        if self._found is None:
            return
        name, store = self._found.giver.name, self._session.store
        counts = "，".join(self.tr("{0} {1}").format(group, count) for group, count in self._found.counts().items())
        ticked = len(self.model.keys)
        what = self.tr("勾了 {0} 条").format(ticked) if ticked else self.tr("没勾就是全部")
        self._told.setText(self.tr("{0}：{1}。空格勾要交的，{2}。").format(name, counts, what) if counts else name)
        self._empty.say(
            self.tr("{0}手上没有要交的").format(name),
            self.tr("答应的事、要回的话、经办的诉求和案件、要开的会、负责的职务和台账、草稿，有了都列在这里"),
        )
        last = store.select(Handover, order=("-at", "-id"), limit=SOME)
        titles = store.titles(Handover.TABLE, [one.id for one in last])
        past = "；".join(self.tr("{0} {1} 条").format(titles[one.id], one.count or 0) for one in last)
        self._past.setText(self.tr("最近的交接：{0}").format(past) if past else "")

    def _lay_out(self) -> None:
        for one in (self.whose, self.prints):
            one.setProperty("kind", "quiet")
        for one in (self.back, self.whose, self.prints, self.give):
            self._header.add_action(one)
        self.whose.setHidden(not self._session.can(Power.HAND_OVER))
        for menu in (self.whose, self.give):
            menu.chosen.connect(lambda choice: choice.job())
        card = Card()
        card.inside.addWidget(self._told)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        card.inside.addWidget(self._stack, 1)
        card.inside.addWidget(self._past)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(self._header)
        column.addWidget(card, 1)
