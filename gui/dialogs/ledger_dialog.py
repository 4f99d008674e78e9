"""加进专项台账: whom, and into which ledger: one that is there, or a new one that is named here."""

from collections.abc import Callable, Sequence
from datetime import date

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.registry.ledger import Ledger
from db.values.day import long_form
from gui.fitted import FittedDialog
from gui.keys import red_key
from gui.large_work import LargeWork, Work
from gui.session import Session
from gui.theme import px
from gui.widgets.chips import Meant, MeantChips
from gui.widgets.choice_list import ChoiceList
from gui.widgets.form import RecordForm
from gui.widgets.parts import button, button_row, label
from gui.words import tr

NEW = "new"
ASKED = ("name", "since", "until", "responsible", "columns")
Take = Callable[[Ledger, Meant], Work]
"""Takes the ledger, with whom: the work of adding them."""


class LedgerDialog(FittedDialog):
    """Asks; Ctrl+Enter takes it, and says why it will not do.

    A new one is chosen from the start, so that nobody is added to one that was not meant; where a few were picked, the one to which
    the last few were added. The red button names it.

    Signals:
        taken: what the work gave, once the dialog is closed.

    Attributes:
        list: 新立一本 and the open ledgers; not there where none is open.
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
        last: int = 0,
    ) -> None:
        """``last`` is the id of the one that is chosen from the start; 0 for a new one."""
        super().__init__(parent)
        self._there = {str(one.id): one for one in there}
        self._whom, self._take_it = MeantChips(meant), take
        self._work = LargeWork(session, self)
        self._work.over.connect(lambda: self.go.setEnabled(True))
        self.setWindowTitle(self.tr("加进专项台账"))
        self.setMinimumWidth(px(620))
        self.list = ChoiceList([(NEW, self.tr("新立一本")), *((key, _told(one)) for key, one in self._there.items())])
        self.list.setAccessibleName(self.tr("哪一本"))
        self.list.setMaximumHeight(px(110))
        self.list.setVisible(bool(there))
        self.list.moved.connect(self._on_moved)
        self.form = RecordForm(Ledger, session.lookup, only=ASKED)
        self.form.show_record(Ledger(since=date.today()))
        self.form.setMinimumHeight(px(300))
        self._told = label("", "accent", "small", wrap=True)
        self.go = button(self.tr("加进去"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        back = button(self.tr("返回"))
        back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("加进专项台账"), size="large"))
        column.addWidget(label(self.tr("姓名、住址、网格照今天的记下来，以后改名、搬家都不变"), "quiet", wrap=True))
        column.addWidget(self._whom)
        column.addWidget(self.list)
        column.addWidget(self.form, 1)
        column.addWidget(self._told)
        column.addLayout(button_row(None, back, self.go))
        self._told.hide()
        self.form.changed.connect(self._told.hide)
        red_key(self, self.commit)
        self.list.go(str(last) if str(last) in self._there else NEW)
        (self.list if there else self.form.editors["name"]).setFocus()

    def meant(self) -> Meant:
        """Whom."""
        return self._whom.meant()

    def mean(self, number: int) -> None:
        """Chooses whom."""
        self._whom.choose(number)

    def told(self) -> str:
        """What is wrong; "" for nothing."""
        return "" if self._told.isHidden() else self._told.text()

    def commit(self) -> None:
        """Takes it, or says why it will not do."""
        ledger = self._there.get(self.list.current()) or self.form.check()
        if not isinstance(ledger, Ledger):
            return
        meant = self.meant()
        work = self._take_it(ledger if ledger.id else evolve(ledger, id=0), meant)
        self._work.do(self.tr("正在加进专项台账"), len(meant.ids), work, self._on_taken, lambda e: self._say(str(e)))
        self.go.setEnabled(not self._work.is_running())

    def reject(self) -> None:
        """Not while they are being added."""
        if not self._work.is_running():
            super().reject()

    def _say(self, words: str) -> None:
        self._told.setText(words)
        self._told.show()
        self.fit()
        self.bring_to_sight(self._told)

    def _on_taken(self, made: object) -> None:
        self.accept()
        self.taken.emit(made)

    def _on_moved(self, key: str) -> None:
        there = self._there.get(key)
        self.form.setVisible(there is None)
        self.go.setText(self.tr("加进“{0}”").format(there.name) if there else self.tr("名单就定在今天"))
        self._told.hide()
        if self.isVisible():
            self.fit()


def _told(ledger: Ledger) -> str:
    """The name, and until when: ledgers of two years may be called the same."""
    return tr("{0}（{1}截止）").format(ledger.name, long_form(ledger.until)) if ledger.until else ledger.name
