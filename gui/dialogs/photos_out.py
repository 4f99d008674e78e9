"""照片另存出去: to whom photos and scans go that leave the program, and what for; asked before any is written."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.services.duties.giving_out import Use
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.parts import button, button_row, label
from gui.widgets.whole_use import WholeUse


class PhotosOut(FittedDialog):
    """Asks; whoever does not say to whom and what for saves nothing.

    Attributes:
        asks: to whom, what for.
        go: goes on; so does Ctrl+Enter.
    """

    def __init__(
        self, count: int, lookup: Lookup, chosen: Callable[[Use], object], parent: QWidget | None = None
    ) -> None:
        """``count`` photos and scans; ``chosen`` gets what they are for."""
        super().__init__(parent)
        self._chosen = chosen
        title = self.tr("把 {0} 个照片或扫描件另存出去？").format(count)
        self.setWindowTitle(self.tr("另存"))
        self.setMinimumWidth(px(600))
        told = self.tr("另存的文件不加密，谁拿到都能看；照片里有人、证件、住址的，只给有权看的人。会记在经过里。")
        self.asks = WholeUse(lookup)
        self.asks.count(count)
        self._fault = label("", "accent", wrap=True)
        self._fault.hide()
        self.go = button(self.tr("选文件夹…"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        leave = button(self.tr("不，返回"))
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(12))
        for one in (label(title, size="large", wrap=True), label(told, wrap=True), self.asks, self._fault):
            column.addWidget(one)
        column.addLayout(button_row(None, leave, self.go))
        red_key(self, self.commit)
        self.asks.focus_first()

    def commit(self) -> None:
        """Goes on, or says what is missing."""
        if fault := self.asks.fault():
            self.say_in(self._fault, fault)
            return
        use = self.asks.use()
        self.accept()
        self._chosen(use)
