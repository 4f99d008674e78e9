"""Opening a store: the passphrase, or the recovery code when it is forgotten."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.errors import WrongPassphrase
from gui.dialogs.store_dialog import StoreDialog, lay_out_door
from gui.messages import Messages
from gui.store_work import open_store
from gui.theme import px
from gui.widgets.parts import Card, button, label
from gui.widgets.passphrase import hidden_line


class Unlock(StoreDialog):
    """Asks for the passphrase of a store.

    Signals:
        opened: the open store.
        practice_requested: the clerk wants the practice community.
        restore_requested: the clerk wants a backup in this store's place.
    """

    opened = Signal(object)
    practice_requested = Signal()
    restore_requested = Signal()

    def __init__(self, folder: Path, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(messages, parent)
        self._folder = folder
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(480))
        self.line = hidden_line()
        self.line.setPlaceholderText(self.tr("口令，或恢复码单上的恢复码"))
        self.line.setAccessibleName(self.tr("口令"))
        self.line.textEdited.connect(lambda: self.say(""))
        self.enter = button(self.tr("打开"), "primary")
        self.enter.setDefault(True)
        self.enter.clicked.connect(self.open_store)
        self.practice = button(self.tr("练习小区"))
        self.practice.clicked.connect(self.practice_requested)
        self.restore = button(self.tr("用备份恢复…"), "quiet")
        self.restore.clicked.connect(self.restore_requested)
        card = Card(margin=22)
        card.inside.addWidget(self.line)
        card.inside.addWidget(self.fault_line)
        where = label(self.tr("资料位置：{folder}").format(folder=folder), "faint", "small", wrap=True)
        card.inside.addWidget(where)
        lay_out_door(self, self.tr("请输入口令"), [card], [self.practice, self.restore, None, self.enter])
        self.line.setFocus()

    def open_store(self) -> None:
        """Tries what is typed, in the background: a passphrase is stretched slowly on purpose."""
        typed = self.line.text()
        if self.is_busy() or not typed:
            self.say("" if typed else self.tr("请输入口令"))
            return
        folder = self._folder
        self.run(lambda _tick: open_store(folder, typed), lambda closed: self.opened.emit(closed.again()))

    def set_busy(self, *, busy: bool) -> None:
        """See `StoreDialog`."""
        self.line.setReadOnly(busy)
        self.enter.setEnabled(not busy)
        self.enter.setText(self.tr("正在打开…") if busy else self.tr("打开"))

    def failed(self, error: object) -> None:
        """See `StoreDialog`."""
        if isinstance(error, WrongPassphrase):
            self.line.selectAll()
        self.line.setFocus()
