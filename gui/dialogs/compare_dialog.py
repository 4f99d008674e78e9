"""核对名单: what a list has otherwise, to be ticked field by field; who is not in it; and the copy that goes back."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.records.base import fields_of
from db.records.registry.resident import DOUBTFUL, Resident
from db.services.registry.compare_roster import Comparison, Difference, Found, RowFound, Within, following, scopes
from db.store import Store
from db.values import masks
from gui.fitted import FittedDialog
from gui.keys import on_key, red_key, stops_in
from gui.lookup import StoreLookup
from gui.theme import px
from gui.widgets.choice_list import ChoiceList
from gui.widgets.parts import Tabs, button, button_row, label
from gui.widgets.print_menu import Printable, PrintMenu
from gui.widgets.whole_use import WholeUse
from gui.words import tr

CHANGES, FRESH, GONE, COPY = range(4)
"""The tabs of what differs, of those who are new, of those whom the list does not name, and of what goes back."""
SOME = 3
"""How many differences that cannot be ticked are told."""


class CompareDialog(FittedDialog):
    """Four tabs: what differs, with a tick for each field whose new value is right; who is new; who is gone; what goes back to whom.

    Signals:
        open_requested: table and id of somebody whom the list does not name.
        take_requested: the resident and the field of each difference that is ticked; the list is to be imported.
        save_requested: to whom and what for the marked-up copy goes.
        scope_requested: who else is said to stand in the list; it is to be compared again.
        doubt_requested: the ids of those whom the list does not name and who are to be looked at again.

    Attributes:
        found: what is shown.
        changes: the differences, to be ticked.
        following: whom the homes follow if what is ticked is taken.
        fresh: those whom the register does not have, and those of whom it is not clear.
        scope: who is said to stand in the list.
        gone: those whom the list does not name, to be ticked.
        leads, every, doubt: opens the current one of them; ticks all; marks those who are ticked.
        asks: to whom the copy goes and what for.
    """

    open_requested = Signal(str, object)
    take_requested = Signal(object)
    save_requested = Signal(object)
    scope_requested = Signal(object)
    doubt_requested = Signal(object)

    def __init__(self, store: Store, found: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("核对名单"))
        self.setMinimumSize(px(760), px(520))
        self.found = found
        counted = [f"{one.value} {found.count(one):,}" for one in Found]
        self.told = label(
            "，".join((*counted, self.tr("名单里没有的 {0:,}").format(len(found.gone)))), size="large", wrap=True
        )
        self.changes = ChoiceList(_changes(found), ticks=True)
        self.fresh = ChoiceList(_fresh(found))
        self.gone = ChoiceList(_gone(store, found), ticks=True)
        self.scope = PrintMenu(
            lambda: self._scopes(scopes(store)), self.tr("应在名单里的：{0} ▾").format(found.within.words)
        )
        self.scope.chosen.connect(lambda one: one.job())
        self.asks = WholeUse(StoreLookup(store))
        self.asks.count(len(found.rows))
        self._tabs = Tabs([self.tr("有变动的"), self.tr("新增的"), self.tr("名单里没有的"), self.tr("标好的表")])
        self._stack = QStackedWidget()
        for about, part in (
            (
                self.tr(
                    "空着的由导入补上，空白不会盖掉；和已登记不同的，勾上才改成名单里的（空格勾一项，Ctrl+A 全勾）"
                ),
                self._make_changes(),
            ),
            (self.tr("名册里没有的人，导入时登记；待核实的写着为什么，回到预览里选是不是同一人"), self.fresh),
            (
                self.tr(
                    "在册、名单里没有：只列出，不删除。勾上的记为待核实，居民上面的“待核实”里就有；打开的办迁出或去核实"
                ),
                self._make_gone(),
            ),
            (self.tr("他们的表照原样，后面加“核对结果”“我方值”，放在原来的文件旁边；记入外送登记"), self.asks),
        ):
            self._stack.addWidget(_page(about, part))
        self._tabs.chosen.connect(self._choose)
        self._fault = label("", "accent", "small", wrap=True)
        self._fault.hide()
        self.save = button(self.tr("写标好的表"))
        self.save.clicked.connect(self._on_save_clicked)
        self.go = button(self.tr("导入，改勾上的"), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        back = button(self.tr("返回"))
        back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(10))
        column.addWidget(self.told)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self._fault)
        column.addLayout(button_row(None, back, self.save, self.go))
        red_key(self, self.commit)
        for key, way in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            on_key(key, self, partial(self._turn, way))
        self._choose(CHANGES)
        self.changes.setFocus()

    def ticked(self) -> frozenset[str]:
        """The differences that are ticked, for the dialog that comes after this one."""
        return frozenset(self.changes.ticked())

    def go_on(self, ticked: Collection[str], tab: int) -> None:
        """Goes on from one that compared before something was written or another scope was chosen."""
        self.changes.tick(set(ticked) & set(self.changes.keys()))
        self._choose(tab)
        (self.scope if tab == GONE else self.changes).setFocus()

    def commit(self) -> None:
        """Hands on what is ticked."""
        taken = self._taken()
        self.accept()
        self.take_requested.emit(taken)

    def _taken(self) -> frozenset[tuple[int, str]]:
        return frozenset((int(i), name) for i, _, name in (key.partition(" ") for key in self.changes.ticked()))

    def _make_changes(self) -> QWidget:
        """The differences; what cannot be ticked, with what to do; and what follows from what is ticked."""
        self.following = label("", "accent", "small", wrap=True)
        self.changes.model().dataChanged.connect(self._tell_following)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.changes, 1)
        if told := list(_unsure(self.found)):
            more = self.tr("等 {0:,} 处").format(len(told)) if len(told) > SOME else ""
            column.addWidget(label("\n".join(told[:SOME]) + more, "accent", "small", wrap=True))
        column.addWidget(self.following)
        self._tell_following()
        return part

    def _tell_following(self) -> None:
        said = following(self.found, self._taken())
        self.following.setText(said)
        self.following.setVisible(bool(said))

    def _choose(self, number: int) -> None:
        self._tabs.choose(number)
        self._stack.setCurrentIndex(number)
        self._fault.hide()
        self.save.setVisible(number == COPY)

    def _turn(self, way: int) -> None:
        self._choose((self._stack.currentIndex() + way) % self._stack.count())
        if (first := next(iter(stops_in(self._stack.currentWidget())), None)) is not None:
            first.setFocus()

    def _make_gone(self) -> QWidget:
        """The scope over the list, and what is done with those who stand in it."""
        self.leads = button(self.tr("打开"))
        self.leads.clicked.connect(self._on_open_clicked)
        self.every = button(self.tr("全勾上"), "quiet")
        self.every.clicked.connect(lambda: self.gone.tick(self.gone.keys()))
        self.doubt = button(self.tr("勾上的记为待核实"))
        self.doubt.clicked.connect(self._on_doubt_clicked)
        for one in (self.leads, self.every, self.doubt):
            one.setEnabled(bool(self.found.gone))
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(button_row(self.scope, None))
        column.addWidget(self.gone, 1)
        column.addLayout(button_row(self.every, None, self.leads, self.doubt))
        return part

    def _scopes(self, there: Sequence[Within]) -> list[Printable]:
        groups = {True: self.tr("网格"), False: self.tr("名单")}
        return [
            Printable(
                one.grid or one.named or one.words,
                partial(self._on_scope_chosen, one),
                groups[bool(one.grid)] if one.grid or one.named else "",
            )
            for one in there
        ]

    def _on_scope_chosen(self, within: Within) -> None:
        self.accept()
        self.scope_requested.emit(within)

    def _on_open_clicked(self) -> None:
        if key := self.gone.current() or next(iter(self.gone.ticked()), ""):
            self.accept()
            self.open_requested.emit(Resident.TABLE, int(key))

    def _on_doubt_clicked(self) -> None:
        if ticked := self.gone.ticked():
            self.accept()
            self.doubt_requested.emit([int(key) for key in ticked])
            return
        self.say_in(self._fault, self.tr("还没有勾：空格勾选，或点“全勾上”"))

    def _on_save_clicked(self) -> None:
        if fault := self.asks.fault():
            self.say_in(self._fault, fault)
            return
        use = self.asks.use()
        self.accept()
        self.save_requested.emit(use)


def _page(about: str, part: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label(about, "quiet", wrap=True))
    column.addWidget(part, 1)
    return page


def _changes(found: Comparison) -> Iterator[tuple[str, str]]:
    """The differences that an import alone would leave as they are, each by resident and field; once, however many rows say it."""
    said: dict[str, str] = {}
    for row in found.rows:
        for one in row.differences:
            if not one.fills and one.can_be_taken:
                said[f"{row.resident} {one.field}"] = _words(row, one)
    yield from said.items()


def _words(row: RowFound, one: Difference) -> str:
    kind = fields_of(Resident)[one.field]
    new = tr("（没有登记过，勾上就登记）") if one.door else ""
    return f"{masks.in_text(row.name)}  {one.label}：{kind.mask_shown(one.ours)} → {kind.mask_shown(one.theirs)}{new}"


def _unsure(found: Comparison) -> Iterator[str]:
    """The differences that cannot be ticked, and what to do about them."""
    for row in found.rows:
        for one in row.differences:
            if one.unsure:
                theirs = fields_of(Resident)[one.field].mask_shown(one.theirs)
                yield f"{masks.in_text(row.name)}  {one.label}：{theirs}  {one.unsure}"


def _fresh(found: Comparison) -> Iterator[tuple[str, str]]:
    """Who is new, and of whom it is not clear: the row of the list, the name, and why."""
    for at, row in enumerate(found.rows):
        if row.found in (Found.NEW, Found.DOUBTFUL):
            why = f"  {row.found}：{masks.in_text(row.why)}" if row.found is Found.DOUBTFUL else ""
            yield str(at), tr("{0}  第 {1} 行{2}").format(masks.in_text(row.name), row.row, why)


def _gone(store: Store, found: Comparison) -> Iterator[tuple[str, str]]:
    people = store.get_many(Resident, found.gone)
    homes = store.titles("house", {one.house for one in people.values() if one.house})
    for i in found.gone:
        if one := people.get(i):
            marked = f"  {DOUBTFUL}：{masks.in_text(one.doubt)}" if one.doubt else ""
            yield str(i), f"{masks.in_text(one.name)}  {homes.get(one.house, '')}{marked}"
