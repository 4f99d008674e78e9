"""共性, on the page of one matter: whether it stands among others of its kind and place, and the key that leads there."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from db.records.base import Record
from db.records.condition import is_not
from db.records.matters.common_flow import DECLINED, VOID_STAGES
from db.records.matters.common_problem import CommonProblem
from db.records.matters.matter import Matter
from db.records.may import Right
from db.services.matters.clusters import Cluster, cluster_of, laid_down
from db.store import among, none_of
from db.values import masks
from gui.pages.matter_moves import Desk
from gui.pages.matters.common_add import add
from gui.theme import px
from gui.widgets.parts import Card, button, label
from gui.words import tr

KEY = "G"


class CommonCard(Card):
    """One line; hidden for whatever stands alone.

    Signals:
        open_requested: table and id.
        begin_requested: the table of common problems, and what one begins with.
    """

    open_requested = Signal(str, object)
    begin_requested = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=14)
        self._desk = desk
        self._go: Callable[[], object] | None = None
        self.told = label("", wrap=True)
        self.act = button("", "chip", tr("按 {0}；正在填写时按 Alt+{0}").format(KEY))
        self.act.clicked.connect(lambda: self.go())
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(label(tr("同类"), "quiet"))
        row.addWidget(self.told, 1)
        row.addWidget(self.act)
        self.inside.addLayout(row)
        self.hide()

    def show_record(self, record: Record) -> None:
        """Looks where a matter stands."""
        self._go = None
        self.hide()
        session = self._desk.session
        if not isinstance(record, Matter) or not record.id or CommonProblem.TABLE not in session.seen:
            return
        found = cluster_of(self._desk.store, record, date.today())
        if found is None:
            if known := self._known(record):
                self._go = lambda: self.open_requested.emit(CommonProblem.TABLE, known)
            return
        self.told.setText(self._words(found))
        may = session.may(CommonProblem, Right.CHANGE if found.problem else Right.MAKE)
        self._go = (lambda: self._do(record, found)) if may else None
        self.act.setText(tr("归进去") if found.problem else tr("立为共性问题"))
        self.act.setVisible(may)
        self.show()

    def go(self) -> None:
        """What the key and the button do: nothing for a matter that stands alone."""
        if self._go is not None:
            self._go()

    def _do(self, record: Matter, found: Cluster) -> None:
        if not found.problem:
            self.begin_requested.emit(CommonProblem.TABLE, {"matter": record.id})
            return
        again = self._desk.store.get(Matter, record.id)
        add(self._desk.session, record.id, lambda _id: self._desk.done(again, None), lambda: self.show_record(record))

    def _known(self, record: Matter) -> int:
        """The common problem that has it, or that with which it is counted; 0 for none."""
        store = self._desk.store
        ids = store.owner_ids(CommonProblem, "matters", "matter", {record.id, record.root} - {0})
        live = none_of("stage", VOID_STAGES), *store.where(CommonProblem, (is_not("outcome", DECLINED),))
        return next(iter(store.ids(CommonProblem, among("id", ids), *live, order=("-raised", "-id"))), 0) if ids else 0

    def _words(self, found: Cluster) -> str:
        store, name = self._desk.store, masks.in_text(found.name)
        _, days = laid_down(store, date.today())
        if not found.problem:
            return tr("近 {0} 天{1}的诉求 {2} 件，可能是共性问题").format(days, name, len(found.matters))
        title = store.titles(CommonProblem.TABLE, [found.problem]).get(found.problem, "")
        return tr("共性问题“{0}”正在治理，这一件还没有归进去").format(masks.in_text(title))
