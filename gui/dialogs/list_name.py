"""What a list is to be called."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.saved_list import LONGEST_NAME
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.parts import button, button_row, label

Take = Callable[[str], object]
"""Takes the name; raises `AppError` where it will not do."""


class ListName(FittedDialog):
    """Asks for a name; says under it why one will not do, and stays.

    Attributes:
        box: where it is typed.
        go: takes it; so does Enter.
    """

    def __init__(self, title: str, name: str, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(title)
        self.setMinimumWidth(px(440))
        self.box = QLineEdit(name)
        self.box.setAccessibleName(self.tr("名单名称"))
        self.box.setPlaceholderText(self.tr("例如：第一网格独居老人"))
        self.box.selectAll()
        self._told = label("", "accent", "small", wrap=True)
        self.go = button(self.tr("就叫这个"), "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        cancel = button(self.tr("不，返回"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(title, size="large"))
        column.addWidget(
            label(self.tr("名单列在列表上面，点一下就照它筛选；最多 {0} 个字").format(LONGEST_NAME), "quiet", wrap=True)
        )
        column.addWidget(self.box)
        column.addWidget(self._told)
        column.addLayout(button_row(None, cancel, self.go))
        self._told.hide()
        self.box.textEdited.connect(self._told.hide)
        self.box.setFocus()

    def commit(self) -> None:
        """Takes the name, or says why it will not do."""
        try:
            self._take(self.box.text())
        except AppError as error:
            self._told.setText(str(error))
            self._told.show()
            self.fit()
            self.box.setFocus()
            return
        self.accept()

    def told(self) -> str:
        """What is said under the box."""
        return self._told.text()
