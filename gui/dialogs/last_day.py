"""止日: a question that needs a day with its answer, such as the last day of all the posts that somebody holds."""

from collections.abc import Callable
from datetime import date

from attrs import evolve
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import Problem, ValueUnreadable
from db.fields import Day
from gui.fitted import FittedDialog
from gui.messages import Question
from gui.theme import px
from gui.widgets.editors import DayEditor
from gui.widgets.parts import button, button_row, label

Do = Callable[[date], Problem | None]
"""Does it by the end of a day; None when it is done or the dialog is to go, else why that day will not do."""


class LastDay(FittedDialog):
    """Asks for a day, today until another one is written; says at the field why one will not do, and stays.

    Attributes:
        day: where it is written.
        go: does it; so does Enter.
    """

    def __init__(self, question: Question, kind: Day, do: Do, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do = do
        self.setWindowTitle(question.yes)
        self.setMinimumWidth(px(460))
        self.day = DayEditor(evolve(kind, required=True))
        self.day.set_value(date.today())
        self.day.propose()
        self.day.line.setAccessibleName(kind.label)
        self.go = button(question.yes, "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        leave = button(question.no)
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(question.title, size="large", wrap=True))
        column.addWidget(label(question.text, wrap=True))
        column.addWidget(label(kind.label, "quiet"))
        column.addWidget(self.day)
        column.addLayout(button_row(None, leave, self.go))
        self.day.setFocus()

    def commit(self) -> None:
        """Does it, or shows why that day will not do."""
        try:
            day = self.day.value()
        except ValueUnreadable as error:
            problem = self.day.kind.problem("unreadable", error.message, error.remedy)
        else:
            problem = self.day.kind.fault(day) or self._do(day)
        if problem is None:
            self.accept()
            return
        self.day.show_problem(problem)
        self.fit()
        self.day.setFocus()
        self.day.line.selectAll()  # what is typed next takes its place
