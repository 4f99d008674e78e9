"""可能重复: pairs of residents who may be one, looked for when a clerk asks; each is compared and merged, or kept apart for good."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records.registry.resident import RESIDENTS, Resident
from db.services.earlier import told
from db.services.registry.alike import Pair, pairs
from db.store import Store
from gui.keys import on_key
from gui.pages.registry.merging import ask_to_merge, keep_apart
from gui.session import Session
from gui.tasks import Tick, on_own_store
from gui.theme import px
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label, put_in_place, scrolled
from gui.widgets.progress import Progress

MOST = 40
"""How many pairs are shown at once; what is said makes room for more."""


class DuplicatesPage(QWidget):
    """One card a pair.

    Signals:
        open_requested: table and id.
        saved: the id of a resident who is otherwise than before.

    Attributes:
        found: the pairs that were found and of which nothing was said since.
    """

    open_requested = Signal(str, object)
    saved = Signal(object)

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self.found: list[Pair] = []
        self._looked = False
        self._merges: list[QPushButton] = []
        header = PageHeader("", lead=lead)
        self.seek = button(self.tr("查找可能重复的"), "primary", "F5")
        self.seek.clicked.connect(self.look)
        header.add_action(self.seek)
        self._inside = QWidget()
        self._inside.setObjectName("plain")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, px(6), 0)
        self._lines = QWidget()
        self._column.addWidget(self._lines)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(header)
        self._said = label("", "quiet", wrap=True)
        column.addWidget(self._said)
        column.addWidget(scrolled(self._inside), 1)
        on_key("F5", self, self.look)
        self._show()

    def refresh(self) -> None:
        """Takes out of sight whoever is gone meanwhile."""
        if self._looked:
            there = self._session.store.get_many(Resident, {i for pair in self.found for i in pair.ids()})
            self._show_pairs([pair for pair in self.found if set(pair.ids()) <= there.keys()])

    def take_focus(self) -> None:
        """Takes the keys, for what there is to do first: comparing the first pair, or looking for some."""
        (self._merges[0] if self._merges else self.seek).setFocus()

    def look(self) -> None:
        """Looks through the whole register, apart, with a way to stop."""

        def work(own: Store, tick: Tick) -> list[Pair]:
            return pairs(own.select(Resident), date.today(), tick)

        bar = Progress(self.tr("正在查找"), self.window(), self._session.messages)
        bar.run(on_own_store(self._session.store, work), self._show_pairs)

    def _show_pairs(self, found: list[Pair]) -> None:
        self.found, self._looked = found, True
        self._show()

    def _show(self) -> None:
        fresh = QWidget()
        self._merges = []
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        for pair in self.found[:MOST]:
            column.addWidget(self._card(pair))
        if self._looked and not self.found:
            column.addWidget(EmptyState(self.tr("没有找到可能重复的"), self.tr("说过不是同一人的，不再列出来")))
        put_in_place(self._column, self._lines, fresh)
        self._lines = fresh
        if self._looked and self.isVisible():
            self.take_focus()
        more = self.tr("共 {0} 对，先列 {1} 对，处理了再列后面的").format(len(self.found), MOST)
        count = self.tr("共 {0} 对").format(len(self.found))
        start = self.tr(
            "照证件号码（含旧号）、同名同生日、同名同电话、同名同住处来找，和导入时认人是同一个办法。按“查找可能重复的”开始。"
        )
        self._said.setText(
            start if not self._looked else more if len(self.found) > MOST else count if self.found else ""
        )

    def _card(self, pair: Pair) -> Card:
        card = Card()
        lines = {line.id: line for line in told(self._session.store, RESIDENTS, pair.ids())}
        row = QHBoxLayout()
        row.setSpacing(px(14))
        for i in pair.ids():
            side = QVBoxLayout()
            line = lines.get(i)
            link = button(line.title if line else "", "link")
            link.clicked.connect(lambda _on=False, i=i: self.open_requested.emit(Resident.TABLE, i))
            side.addWidget(link)
            side.addWidget(label(line.line if line else "", "quiet", "small", wrap=True))
            row.addLayout(side, 1)
        does = QHBoxLayout()
        does.addWidget(label(pair.why(), "warn", "small"))
        does.addStretch(1)
        apart = button(self.tr("不是同一人"), "chip")
        apart.clicked.connect(lambda: keep_apart(self._session, *pair.ids(), lambda: self._settled(pair)))
        merge = button(self.tr("并排看，合并…"), "chip")
        merge.clicked.connect(lambda: ask_to_merge(self._session, *pair.ids(), self, lambda i: self._merged(pair, i)))
        self._merges.append(merge)
        does.addWidget(merge)
        does.addWidget(apart)
        card.inside.addLayout(row)
        card.inside.addLayout(does)
        return card

    def _settled(self, pair: Pair) -> None:
        """Out of sight where something was said, and back where it was taken back."""
        gone = pair in self.found
        self.found = [one for one in self.found if one != pair] if gone else [pair, *self.found]
        self._show()

    def _merged(self, pair: Pair, resident: int) -> None:
        self.saved.emit(resident)
        self._settled(pair)
