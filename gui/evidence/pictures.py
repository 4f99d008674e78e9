"""Pictures of photos and scans, taken out of their sealed files in a thread; nothing of them is written anywhere."""

from collections import deque
from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Signal
from PySide6.QtGui import QImage, QImageReader

from db.errors import AppError, Cancelled, FileUnreadable
from db.records.exhibit import SCAN, Exhibit
from db.store import Store
from gui.tasks import Task, Tick, on_own_store
from gui.words import tr

PAGE = 1600
"""Pixels of a page of a PDF across, as long as nobody looks closer."""


@frozen
class Wanted:
    """A picture that is wanted.

    Attributes:
        exhibit: the photo or scan.
        page: of a PDF, counted from 0.
        width: of a page in pixels; of a photo the most of either side, 0 for as it is kept.
    """

    exhibit: Exhibit
    page: int = 0
    width: int = 0


class Pictures(QObject):
    """Gets pictures one after the other; what is wanted last takes the place of what is not there yet.

    Signals:
        came: what was wanted, and its `QImage`; or the `AppError` that says why there is none.
    """

    came = Signal(object, object)

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._task: Task[None] | None = None
        self._found: deque[tuple[Wanted, QImage | AppError]] = deque()
        self._left: list[Wanted] = []

    def want(self, wanted: Sequence[Wanted]) -> None:
        """Gets these, in their order."""
        self._left = list(wanted)
        if self._task is not None:
            self._task.cancel()
        elif self._left:
            self._start()

    def stop(self) -> None:
        """Wants nothing any more, and waits for what is at work."""
        self._left = []
        if self._task is not None:
            self._task.cancel()
            self._task.wait()

    def _start(self) -> None:
        batch, self._left = self._left, []
        store, found = self._store, self._found

        def work(own: Store, tick: Tick) -> None:
            for done, one in enumerate(batch, 1):
                found.append((one, _picture(own, one, tick)))
                if not tick(done, len(batch)):
                    raise Cancelled

        task: Task[None] = Task(on_own_store(store, work), self)
        task.progressed.connect(self._hand_over)
        task.failed.connect(lambda error: self._on_failed(batch, error))
        task.finished.connect(self._on_finished)
        self._task = task
        task.start()

    def _hand_over(self) -> None:
        while self._found:
            self.came.emit(*self._found.popleft())

    def _on_failed(self, batch: Sequence[Wanted], error: object) -> None:
        """The store is gone: each of them says so in its place."""
        self._hand_over()
        told = (
            error if isinstance(error, AppError) else FileUnreadable(tr("这张照片显示不出来"), tr("请关上程序再打开"))
        )
        for one in batch:
            self.came.emit(one, told)

    def _on_finished(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.deleteLater()
        self._hand_over()
        if self._left and self._task is None:
            self._start()


def _picture(store: Store, wanted: Wanted, tick: Tick) -> QImage | AppError:
    """A picture, or why there is none.

    Raises:
        Cancelled: the tick said so.
    """
    try:
        content = store.evidence.read(wanted.exhibit.piece)
        if wanted.exhibit.form == SCAN:
            from db.services.pictures.process import page_of  # starts a process: only for a scan

            content = page_of(content, wanted.page, wanted.width or PAGE, lambda _done, _total: tick(0, 1))
    except Cancelled:
        raise
    except AppError as error:
        return error
    image = image_of(content, 0 if wanted.exhibit.form == SCAN else wanted.width)
    return FileUnreadable(tr("这张照片显示不出来"), tr("可以另存出去，用别的程序打开")) if image.isNull() else image


def image_of(content: bytes, most: int = 0) -> QImage:
    """The picture of a JPEG of ours, at most so many pixels a side; a null one where it is none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    if most and (size := reader.size()).isValid() and max(size.width(), size.height()) > most:
        scale = most / max(size.width(), size.height())
        reader.setScaledSize(QSize(max(round(size.width() * scale), 1), max(round(size.height() * scale), 1)))
    return reader.read()
