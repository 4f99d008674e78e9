"""Boxes of forms and tables: cells that wrap, shrink where they must, and go on over the page.

A table is a list of bands. A band is a row of cells of one height, or a label beside several bands. Nothing
that is written in a cell is ever cut off: what does not fit in a smaller size makes the cell higher.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from printing import page
from printing.drawing import Box, Ops, moved
from printing.flow import Align, Setting, Span, widest_word, wrap
from printing.glyphs import Style
from printing.page import MM

LINE_PT = 0.5
LEADING = 1.35
PAD_PT = 3.5


class Cell(NamedTuple):
    """One box.

    Attributes:
        text: what stands in it, or spans of several styles.
        width_mm: its width.
        style: font of a plain text.
        align: where its lines stand.
        sizes_pt: sizes to try: one line in the first two, then at most ``lines`` lines in any.
        lines: see ``sizes_pt``; 0 takes the first size whatever the lines.
        height_mm: height at least.
        indent: indent of every paragraph's first line in characters.
        rest: indent of its other lines.
        leading: distance of baselines in sizes.
        solid: a name, which is broken only after a dot.
        upper: the text stands at the top of the box, not in its middle.
    """

    text: str | tuple[Span, ...]
    width_mm: float
    style: Style = Style.FANGSONG
    align: Align = "centre"
    sizes_pt: tuple[float, ...] = (page.XIAO_SI_HAO, page.WU_HAO, page.XIAO_WU_HAO)
    lines: int = 2
    height_mm: float = 9.0
    indent: float = 0.0
    rest: float = 0.0
    leading: float = LEADING
    upper: bool = False
    solid: bool = False


class Side(NamedTuple):
    """A label beside several bands."""

    label: Cell
    bands: "tuple[Band, ...]"


class Long(NamedTuple):
    """A label beside a long text, which may go on over the page; it takes what room a one-page form leaves."""

    label: Cell
    text: Cell
    fills: bool = False


class Signed(NamedTuple):
    """A row for signatures; it never stands alone on a page under a long text."""

    cells: tuple[Cell, ...]


class Listed(NamedTuple):
    """A row of a list within a form.

    Attributes:
        cells: its boxes.
        head: the heading it stands under, repeated where the list goes on over the page.
        place: by what the row, and so its page, is found again, such as a door; "" for nothing.
    """

    cells: tuple[Cell, ...]
    head: tuple[Cell, ...]
    place: str = ""


class Heading(NamedTuple):
    """A row that says what follows; it never stands last on a page."""

    cells: tuple[Cell, ...]


Band = tuple[Cell, ...] | Side
Tall = Band | Long | Signed | Listed | Heading


class Fitted(NamedTuple):
    """A cell's text as lines in the size that fits."""

    lines: tuple[Ops, ...]
    size_pt: float
    pitch_pt: float

    def height_pt(self) -> float:
        """Height of the lines with the air around them."""
        return len(self.lines) * self.pitch_pt + 2 * PAD_PT


def _paragraphs(cell: Cell) -> list[tuple[Span, ...]]:
    if isinstance(cell.text, str):
        return [
            (Span(line.strip(" \t"), cell.style, cell.solid),) for line in cell.text.splitlines() if line.strip(" \t")
        ]
    return [cell.text]


@lru_cache(maxsize=2048)
def fitted(cell: Cell) -> Fitted:
    """The cell's lines in the largest size that suits and breaks no number.

    If none does: in the smallest, with as many lines as it takes. A page is measured and drawn before the next one, so that few cells
    are kept: each is seven kilobytes, and of a long list they would stay to the end.
    """
    if not cell.lines:
        return _set(cell, cell.sizes_pt[0])
    room = cell.width_mm * MM - 2 * PAD_PT
    paragraphs = _paragraphs(cell)
    for most, count in ((1, 2), (cell.lines, len(cell.sizes_pt))):
        whole = (s for s in cell.sizes_pt if all(widest_word(p, s) <= room for p in paragraphs))
        for size in islice(whole, count):
            found = _set(cell, size)
            if len(found.lines) <= most:
                return found
    return _set(cell, cell.sizes_pt[-1])


