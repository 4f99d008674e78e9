"""To paper: glyphs and lines read from the previewed bytes, at 1:1, never fitted to the page and never as pixels; photos with those that they have."""

import sys
from collections.abc import Callable, Sequence

from attrs import define, field, frozen
from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QGlyphRun,
    QImage,
    QPageLayout,
    QPageSize,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from db.errors import AppError, Cancelled
from gui.page_setup import PageSetup, chosen_pages, sides
from gui.pdf_document import POINTS_PER_INCH, PdfDocument
from gui.print_fonts import PrintFonts
from gui.tasks import Tick
from gui.words import tr
from printing.drawing import Colour
from printing.outlines import Path
from printing.pdf_file import NotOurs
from printing.replay import Drawn, Glyph, Shown

TAKES_FONTS = sys.platform != "win32"
"""Windows' printers get outlines from Qt in any case, and its font engine does not take the fonts of a paper."""
MM_PER_INCH = 25.4
_FINE_DPI = 1200
"""From here on whole dots are exact to a hundredth of a millimetre; whole numbers halve what is sent to the printer."""
_PICTURE_DPI = 600
_SAME_MM = 1.5
_NAMES_MM = {(210, 297): "A4", (148, 210): "A5", (297, 420): "A3", (210, 330): "F4（210×330 毫米）", (182, 257): "B5"}


class PrinterRefused(AppError):
    """The printer took nothing, or stopped taking; what is not whole counts as not printed."""

    code = "printer"


@frozen
class Sheet:
    """The paper a page asks for.

    Attributes:
        short_mm: its shorter edge.
        long_mm: its longer edge.
        landscape: whether the page lies.
    """

    short_mm: int
    long_mm: int
    landscape: bool

    @classmethod
    def of(cls, document: PdfDocument, page: int) -> "Sheet":
        """What the page's box says, in whole millimetres."""
        width, height = (round(n / POINTS_PER_INCH * MM_PER_INCH) for n in document.page_points(page))
        return cls(min(width, height), max(width, height), width > height)

    def name(self) -> str:
        """A4, F4 or its size in words."""
        return _NAMES_MM.get((self.short_mm, self.long_mm), tr("{0}×{1} 毫米").format(self.short_mm, self.long_mm))

    def layout(self) -> QPageLayout:
        """For the printer: this paper, no margins."""
        size = QPageSize(
            QSizeF(self.short_mm, self.long_mm), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
        )
        way = QPageLayout.Orientation.Landscape if self.landscape else QPageLayout.Orientation.Portrait
        layout = QPageLayout(size, way, QMarginsF())
        layout.setMode(QPageLayout.Mode.FullPageMode)
        return layout


def new_printer(document: PdfDocument, title: str, name: str = "") -> QPrinter:
    """A printer set for a document: its paper, full page, no margins. ``name`` is the printer's, empty for the usual one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageLayout(Sheet.of(document, 0).layout())
    return printer


def lacking_paper(document: PdfDocument, printer: QPrinterInfo) -> str:
    """In words that the printer does not know the document's paper; empty when it does, or tells nothing."""
    known = printer.supportedPageSizes()
    if not known or printer.supportsCustomPageSizes():
        return ""
    have = [
        sorted((size.size(QPageSize.Unit.Millimeter).width(), size.size(QPageSize.Unit.Millimeter).height()))
        for size in known
    ]
    for sheet in dict.fromkeys(Sheet.of(document, page) for page in range(document.page_count)):
        wanted = (sheet.short_mm, sheet.long_mm)
        if not any(all(abs(a - b) < _SAME_MM for a, b in zip(wanted, one, strict=True)) for one in have):
            lacking = tr("这台打印机没有 {0} 纸，印出来会缺边。请换一台打印机，或在打印机里添加这种纸")
            return lacking.format(sheet.name())
    return ""


