"""合并人员: one person was entered twice; a clerk says which entries are the same, sees what comes of it, and makes them one."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.errors import AppError
from db.fields import Link
from db.records.bodies.person import PERSONS, Person
from db.services.bodies.merging import (
    Merged,
    Merging,
    in_order,
    merge_persons,
    namesakes_of,
    take_back_merge,
    weigh_merge,
)
from db.services.earlier import Told, told
from db.store import Store
from gui.fitted import FittedDialog
from gui.session import Session
from gui.tasks import Tick, on_own_store
from gui.theme import px
from gui.widgets.editors import LinkEditor
from gui.widgets.parts import button, button_row, label
from gui.widgets.progress import Progress

T = TypeVar("T")
MOST = 8
"""How many namesakes can be chosen by a click."""


class MergeDialog(FittedDialog):
    """Asks which other entry is the same person and which of both stays.

    Attributes:
        other: where the other entry is chosen.
        namesakes: those of the same name, each to be chosen by a click.
        stays: the two entries, the one that stays is checked; empty while there is no other.
        go: makes them one.
    """

    def __init__(self, session: Session, person: int, merge: Callable[[Merging], None], parent: QWidget) -> None:
        """``person`` is one of both; ``merge`` does what was weighed.

        Raises:
            RecordGone: the person is no longer there.
        """
        super().__init__(parent)
        self._session, self._person, self._merge = session, person, merge
        self._plan: Merging | None = None
        self._pair: tuple[int, ...] = ()
        title = self.tr("合并人员")
        self.setWindowTitle(title)
        self.setMinimumWidth(px(640))
        self.other = LinkEditor(Link(self.tr("和哪一条是同一个人"), to=Person.TABLE), session.lookup)
        self.other.line.setAccessibleName(self.other.kind.label)
        self.other.picked.connect(lambda _id: self._on_other_picked())
        self.other.changed.connect(self._on_other_changed)
        same = namesakes_of(session.store, person)
        self.namesakes = self._choices(same[:MOST], lambda one: lambda: self._choose(one.id))
        self.stays: tuple[QPushButton, ...] = ()
        self._which = QVBoxLayout()
        self._which.setSpacing(px(8))
        self._told, self._fault = label("", "quiet", wrap=True), label("", "warn", wrap=True)
        self.go = button(self.tr("合并"), "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go_clicked)
        leave = button(self.tr("不，返回"))
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(title, size="large"))
        why = self.tr("同一个人登记成两条的，并成一条：任职、办过的事都归留下的那一条。写着的姓名、印过的文书不变。")
        column.addWidget(label(why, "quiet", wrap=True))
        for line in told(session.store, PERSONS, [person]):
            column.addWidget(label(self.tr("这一条：{0}").format(_said(line)), wrap=True))
        column.addWidget(label(self.other.kind.label, "quiet"))
        for one in self.namesakes:
            column.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.other)
        column.addLayout(self._which)
        column.addWidget(self._told)
        column.addWidget(self._fault)
        column.addLayout(button_row(None, leave, self.go))
        if len(same) == 1:
            self._choose(same[0].id)
        else:
            self._show()
        (self.go if self._plan else self.other).setFocus()

    def _choices(
        self, lines: Sequence[Told], on_chosen: Callable[[Told], Callable[[], None]]
    ) -> tuple[QPushButton, ...]:
        made: list[QPushButton] = []
        for line in lines:
            one = button(_said(line), "chip")
            one.setCheckable(True)
            one.clicked.connect(on_chosen(line))
            made.append(one)
        return tuple(made)

    def _choose(self, other: int) -> None:
        self.other.set_value(other)
        self._on_other_picked()

    def _on_other_changed(self) -> None:
        """What is typed and not chosen yet is nobody."""
        if self._other() == 0:
            self._show()

    def _other(self) -> int:
        try:
            return int(self.other.value())
        except AppError:
            return 0

    def _on_other_picked(self) -> None:
        """Who is better known stays, until the clerk says otherwise."""
        try:
            kept, gone = in_order(self._session.store, self._person, other) if (other := self._other()) else (0, 0)
        except AppError as error:
            self._show(fault=error)
        else:
            self._show(kept, gone)

    def _show(self, kept: int = 0, gone: int = 0, fault: AppError | None = None) -> None:
        """Tells what comes of it, or why it cannot be done."""
        self._plan = None
        try:
            self._plan = weigh_merge(self._session.store, kept, gone) if kept else None
        except AppError as error:
            fault = error
        for one, line in zip(self.namesakes, namesakes_of(self._session.store, self._person), strict=False):
            one.setChecked(line.id in (kept, gone))
        self._offer(kept, gone)
        self._told.setText(self._sentence(self._plan) if self._plan else "")
        self._told.setVisible(self._plan is not None)
        self._fault.setText(str(fault or ""))
        self._fault.setVisible(fault is not None)
        self.go.setEnabled(self._plan is not None)
        self.fit()

    def _offer(self, kept: int, gone: int) -> None:
        """The two entries in the order of their ids, so that they stay where they are whichever is chosen."""
        pair = tuple(sorted({kept, gone} - {0})) if kept != gone else ()
        if pair != self._pair:
            self._pair = pair
            self._offer_anew()
        for one, person in zip(self.stays, pair, strict=True):
            one.setChecked(person == kept)

    def _offer_anew(self) -> None:
        while item := self._which.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        others = dict(zip(self._pair, reversed(self._pair), strict=True))
        lines = list(told(self._session.store, PERSONS, self._pair))
        self.stays = self._choices(lines, lambda one: lambda: self._show(one.id, others[one.id]))
        if lines:
            self._which.addWidget(label(self.tr("留下哪一条"), "quiet"))
        for one in self.stays:
            self._which.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)

    def _sentence(self, plan: Merging) -> str:
        """What comes of it, a line each."""
        moving = "、".join(self.tr("{0} {1} 条").format(name, count) for name, count in plan.moving)
        lines = [self.tr("归到留下的那一条：{0}").format(moving or self.tr("没有写着另一条的记录"))]
        if plan.doubled:
            lines.append(self.tr("两条都有、写得一样的任职并成一条：{0} 条").format(len(plan.doubled)))
        if plan.filled:
            lines.append(self.tr("从另一条补上：{0}").format("、".join(plan.filled)))
        if plan.noted:
            lines.append(self.tr("两条写得不同的，照留下的那一条，另一条的记在备注：{0}").format("、".join(plan.noted)))
        return "\n".join(lines)

    def _on_go_clicked(self) -> None:
        if self._plan is not None:
            self.accept()
            self._merge(self._plan)


def _said(line: Told) -> str:
    return " · ".join(filter(None, (line.title, line.line)))


def ask_to_merge(session: Session, person: int, page: QWidget, done: Callable[[int], None]) -> MergeDialog | None:
    """Opens the dialog over a page; ``done`` is told who is to be shown, after merging and after taking it back."""
    store, messages = session.store, session.messages

    def run(title: str, work: Callable[[Store, Tick], T], then: Callable[[T], None]) -> None:
        Progress(title, page.window(), messages).run(on_own_store(store, work), then)

    def merge(plan: Merging) -> None:
        run(page.tr("正在合并"), lambda own, tick: merge_persons(own, plan, tick), merged)

    def merged(made: Merged) -> None:
        said = page.tr("已合并：{0}").format(*(line.title for line in told(store, PERSONS, [made.kept[1].id])))
        done(made.kept[1].id)
        messages.inform(said, lambda: back(made))

    def back(made: Merged) -> None:
        run(page.tr("正在撤销合并"), lambda own, tick: take_back_merge(own, made, tick), lambda _: done(person))

    try:
        dialog = MergeDialog(session, person, merge, page.window())
    except AppError as error:
        messages.show_error(error)
        return None
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
