"""Changing the passphrase of a store."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import AppError
from db.services.centre.accounts import Sealed, change_own
from gui.alone import tell
from gui.dialogs.store_dialog import StoreDialog
from gui.pages.router import Router
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import button, button_row, label
from gui.widgets.passphrase import NewPassphrase, field_name, hidden_line


class PassphraseDialog(StoreDialog):
    """Asks for the old passphrase and a new one."""

    def __init__(self, session: Session, router: Router, parent: QWidget | None = None) -> None:
        super().__init__(session.messages, parent)
        self._session, self._router = session, router
        self._is_busy = False
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
        old, new = self.old.text(), self.new.text()
        self._turn(busy=True)
        title = self.tr("正在换口令，并重新加密")
        self._router.do_alone(
            title, lambda own: change_own(own, old, new), self._on_changed, self._on_refused, over=self
        )

    def is_busy(self) -> bool:
        """See `StoreDialog`."""
        return self._is_busy

    def _turn(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.set_busy(busy=busy)

    def _on_changed(self, sealed: Sealed) -> None:
        self._turn(busy=False)
        self.accept()
        tell(self._session, self._router, self.tr("口令已修改，下次打开时用新口令"), sealed)

    def _on_refused(self, error: AppError) -> None:
        self._turn(busy=False)
        self.say(str(error))
        self.failed(error)

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        for widget in (self.new, self._cancel, self._change):
            widget.setEnabled(not busy)
        self._change.setText(self.tr("正在修改…") if busy else self.tr("修改口令"))

    def failed(self, error: object) -> None:
        """See `StoreDialog`."""
        self.old.setFocus()
        self.old.selectAll()
