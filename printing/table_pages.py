"""Tables on pages: bands under each other, column heads repeated, long ones going on, what is signed never alone.

A band is never cut where a page can hold it; one that is taller than a whole page goes on over the next.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from printing.drawing import Box, Ops
from printing.pace import each
from printing.page import MM
from printing.tables import (
    LINE_PT,
    PAD_PT,
    Band,
    Cell,
    Fitted,
    Heading,
    Listed,
    Long,
    Placed,
    Side,
    Signed,
    Tall,
    band_ops,
    boxed,
    cell_height,
    cells_of,
    fitted,
    height_pt,
    text_ops,
)

_COMPANY = 3
"""Lines of a long text at least that stand together on a page."""
_LEAST_LINES = 5
"""Fewer lines of a band that is cut do not begin on a page that has little room left."""
_SHORT = 10
"""A text of so many lines is not parted only to keep its signatures company."""
_AGAIN = "（续）"


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
    tail_pt: float = 0.0,
) -> list[Placed]:
    """The bands on as many pages as they need.

    A band that does not fit goes to the next page, a long text goes on there; a band is never cut otherwise.

    Args:
        bands: the rows of the table.
        frame: where it stands.
        head: repeated at the top of each page.
        filler: makes the nth row of the table to fill up the last page.
        tail_pt: room to be left free under the last band.
    """
    writer = _Writer(frame, head)
    found = _filling(bands, frame._replace(bottom_pt=frame.bottom_pt + tail_pt), head)

    def put(number: int) -> None:
        band, after = found[number], found[number + 1] if number + 1 < len(found) else None
        together = after is not None and (isinstance(after, Signed) or isinstance(band, Heading))
        below = height_pt(after) if after is not None and together else 0.0
        is_end = after is None or (together and number + 2 == len(found))
        writer.put(band, below + tail_pt if is_end else below)

    each(range(len(found)), put)
    if filler:
        writer.fill(len(bands), filler)
    writer.leave(tail_pt)
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


def _boxes(band: Band) -> tuple[Cell, ...]:
    """The boxes of a band of one row from left to right."""
    return (band.label, *_boxes(band.bands[0])) if isinstance(band, Side) else cells_of(band)


class _Writer:
    """Puts bands under each other and begins pages."""

    def __init__(self, frame: Frame, head: Sequence[Tall]) -> None:
        self._frame, self._head = frame, head
        self._pages: list[Placed] = []
        self._ops: list[Ops] = []
        self._places: list[str] = []
        self._top: float = frame.first_top_pt
        self._empty = True
        self._begin()

    def _begin(self) -> None:
        for band in self._head:
            self._draw(band)
        self._empty = True

    def _draw(self, band: Tall) -> None:
        height = height_pt(band)
        self._ops += band_ops(band, self._frame.left_pt, self._top, height)
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
        elif height_pt(band) > self._page_pt():
            self._go_on(band)
        else:
            if not self._empty:
                self._turn()
            if isinstance(band, Listed):
                self._draw(band.head)
            self._draw(band)

    def _page_pt(self) -> float:
        """The room for bands on a further page."""
        return self._frame.next_top_pt - self._frame.bottom_pt - sum(height_pt(one) for one in self._head)

    def _go_on(self, band: Tall) -> None:
        """A band that no page holds, over as many as it takes: bands beside a label one by one, boxes line by line."""
        if not isinstance(band, Side):
            self._cut(cells_of(band))
            return
        label, waiting = band.label, list(band.bands)
        if cell_height(label) > self._page_pt():
            self._cut((label, *_boxes(waiting.pop(0))))
            label = label._replace(text=_AGAIN)
        while waiting:
            room, count = self._top - self._frame.bottom_pt, 0
            while count < len(waiting) and height_pt(Side(label, tuple(waiting[: count + 1]))) <= room + 0.01:
                count += 1
            if count:
                self._draw(Side(label, tuple(waiting[:count])))
            elif self._empty and isinstance(inner := waiting[0], Side) and len(inner.bands) > 1:
                waiting[:1] = [Side(inner.label, (one,)) for one in inner.bands]
            elif self._empty:
                self._cut((label, *_boxes(waiting[0])))
                count = 1
            waiting = waiting[count:]
            if waiting and not self._empty:
                self._turn()
            label = label._replace(text=f"{band.label.text}{_AGAIN}") if count else label

    def _cut(self, cells: Sequence[Cell]) -> None:
        """Boxes side by side, their lines going on over the page."""
        found: list[Fitted] = [fitted(cell) for cell in cells]
        while found:
            room: float = self._top - self._frame.bottom_pt
            counts = [max(int((room - 2 * PAD_PT) // one.pitch_pt), 1) for one in found]
            if min(counts) < _LEAST_LINES and not self._empty:
                self._turn()
                continue
            pieces = [one._replace(lines=one.lines[:count]) for one, count in zip(found, counts, strict=True)]
            rest = [one._replace(lines=one.lines[count:]) for one, count in zip(found, counts, strict=True)]
            ended = not any(one.lines for one in rest)
            height: float = max(piece.height_pt() for piece in pieces) if ended else room
            x = self._frame.left_pt
            for cell, piece in zip(cells, pieces, strict=True):
                self._ops += boxed(cell, piece, x, self._top, height)
                x += cell.width_mm * MM
            self._top -= height
            self._empty = False
            if ended:
                return
            found = rest
            self._turn()

    def _split(self, band: Long, after_pt: float) -> None:
        """As many lines as the page holds, the rest under a label that says 续.

        What is signed below takes some of the lines along to its page.
        """
        found = fitted(band.text)
        rest, label = list(found.lines), band.label
        pitch = found.pitch_pt
        while rest:
            room = self._top - self._frame.bottom_pt
            count = int((room - 2 * PAD_PT) // pitch)
            broken = (
                count < len(rest) <= _SHORT and len(rest) == len(found.lines) and found.height_pt() <= self._page_pt()
            )
            if (count < 3 or broken) and not self._empty and count < len(rest):
                self._turn()
                continue
            count = max(count, 1)
            crowded = count >= len(rest) and len(rest) * pitch + 2 * PAD_PT + after_pt > room
            if crowded and not self._empty and self._better_whole(band, found.height_pt() + after_pt, room):
                self._turn()
                continue
            if crowded or 0 < len(rest) - count < _COMPANY:
                count = max(len(rest) - _COMPANY, 1)
            piece = Fitted(tuple(rest[:count]), found.size_pt, pitch)
            self._part(label, band.text, piece, last=count >= len(rest))
            rest = rest[count:]
            if rest:
                label = band.label._replace(text=f"{band.label.text}{_AGAIN}")
                self._turn()

    def _better_whole(self, band: Long, height: float, room: float) -> bool:
        """Whether a short text goes to the next page with its signatures, where it would leave a box half empty here."""
        found = fitted(band.text)
        return height <= self._page_pt() and (found.height_pt() < room * 0.75 or len(found.lines) <= _SHORT)

    def _part(self, label: Cell, text: Cell, piece: Fitted, *, last: bool) -> None:
        room = self._top - self._frame.bottom_pt
        least = max(piece.height_pt(), min(cell_height(label), room))
        height = least if last else room
        self._ops += boxed(label, fitted(label), self._frame.left_pt, self._top, height)
        x = self._frame.left_pt + label.width_mm * MM
        self._ops.append((Box(x, self._top - height, text.width_mm * MM, height, LINE_PT),))
        self._ops += text_ops(piece, x, self._top, 0.0)
        self._top -= height
        self._empty = False

    def fill(self, count: int, filler: Callable[[int], Band]) -> None:
        """Rows after the ``count`` that stand, as many as the page still holds."""
        band = filler(count + 1)
        while height_pt(band) <= self._top - self._frame.bottom_pt:
            self._draw(band)
            count += 1
            band = filler(count + 1)

    def leave(self, tail_pt: float) -> None:
        """Room under the last band; where its page has none, on a page more."""
        if self._top - self._frame.bottom_pt + 0.01 < tail_pt and not self._empty:
            self._turn()

    def finished(self) -> list[Placed]:
        """All pages."""
        self._close()
        return self._pages
