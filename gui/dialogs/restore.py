"""Restoring from a backup: which file, and the passphrase of its time."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import AppError
from db.services.backup import SUFFIX, restore
from db.store import Store
from gui.messages import Messages, show_failure
from gui.tasks import Task, Tick
from gui.theme import px
from gui.widgets.parts import button, label
from gui.widgets.passphrase import field_name, hidden_line


class RestoreDialog(QDialog):
    """Puts a backup in the place of a store; the present one is kept in its backups folder.

    Signals:
        restored: the open store.
    """

    restored = Signal(object)

    def __init__(self, folder: Path, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._messages = folder, messages
        self._task: Task[Store] | None = None
        self.setWindowTitle(self.tr("用备份恢复"))
        self.setMinimumWidth(px(560))
        self.file, self.passphrase = QLineEdit(), hidden_line()
        self.file.setPlaceholderText(self.tr("扩展名为 {0} 的备份文件").format(SUFFIX))
        self.passphrase.setPlaceholderText(self.tr("备份时用的口令，或恢复码"))
        self._fault = label("", "accent", wrap=True)
        self._fault.hide()
        self.enter = button(self.tr("恢复"), "primary")
        self.enter.setDefault(True)
        self.enter.clicked.connect(self.restore)
        self._build()

    def restore(self) -> None:
        """Checks the backup and puts it in place, in the background; a bad one changes nothing."""
        path, typed = Path(self.file.text().strip()), self.passphrase.text()
        if self._task is not None or not self.file.text().strip() or not typed:
            self._say(self.tr("请选择备份文件，并输入口令"))
            return
        folder = self._folder

        def work(_tick: Tick) -> Store:
            store = restore(path, folder, typed)
            # This connection belongs to the worker's thread; the window takes one of its own.
            store.close()
            return store

        self._set_busy(busy=True)
        self._task = Task(work, self)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        self._task.start()

    def reject(self) -> None:
        """Not while a backup is being put in place."""
        if self._task is None:
            super().reject()

    def fault(self) -> str:
        """What is said to be wrong."""
        return self._fault.text()

    def _build(self) -> None:
        choose = button(self.tr("选择…"))
        choose.clicked.connect(self._on_choose_clicked)
        line = QHBoxLayout()
        line.setSpacing(px(10))
        line.addWidget(self.file, 1)
        line.addWidget(choose)
        form = QFormLayout()
        form.setHorizontalSpacing(px(14))
        form.setVerticalSpacing(px(8))
        form.addRow(field_name(self.tr("备份文件")), line)
        form.addRow(field_name(self.tr("口令")), self.passphrase)
        cancel = button(self.tr("返回"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(px(10))
        foot.addStretch()
        foot.addWidget(cancel)
        foot.addWidget(self.enter)
        told = self.tr("先检查备份，完好才换上；这台电脑上现有的资料会留在 backups 文件夹里。")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("用备份恢复"), size="large"))
        column.addWidget(label(told, "quiet", "small", wrap=True))
        column.addLayout(form)
        column.addWidget(self._fault)
        column.addLayout(foot)

    def _on_choose_clicked(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("选择备份"), str(Path.home()), self.tr("备份文件") + f" (*{SUFFIX})"
        )
        if chosen:
            self.file.setText(chosen)
            self.passphrase.setFocus()

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.adjustSize()

    def _set_busy(self, *, busy: bool) -> None:
        for one in (self.file, self.passphrase, self.enter):
            one.setEnabled(not busy)
        self.enter.setText(self.tr("正在检查并恢复…") if busy else self.tr("恢复"))

    def _on_task_succeeded(self, closed: Store) -> None:
        self._task = None
        self.restored.emit(closed.again())
        self.accept()

    def _on_task_failed(self, error: object) -> None:
        self._task = None
        self._set_busy(busy=False)
        self.passphrase.setFocus()
        if isinstance(error, AppError):
            self._say(str(error))
        else:
            show_failure(self._messages, error)
