"""几件算共性: how many matters of one kind, within how many days, are told as a common problem, from which day on and by what paper."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError
from db.fields import Day, Looks
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.theme import px
from gui.widgets.editors import DayEditor
from gui.widgets.parts import button, button_row, label

Take = Callable[[str, str, date | None, str], object]
"""Takes the two numbers, the day and the paper; raises `AppError` where they will not do."""


class ClusterRule(FittedDialog):
    """Asks for them; what will not do is said under them.

    Attributes:
        count, days, since, source: where they are written.
        go: takes them; so do Enter and Ctrl+Enter.
    """

    def __init__(self, count: int, days: int, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(self.tr("几件算共性"))
        self.setMinimumWidth(px(480))
        self.count, self.days, self.source = QLineEdit(str(count)), QLineEdit(str(days)), QLineEdit()
        self.since = DayEditor(Day(self.tr("从哪天起"), looks=Looks.BACK))
        self.since.set_value(date.today())
        self.since.line.setAccessibleName(self.tr("从哪天起"))
        self.source.setPlaceholderText(self.tr("哪份文件；没有文件的写“本中心自定”"))
        self._told = label("", "accent", "small", wrap=True)
        self._told.hide()
        self.go = button(self.tr("就这样定"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        red_key(self, self.commit)
        leave = button(self.tr("不，返回"))
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("几件算共性"), size="large"))
        about = self.tr("没有定的照3件、90天。由本中心定，记在“设置 → 规则”里。")
        column.addWidget(label(about, "quiet", wrap=True))
        for words, part in (
            (self.tr("几件起"), self.count),
            (self.tr("几天内"), self.days),
            (self.tr("从哪天起"), self.since),
            (self.tr("依据"), self.source),
        ):
            part.setAccessibleName(words)
            column.addWidget(label(words, "quiet"))
            column.addWidget(part)
        column.addWidget(self._told)
        column.addLayout(button_row(None, leave, self.go))
        self.count.setFocus()
        self.count.selectAll()

    def told(self) -> str:
        """Why they will not do."""
        return self._told.text()

    def commit(self) -> None:
        """Takes them, or says why they will not do."""
        try:
            self._take(self.count.text(), self.days.text(), self.since.value(), self.source.text())
        except AppError as error:
            self._told.setText(str(error))
            self._told.show()
            self.fit()
            self.bring_to_sight(self._told)
            return
        self.accept()
