"""写全: to whom a file with whole numbers goes, and what for; asked before it is written."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.services.duties.giving_out import Use
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.chips import Chips
from gui.widgets.parts import button, button_row, label
from gui.widgets.whole_use import WholeUse

MASKED, WHOLE = range(2)


class WholeDialog(FittedDialog):
    """Asks whether numbers are written in full; masked unless somebody says to whom they go and what for.

    Attributes:
        asks: to whom, what for.
        go: goes on; so does Ctrl+Enter.
    """

    def __init__(self, masked: Sequence[str], count: int, lookup: Lookup, parent: QWidget | None = None) -> None:
        """``masked`` names what is told in full only on demand, ``count`` the records."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("要写全吗？"))
        self.setMinimumWidth(px(600))
        self.title = self.tr("{0}要写全吗？").format("、".join(masked))
        self._choice = Chips((self.tr("遮住再导出"), self.tr("写全")))
        self._about = label(
            self.tr(
                "遮住的名单只留证件号码的前六位和后两位、出生的年份，备注等文字里的证件号码、电话、卡号也遮住；不用登记。"
            ),
            "quiet",
            wrap=True,
        )
        self.asks = WholeUse(lookup)
        self.asks.count(count)
        self._fault = label("", "accent", wrap=True)
        self.go = button(self.tr("导出"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        back = button(self.tr("不导出，返回"))
        back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(12))
        for one in (label(self.title, size="large", wrap=True), self._choice, self._about, self.asks, self._fault):
            column.addWidget(one)
        column.addLayout(button_row(None, back, self.go))
        self._choice.chosen.connect(lambda _: self._show())
        self.asks.changed.connect(lambda: self.say_in(self._fault, ""))
        red_key(self, self.commit)
        self._show()
        self.go.setFocus()

    def use(self) -> Use | None:
        """What they are needed for; None for masked ones."""
        return self.asks.use() if self.is_whole() else None

    def is_whole(self) -> bool:
        """Whether they are written in full."""
        return self._choice.current() == WHOLE

    def choose(self, number: int) -> None:
        """Chooses `MASKED` or `WHOLE`."""
        self._choice.choose(number)

    def commit(self) -> None:
        """Goes on, or says what is missing."""
        fault = self.asks.fault() if self.is_whole() else ""
        self.say_in(self._fault, fault)
        if not fault:
            self.accept()

    def _show(self) -> None:
        self.asks.setVisible(self.is_whole())
        self._about.setVisible(not self.is_whole())
        self.say_in(self._fault, "")
        if self.is_whole():
            self.asks.focus_first()
