"""理由: a question that needs a reason with its answer."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError, ReasonMissing
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.messages import Question
from gui.theme import px
from gui.widgets.parts import button, button_row, label

Do = Callable[[str], AppError | None]
"""Does it for a reason; None when it is done, else why not."""


class Reason(FittedDialog):
    """Asks for a reason; says under it why it will not do, and stays.

    Attributes:
        line: where it is written.
        go: does it; so do Enter and Ctrl+Enter.
    """

    def __init__(
        self, question: Question, do: Do, parent: QWidget | None = None, inside: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._do = do
        self.setWindowTitle(question.yes)
        self.setMinimumWidth(px(520))
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("理由"))
        self.line.setPlaceholderText(self.tr("理由"))
        self._fault = label("", "accent", wrap=True)
        self._fault.hide()
        self.go = button(question.yes, "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        leave = button(question.no)
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(question.title, size="large", wrap=True))
        column.addWidget(label(question.text, wrap=True))
        for one in (*([inside] if inside else []), self.line, self._fault):
            column.addWidget(one)
        column.addLayout(button_row(None, leave, self.go))
        red_key(self, self.commit)
        self.line.setFocus()

    def commit(self) -> None:
        """Does it, or says what is missing."""
        reason = self.line.text().strip()
        fault = self._do(reason) if reason else ReasonMissing()
        if fault is None:
            self.accept()
            return
        self.say_in(self._fault, str(fault))
        self.line.setFocus()
