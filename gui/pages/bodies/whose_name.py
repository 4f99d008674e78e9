"""同名待认、像是居民: a clerk says whose a name is that several bear, and whether a person is the resident of the same name."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.bodies.person import Person
from db.services.bodies.whose_name import (
    Likeness,
    OpenName,
    Place,
    likely_pairs,
    likenesses,
    open_names,
    say_another,
    say_other,
    say_same,
    say_whose,
    take_back,
    take_back_another,
    take_back_whose,
)
from db.services.earlier import Told
from gui.later import soon
from gui.pages.bodies.merging import MergeDialog, ask_to_merge
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label, scrolled

MOST = 60
"""How many cards are shown at once; what is said makes room for more."""
MOST_PLACES = 30
"""How many records a card shows at once."""


class WhoseNamePage(QWidget):
    """One card a name, or a pair.

    Signals:
        open_requested: table and id.
        saved: the id of a person who is otherwise than before.
    """

    open_requested = Signal(str, object)
    saved = Signal(object)

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self._firsts: list[QPushButton] = []
        self.names, self.pairs = (button(words, "chip") for words in self._counted(0, 0))
        for chip in (self.names, self.pairs):
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.clicked.connect(self.refresh)
        self.names.setChecked(True)
        bar = QHBoxLayout()
        bar.setSpacing(px(10))
        self._more = label("", "quiet", "small")
        for one in (self.names, self.pairs, self._more):
            bar.addWidget(one)
        bar.addStretch()
        inside = QWidget()
        inside.setObjectName("plain")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, px(6), 0)
        self._lines.setSpacing(px(14))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addLayout(bar)
        self._area = scrolled(inside)
        column.addWidget(self._area, 1)

    def refresh(self) -> None:
        """Reads again what nobody has said yet; the keys go on where they are, with what stands there now."""
        at = self._focused()
        self._firsts.clear()
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        store = self._session.store
        names, pairs = open_names(store), likely_pairs(store)
        for chip, words in zip((self.names, self.pairs), self._counted(len(names), len(pairs)), strict=True):
            chip.setText(words)
        by_name = self.names.isChecked()
        for one in names[:MOST] if by_name else ():
            self._lines.addWidget(self._name_card(one))
        for pair in () if by_name else likenesses(store, pairs[:MOST]):
            self._lines.addWidget(self._pair_card(pair))
        count = len(names) if by_name else len(pairs)
        self._more.setText(self.tr("先列 {0} 条，认过的让出地方").format(MOST) if count > MOST else "")
        if not count:
            self._lines.addWidget(EmptyState(*self._nothing()))
        self._lines.addStretch(1)
        if at is not None:
            self._go_to(at)

    def merge(self, person: Told) -> MergeDialog | None:
        """Asks which other entry is the same person; where there is one namesake alone it is chosen already."""

        def done(person: int) -> None:
            self.refresh()
            self.saved.emit(person)

        return ask_to_merge(self._session, person.id, self, done)

    def _focused(self) -> int | None:
        """Which card the focus is in; None where it is in none."""
        cards = [one.parentWidget() for one in self._firsts]
        focused = QApplication.focusWidget()
        return next((at for at, card in enumerate(cards) if focused and card and card.isAncestorOf(focused)), None)

    def _go_to(self, at: int) -> None:
        """To the first button of a card, else of the last one there is; to what is counted where there is none."""
        if not self._firsts:
            (self.names if self.names.isChecked() else self.pairs).setFocus()
            return
        first = self._firsts[min(at, len(self._firsts) - 1)]
        first.setFocus()
        soon(first, lambda: self._area.ensureWidgetVisible(first))  # once it has its place

    def _counted(self, names: int, pairs: int) -> tuple[str, str]:
        return self.tr("同名待认 {0}").format(names), self.tr("像是居民 {0}").format(pairs)

    def _nothing(self) -> tuple[str, str]:
        if self.names.isChecked():
            return self.tr("没有待认的名字"), self.tr("几个人同名、程序分不出写的是哪一位时，会列在这里")
        return self.tr("没有待核对的"), self.tr("办事的人和居民同名时会列在这里，请您说是不是同一个人")

    def _name_card(self, one: OpenName) -> Card:
        card = Card(one.name, self.tr("{0} 处写了这个名字").format(len(one.places)))
        ticks: list[tuple[QCheckBox, Place]] = []
        for place in one.places[:MOST_PLACES]:
            tick = QCheckBox(place.role)
            tick.setChecked(True)
            ticks.append((tick, place))
            row = QHBoxLayout()
            row.setSpacing(px(10))
            row.addWidget(tick)
            row.addWidget(self._link(place.told))
            row.addWidget(label(place.told.line, "quiet", "small"))
            row.addStretch()
            card.inside.addLayout(row)

        def ticked() -> list[Place]:
            return [place for tick, place in ticks if tick.isChecked()]

        if (rest := len(one.places) - MOST_PLACES) > 0:
            card.inside.addWidget(label(self.tr("还有 {0} 处，认完这些接着列").format(rest), "faint", "small"))
        card.inside.addWidget(label(self.tr("勾选的这几处，写的是："), "quiet"))
        choices: list[QPushButton] = []
        for person in one.persons:
            row = QHBoxLayout()
            row.setSpacing(px(10))
            chosen = button(self.tr("是这一位"))
            choices.append(chosen)
            chosen.clicked.connect(lambda _on=False, person=person: self._say_whose(one.name, person, ticked()))
            row.addWidget(chosen)
            row.addWidget(self._link(person))
            row.addWidget(label(person.line, "quiet"))
            if person is not one.persons[0]:
                twice = button(self.tr("登记过两次？合并…"), "link")
                twice.clicked.connect(lambda _on=False, person=person: self.merge(person))
                row.addWidget(twice)
            row.addStretch()
            card.inside.addLayout(row)
        other = button(self.tr("另有其人，新建一位"), "link")
        self._firsts.append(choices[0] if choices else other)
        other.clicked.connect(lambda: self._say_another(one.name, ticked()))
        row = QHBoxLayout()
        row.addWidget(other)
        row.addStretch()
        card.inside.addLayout(row)
        return card

    def _pair_card(self, pair: Likeness) -> Card:
        card = Card(pair.person.title)
        for who, told in ((self.tr("人员"), pair.person), (self.tr("居民"), pair.resident)):
            row = QHBoxLayout()
            row.setSpacing(px(10))
            row.addWidget(label(who, "quiet"))
            row.addWidget(self._link(told))
            row.addWidget(label(told.line, "quiet"))
            row.addStretch()
            card.inside.addLayout(row)
        same, other = button(self.tr("是同一个人")), button(self.tr("不是"))
        self._firsts.append(same)
        said = self.tr("已记下：{0}是这位居民").format(pair.person.title)
        same.clicked.connect(lambda: self._say(pair, partial(say_same, self._session.store), said))
        not_said = self.tr("已记下：{0}不是这位居民，不再问").format(pair.person.title)
        other.clicked.connect(lambda: self._say(pair, partial(say_other, self._session.store), not_said))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(label(self.tr("是同一个人吗？")))
        row.addWidget(same)
        row.addWidget(other)
        row.addStretch()
        card.inside.addLayout(row)
        return card

    def _link(self, told: Told) -> QWidget:
        if not self._session.store.kinds[told.table].tab:  # an account is looked after in the settings
            return label(told.title)
        made = button(told.title, "link")
        made.clicked.connect(lambda: self.open_requested.emit(told.table, told.id))
        return made

    def _say_whose(self, name: str, person: Told, places: Sequence[Place]) -> None:
        store = self._session.store
        tied: list[Place] = []

        def say() -> str:
            tied.extend(say_whose(store, name, person.id, places))
            return self.tr("已认 {0} 处：{1}").format(len(tied), name)

        self._do(say, lambda: take_back_whose(store, name, person.id, tied))

    def _say_another(self, name: str, places: Sequence[Place]) -> None:
        store = self._session.store
        made: list[tuple[Person, list[Place]]] = []

        def say() -> str:
            made.append(say_another(store, name, places))
            return self.tr("已新建一位：{0}").format(name)

        self._do(say, lambda: take_back_another(store, *made[0]))

    def _say(self, pair: Likeness, say: Callable[[int, int], object], told: str) -> None:
        ids = pair.person.id, pair.resident.id

        def done() -> str:
            say(*ids)
            return told

        self._do(done, lambda: take_back(self._session.store, *ids))

    def _do(self, say: Callable[[], str], undo: Callable[[], object]) -> None:
        """Does what was said and tells of it with a way back; what another window did meanwhile is told in words."""
        try:
            told = say()
        except AppError as error:
            self._session.messages.show_error(error)
        else:
            self._session.messages.inform(told, lambda: self._do_back(undo))
        self.refresh()

    def _do_back(self, undo: Callable[[], object]) -> None:
        try:
            undo()
        except AppError as error:
            self._session.messages.show_error(error)
        self.refresh()
