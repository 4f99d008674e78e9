"""取自哪里: from where a figure is taken which no source says, from which day on, and by what paper."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError
from db.fields import Day, Looks
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.theme import px
from gui.widgets.editors import DayEditor
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button, button_row, label

Take = Callable[[str, date | None, str], object]
"""Takes the word, the day and the paper; raises `AppError` where they will not do."""


class ChoiceRule(FittedDialog):
    """Asks which way a figure is taken; what will not do is said under it.

    Attributes:
        ways: the buttons of the ways, by word.
        since, source: from which day, and by what paper.
        go: takes it; so do Enter and Ctrl+Enter.
    """

    def __init__(self, name: str, words: Sequence[str], now: str, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(self.tr("{0}取自哪里").format(name))
        self.setMinimumWidth(px(520))
        self.ways = {word: button(word, "chip") for word in words}
        group = QButtonGroup(self)
        for word, chip in self.ways.items():
            chip.setCheckable(True)
            chip.setChecked(word == now)
            group.addButton(chip)
        self.since = DayEditor(Day(self.tr("从哪天起"), looks=Looks.BACK))
        self.since.line.setAccessibleName(self.tr("从哪天起"))
        self.source = QLineEdit()
        self.source.setAccessibleName(self.tr("依据"))
        self.source.setPlaceholderText(self.tr("哪份文件；没有文件的写“本中心自定”"))
        self._told = label("", "accent", "small", wrap=True)
        self._told.hide()
        self.go = button(self.tr("就这样算"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        red_key(self, self.commit)
        self._lay_out(name)
        next(iter(self.ways.values())).setFocus()

    def told(self) -> str:
        """Why it will not do."""
        return self._told.text()

    def commit(self) -> None:
        """Takes it, or says why it will not do."""
        word = next((word for word, chip in self.ways.items() if chip.isChecked()), "")
        try:
            self._take(word, self.since.value(), self.source.text())
        except AppError as error:
            self._told.setText(str(error))
            self._told.show()
            self.fit()
            self.bring_to_sight(self._told)
            return
        self.accept()

    def _lay_out(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("{0}取自哪里").format(name), size="large"))
        about = self.tr("文件里没有写明，由本中心定，印在口径上，记在“设置 → 规则”里；改了以后，以前的期间照旧算。")
        column.addWidget(label(about, "quiet", wrap=True))
        leave = button(self.tr("不，返回"))
        leave.clicked.connect(self.reject)
        row = QWidget()
        flow = FlowLayout(row, px(8))
        for chip in self.ways.values():
            flow.addWidget(chip)
        for words, part in (
            (self.tr("取自"), row),
            (self.tr("从哪天起"), self.since),
            (self.tr("依据"), self.source),
        ):
            column.addWidget(label(words, "quiet"))
            column.addWidget(part)
        column.addWidget(self._told)
        column.addLayout(button_row(None, leave, self.go))
