"""The bytes of a finished paper: its pages as pictures for the screen, as outlines for the printer, and whose they are."""

from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from gui.page_setup import Letter

if TYPE_CHECKING:
    from printing.replay import Replay

POINTS_PER_INCH = 72.0
_pdfium = Lock()
"""pdfium is for one thread at a time, whatever the document."""


class PdfDocument:
    """The bytes of a PDF and their pages as pictures.

    Attributes:
        data: the bytes, as they will be printed and saved.
        page_count: how many pages.
    """

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self.data = data
        self._replay: Replay | None = None
        with _pdfium:
            self._pdf = pypdfium2.PdfDocument(data)
            self.page_count = len(self._pdf)
            self._sizes = [self._pdf.get_page_size(i) for i in range(self.page_count)]

    def page_points(self, page: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        return self._sizes[page]

    def image(self, page: int, width_px: int) -> QImage:
        """A page as a picture of a width in pixels."""
        scale = width_px / self._sizes[page][0]
        with _pdfium:
            bitmap = self._pdf[page].render(scale=scale, rev_byteorder=True)  # pyright: ignore[reportArgumentType]  its annotation is too narrow
            image_format = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
            picture = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, image_format)
            return picture.copy()

    def replay(self) -> "Replay":
        """The marks of the pages, for the printer; raises NotOurs."""
        if self._replay is None:
            from printing.replay import Replay

            self._replay = Replay(self.data)
        return self._replay

    def letters(self) -> list[Letter]:
        """The stretches of pages by addressee, in their order; empty when the paper is for nobody by name."""
        from printing.pdf_file import NotOurs

        try:
            named = self.replay().names()
        except NotOurs:
            return []
        ends = [*(one.first for one in named[1:]), self.page_count]
        return [Letter(one.name, one.first, end - one.first, one.own) for one, end in zip(named, ends, strict=False)]

    def close(self) -> None:
        """Lets go of the bytes."""
        with _pdfium:
            self._pdf.close()
