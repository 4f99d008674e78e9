"""Long work over a window: nothing for a second, then a bar that can be cancelled."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gui.messages import Messages, show_failure
from gui.tasks import Task, Work
from gui.theme import px
from gui.widgets.parts import button, label

PATIENCE_MS = 700


class Progress(QDialog):
    """Runs one task and shows how far it is; deletes itself afterwards.

    Cancelling asks the work to stop at its next tick; the dialog stays until it has. Work that is ``firm`` is shown at once, and
    nobody can cancel it.
    """

    def __init__(self, title: str, window: QWidget | None, messages: Messages, *, firm: bool = False) -> None:
        super().__init__(window)
        self._firm = firm
        self._messages = messages
        self._task: Task[Any] | None = None
        self.setWindowTitle(title)
        self.setWindowModality(QtCore.Qt.WindowModality.WindowModal)
        self.setMinimumWidth(px(420))
        self._heading = label(title, size="large")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._count = label("", "quiet", "small")
        self._stop = button(self.tr("取消"))
        self._stop.clicked.connect(self.cancel)
        self._stop.setHidden(firm)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(12))
        column.addWidget(self._heading)
        column.addWidget(self._bar)
        column.addLayout(foot)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.open)

    def run(
        self,
        work: Work[Any],
        done: Callable[[Any], object],
        cancelled: Callable[[], None] | None = None,
        failed: Callable[[object], object] | None = None,
    ) -> Task[Any]:
        """Starts the work; ``done`` gets its result. A failure is shown by the messages, unless ``failed`` takes it."""
        task: Task[Any] = Task(work, self)
        task.progressed.connect(self._on_task_progressed)
        task.finished.connect(self._on_task_finished)
        for ended in (task.succeeded, task.failed):
            ended.connect(self._put_away)  # first: what is said next may wait for an answer
        task.succeeded.connect(done)
        task.failed.connect(failed or (lambda error: show_failure(self._messages, error)))
        task.cancelled.connect(cancelled or self._say_cancelled)
        self._task = task
        self.open() if self._firm else self._patience.start()
        task.start()
        return task

    def is_running(self) -> bool:
        """Whether the task is still at work."""
        return self._task is not None and self._task.is_running()

    def cancel(self) -> None:
        """Asks the work to stop."""
        if self._task is not None and not self._firm:
            self._task.cancel()
            self._stop.setEnabled(False)
            self._count.setText(self.tr("正在停下，已做的会全部撤回…"))

    def reject(self) -> None:
        """Esc cancels the work, not only the window."""
        self.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window cancels the work and waits for it."""
        if self.is_running():
            self.cancel()
            event.ignore()

    def _on_task_progressed(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if self._stop.isEnabled():
            self._count.setText(f"{done:,} / {total:,}")

    def _put_away(self, _result: object) -> None:
        self._patience.stop()
        self.hide()

    def _on_task_finished(self) -> None:
        self._put_away(None)
        self._task = None
        self.deleteLater()

    def _say_cancelled(self) -> None:
        self._messages.inform(self.tr("已取消，没有改动任何资料"))
