"""What a figure of the centre's own is to be called, and by which day it lies in a time."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import Record
from db.records.kept_figure import LONGEST_NAME
from db.services.figures.kept import days_of
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button, button_row, label

Take = Callable[[str, str], object]
"""Takes the name and the field of the day; raises `AppError` where they will not do."""


class FigureName(FittedDialog):
    """Asks for a name and a day; says under them why they will not do, and stays.

    Attributes:
        box: where the name is typed.
        days: the choices by the field of the day; "" for what is so on a day.
        go: takes it; so does Enter.
    """

    def __init__(self, kind: type[Record], name: str, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(self.tr("另存为口径"))
        self.setMinimumWidth(px(520))
        self.box = QLineEdit(name)
        self.box.setMaxLength(LONGEST_NAME)
        self.box.setAccessibleName(self.tr("口径名称"))
        self.box.setPlaceholderText(self.tr("例如：第一网格独居老人"))
        self.box.selectAll()
        choices = QWidget()
        flow = FlowLayout(choices, px(8))
        self._group = QButtonGroup(self)
        self.days: dict[str, QPushButton] = {}
        for day, words in {"": self.tr("不分，按现在"), **{n: f.label for n, f in days_of(kind).items()}}.items():
            chip = self.days[day] = button(words, "chip")
            chip.setCheckable(True)
            self._group.addButton(chip)
            flow.addWidget(chip)
        self.days[""].setChecked(True)
        self._told = label("", "accent", "small", wrap=True)
        self.go = button(self.tr("存成口径"), "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        cancel = button(self.tr("不，返回"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("另存为口径"), size="large"))
        about = self.tr("现在的筛选以后列在“统计”里，哪段时间、哪个网格有多少条都算得出；最多 {0} 个字")
        column.addWidget(label(about.format(LONGEST_NAME), "quiet", wrap=True))
        column.addWidget(self.box)
        column.addWidget(label(self.tr("算在哪段时间，按哪一栏"), "quiet"))
        column.addWidget(choices)
        column.addWidget(self._told)
        column.addLayout(button_row(None, cancel, self.go))
        self._told.hide()
        self.box.textEdited.connect(self._told.hide)
        self.box.setFocus()

    def commit(self) -> None:
        """Takes them, or says why they will not do."""
        day = next(name for name, chip in self.days.items() if chip.isChecked())
        try:
            self._take(self.box.text(), day)
        except AppError as error:
            self._told.setText(str(error))
            self._told.show()
            self.fit()
            self.box.setFocus()
            return
        self.accept()

    def told(self) -> str:
        """What is said under them."""
        return self._told.text()
