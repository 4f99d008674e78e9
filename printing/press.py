"""Sheets as PDF bytes, with progress and cancel."""

import io
from collections.abc import Sequence

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFDictionary, PDFDocument, PDFStream, PDFString, PDFZCompress
from reportlab.pdfgen.textobject import PDFTextObject

from printing import letters, pace
from printing.drawing import BLACK, Box, Colour, Picture, Rule, Sheet, Text
from printing.glyphs import Canvas, new_canvas
from printing.page import Geometry

_MADE = "D:20000101000000Z"
"""When it was changed, as the standard asks: the same in every file, as all its dates are."""


def pressed(
    papers: Sequence[Sequence[Sheet]],
    geometry: Geometry,
    *,
    title: str,
    author: str,
) -> bytes:
    """The papers one after the other as PDF bytes; names of sheets are kept in the file, so that each is found again.

    Args:
        papers: each as its sheets.
        geometry: paper and type area.
        title: for the document's properties.
        author: the same.

    Raises:
        Cancelled: the job is stopped; see `printing.pace`.
    """
    target = io.BytesIO()
    canvas = new_canvas(target, page_size=geometry.paper_pt, title=title, author=author)
    sides = enumerate(sheet for sheets in papers for sheet in sheets)
    found = [letters.Entry(number, sheet.name, sheet.own) for number, sheet in sides if sheet.name]
    if found:
        _keep_letters(canvas, letters.written(found))
    for done, sheets in enumerate(papers, 1):
        for sheet in sheets:
            _draw(canvas, sheet)
            canvas.showPage()
        pace.drawn(done, len(papers))
    canvas.save()
    return target.getvalue()


def _keep_letters(canvas: Canvas, lines: bytes) -> None:
    """See `printing.letters`. reportlab has no door to the catalogue, nor has its list of what it writes this entry."""
    document: PDFDocument = vars(canvas)["_doc"]
    catalog: PDFCatalog = vars(document)["Catalog"]
    stream = document.Reference(PDFStream(content=lines, filters=[PDFZCompress]), "letters")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    own = PDFDictionary({"LastModified": PDFString(_MADE), "Private": stream})
    setattr(catalog, "__NoDefault__", [*PDFCatalog.__NoDefault__, "PieceInfo"])  # noqa: B010
    setattr(catalog, "PieceInfo", PDFDictionary({letters.KEY: own}))  # noqa: B010


def _draw(canvas: Canvas, sheet: Sheet) -> None:
    text: list[tuple[float, Text]] = []
    rules: list[tuple[float, Rule]] = []
    for dy, ops in sheet.groups:
        for op in ops:
            if isinstance(op, Rule):
                rules.append((dy, op))
            elif isinstance(op, Box):
                _draw_box(canvas, dy, op)
            elif isinstance(op, Picture):
                _draw_picture(canvas, dy, op)
            elif op.turn_deg:
                _draw_turned(canvas, op)
            else:
                text.append((dy, op))
    _draw_rules(canvas, rules)
    _draw_text(canvas, text)


def _draw_text(canvas: Canvas, found: Sequence[tuple[float, Text]]) -> None:
    """All upright text of a page as one text object; state is set only where it changes."""
    out = canvas.beginText()
    font, size, gap, colour = "", 0.0, 0.0, None
    for dy, op in found:
        if (op.font, op.size_pt) != (font, size):
            font, size = op.font, op.size_pt
            out.setFont(font, size)
        if op.gap_pt != gap:
            gap = op.gap_pt
            out.setCharSpace(gap)
        if op.colour != colour:
            colour = op.colour
            _fill(out, colour)
        out.setTextOrigin(op.x_pt, op.y_pt + dy)
        out.textOut(op.text)
    canvas.drawText(out)


def _fill(out: PDFTextObject, colour: Colour) -> None:
    """Grey as grey, so that black text takes black ink alone."""
    if colour[0] == colour[1] == colour[2]:
        out.setFillGray(colour[0])
    else:
        out.setFillColorRGB(*colour)


def _draw_turned(canvas: Canvas, op: Text) -> None:
    canvas.saveState()
    canvas.translate(op.x_pt, op.y_pt)
    canvas.rotate(op.turn_deg)
    _draw_text(canvas, [(0.0, op._replace(x_pt=0.0, y_pt=0.0))])
    canvas.restoreState()


def _draw_rules(canvas: Canvas, found: Sequence[tuple[float, Rule]]) -> None:
    """All rules of a page; state is set only where it changes, and put back for what follows."""
    width, colour, dash = 0.0, BLACK, 0.0
    canvas.setStrokeGray(0)
    for dy, op in found:
        if op.width_pt != width:
            width = op.width_pt
            canvas.setLineWidth(width)
        if op.colour != colour:
            colour = op.colour
            canvas.setStrokeColorRGB(*colour)
        if op.dash_pt != dash:
            dash = op.dash_pt
            canvas.setDash([dash, dash] if dash else [])
        canvas.line(op.x0_pt, op.y0_pt + dy, op.x1_pt, op.y1_pt + dy)
    if dash:
        canvas.setDash([])


def _draw_picture(canvas: Canvas, dy: float, op: Picture) -> None:
    """The JPEG as it is, turned by the way in which it is laid on the page."""
    lies = op.turns % 2
    wide, high = (op.height_pt, op.width_pt) if lies else (op.width_pt, op.height_pt)
    canvas.saveState()
    canvas.translate(op.x_pt + op.width_pt / 2, op.y_pt + dy + op.height_pt / 2)
    canvas.rotate(-90 * op.turns)
    canvas.drawImage(ImageReader(io.BytesIO(op.content)), -wide / 2, -high / 2, wide, high)  # pyright: ignore[reportUnknownMemberType]
    canvas.restoreState()


def _draw_box(canvas: Canvas, dy: float, op: Box) -> None:
    x, y, wide, high = op.x_pt, op.y_pt + dy, op.width_pt, op.height_pt
    canvas.setStrokeGray(0)
    canvas.setLineWidth(op.line_pt)
    canvas.rect(x, y, wide, high, stroke=1, fill=0)
    if op.ticked:
        canvas.setLineWidth(op.line_pt * 1.8)
        canvas.line(x + 0.15 * wide, y + 0.5 * high, x + 0.42 * wide, y + 0.2 * high)
        canvas.line(x + 0.42 * wide, y + 0.2 * high, x + 0.88 * wide, y + 0.82 * high)
