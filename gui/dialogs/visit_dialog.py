"""记走访: what was the same at every door of a round."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import AppError
from db.records.visits.visit import Visit
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.large_work import LargeWork, Work
from gui.session import Session
from gui.theme import px
from gui.widgets.form import RecordForm
from gui.widgets.parts import button, button_row, label

ASKED = ("day", "visitor", "way", "result", "finding")
Take = Callable[[Visit], Work]
"""Takes what was typed: the work of writing it down."""


class VisitDialog(FittedDialog):
    """Asks; Ctrl+Enter takes it, and says why it will not do.

    Signals:
        taken: what the work gave, once the dialog is closed.

    Attributes:
        form: what is the same for all.
        go: takes it.
    """

    taken = Signal(object)

    def __init__(self, count: int, session: Session, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._take = count, take
        self._work = LargeWork(session, self)
        self._work.over.connect(lambda: self.go.setEnabled(True))
        self.setWindowTitle(self.tr("记走访"))
        self.setMinimumWidth(px(600))
        self.form = RecordForm(Visit, session.lookup, only=ASKED)
        self.form.show_record(Visit(day=date.today(), visitor=session.store.actor))
        self.form.setMinimumHeight(px(280))
        self._told = label("", "accent", "small", wrap=True)
        self._told.hide()
        self.go = button(self.tr("记 {0:,} 次走访").format(count), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        back = button(self.tr("返回"))
        back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("给选中的 {0:,} 人各记一次走访").format(count), size="large"))
        column.addWidget(label(self.tr("情况一样的一起记；不一样的，记完打开那一条再改"), "quiet", wrap=True))
        column.addWidget(self.form, 1)
        column.addWidget(self._told)
        column.addLayout(button_row(None, back, self.go))
        red_key(self, self.commit)

    def commit(self) -> None:
        """Takes it, or says why it will not do."""
        typed = self.form.check()
        if not isinstance(typed, Visit):
            return
        self._work.do(self.tr("正在记走访"), self._count, self._take(typed), self._on_taken, self._say)
        self.go.setEnabled(not self._work.is_running())

    def reject(self) -> None:
        """Not while they are being written down."""
        if not self._work.is_running():
            super().reject()

    def _on_taken(self, made: object) -> None:
        self.accept()
        self.taken.emit(made)

    def _say(self, error: AppError) -> None:
        self._told.setText(str(error))
        self._told.show()
        self.fit()
