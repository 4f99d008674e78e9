"""Opening a store: the passphrase, or the recovery code when it is forgotten."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError, WrongPassphrase
from db.store import Store
from gui.fitted import FittedDialog
from gui.messages import Messages, show_failure
from gui.tasks import Task, Tick
from gui.theme import px
from gui.widgets.parts import Card, button, label
from gui.widgets.passphrase import hidden_line


class Unlock(FittedDialog):
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
        super().__init__(parent)
        self._folder, self._messages = folder, messages
        self._task: Task[Store] | None = None
        self.setWindowTitle(self.tr("党群服务台"))
        self.setMinimumWidth(px(480))
        self.line = hidden_line()
        self.line.setPlaceholderText(self.tr("口令，或恢复码单上的恢复码"))
        self.line.setAccessibleName(self.tr("口令"))
        self.line.textEdited.connect(lambda: self._say(""))
        self.enter = button(self.tr("打开"), "primary")
        self.enter.setDefault(True)
        self.enter.clicked.connect(self.open_store)
        self.practice = button(self.tr("练习小区"))
        self.practice.clicked.connect(self.practice_requested)
        self.restore = button(self.tr("用备份恢复…"), "quiet")
        self.restore.clicked.connect(self.restore_requested)
        self._fault = label("", "accent", wrap=True)
        self._fault.hide()
        card = Card(margin=22)
        card.inside.addWidget(self.line)
        card.inside.addWidget(self._fault)
        where = label(self.tr("资料位置：{folder}").format(folder=folder), "faint", "small", wrap=True)
        card.inside.addWidget(where)
        foot = QHBoxLayout()
        foot.addWidget(self.practice)
        foot.addWidget(self.restore)
        foot.addStretch()
        foot.addWidget(self.enter)
        brand = label(self.tr("党群服务台"))
        brand.setObjectName("brand")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(36), px(30), px(36), px(28))
        column.setSpacing(px(12))
        column.addWidget(brand)
        column.addWidget(label(self.tr("请输入口令"), size="title"))
        column.addWidget(card)
        column.addSpacing(px(4))
        column.addLayout(foot)
        self.line.setFocus()

    def open_store(self) -> None:
        """Tries what is typed, in the background: a passphrase is stretched slowly on purpose."""
        typed = self.line.text()
        if self._task is not None or not typed:
            self._say("" if typed else self.tr("请输入口令"))
            return
        folder = self._folder

        def work(_tick: Tick) -> Store:
            store = Store.open(folder, typed)
            # This connection belongs to the worker's thread; the window takes one of its own.
            store.close()
            return store

        self._set_busy(busy=True)
        self._task = Task(work, self)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        self._task.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Waits for a store that is being opened."""
        if self._task is not None:
            self._task.wait()
        super().closeEvent(event)

    def fault(self) -> str:
        """What is said to be wrong."""
        return self._fault.text()

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.fit()

    def _set_busy(self, *, busy: bool) -> None:
        self.line.setReadOnly(busy)
        self.enter.setEnabled(not busy)
        self.enter.setText(self.tr("正在打开…") if busy else self.tr("打开"))

    def _on_task_succeeded(self, closed: Store) -> None:
        self._task = None
        self.opened.emit(closed.again())
        self.accept()

    def _on_task_failed(self, error: object) -> None:
        self._task = None
        self._set_busy(busy=False)
        if isinstance(error, WrongPassphrase):
            self.line.selectAll()
        self.line.setFocus()
        if isinstance(error, AppError):
            self._say(str(error))
        else:
            show_failure(self._messages, error)
