"""Rows on pages: a heading never stands last on a page, and what ends a paper never stands there alone."""

from collections.abc import Sequence
from typing import NamedTuple

from printing.drawing import Ops
from printing.flow import Setting, Span


class Source(NamedTuple):
    """The paragraph that rows were broken from: what a word processor breaks again."""

    spans: tuple[Span, ...]
    setting: Setting


class Row(NamedTuple):
    """One row of the grid.

    Attributes:
        ops: marks relative to the row's baseline.
        keep: the next row must stand on the same page.
        blank: an empty row, left out at the top of a page.
        source: the paragraph it belongs to; the rows of one paragraph share it.
    """

    ops: Ops = ()
    keep: bool = False
    blank: bool = False
    source: Source | None = None


COMPANY = 3
"""Rows of text at least that go with what ends a paper."""
BLANK = Row(blank=True)
"""空一行."""


def kept(rows: Sequence[Row], *, to_next: bool = False) -> list[Row]:
    """The rows held together on one page, and with the row that follows them when ``to_next``."""
    return [row._replace(keep=to_next or number < len(rows) - 1) for number, row in enumerate(rows)]


def last_with_next(rows: Sequence[Row], count: int = COMPANY) -> list[Row]:
    """The last text rows kept with what follows, so that a signature never stands alone on a page."""
    found, left = list(rows), count
    for number in range(len(found) - 1, -1, -1):
        if left == 0:
            break
        found[number] = found[number]._replace(keep=True)
        left -= not found[number].blank
    return found


def paginated(rows: Sequence[Row], first: int, capacity: int) -> list[list[tuple[int, Row]]]:
    """The rows of each page with the number of the grid row they stand on.

    Args:
        rows: all rows in their order.
        first: the grid row on which the first page's text begins.
        capacity: the grid rows of a page.
    """
    pages: list[list[tuple[int, Row]]] = []
    start, at = 0, first
    while start < len(rows):
        while start < len(rows) and rows[start].blank and pages:
            start += 1
        if start == len(rows):
            break
        end = _page_end(rows, start, capacity - at)
        pages.append([(at + n, row) for n, row in enumerate(rows[start:end])])
        start, at = end, 0
    return pages or [[]]


def _page_end(rows: Sequence[Row], start: int, room: int) -> int:
    """The index after the last row of the page; a chain longer than a page is broken at its edge."""
    edge = min(start + room, len(rows))
    if edge == len(rows):
        return edge
    end = edge
    while end > start and rows[end - 1].keep:
        end -= 1
    return end if end > start else edge
