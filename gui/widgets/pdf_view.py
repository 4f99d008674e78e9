"""A PDF as pages below one another: only the pages in sight are drawn, from the very bytes that will be printed."""

from bisect import bisect_right
from collections import OrderedDict

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gui.pdf_document import PdfDocument
from gui.theme import px
from gui.tokens import TOKENS

GAP = 18
KEPT_IMAGES = 12


class PdfView(QAbstractScrollArea):
    """Shows a document page by page, each as wide as the view or whole in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(px(60))
        self._document: PdfDocument | None = None
        self._whole_page = True
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._tops: list[int] = []

    def show_document(self, document: PdfDocument) -> None:
        """Shows another document from its first page."""
        self._document = document
        self._images.clear()
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def show_whole_pages(self, whole: bool) -> None:
        """Fits pages whole into the view, or makes them as wide as it."""
        page = self.current_page()
        self._whole_page = whole
        self._measure()
        self.go_to(page)
        self.viewport().update()

    def current_page(self) -> int:
        """The page in sight, counted from 0."""
        if self._document is None:
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max(bisect_right(self._tops, middle) - 1, 0)

    def go_to(self, page: int) -> None:
        """Brings a page to the top."""
        if self._tops:
            self.verticalScrollBar().setValue(self._tops[max(0, min(page, len(self._tops) - 1))] - px(GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self.current_page()
        self._measure()
        self.go_to(page)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(TOKENS.line))
        if self._document is None:
            return
        offset = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, offset) - 1, 0)
        for page, top in enumerate(self._tops[first:], first):
            if top - offset > self.viewport().height():
                break
            size = self._page_size(page)
            left = max((self.viewport().width() - size.width()) // 2, px(8))
            rect = QRectF(left, top - offset, size.width(), size.height())
            painter.drawImage(rect, self._image(page, size))
            painter.setPen(QColor(TOKENS.line_strong))
            painter.drawRect(rect)

    def _image(self, page: int, size: QSize) -> QImage:
        ratio = self.devicePixelRatioF()
        key = (page, round(size.width() * ratio))
        if key not in self._images and self._document is not None:
            self._images[key] = self._document.image(page, key[1])
            while len(self._images) > KEPT_IMAGES:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return self._images[key]

    def _page_size(self, page: int) -> QSize:
        if self._document is None:
            return QSize()
        width, height = self._document.page_points(page)
        room_width = self.viewport().width() - 2 * px(GAP)
        scale = room_width / width
        if self._whole_page:
            scale = min(scale, (self.viewport().height() - 2 * px(GAP)) / height)
        scale = min(scale, 2.0 * px(1) if px(1) > 1 else 2.0)
        return QSize(max(round(width * scale), 1), max(round(height * scale), 1))

    def _measure(self) -> None:
        """Where each page begins, worked out once for each size of the view: a batch has hundreds."""
        self._tops = []
        total = px(GAP)
        for page in range(self._document.page_count if self._document else 0):
            self._tops.append(total)
            total += self._page_size(page).height() + px(GAP)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(total - self.viewport().height(), 0))