def print_pages(document: PdfDocument, printer: QPrinter, setup: PageSetup, tick: Tick) -> None:
    """Prints what the set-up asks for; runs in a worker's thread.

    Raises:
        PagesUnclear: the set-up names no pages.
        PrinterRefused: the printer cannot be begun, or stops taking pages.
        Cancelled: the clerk stopped it; the rest is not sent.
    """
    pages = chosen_pages(setup, document.page_count)
    order = sides(pages, document.letters(), duplex=setup.duplex)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if setup.duplex else QPrinter.DuplexMode.DuplexNone)
    printer.setPageLayout(Sheet.of(document, pages[0]).layout())
    if printer.supportsMultipleCopies():
        printer.setCopyCount(setup.copies)
        printer.setCollateCopies(True)
    elif setup.copies > 1:
        order = [*order, *([None] if setup.duplex and len(order) % 2 else [])] * setup.copies
    _Pressman(document, printer, setup).run(order, tick)


@define
class _Pressman:
    """Lays the pages of one document on one printer."""

    document: PdfDocument
    printer: QPrinter
    setup: PageSetup
    painter: QPainter = field(factory=QPainter)
    fonts: PrintFonts = field(factory=PrintFonts)
    paths: dict[tuple[int, int, tuple[float, ...]], QPainterPath] = field(factory=dict)

    def run(self, order: Sequence[int | None], tick: Tick) -> None:
        """Prints the sides one after the other."""
        if not self.painter.begin(self.printer):
            raise PrinterRefused("打印机没有响应，什么都没有印", "请检查打印机是否开机、连好、有纸，再印一次")
        takes_fonts = TAKES_FONTS and self.painter.paintEngine().type() == QPaintEngine.Type.Pdf
        self.fonts.embeds = takes_fonts and not self.setup.outlines
        try:
            for done, page in enumerate(order):
                if done:
                    self._turn(page)
                if page is not None:
                    self._lay(page)
                if not tick(done + 1, len(order)):
                    self.printer.abort()
                    raise Cancelled
        finally:
            ended = self.painter.end()
            self.fonts.close()
        if not ended or self.printer.printerState() == QPrinter.PrinterState.Error:
            raise _stopped()

    def _turn(self, page: int | None) -> None:
        """A new side, on other paper when the page asks for it."""
        if page is not None:
            wanted = Sheet.of(self.document, page).layout()
            if wanted != self.printer.pageLayout():
                self.printer.setPageLayout(wanted)
        if not self.printer.newPage():
            self.printer.abort()
            raise _stopped()

    def _lay(self, page: int) -> None:
        """Everything on a page, from the paper's upper left corner."""
        height = self.document.page_points(page)[1]
        scale = self.printer.resolution() / POINTS_PER_INCH
        right, down = (mm / MM_PER_INCH * self.printer.resolution() for mm in self.setup.shift_mm)
        to_dots = QTransform(scale, 0, 0, -scale, right, height * scale + down)
        try:
            marks = self.document.replay().marks(page)
            for mark in marks:
                if isinstance(mark, Glyph):
                    self._fill_glyph(mark, to_dots)
                elif isinstance(mark, Shown):
                    self._show(mark, to_dots)
                else:
                    self._draw(mark, to_dots)
        except NotOurs:
            self._lay_picture(page, scale, QPointF(right, down))

    def _fill_glyph(self, mark: Glyph, to_dots: QTransform) -> None:
        """As a glyph of its own font where the print system embeds fonts, otherwise as its outline."""
        to_page = QTransform(*mark.matrix) * to_dots
        font = self.fonts.raw(mark.font, to_page)
        if font is not None:
            run = QGlyphRun()
            run.setRawFont(font)
            run.setGlyphIndexes([mark.glyph])
            run.setPositions([QPointF()])
            self.painter.setPen(_colour(mark.colour))
            self.painter.drawGlyphRun(QPointF(to_page.dx(), to_page.dy()), run)
            return
        shape = (to_page.m11(), to_page.m12(), to_page.m21(), to_page.m22())
        key = (id(mark.font), mark.glyph, shape)
        fine = self.printer.resolution() >= _FINE_DPI
        if key not in self.paths:
            self.paths[key] = painter_path(mark.font.path(mark.glyph), QTransform(*shape, 0, 0), whole=fine)
        x, y = to_page.dx(), to_page.dy()
        path = self.paths[key].translated(round(x), round(y)) if fine else self.paths[key].translated(x, y)
        self.painter.fillPath(path, _colour(mark.colour))

    def _draw(self, mark: Drawn, to_dots: QTransform) -> None:
        to_page = QTransform(*mark.matrix) * to_dots
        path = painter_path(mark.path, to_page)
        if mark.fill is not None:
            path.setFillRule(Qt.FillRule.OddEvenFill if mark.even_odd else Qt.FillRule.WindingFill)
            self.painter.fillPath(path, _colour(mark.fill))
        if mark.stroke is not None:
            self.painter.strokePath(path, _pen(mark, mark.stroke, abs(to_page.determinant()) ** 0.5))

    def _show(self, mark: Shown, to_dots: QTransform) -> None:
        """A photo, with the pixels that it has."""
        image = QImage.fromData(mark.content)
        if image.isNull():
            raise NotOurs("a photo that cannot be drawn")
        from_pixels = QTransform(1 / image.width(), 0, 0, -1 / image.height(), 0, 1)
        self.painter.save()
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.painter.setTransform(from_pixels * QTransform(*mark.matrix) * to_dots)
        self.painter.drawImage(QPointF(), image)
        self.painter.restore()

    def _lay_picture(self, page: int, scale: float, at: QPointF) -> None:
        """A page that cannot be read as outlines, as a picture; none of our papers needs it."""
        width, height = self.document.page_points(page)
        image = self.document.image(page, round(width / POINTS_PER_INCH * _PICTURE_DPI))
        self.painter.drawImage(QRectF(at.x(), at.y(), width * scale, height * scale), image)


