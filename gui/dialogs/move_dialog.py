"""One move in a small dialog: what it asks, why, when and by whom; or several moves keyed one after the other from a form."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import Problem
from db.services.move import Keyed
from gui.fitted import FittedDialog
from gui.keys import red_key, step
from gui.theme import px
from gui.widgets.move_form import MoveForm
from gui.widgets.parts import button, button_row, label

Make = Callable[[Keyed], Sequence[Problem] | None]
"""Makes a move; None when it is made or the dialog is to go, else why it is refused."""


class MoveDialog(FittedDialog):
    """Asks for what a move asks; shows a refusal at its field and stays."""

    def __init__(self, form: MoveForm, make: Make, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self._make = form, make
        title = form.asked.move.label
        self.setWindowTitle(title)
        self.setMinimumWidth(px(620))
        self.go = button(title, "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        self._cancel = button(self.tr("不，返回"))
        self._cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(title, size="large"))
        if hint:
            column.addWidget(label(hint, "quiet", wrap=True))
        column.addWidget(form)
        column.addLayout(button_row(None, self._cancel, self.go))
        red_key(self, self.commit)
        form.focus_first()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes on from the fields to the buttons under them, and round."""
        stops = [*self.form.stops(), self._cancel, self.go]
        return step(stops, onward=onward) or step([stops[-1], *stops[:-1]], onward=onward)

    def commit(self) -> None:
        """Makes the move, or shows why it is refused."""
        if (keyed := self.form.keyed()) is None:
            self.fit()
            return
        refused = self._make(keyed)
        if refused is None:
            self.accept()
            return
        self.form.show_problems(list(refused))
        self.fit()

    def reject(self) -> None:
        """What is typed stays as a draft."""
        self.form.keep_draft()
        super().reject()
