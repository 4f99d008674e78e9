"""合并居民: two records side by side, what differs is marked and chosen, and they become one; and the way back from 修改记录."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import fields_of
from db.records.registry.resident import Resident
from db.services.note_output import note_seen
from db.services.registry.apart import bring_together, set_apart
from db.services.registry.merged_resident import choosable, shown
from db.services.registry.merging import Weighed, in_order, merge_residents, part_residents, weigh_residents
from db.store import Store
from db.values import masks
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.session import Session
from gui.tasks import Tick, on_own_store
from gui.theme import px
from gui.widgets.parts import button, button_row, label, scrolled
from gui.widgets.progress import Progress
from gui.words import tr

T = TypeVar("T")
TALL = 330


class MergeResidents(FittedDialog):
    """The two records, a line a field.

    Attributes:
        sides: for each field that both tell otherwise the two buttons, that of the one who stays first.
        go: makes them one.
    """

    def __init__(
        self, session: Session, plan: Weighed, merge: Callable[[Weighed, set[str]], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._plan, self._merge = session, plan, merge
        self._whole = False
        self.setWindowTitle(self.tr("合并居民"))
        self.setMinimumWidth(px(820))
        self.sides: dict[str, tuple[QPushButton, QPushButton]] = {}
        self._texts: list[tuple[str, tuple[QWidget, QWidget]]] = []
        self._groups: list[QButtonGroup] = []
        inside = QWidget()
        inside.setObjectName("plain")
        self._grid = QGridLayout(inside)
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._fill()
        moving = "、".join(self.tr("{0} {1} 条").format(name, count) for name, count in plan.moving)
        area = scrolled(inside)
        area.setMinimumHeight(px(TALL))
        see = button(self.tr("看完整"), "quiet", self.tr("证件号码、电话等看完整，记入操作记录"))
        see.clicked.connect(self.reveal)
        self.go = button(self.tr("合并"), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        leave = button(self.tr("不，返回"))
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("合并居民"), size="large"))
        why = self.tr(
            "写得不同的，点要留的那一个。没有选上的号码、姓名、电话留作其他证件、曾用名、其他电话，别的记在备注。"
        )
        column.addWidget(label(why, "quiet", wrap=True))
        column.addWidget(area, 1)
        told = moving or self.tr("没有连着另一条的记录")
        if plan.persons:
            told += self.tr("。两条都对上了人员，人员也合并成一条，任职、办过的事都归过去")
        column.addWidget(
            label(
                self.tr("归到留下的那一条：{0}。合并以后随时可以在“修改记录”里撤销。").format(told), "quiet", wrap=True
            )
        )
        column.addLayout(button_row(see, None, leave, self.go))
        red_key(self, self.commit)
        self.go.setFocus()

    def taken(self) -> set[str]:
        """The fields of which that of the one who goes is kept."""
        return {name for name, (_, theirs) in self.sides.items() if theirs.isChecked()}

    def reveal(self) -> None:
        """Shows everything whole, and tells the log that it was seen."""
        if self._whole:
            return
        self._whole = True
        fields = fields_of(Resident)
        names = [name for name, _ in self._texts]
        for one in (self._plan.kept, self._plan.gone):
            note_seen(self._session.store, Resident.TABLE, one.id, [fields[n].label for n in names])
        self._show()

    def commit(self) -> None:
        """Makes them one."""
        self.accept()
        self._merge(self._plan, self.taken())

    def _fill(self) -> None:
        kept, gone = self._plan.kept, self._plan.gone
        for number, text in enumerate((self.tr("留下的这一条"), self.tr("并进来的这一条"))):
            self._grid.addWidget(label(text, "faint", "small"), 0, number + 1)
        names = [n for n in choosable() if any(getattr(r, n) != fields_of(Resident)[n].EMPTY for r in (kept, gone))]
        for row, name in enumerate(names, 1):
            differs = name in self._plan.differing
            self._grid.addWidget(label(fields_of(Resident)[name].label, "warn" if differs else "quiet"), row, 0)
            pair = self._choice(name) if differs else (label("", wrap=True), label("", wrap=True))
            for column, widget in enumerate(pair, 1):
                self._grid.addWidget(widget, row, column)
            self._texts.append((name, pair))
        self._show()

    def _choice(self, name: str) -> tuple[QPushButton, QPushButton]:
        group = QButtonGroup(self)
        self._groups.append(group)
        made = button("", "chip"), button("", "chip")
        for one in made:
            one.setCheckable(True)
            group.addButton(one)
        group.buttonToggled.connect(_stop_at)
        for one in reversed(made):
            one.setChecked(True)  # that of the one who stays last
        self.sides[name] = made
        return made

    def _show(self) -> None:
        names = [name for name, _ in self._texts]
        told = [shown(self._session.store, one, names) for one in (self._plan.kept, self._plan.gone)]
        for name, pair in self._texts:
            kind = fields_of(Resident)[name]
            for widget, values in zip(pair, told, strict=True):
                text = values[name] if self._whole else kind.mask_shown(values[name])
                widget.setText(text)  # type: ignore[attr-defined]


def _stop_at(one: QPushButton, on: bool) -> None:
    """Tab stops at what is chosen, and the arrows choose: Qt leaves it at the last one that came into the group."""
    one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)


def _run(
    session: Session, over: QWidget, title: str, work: Callable[[Store, Tick], T], then: Callable[[T], None]
) -> None:
    Progress(title, over.window(), session.messages).run(on_own_store(session.store, work), then)


def ask_to_merge(
    session: Session, one: int, other: int, page: QWidget, done: Callable[[int], None]
) -> MergeResidents | None:
    """Opens the dialog over a page; ``done`` is told who is to be shown, after merging and after taking it back."""

    def merge(plan: Weighed, taken: set[str]) -> None:
        _run(
            session,
            page,
            tr("正在合并"),
            lambda own, tick: merge_residents(own, plan, taken, tick),
            lambda seq: merged(plan, seq),
        )

    def merged(plan: Weighed, seq: int) -> None:
        done(plan.kept.id)
        said = tr("已合并：{0}").format(masks.in_text(plan.kept.name))
        session.messages.inform(said, lambda: undo_merge(session, page, seq, lambda: done(plan.kept.id)))

    try:
        dialog = MergeResidents(
            session, weigh_residents(session.store, *in_order(session.store, one, other)), merge, page.window()
        )
    except AppError as error:
        session.messages.show_error(error)
        return None
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def undo_merge(session: Session, page: QWidget, seq: int, done: Callable[[], None]) -> None:
    """Makes them two again, all as before."""

    def told(_none: None) -> None:
        done()
        session.messages.inform(tr("已撤销合并，两条都和合并以前一样"))

    _run(session, page, tr("正在撤销合并"), lambda own, tick: part_residents(own, seq, tick), told)


def keep_apart(session: Session, one: int, other: int, done: Callable[[], None]) -> None:
    """Remembers that they are two, with a way back."""

    def back() -> None:
        bring_together(session.store, one, other)
        done()

    try:
        set_apart(session.store, session.store.get(Resident, one), [other])
    except AppError as error:
        session.messages.show_error(error)
        return
    done()
    session.messages.inform(tr("已记下：不是同一人，以后不再问"), back)
