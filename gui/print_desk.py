"""Printing from any page: makes the paper in the background, with progress, and opens its preview."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from db.store import Store
from gui.dialogs.print_preview import PrintPreview
from gui.messages import Messages, show_failure
from gui.paperwork import Job
from gui.tasks import Task, Tick

PATIENCE_MS = 700


class PrintDesk(QObject):
    """Makes papers for one window; a second request waits for nobody: it replaces the preview.

    Signals:
        previewed: the preview of a job is open.
    """

    previewed = Signal(object)

    def __init__(self, store: Store, messages: Messages, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._messages, self._window = store, messages, window
        self._task: Task[bytes] | None = None
        self._progress: QProgressDialog | None = None

    def print_job(self, job: Job) -> None:
        """Makes the paper and shows it; nothing happens while another one is being made."""
        if self._task and self._task.is_running():
            return
        task: Task[bytes] = Task(lambda tick: _made(self._store, job, tick), self)
        self._progress = self._make_progress(task)
        task.progressed.connect(self._on_task_progressed)
        task.succeeded.connect(lambda data: self.show_preview(job.title, data))
        task.failed.connect(lambda error: show_failure(self._messages, error))
        task.finished.connect(self._on_task_finished)
        self._task = task
        task.start()

    def show_preview(self, title: str, data: bytes) -> PrintPreview:
        """Opens the preview of a finished paper."""
        self._close_progress()
        preview = PrintPreview(title, data, self._messages, self._window)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()
        self.previewed.emit(preview)
        return preview

    def wait(self) -> None:
        """Blocks until the paper is made; for closing the window."""
        if self._task:
            self._task.cancel()
            self._task.wait()

    def _make_progress(self, task: Task[bytes]) -> QProgressDialog:
        dialog = QProgressDialog(self.tr("正在排版…"), self.tr("取消"), 0, 0, self._window)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setMinimumDuration(PATIENCE_MS)
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.canceled.connect(task.cancel)
        return dialog

    def _on_task_progressed(self, done: int, total: int) -> None:
        if self._progress:
            self._progress.setMaximum(total)
            self._progress.setValue(done)
            self._progress.setLabelText(self.tr("正在排版：{0} / {1} 份").format(done, total))

    def _on_task_finished(self) -> None:
        self._close_progress()
        self._task = None

    def _close_progress(self) -> None:
        if self._progress:
            self._progress.canceled.disconnect()
            self._progress.close()
            self._progress.deleteLater()
            self._progress = None


def _made(store: Store, job: Job, tick: Tick) -> bytes:
    own = store.again()
    try:
        return job.make(own, tick)
    finally:
        own.close()
