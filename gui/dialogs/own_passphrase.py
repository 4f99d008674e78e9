"""A new passphrase at the door, before anything else: an administrator gave the one before, or the recovery code opened."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.dialogs.store_dialog import StoreDialog, lay_out_door
from gui.messages import Messages
from gui.theme import px
from gui.widgets.parts import Card, button, label
from gui.widgets.passphrase import NewPassphrase


class OwnPassphrase(StoreDialog):
    """Asks for it twice.

    Signals:
        done_with: what ``change`` gave, and the new passphrase.
    """

    done_with = Signal(object, str)

    def __init__(
        self, name: str, told: str, change: Callable[[str], object], messages: Messages, parent: QWidget | None = None
    ) -> None:
        """Asks the clerk of a name; ``change`` gets the passphrase, in a thread."""
        super().__init__(messages, parent)
        self._change = change
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(520))
        self.new = NewPassphrase(self.tr("新口令"), [name])
        self.enter = button(self.tr("换好，打开"), "primary")
        self.enter.setDefault(True)
        self.enter.clicked.connect(self.change)
        self._back = button(self.tr("返回"), "quiet")
        self._back.clicked.connect(self.reject)
        card = Card(margin=22)
        card.inside.addWidget(label(told, "quiet", wrap=True))
        card.inside.addWidget(self.new)
        card.inside.addWidget(self.fault_line)
        title = self.tr("{0}，请先设一个自己的口令").format(name)
        lay_out_door(self, title, [card], [self._back, None, self.enter])
        self.new.first.setFocus()

    def change(self) -> None:
        """Changes it in the background, or says why not."""
        if self.is_busy():
            return
        if fault := self.new.fault():
            self.say(fault)
            self.new.focus_fault()
            return
        self.say("")
        change, new = self._change, self.new.text()
        self.run(lambda _tick: change(new), lambda made: self.done_with.emit(made, new))

    def done(self, result: int) -> None:
        """What was typed goes with the question."""
        super().done(result)
        for line in (self.new.first, self.new.second):
            line.clear()

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        for one in (self.new, self._back, self.enter):
            one.setEnabled(not busy)
        self.enter.setText(self.tr("正在换口令…") if busy else self.tr("换好，打开"))

    def failed(self, error: object) -> None:
        """See `StoreDialog`."""
        self.new.first.setFocus()
        self.new.first.selectAll()
