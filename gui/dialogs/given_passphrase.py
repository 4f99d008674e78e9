"""给口令: the first passphrase of somebody who works here, or another one in place of one that was forgotten."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.centre.account import Account
from db.services.centre.accounts import give_entry
from db.store import Store
from gui.dialogs.store_dialog import StoreDialog
from gui.session import Session
from gui.tasks import Tick, on_own_store
from gui.theme import px
from gui.widgets.parts import button, button_row, label
from gui.widgets.passphrase import NewPassphrase


class GivenPassphrase(StoreDialog):
    """Asks for it twice; whoever gets it changes it at the door before anything else."""

    def __init__(self, session: Session, account: Account, parent: QWidget | None = None, *, again: bool) -> None:
        super().__init__(session.messages, parent)
        self._session, self._account = session, account
        self.setWindowTitle(self.tr("重给口令") if again else self.tr("给口令"))
        self.setMinimumWidth(px(480))
        self.new = NewPassphrase(self.tr("口令"), [account.name])
        self.give = button(self.tr("给这个口令"), "primary")
        self.give.setDefault(True)
        self.give.clicked.connect(self.commit)
        self._cancel = button(self.tr("不，返回"))
        self._cancel.clicked.connect(self.reject)
        told = self.tr("当面告诉{0}；头一次打开时要先换成自己的，您就不再知道。").format(account.name)
        if again:
            told += self.tr("原来的口令从此打不开。")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        title = self.tr("给{0}重给口令") if again else self.tr("给{0}口令")
        column.addWidget(label(title.format(account.name), size="large", wrap=True))
        column.addWidget(label(told, "quiet", wrap=True))
        column.addWidget(self.new)
        column.addWidget(self.fault_line)
        column.addLayout(button_row(None, self._cancel, self.give))
        self.new.first.setFocus()

    def commit(self) -> None:
        """Gives it in the background, or says why not: it is stretched slowly on purpose."""
        if self.is_busy():
            return
        if fault := self.new.fault():
            self.say(fault)
            self.new.focus_fault()
            return
        self.say("")
        store, account, passphrase = self._session.store, self._account, self.new.text()

        def work(own: Store, _tick: Tick) -> None:
            give_entry(own, account, passphrase)

        self.run(on_own_store(store, work), lambda _none: None)

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        for widget in (self.new, self._cancel, self.give):
            widget.setEnabled(not busy)
        self.give.setText(self.tr("正在给…") if busy else self.tr("给这个口令"))

    def failed(self, error: object) -> None:
        """See `StoreDialog`."""
        self.new.first.setFocus()