def _set(cell: Cell, size: float) -> Fitted:
    room = cell.width_mm * MM - 2 * PAD_PT
    setting = Setting(room, size, size, cell.indent * size, cell.rest * size, cell.align)
    lines = [line for spans in _paragraphs(cell) for line in wrap(spans, setting)]
    return Fitted(tuple(lines), size, size * cell.leading)


def height_pt(band: Tall) -> float:
    """Height of a band as its fullest cell needs it."""
    if isinstance(band, Side):
        return max(cell_height(band.label), sum(height_pt(inner) for inner in band.bands))
    return max(cell_height(cell) for cell in cells_of(band))


def cells_of(band: tuple[Cell, ...] | Long | Signed | Listed | Heading) -> tuple[Cell, ...]:
    """The boxes of a band from left to right."""
    if isinstance(band, Signed | Listed | Heading):
        return band.cells
    return (band.label, band.text) if isinstance(band, Long) else band


def cell_height(cell: Cell) -> float:
    """Height of a cell at least, in points."""
    return max(cell.height_mm * MM, fitted(cell).height_pt())


def _cell_ops(cell: Cell, x: float, top: float, height: float) -> Iterator[Ops]:
    found = fitted(cell)
    yield from boxed(cell, found, x, top, height)


def boxed(cell: Cell, found: Fitted, x: float, top: float, height: float) -> Iterator[Ops]:
    """The box of a cell with some lines of its text."""
    yield (Box(x, top - height, cell.width_mm * MM, height, LINE_PT),)
    yield from text_ops(found, x, top, 0.0 if cell.upper else max(height - found.height_pt(), 0) / 2)


def text_ops(found: Fitted, x: float, top: float, lead: float) -> Iterator[Ops]:
    """Lines from the top of a box, ``lead`` below it."""
    pitch = found.pitch_pt
    drop = PAD_PT + (pitch - found.size_pt) / 2 + page.ASCENT * found.size_pt
    for number, line in enumerate(found.lines):
        yield moved(line, x + PAD_PT, top - lead - drop - number * pitch)


def band_ops(band: Tall, x: float, top: float, height: float) -> Iterator[Ops]:
    """A band with its left upper corner at a place, as high as told."""
    if isinstance(band, Side):
        yield from _cell_ops(band.label, x, top, height)
        inner_x, inner_top = x + band.label.width_mm * MM, top
        for number, inner in enumerate(band.bands):
            last = number == len(band.bands) - 1
            tall = height - (top - inner_top) if last else height_pt(inner)
            yield from band_ops(inner, inner_x, inner_top, tall)
            inner_top -= tall
        return
    for cell in cells_of(band):
        yield from _cell_ops(cell, x, top, height)
        x += cell.width_mm * MM


class Placed(NamedTuple):
    """What a table puts on one page, where the page's table ends, and the places of its first and last row."""

    ops: Ops
    bottom_pt: float
    places: tuple[str, ...] = ()


def text_in(cell: Cell, left_pt: float, top_pt: float, height_pt: float) -> Ops:
    """A cell's text in its place without the box around it."""
    found = fitted(cell)
    lead = 0.0 if cell.upper else max(height_pt - found.height_pt(), 0) / 2
    return tuple(op for ops in text_ops(found, left_pt, top_pt, lead) for op in ops)


def stacked(bands: Sequence[Band], left_pt: float, top_pt: float) -> Placed:
    """The bands under each other, for something that is smaller than a page."""
    ops: list[Ops] = []
    for band in bands:
        height = height_pt(band)
        ops += band_ops(band, left_pt, top_pt, height)
        top_pt -= height
    return Placed(tuple(op for group in ops for op in group), top_pt)
