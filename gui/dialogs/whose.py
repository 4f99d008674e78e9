"""Who works here, where what opened the store is nobody's: the one passphrase that it had before, or the recovery code."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.dialogs.store_dialog import StoreDialog, lay_out_door
from gui.messages import Messages
from gui.tasks import Work
from gui.theme import px
from gui.widgets.names import Names
from gui.widgets.parts import Card, button, label


class Whose(StoreDialog):
    """Asks who of several clerks one is.

    Signals:
        chosen: the id of the account.
        done_with: what the work gave that was done for it; see `do`.
    """

    chosen = Signal(object)
    done_with = Signal(object)

    def __init__(
        self, names: Mapping[int, str], title: str, told: str, messages: Messages, parent: QWidget | None = None
    ) -> None:
        """Asks; ``names`` are those of the accounts by their ids."""
        super().__init__(messages, parent)
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(480))
        self.names = Names({str(account): name for account, name in names.items()})
        self.names.taken.connect(lambda _account: self.enter.setFocus())
        self.enter = button("", "primary")
        self.enter.setDefault(True)
        self.enter.clicked.connect(self._on_enter_clicked)
        back = button(self.tr("返回"), "quiet")
        back.clicked.connect(self.reject)
        self.names.moved.connect(lambda _account: self._show_name())
        self._show_name()
        card = Card(margin=22)
        card.inside.addWidget(label(told, "quiet", wrap=True))
        card.inside.addWidget(self.names)
        card.inside.addWidget(self.fault_line)
        lay_out_door(self, title, [card], [back, None, self.enter])
        self.names.setFocus()

    def do(self, work: Work[object]) -> None:
        """Does in the background what follows from the choice."""
        self.run(work, lambda made: self.done_with.emit(made))

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        for one in (self.names, self.enter):
            one.setEnabled(not busy)

    def failed(self, error: object) -> None:
        """See `StoreDialog`."""
        self.names.setFocus()

    def _show_name(self) -> None:
        self.enter.setText(self.tr("我是{0}").format(self.names.name()))

    def _on_enter_clicked(self) -> None:
        if not self.is_busy() and self.names.current():
            self.say("")
            self.chosen.emit(int(self.names.current()))
