"""加进专项台账: whom, and into which ledger: one that is there, or a new one that is named here."""

from collections.abc import Callable, Sequence
from datetime import date

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.registry.ledger import Ledger
from gui.dialogs.sheet_dialog import Meant
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.session import Session
from gui.tasks import Work
from gui.theme import px
from gui.widgets.choice_list import ChoiceList
from gui.widgets.flow import FlowLayout
from gui.widgets.form import RecordForm
from gui.widgets.parts import button, button_row, label
from gui.widgets.progress import Progress

NEW = "new"
ASKED = ("name", "since", "until", "responsible", "columns")
MANY = 1000
"""More than these are added in the background."""
Take = Callable[[Ledger, Meant], Work[object]]
"""Takes the ledger, with whom: the work of adding them, which raises `AppError` where it will not do."""


class LedgerDialog(FittedDialog):
    """Asks; Ctrl+Enter takes it, and says why it will not do.

    Signals:
        taken: what the work gave, once the dialog is closed.

    Attributes:
        list: the open ledgers and 新立一本; not there where none is open.
        form: of a new one.
        go: takes it.
    """

    taken = Signal(object)

    def __init__(
        self,
        there: Sequence[Ledger],
        meant: Sequence[Meant],
        session: Session,
        take: Take,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._messages = session.messages
        self._there = {str(one.id): one for one in there}
        self._meant, self._take_it = meant, take
        self.setWindowTitle(self.tr("加进专项台账"))
        self.setMinimumWidth(px(620))
        self.list = ChoiceList([(NEW, self.tr("新立一本")), *((key, one.name) for key, one in self._there.items())])
        self.list.setAccessibleName(self.tr("哪一本"))
        self.list.setMaximumHeight(px(110))
        self.list.setVisible(bool(there))
        self.list.moved.connect(self._on_moved)
        self.form = RecordForm(Ledger, session.lookup, only=ASKED)
        self.form.show_record(Ledger(since=date.today()))
        self.form.setMinimumHeight(px(300))
        self._told = label("", "accent", "small", wrap=True)
        self._group = QButtonGroup(self)
        self.go = button(self.tr("名单就定在今天"), "primary", "Ctrl+Enter")
        self.go.clicked.connect(self.commit)
        back = button(self.tr("返回"))
        back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("加进专项台账"), size="large"))
        column.addWidget(label(self.tr("姓名、住址、网格照今天的记下来，以后改名、搬家都不变"), "quiet", wrap=True))
        column.addWidget(self._chips())
        column.addWidget(self.list)
        column.addWidget(self.form, 1)
        column.addWidget(self._told)
        column.addLayout(button_row(None, back, self.go))
        self._told.hide()
        red_key(self, self.commit)
        self.list.go(next(iter(self._there), NEW))
        (self.list if there else self.form.editors["name"]).setFocus()

    def meant(self) -> Meant:
        """Whom."""
        return self._meant[max(self._group.checkedId(), 0)]

    def mean(self, number: int) -> None:
        """Chooses whom."""
        self._group.button(number).setChecked(True)

    def told(self) -> str:
        """What is wrong; "" for nothing."""
        return "" if self._told.isHidden() else self._told.text()

    def commit(self) -> None:
        """Takes it, or says why it will not do."""
        if not self.go.isEnabled():
            return  # they are being added
        ledger = self._there.get(self.list.current()) or self.form.check()
        if not isinstance(ledger, Ledger):
            return
        meant = self.meant()
        work = self._take_it(ledger if ledger.id else evolve(ledger, id=0), meant)
        if len(meant.ids) > MANY:
            self.go.setEnabled(False)
            task = Progress(self.tr("正在加进专项台账"), self, self._messages).run(work, self._on_taken)
            task.finished.connect(lambda: self.go.setEnabled(True))
            return
        try:
            made = work(lambda _done, _total: True)
        except AppError as error:
            self._told.setText(str(error))
            self._told.show()
            self.fit()
            return
        self._on_taken(made)

    def reject(self) -> None:
        """Not while they are being added."""
        if self.go.isEnabled():
            super().reject()

    def _on_taken(self, made: object) -> None:
        self.accept()
        self.taken.emit(made)

    def _chips(self) -> QWidget:
        inside = QWidget()
        flow = FlowLayout(inside, px(8))
        for number, one in enumerate(self._meant):
            chip = button(one.words, "chip")
            chip.setCheckable(True)
            chip.setChecked(number == 0)
            self._group.addButton(chip, number)
            flow.addWidget(chip)
        return inside

    def _on_moved(self, key: str) -> None:
        self.form.setVisible(key == NEW)
        self.go.setText(self.tr("名单就定在今天") if key == NEW else self.tr("加进去"))
        self._told.hide()
        if self.isVisible():
            self.fit()
