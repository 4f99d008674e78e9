"""Changing the passphrase of a store."""

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from db.errors import AppError
from db.store import Store
from gui.fitted import FittedDialog
from gui.messages import Messages
from gui.theme import px
from gui.widgets.parts import button, button_row, label
from gui.widgets.passphrase import NewPassphrase, field_name, hidden_line


class PassphraseDialog(FittedDialog):
    """Asks for the old passphrase and a new one."""

    def __init__(self, store: Store, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._messages = store, messages
        self.setWindowTitle(self.tr("修改口令"))
        self.setMinimumWidth(px(440))
        self.old = hidden_line()
        self.new = NewPassphrase()
        self._fault = label("", "accent", "small", wrap=True)
        old = QFormLayout()
        old.setHorizontalSpacing(px(14))
        old.addRow(field_name(self.tr("原口令")), self.old)
        self._change = button(self.tr("修改口令"), "primary")
        self._change.clicked.connect(self.change)
        self._change.setDefault(True)
        cancel = button(self.tr("不改了"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(8))
        column.addWidget(label(self.tr("修改口令"), size="large"))
        column.addLayout(old)
        column.addWidget(self.new)
        column.addWidget(self._fault)
        column.addLayout(button_row(None, cancel, self._change))

    def change(self) -> None:
        """Changes it, or says why not."""
        if fault := self.new.fault():
            self._fault.setText(fault)
            self.fit()
            self.new.focus_fault()
            return
        try:
            self._store.change_passphrase(self.old.text(), self.new.text())
        except AppError as error:
            self._fault.setText(str(error))
            self.fit()
            self.old.setFocus()
            self.old.selectAll()
            return
        self.accept()
