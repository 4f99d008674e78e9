"""Which columns a list shows."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.base import Record, columns_of
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.theme import px
from gui.widgets.choice_list import ChoiceList
from gui.widgets.parts import button, button_row, label


class ListColumns(FittedDialog):
    """Asks for them by ticks, in the order in which a list shows them.

    Attributes:
        list: the columns; Space ticks.
        go: takes what is ticked.
    """

    def __init__(self, kind: type[Record], shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("显示哪些栏"))
        self.setMinimumWidth(px(420))
        columns = columns_of(kind)
        self._usual = tuple(name for name, field in columns.items() if field.listed)
        self.list = ChoiceList(((name, field.label) for name, field in columns.items()), ticks=True)
        self.list.setAccessibleName(self.tr("显示哪些栏"))
        self.list.setMinimumHeight(px(320))
        self.list.tick(shown or self._usual)
        self.list.step(0)
        self.go = button(self.tr("就显示这些"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        usual = button(self.tr("和平常一样"))
        usual.clicked.connect(lambda: self.list.tick(self._usual))
        cancel = button(self.tr("不，返回"))
        cancel.clicked.connect(self.reject)
        self._told = label("", "accent", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("显示哪些栏"), size="large"))
        column.addWidget(label(self.tr("空格勾选；存成名单，下次还是这些栏"), "quiet", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self._told)
        column.addLayout(button_row(usual, None, cancel, self.go))
        self._told.hide()
        red_key(self, self.commit)
        self.list.setFocus()

    def chosen(self) -> tuple[str, ...]:
        """What is ticked; () where that is the usual."""
        ticked = tuple(self.list.ticked())
        return () if ticked == self._usual else ticked

    def commit(self) -> None:
        """Takes what is ticked; one column there must be."""
        if self.list.ticked():
            self.accept()
            return
        self._told.setText(self.tr("至少留一栏"))
        self._told.show()
        self.fit()
