"""名单: what is asked now is kept under a name; one that is kept is changed, called otherwise, moved or removed."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from db.errors import AppError, ArgumentError
from db.records.base import columns_of
from db.records.condition import Condition
from db.records.kept_figure import KeptFigure
from db.records.kind import Kind
from db.records.may import Right
from db.records.saved_list import SavedList
from db.services import saved_lists
from db.services.figures import kept
from db.services.saved_lists import Offered
from gui.dialogs.figure_name import FigureName
from gui.dialogs.list_columns import ListColumns
from gui.dialogs.list_name import ListName
from gui.session import Session
from gui.words import tr


class Narrowed(Protocol):
    """A list as it is narrowed now."""

    def chosen(self) -> Sequence[Offered]:
        """The lists that hold."""
        ...

    def asked(self) -> tuple[Condition, ...]:
        """All that is asked: of the lists that hold, and what was added."""
        ...

    def added(self) -> tuple[Condition, ...]:
        """What was added by hand."""
        ...

    def unkept(self) -> str:
        """What narrows it besides and no condition says, with what to do; "" for nothing."""
        ...

    def order(self) -> str:
        """The column by which the clerk ordered it; "" for none."""
        ...

    def columns(self) -> tuple[str, ...]:
        """The columns that are shown; () for the usual ones."""
        ...


class ListKeeper(QObject):
    """What the menu does.

    Attributes:
        changing: the list whose conditions were spread out to be changed; None for none.
        menu: what can be done.
        orders: what is under it: by which column the rows may stand.

    Signals:
        kept: a list of this name is kept as it is asked for now.
        gone: the list that was at hand is none any more, or is another one.
        spread: the conditions of this list are to be changed one by one.
        columns_chosen: these columns are to be shown.
        ordered: the rows are to stand by this column, as `Narrowed.order` tells it.
    """

    kept = Signal(str)
    gone = Signal()
    spread = Signal(object)
    columns_chosen = Signal(tuple)
    ordered = Signal(str)

    def __init__(self, session: Session, kind: Kind, now: Narrowed, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._kind, self._now = session, kind, now
        self._over = parent
        self.changing: Offered | None = None
        self.menu = QMenu(parent)
        self.menu.aboutToShow.connect(self.fill)
        self.orders = QMenu(tr("按哪一栏排"), parent)

    def at_hand(self) -> Offered | None:
        """The list that changes would be about: the one that holds, or that is being changed."""
        chosen = self._now.chosen()
        return chosen[0] if len(chosen) == 1 else self.changing if not chosen else None

    def fill(self) -> QMenu:
        """The menu as it is now."""
        self.menu.clear()
        is_new = bool(self._now.asked() or self._now.order() or self._now.columns())
        unkept, keeps = self._now.unkept(), self._session.may(SavedList, Right.MAKE)
        if keeps:
            self._add(tr("存成名单…"), self.ask_name, on=is_new and not unkept)
        if self._session.may(KeptFigure, Right.MAKE):
            self._add(tr("另存为口径…"), self.ask_figure, on=bool(self._now.asked()) and not unkept)
        if keeps and unkept:
            self._add(unkept, lambda: None, on=False)
        if keeps and (one := self.at_hand()) is not None:
            self.menu.addSeparator()
            self._add_for(one)
        self.menu.addSeparator()
        self._add(tr("显示哪些栏…"), self.ask_columns)
        self._fill_orders()
        self.menu.addMenu(self.orders)
        return self.menu

    def ask_name(self) -> None:
        """Keeps what is asked now under a name."""
        ListName(tr("存成名单"), "", self._keep, self._over).exec()

    def ask_figure(self) -> None:
        """Keeps what is asked now as a figure; that can be taken back."""
        one = self.at_hand()
        FigureName(self._kind.record, one.name if one else "", self._keep_figure, self._over).exec()

    def _keep_figure(self, name: str, day: str) -> None:
        store = self._session.store
        if unread := [words for one in self._now.chosen() for words in one.told]:
            raise ArgumentError(
                tr("这个名单有本版本算不了的条件：{0}").format("；".join(unread)), tr("请先更新名单的条件")
            )
        made = kept.keep(store, self._kind, name, self._now.asked(), day)

        def drop() -> None:
            self._done(lambda: kept.remove(store, made))

        self._session.messages.inform(tr("“{0}”列在统计里了").format(made.name), drop)

    def update_at_hand(self) -> None:
        """Lets the list at hand ask for what is asked now; that can be taken back."""
        one, now, store = self.at_hand(), self._now, self._session.store
        if one is None:
            return
        before = one.own
        try:
            saved = saved_lists.change(store, self._kind, one, now.asked(), now.order(), now.columns())
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self.changing = None
        self.kept.emit(one.name)
        self._session.messages.inform(
            tr("名单“{0}”已按现在的条件更新").format(one.name), lambda: self._restore(saved, before)
        )

    def spread_at_hand(self) -> None:
        """Shows the conditions of the list at hand one by one."""
        if (one := self.at_hand()) is not None:
            self.changing = one
            self.spread.emit(one)

    def ask_new_name(self) -> None:
        """Asks what the list at hand is to be called."""
        one = self.at_hand()
        if one is not None and one.own is not None:
            own = one.own
            ListName(tr("名单改名"), one.name, lambda name: self._rename(own, name), self._over).exec()

    def move_at_hand(self, by: int) -> None:
        """Puts the list at hand before or behind its neighbour."""
        one = self.at_hand()
        if one is not None and one.own is not None:
            saved_lists.move(self._session.store, self._kind, one.own, by)
            self.kept.emit(one.name)

    def remove_at_hand(self) -> None:
        """Keeps the list at hand no more; that can be taken back."""
        one = self.at_hand()
        if one is None or one.own is None:
            return
        own, store = one.own, self._session.store
        if self._done(lambda: saved_lists.remove(store, own)):
            self.changing = None
            self.gone.emit()
            words = tr("“{0}”又是程序原来的") if one.shipped else tr("已删去名单“{0}”")
            self._session.messages.inform(words.format(one.name), lambda: self._put_back(own))

    def ask_columns(self) -> None:
        """Asks which columns are shown."""
        dialog = ListColumns(self._kind.record, self._now.columns(), self._over)
        if dialog.exec():
            self.columns_chosen.emit(dialog.chosen())

    def _add_for(self, one: Offered) -> None:
        """What can be done with a list."""
        now = self._now
        changed = one is self.changing or bool(now.added() or now.order() != one.order or now.columns() != one.columns)
        on = changed and not now.unkept()
        self._add(tr("按现在的条件更新“{0}”").format(one.name), self.update_at_hand, on=on)
        self._add(tr("逐条改“{0}”的条件").format(one.name), self.spread_at_hand, on=one is not self.changing)
        if one.own is None:
            return
        if not one.shipped:
            self._add(tr("“{0}”改名…").format(one.name), self.ask_new_name)
            self._add(tr("往前移"), lambda: self.move_at_hand(-1))
            self._add(tr("往后移"), lambda: self.move_at_hand(1))
        words = tr("“{0}”还用程序原来的") if one.shipped else tr("删去“{0}”")
        self._add(words.format(one.name), self.remove_at_hand)

    def _fill_orders(self) -> None:
        """By which column the rows may stand; the one by which they do is marked, and chosen again goes the other way."""
        self.orders.clear()
        now = self._now.order()
        orders = [("", tr("列表原来的先后")), *((n, field.label) for n, field in columns_of(self._kind.record).items())]
        for name, text in orders:
            is_now = now.removeprefix("-") == name
            sign = "" if not (is_now and name) else "↓" if now.startswith("-") else "↑"
            action = self.orders.addAction(f"{text} {sign}".strip())
            action.setCheckable(True)
            action.setChecked(is_now)
            action.triggered.connect(
                lambda _=False, to=f"-{name}" if name and now == name else name: self.ordered.emit(to)
            )

    def _add(self, text: str, do: Callable[[], object], *, on: bool = True) -> None:
        action = self.menu.addAction(text)
        action.setEnabled(on)
        action.triggered.connect(lambda _=False: do())

    def _keep(self, name: str) -> None:
        now, store = self._now, self._session.store
        saved = saved_lists.keep(store, self._kind, name, now.asked(), now.order(), now.columns())
        self.changing = None
        self.kept.emit(saved.name)

    def _rename(self, own: SavedList, name: str) -> None:
        self.kept.emit(saved_lists.rename(self._session.store, own, name).name)

    def _restore(self, saved: SavedList, before: SavedList | None) -> None:
        """The list as it was before it was changed so; nothing that was changed since is lost."""
        if self._done(lambda: saved_lists.restore(self._session.store, saved, before)):
            self.kept.emit(saved.name)

    def _put_back(self, own: SavedList) -> None:
        if self._done(lambda: saved_lists.put_back(self._session.store, own)):
            self.kept.emit(own.name)

    def _done(self, do: Callable[[], object]) -> bool:
        """Does it; whether it was done, or why not was said."""
        try:
            do()
        except AppError as error:
            self._session.messages.show_error(error)
            return False
        return True