def _stopped() -> PrinterRefused:
    return PrinterRefused(
        "打印机中途停了，没有印完，不算已打印", "请检查纸、墨和连线，在打印机的任务列表里删掉这一份，再印一次"
    )


def _colour(colour: Colour) -> QColor:
    return QColor.fromRgbF(*colour)


def _pen(mark: Drawn, colour: Colour, scale: float) -> QPen:
    width = mark.width * scale
    pen = QPen(_colour(colour), width)
    pen.setCapStyle((Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap)[mark.cap])
    pen.setJoinStyle((Qt.PenJoinStyle.SvgMiterJoin, Qt.PenJoinStyle.RoundJoin, Qt.PenJoinStyle.BevelJoin)[mark.join])
    if mark.dash and width:
        lengths = mark.dash if len(mark.dash) % 2 == 0 else mark.dash * 2
        pen.setDashPattern([length / mark.width for length in lengths])
    return pen


def painter_path(path: Path, to: QTransform, *, whole: bool = False) -> QPainterPath:
    """The path where ``to`` lays it, filled by the non-zero rule; ``whole`` puts its points on whole dots."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    last = QPointF()
    for kind, numbers in path:
        points = [to.map(QPointF(x, y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if kind == "Q":  # raised to a cubic here: it is what Qt does, and the points can be put on dots
            bend, end = points
            points = [last + (bend - last) * (2 / 3), end + (bend - end) * (2 / 3), end]
        if whole:
            points = [QPointF(round(p.x()), round(p.y())) for p in points]
        _ADD[kind](made, points)
        last = points[-1] if points else last
    return made


_ADD: dict[str, Callable[[QPainterPath, list[QPointF]], None]] = {
    "M": lambda path, points: path.moveTo(points[0]),
    "L": lambda path, points: path.lineTo(points[0]),
    "Q": lambda path, points: path.cubicTo(*points),
    "C": lambda path, points: path.cubicTo(*points),
    "Z": lambda path, _points: path.closeSubpath(),
}
