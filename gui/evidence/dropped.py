"""What is dropped or pasted: files, or a picture that lies on the clipboard, such as a screenshot."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import QBuffer, QMimeData
from PySide6.QtGui import QImage

PASTED = "粘贴的图片.png"
"""What a picture from the clipboard is called: it has no name of its own."""


@frozen
class Given:
    """What a clerk gives to be added.

    Attributes:
        paths: of files.
        pasted: a picture from the clipboard, as PNG; empty for none.
    """

    paths: Sequence[Path] = ()
    pasted: bytes = b""

    def __bool__(self) -> bool:
        return bool(self.paths or self.pasted)


def given_by(data: QMimeData | None) -> Given:
    """What can be added of what is dropped or lies on the clipboard; files come before a picture of them."""
    if data is None:
        return Given()
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
    if paths or not data.hasImage():
        return Given(paths)
    image = data.imageData()
    return Given(pasted=_png(image)) if isinstance(image, QImage) and not image.isNull() else Given()


def can_give(data: QMimeData | None) -> bool:
    """Whether there may be something to add, without reading it."""
    return data is not None and (data.hasImage() or any(url.isLocalFile() for url in data.urls()))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]  its annotation is too narrow
    return bytes(buffer.data().data())
