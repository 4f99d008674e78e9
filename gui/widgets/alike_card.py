"""可能是同一件事: a quiet list of matters, each with what can be said of it."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from db.services.earlier import Told
from gui.keys import step, stops_in
from gui.theme import px
from gui.widgets.parts import Card, badge, button, label, put_in_place
from gui.words import tr


class AlikeCard(Card):
    """Matters that may be the same.

    Signals:
        open_requested: table and id.
        same_requested: the id of that which it is; 0 for none after all.
        apart_requested: the id of one that it is not.
        repeat_requested: the id of that with which the same person comes again.
        shown: the list was made anew.
    """

    open_requested = Signal(str, object)
    same_requested = Signal(object)
    apart_requested = Signal(object)
    repeat_requested = Signal(object)
    shown = Signal()

    def __init__(self, chosen: str = "") -> None:
        """An empty one; ``chosen`` stands at the line that was said to be the same."""
        super().__init__(title=tr("可能是同一件事"))
        self._chosen = chosen
        self._rows = QWidget()
        self.inside.addWidget(self._rows)
        self.inside.addStretch(1)
        self.lines: tuple[Told, ...] = ()
        self.hide()

    def show_lines(
        self, lines: Sequence[Told], over: Collection[int] = (), same: int = 0, repeats: Collection[int] = ()
    ) -> None:
        """Shows matters in one line each; those that are over cannot be joined, ``same`` is the one that was said to be it.

        ``repeats`` are those that the same person brought.
        """
        self.lines = tuple(lines)
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for one in lines:
            column.addLayout(
                self._line(one, is_same=one.id == same, is_over=one.id in over, is_repeat=one.id in repeats)
            )
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._rows.isAncestorOf(focused)
        put_in_place(self.inside, self._rows, fresh)
        self._rows = fresh
        self.setVisible(bool(lines))
        if had_focus and (stops := stops_in(fresh)):
            stops[0].setFocus()
        self.shown.emit()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes through the lines, which are made anew."""
        return step(stops_in(self), onward=onward) or super().focusNextPrevChild(onward)

    def _line(self, one: Told, *, is_same: bool, is_over: bool, is_repeat: bool) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(px(2))
        link = button(one.title, "link")
        link.clicked.connect(lambda: self.open_requested.emit(one.table, one.id))
        cell.addWidget(link)
        line = f"{one.line} · {tr('已办结，重开了才能并')}" if is_over else one.line
        cell.addWidget(label(line, "quiet", "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(px(6))
        if is_same:
            row.addWidget(badge(self._chosen, "good"))
            back = button(tr("不并了"), "chip")
            back.clicked.connect(lambda: self.same_requested.emit(0))
            row.addWidget(back)
        else:
            apart = button(tr("不是一件事"), "chip")
            apart.clicked.connect(lambda: self.apart_requested.emit(one.id))
            if not is_over:
                same = button(tr("并到这件"), "chip")
                same.clicked.connect(lambda: self.same_requested.emit(one.id))
                row.addWidget(same)
            row.addWidget(apart)
            if is_repeat:
                again = button(tr("重复来访"), "chip", tr("没有新情况：记在那一件里，告诉来人办到哪一步，不另登记"))
                again.clicked.connect(lambda: self.repeat_requested.emit(one.id))
                row.addWidget(again)
        row.addStretch(1)
        cell.addLayout(row)
        return cell
