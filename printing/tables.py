"""Boxes of forms and tables: cells that wrap, shrink where they must, and go on over the page.

A table is a list of bands. A band is a row of cells of one height, or a label beside several bands. Nothing
that is written in a cell is ever cut off: what does not fit in a smaller size makes the cell higher.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from printing import page
from printing.drawing import Box, Ops, moved
from printing.flow import Align, Setting, Span, widest_word, wrap
from printing.glyphs import Style
from printing.pace import each
from printing.page import MM

LINE_PT = 0.5
LEADING = 1.35
_PAD_PT = 3.5
_COMPANY = 3


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
        return len(self.lines) * self.pitch_pt + 2 * _PAD_PT


def _paragraphs(cell: Cell) -> list[tuple[Span, ...]]:
    if isinstance(cell.text, str):
        return [
            (Span(line.strip(" \t"), cell.style, cell.solid),) for line in cell.text.splitlines() if line.strip(" \t")
        ]
    return [cell.text]


@lru_cache(maxsize=65536)
def fitted(cell: Cell) -> Fitted:
    """The cell's lines in the largest size that suits and breaks no number.

    If none does: in the smallest, with as many lines as it takes.
    """
    if not cell.lines:
        return _set(cell, cell.sizes_pt[0])
    room = cell.width_mm * MM - 2 * _PAD_PT
    paragraphs = _paragraphs(cell)
    for most, count in ((1, 2), (cell.lines, len(cell.sizes_pt))):
        whole = (s for s in cell.sizes_pt if all(widest_word(p, s) <= room for p in paragraphs))
        for size in islice(whole, count):
            found = _set(cell, size)
            if len(found.lines) <= most:
                return found
    return _set(cell, cell.sizes_pt[-1])


def _set(cell: Cell, size: float) -> Fitted:
    room = cell.width_mm * MM - 2 * _PAD_PT
    setting = Setting(room, size, size, cell.indent * size, cell.rest * size, cell.align)
    lines = [line for spans in _paragraphs(cell) for line in wrap(spans, setting)]
    return Fitted(tuple(lines), size, size * cell.leading)


def height_pt(band: Tall) -> float:
    """Height of a band as its fullest cell needs it."""
    if isinstance(band, Side):
        return max(_cell_height(band.label), sum(height_pt(inner) for inner in band.bands))
    return max(_cell_height(cell) for cell in _cells(band))


def _cells(band: tuple[Cell, ...] | Long | Signed | Listed | Heading) -> tuple[Cell, ...]:
    if isinstance(band, Signed | Listed | Heading):
        return band.cells
    return (band.label, band.text) if isinstance(band, Long) else band


def _cell_height(cell: Cell) -> float:
    return max(cell.height_mm * MM, fitted(cell).height_pt())


def _cell_ops(cell: Cell, x: float, top: float, height: float) -> Iterator[Ops]:
    yield (Box(x, top - height, cell.width_mm * MM, height, LINE_PT),)
    found = fitted(cell)
    yield from _text_ops(found, x, top, 0.0 if cell.upper else max(height - found.height_pt(), 0) / 2)


def _text_ops(found: Fitted, x: float, top: float, lead: float) -> Iterator[Ops]:
    pitch = found.pitch_pt
    drop = _PAD_PT + (pitch - found.size_pt) / 2 + page.ASCENT * found.size_pt
    for number, line in enumerate(found.lines):
        yield moved(line, x + _PAD_PT, top - lead - drop - number * pitch)


def _band_ops(band: Tall, x: float, top: float, height: float) -> Iterator[Ops]:
    if isinstance(band, Side):
        yield from _cell_ops(band.label, x, top, height)
        inner_x, inner_top = x + band.label.width_mm * MM, top
        for number, inner in enumerate(band.bands):
            last = number == len(band.bands) - 1
            tall = height - (top - inner_top) if last else height_pt(inner)
            yield from _band_ops(inner, inner_x, inner_top, tall)
            inner_top -= tall
        return
    for cell in _cells(band):
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
    return tuple(op for ops in _text_ops(found, left_pt, top_pt, lead) for op in ops)


def stacked(bands: Sequence[Band], left_pt: float, top_pt: float) -> Placed:
    """The bands under each other, for something that is smaller than a page."""
    ops: list[Ops] = []
    for band in bands:
        height = height_pt(band)
        ops += _band_ops(band, left_pt, top_pt, height)
        top_pt -= height
    return Placed(tuple(op for group in ops for op in group), top_pt)


class Frame(NamedTuple):
    """Where the table stands on its pages."""

    left_pt: float
    first_top_pt: float
    next_top_pt: float
    bottom_pt: float


def laid(
    bands: Sequence[Tall],
    frame: Frame,
    head: Sequence[Tall] = (),
    filler: Callable[[int], Band] | None = None,
) -> list[Placed]:
    """The bands on as many pages as they need.

    A band that does not fit goes to the next page, a long text goes on there; a band is never cut otherwise.

    Args:
        bands: the rows of the table.
        frame: where it stands.
        head: repeated at the top of each page.
        filler: makes the nth row of the table to fill up the last page.
    """
    writer = _Writer(frame, head)
    found = _filling(bands, frame, head)

    def put(number: int) -> None:
        band, after = found[number], found[number + 1] if number + 1 < len(found) else None
        together = after is not None and (isinstance(after, Signed) or isinstance(band, Heading))
        writer.put(band, height_pt(after) if after is not None and together else 0.0)

    each(range(len(found)), put)
    if filler:
        writer.fill(len(bands), filler)
    return writer.finished()


def _filling(bands: Sequence[Tall], frame: Frame, head: Sequence[Tall]) -> list[Tall]:
    """The bands, with the long text that fills a one-page form as high as the page allows."""
    found = list(bands)
    number = next((n for n, band in enumerate(found) if isinstance(band, Long) and band.fills), None)
    if number is None:
        return found
    spare = frame.first_top_pt - frame.bottom_pt - sum(height_pt(band) for band in [*head, *bands])
    band = found[number]
    if isinstance(band, Long) and spare > 0:
        found[number] = band._replace(text=band.text._replace(height_mm=(height_pt(band) + spare) / MM))
    return found


class _Writer:
    """Puts bands under each other and begins pages."""

    def __init__(self, frame: Frame, head: Sequence[Tall]) -> None:
        self._frame, self._head = frame, head
        self._pages: list[Placed] = []
        self._ops: list[Ops] = []
        self._places: list[str] = []
        self._top = frame.first_top_pt
        self._empty = True
        self._begin()

    def _begin(self) -> None:
        for band in self._head:
            self._draw(band)
        self._empty = True

    def _draw(self, band: Tall) -> None:
        height = height_pt(band)
        self._ops += _band_ops(band, self._frame.left_pt, self._top, height)
        self._top -= height
        self._empty = False
        if isinstance(band, Listed) and band.place:
            self._places.append(band.place)

    def _turn(self) -> None:
        self._close()
        self._top = self._frame.next_top_pt
        self._begin()

    def _close(self) -> None:
        ends = tuple(dict.fromkeys((*self._places[:1], *self._places[-1:])))
        self._pages.append(Placed(tuple(op for ops in self._ops for op in ops), self._top, ends))
        self._ops, self._places = [], []

    def put(self, band: Tall, after_pt: float = 0.0) -> None:
        """One band, on this page or the next; ``after_pt`` is the height of the band that must not stand alone."""
        room = self._top - self._frame.bottom_pt
        if height_pt(band) + after_pt <= room + 0.01:
            self._draw(band)
        elif isinstance(band, Long):
            self._split(band, after_pt)
        else:
            if not self._empty:
                self._turn()
            if isinstance(band, Listed):
                self._draw(band.head)
            self._draw(band)

    def _split(self, band: Long, after_pt: float) -> None:
        """As many lines as the page holds, the rest under a label that says 续.

        What is signed below takes some of the lines along to its page.
        """
        found = fitted(band.text)
        rest, label = list(found.lines), band.label
        pitch = found.pitch_pt
        while rest:
            room = self._top - self._frame.bottom_pt
            count = int((room - 2 * _PAD_PT) // pitch)
            if count < 3 and not self._empty and count < len(rest):
                self._turn()
                continue
            count = max(count, 1)
            crowded = count >= len(rest) and len(rest) * pitch + 2 * _PAD_PT + after_pt > room
            if crowded and not self._empty and self._better_whole(band, found.height_pt() + after_pt, room):
                self._turn()
                continue
            if crowded or 0 < len(rest) - count < _COMPANY:
                count = max(len(rest) - _COMPANY, 1)
            piece = Fitted(tuple(rest[:count]), found.size_pt, pitch)
            self._part(label, band.text, piece, last=count >= len(rest))
            rest = rest[count:]
            if rest:
                label = band.label._replace(text=f"{band.label.text}（续）")
                self._turn()

    def _better_whole(self, band: Long, height: float, room: float) -> bool:
        """Whether a short text goes to the next page with its signatures, where it would leave a box half empty here."""
        fresh = self._frame.next_top_pt - self._frame.bottom_pt - sum(height_pt(one) for one in self._head)
        return height <= fresh and fitted(band.text).height_pt() < room * 0.75

    def _part(self, label: Cell, text: Cell, piece: Fitted, *, last: bool) -> None:
        room = self._top - self._frame.bottom_pt
        least = max(piece.height_pt(), min(_cell_height(label), room))
        height = least if last else room
        self._ops += _cell_ops(label._replace(height_mm=0), self._frame.left_pt, self._top, height)
        x = self._frame.left_pt + label.width_mm * MM
        self._ops.append((Box(x, self._top - height, text.width_mm * MM, height, LINE_PT),))
        self._ops += _text_ops(piece, x, self._top, 0.0)
        self._top -= height
        self._empty = False

    def fill(self, count: int, filler: Callable[[int], Band]) -> None:
        """Rows after the ``count`` that stand, as many as the page still holds."""
        band = filler(count + 1)
        while height_pt(band) <= self._top - self._frame.bottom_pt:
            self._draw(band)
            count += 1
            band = filler(count + 1)

    def finished(self) -> list[Placed]:
        """All pages."""
        self._close()
        return self._pages
