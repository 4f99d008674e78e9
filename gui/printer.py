"""To paper: pages at 1:1 on the printer that the clerk chooses, never fitted to the page."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from db.errors import AppError, Cancelled
from gui.tasks import Tick
from gui.widgets.pdf_view import POINTS_PER_INCH, PdfDocument

DOTS_PER_INCH = 300
A4_POINTS = (595.28, 841.89)


class PrinterRefused(AppError):
    """The printer took nothing."""

    code = "printer"


def new_printer(document: PdfDocument, title: str) -> QPrinter:
    """A printer set for a document: full page, no margins, both sides when there is more than one page."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setResolution(DOTS_PER_INCH)
    width, height = document.page_points(0)
    landscape = width > height
    size = QPageSize(QPageSize.PageSizeId.A4)
    printer.setPageSize(size)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    if document.page_count > 1:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    return printer


def print_pages(document: PdfDocument, printer: QPrinter, tick: Tick) -> None:
    """Prints the pages that the printer's dialog asked for.

    Raises:
        PrinterRefused: the printer cannot be begun.
        Cancelled: the clerk stopped it; the rest is not sent.
    """
    first = printer.fromPage() or 1
    last = printer.toPage() or document.page_count
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefused("打印机没有响应", "请检查打印机是否开机、有纸，再印一次")
    try:
        for page in range(first - 1, last):
            if page > first - 1:
                printer.newPage()
            _print_page(document, page, printer, painter)
            if not tick(page - first + 2, last - first + 1):
                printer.abort()
                raise Cancelled
    finally:
        painter.end()


def _print_page(document: PdfDocument, page: int, printer: QPrinter, painter: QPainter) -> None:
    width, height = document.page_points(page)
    scale = printer.resolution() / POINTS_PER_INCH
    image = document.image(page, round(width * scale))
    painter.drawImage(QRectF(0, 0, width * scale, height * scale), image)
