"""代字: asked before a family of numbers gives its first one, with that number as it will be."""

from datetime import date

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout

from db.errors import AppError
from db.services.letters.issue_number import family_label, first_number, set_first_word
from db.store import Store
from gui.borrowed import restyle
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.parts import button, button_row, label


class NumberWord(FittedDialog):
    """Asks for the 代字 of a family and keeps it.

    Attributes:
        box: where it is typed.
    """

    def __init__(self, store: Store, family: str, day: date, why: str) -> None:
        super().__init__(QApplication.activeModalWidget() or QApplication.activeWindow())
        self._store, self._family, self._day = store, family, day
        name = family_label(family)
        self.setWindowTitle(self.tr("代字"))
        self.setMinimumWidth(px(460))
        self.box = QLineEdit()
        self.box.setAccessibleName(self.tr("{0}代字").format(name))
        self.box.setPlaceholderText(self.tr("例如：幸社发；不用代字就空着"))
        self.box.textChanged.connect(self._show_sample)
        self._told = label("", "quiet", "small", wrap=True)
        self._told.setMinimumHeight(px(40))
        take = button(self.tr("就这样编号"), "primary")
        take.setDefault(True)
        take.clicked.connect(self._keep)
        cancel = button(self.tr("先不取号"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(8))
        column.addWidget(label(self.tr("{0}的号用什么代字？").format(name), size="large", wrap=True))
        column.addWidget(label(self.tr("{0}。只问这一次，以后在“文号簿 · 代字与格式”里改。").format(why), wrap=True))
        column.addWidget(self.box)
        column.addWidget(self._told)
        column.addLayout(button_row(None, cancel, take))
        self._show_sample()

    def told(self) -> str:
        """What is said under the box."""
        return self._told.text()

    def _show_sample(self) -> None:
        number = first_number(self._store, self._family, self.box.text(), self._day)
        self._tell(self.tr("下一个号：{0}").format(number), "quiet")

    def _keep(self) -> None:
        try:
            set_first_word(self._store, self._family, self.box.text(), self._day)
        except AppError as error:
            self._tell(str(error), "accent")
            return
        self.accept()

    def _tell(self, text: str, tone: str) -> None:
        self._told.setText(text)
        self._told.setProperty("tone", tone)
        restyle(self._told)
