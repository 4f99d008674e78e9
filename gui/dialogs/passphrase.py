"""Changing the passphrase of a store."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.store import Store
from gui.dialogs.store_dialog import StoreDialog
from gui.messages import Messages
from gui.store_work import change_passphrase
from gui.theme import px
from gui.widgets.parts import button, button_row, label
from gui.widgets.passphrase import NewPassphrase, field_name, hidden_line


class PassphraseDialog(StoreDialog):
    """Asks for the old passphrase and a new one."""

    def __init__(self, store: Store, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(messages, parent)
        self._store = store
        self.setWindowTitle(self.tr("修改口令"))
        self.setMinimumWidth(px(440))
        self.old = hidden_line()
        self.new = NewPassphrase(self.tr("新口令"))
        self.new.form.insertRow(0, field_name(self.tr("原口令")), self.old)
        self._change = button(self.tr("修改口令"), "primary")
        self._change.clicked.connect(self.change)
        self._change.setDefault(True)
        self._cancel = button(self.tr("不改了"))
        self._cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(8))
        column.addWidget(label(self.tr("修改口令"), size="large"))
        column.addWidget(self.new)
        column.addWidget(self.fault_line)
        column.addLayout(button_row(None, self._cancel, self._change))
        self.setTabOrder(self.old, self.new.first)
        self.old.setFocus()

    def change(self) -> None:
        """Changes it in the background, or says why not: both passphrases are stretched slowly on purpose."""
        if self.is_busy():
            return
        if fault := self.new.fault():
            self.say(fault)
            self.new.focus_fault()
            return
        self.say("")
        store, old, new = self._store, self.old.text(), self.new.text()
        self.run(lambda _tick: change_passphrase(store, old, new), lambda _none: None)

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        for widget in (self.new, self._cancel, self._change):
            widget.setEnabled(not busy)
        self._change.setText(self.tr("正在修改…") if busy else self.tr("修改口令"))

    def failed(self, error: object) -> None:
        """See `StoreDialog`."""
        self.old.setFocus()
        self.old.selectAll()
