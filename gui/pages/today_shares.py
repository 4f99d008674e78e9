"""The line over what is to be done: how much of it is the clerk's own, red, yellow, and what waits for the clerk's role."""

from collections.abc import Callable
from datetime import datetime

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from db.services.due import DueItem
from db.services.urgent import is_red, is_yellow
from db.services.whats_due import Today
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button
from gui.words import tr


class ShareLine(QWidget):
    """A button for each share of which there is something, and one that prints what is to be looked at.

    Attributes:
        buttons: by what each tells, in their order.

    Signals:
        narrowed: what tells that something is in the share, and words for it with their number at {0}.
        view_requested: the table and the name of the list that is wanted.
        print_requested: 晨会单 is wanted.
    """

    narrowed = Signal(object, str)
    view_requested = Signal(str, str)
    print_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        shares = QWidget()
        shares.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._line = FlowLayout(shares, px(8))
        self.prints = button(tr("印晨会单"), "link", tr("印出来带着巡查：红的、黄的、等着办的，按网格、楼栋（Ctrl+P）"))
        self.prints.clicked.connect(self.print_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(shares, 1)
        row.addWidget(self.prints, 0, QtCore.Qt.AlignmentFlag.AlignTop)

    def show_shares(self, today: Today, now: datetime) -> None:
        """Shows other numbers; the keys stay at the share at which they are."""
        focused = next((name for name, one in self.buttons.items() if one.hasFocus()), "")
        for one in self.buttons.values():
            self._line.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.buttons = {}
        self._add_share(tr("我经手的"), "", tr("由我接待、经办、答应的"), today, lambda item: item.is_mine)
        self._add_share(tr("红"), "accent", tr("已经逾期的、到了红牌的"), today, lambda item: is_red(item, now))
        self._add_share(tr("黄"), "warn", tr("到了黄牌、快到期的"), today, lambda item: is_yellow(item, now))
        for one in today.waiting:
            tip = tr("{0}：打开这些").format(one.word) if one.word else tr("打开这些")
            made = self._add(f"{one.view} {one.count:,}", one.view, "", tip)
            made.clicked.connect(lambda _on=False, one=one: self.view_requested.emit(one.table, one.view))
        self.prints.setVisible(bool(today.items))
        if focused in self.buttons:
            self.buttons[focused].setFocus()

    def _add_share(self, name: str, tone: str, tip: str, today: Today, which: Callable[[DueItem], bool]) -> None:
        if count := sum(map(which, today.items)):
            made = self._add(f"{name} {count:,}", name, tone, tip)
            words = tr("只列“{0}”的 {1} 件  ✕").format(name, "{0}")
            made.clicked.connect(lambda: self.narrowed.emit(which, words))

    def _add(self, words: str, name: str, tone: str, tip: str) -> QPushButton:
        made = self.buttons[name] = button(words, "share", tip)
        if tone:
            made.setProperty("tone", tone)
        self._line.addWidget(made)
        made.show()  # what the layout shows later takes no focus yet
        return made
