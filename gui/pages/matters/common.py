"""可能的共性问题, over the list of common problems: what looks like one, and what came since to one that is open."""

from datetime import date
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.centre.centre import Rule
from db.records.matters.common_problem import CommonProblem
from db.records.matters.matter import Matter
from db.records.may import Right
from db.services.matters.clusters import Cluster, clusters, decline, laid_down, lay_down_limits
from db.services.move import void
from db.store import Store
from db.values import masks
from gui.dialogs.cluster_rule import ClusterRule
from gui.keys import on_key, stops_in
from gui.large_work import LargeWork
from gui.pages.matters.common_add import add
from gui.pages.record_page import RecordPage
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, button, label, put_in_place
from gui.words import tr

SHOWN = 3
"""So many are told at once; the next ones come as these are dealt with."""
NAMED = 4
"""So many matters of one are named."""
MANY = 5000
"""Looking through more matters than these goes on behind the window."""
KEY = "Alt+G"


class CommonProposals(Card):
    """The card.

    Attributes:
        found: all that there is.
    """

    def __init__(self, session: Session, page: RecordPage) -> None:
        super().__init__(margin=14)
        self._session, self._page = session, page
        self._work = LargeWork(session, self, MANY)
        self.found: list[Cluster] = []
        self._told = label("", "quiet", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self._told, 1)
        if session.may(Rule, Right.CHANGE):
            self.rule = button(tr("改…"), "link", tr("几天里几件算一群"))
            self.rule.clicked.connect(self.ask_rule)
            head.addWidget(self.rule)
        self.inside.addLayout(head)
        self.inside.setSpacing(px(6))
        self._rows = QWidget()
        self.inside.addWidget(self._rows)
        page.record_saved.connect(lambda _table, _id: self._read())
        on_key(KEY, page, self.take_focus)

    def showEvent(self, event: QShowEvent) -> None:
        """What came meanwhile is told."""
        super().showEvent(event)
        if not event.spontaneous():
            self._read()

    def words(self) -> str:
        """What stands over the proposals."""
        return self._told.text()

    def take_focus(self) -> None:
        """Goes to the first one."""
        if stops := stops_in(self._rows):
            stops[0].setFocus()

    def adopt(self, one: Cluster) -> None:
        """Begins a common problem of it, to be looked over and saved."""
        self._page.open_new({"matter": one.matters[0]})

    def decline(self, one: Cluster) -> None:
        """It is none, which is remembered."""
        store = self._session.store
        try:
            saved = decline(store, store.get(Matter, one.matters[0]))
        except AppError as error:
            self._refused(error)
            return
        self._page.tell_saved(saved.id)
        told = tr("已记下：“{0}”不作为共性问题，不再提").format(masks.in_text(saved.name))
        self._session.messages.inform(told, partial(self._take_back, saved))

    def add(self, one: Cluster) -> None:
        """Adds what came since to the common problem that is open."""
        add(self._session, one.matters[0], self._page.tell_saved, self._read)

    def ask_rule(self) -> None:
        """Asks how many within how many days are told."""
        store = self._session.store
        count, days = laid_down(store, date.today())

        def take(count: str, days: str, since: date | None, source: str) -> None:
            lay_down_limits(store, count, days, since or date.today(), source)

        dialog = ClusterRule(count, days, take, self)
        dialog.finished.connect(lambda _result: self._read())
        dialog.open()

    # Inside.

    def _read(self) -> None:
        if not self.isVisible():
            return
        store, today = self._session.store, date.today()
        count, days = laid_down(store, today)

        def look(own: Store, _tick: object) -> list[Cluster]:
            return clusters(own, today)

        def show(found: list[Cluster]) -> None:
            self._show(found, count, days)

        self._work.do(tr("正在找同类诉求"), store.count(Matter), look, show)

    def _show(self, found: list[Cluster], count: int, days: int) -> None:
        self.found = found
        over = tr("可能的共性问题（同类、同一小区或楼栋，{0} 天内 {1} 件起）：").format(days, count)
        more = tr("{0} 群，先列 {1} 群").format(len(found), SHOWN) if len(found) > SHOWN else ""
        self._told.setText(over + (more if found else tr("现在没有")))
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for one in found[:SHOWN]:
            column.addLayout(self._line(one))
        held = any(stop.hasFocus() for stop in stops_in(self._rows))
        put_in_place(self.inside, self._rows, fresh)
        self._rows = fresh
        fresh.setVisible(bool(found))
        if held:  # the keys go on to the next one, and where there is none to the list
            (self.take_focus if found else self._page.take_focus)()

    def _line(self, one: Cluster) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        cell = QVBoxLayout()
        cell.setSpacing(0)
        cell.addWidget(label(self._title(one), wrap=True))
        cell.addWidget(label(self._subjects(one), "quiet", "small", wrap=True))
        row.addLayout(cell, 1)
        acts = (
            ((tr("加进去"), self.add),)
            if one.problem
            else ((tr("立为共性问题"), self.adopt), (tr("不采纳"), self.decline))
        )
        for words, do in acts:
            act = button(words, "chip")
            act.clicked.connect(lambda _on=False, do=do: do(one))
            row.addWidget(act)
        return row

    def _title(self, one: Cluster) -> str:
        came = tr("{0} 至 {1}").format(one.first, one.last)
        if not one.problem:
            return tr("{0} · {1} 件 · {2}").format(masks.in_text(one.name), len(one.matters), came)
        title = self._session.store.titles(CommonProblem.TABLE, [one.problem]).get(one.problem, "")
        return tr("“{0}”又来了 {1} 件 · {2}").format(masks.in_text(title), len(one.matters), came)

    def _subjects(self, one: Cluster) -> str:
        found = self._session.store.get_many(Matter, one.matters[:NAMED])
        named = [masks.in_text(found[i].subject) for i in one.matters[:NAMED] if i in found]
        return "；".join([*named, *(["…"] if len(one.matters) > NAMED else [])])

    def _take_back(self, saved: CommonProblem) -> None:
        store = self._session.store
        try:
            void(store, store.get(CommonProblem, saved.id), tr("撤回：不采纳"), store.person_at_work())
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(tr("已撤回"))
        self._page.tell_saved(saved.id)

    def _refused(self, error: AppError) -> None:
        self._session.messages.show_error(error)
        self._read()
