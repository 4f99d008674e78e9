"""A message as large as a piece of paper allows: the largest type in which all of it stands on one side."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from db.errors import Problem, RecordInvalid
from printing.column import Row
from printing.drawing import Ops, moved
from printing.message import Message
from printing.page import MM, Geometry
from printing.parts import Body


class Piece(NamedTuple):
    """A piece of paper with equal margins, and the types that it may be set in.

    Attributes:
        width_mm, height_mm: of the paper.
        margin_mm: on all four sides.
        sizes_pt: sizes of body text, the largest first.
        pitch: distance of baselines in sizes.
        label: what the clerk calls it, for a refusal.
    """

    width_mm: float
    height_mm: float
    margin_mm: float
    sizes_pt: Sequence[float]
    pitch: float
    label: str

    def grid(self, size_pt: float) -> Geometry:
        """The grid of the piece in one size."""
        wide, high = self.width_mm - 2 * self.margin_mm, self.height_mm - 2 * self.margin_mm
        rows = int((high * MM - size_pt) / (size_pt * self.pitch)) + 1
        columns = int(wide * MM / size_pt)
        margin = self.margin_mm
        return Geometry(self.width_mm, self.height_mm, margin, margin, wide, high, rows, columns, size_pt)


class Fitted(NamedTuple):
    """Rows and the grid on which they stand."""

    grid: Geometry
    rows: Sequence[Row]

    def ops(self) -> Ops:
        """All marks of the piece with its lower left corner as origin."""
        placed = [moved(row.ops, 0, self.grid.baseline_pt(at)) for at, row in enumerate(self.rows)]
        return tuple(op for group in placed for op in group)


def _on_grid(found: Fitted) -> bool:
    """Whether its rows are no more than the grid's."""
    return len(found.rows) <= found.grid.rows


def fitted(message: Message, piece: Piece, stands: Callable[[Fitted], bool] = _on_grid) -> Fitted:
    """The message in the largest type in which it fits; ``stands`` tells whether it does.

    Raises:
        RecordInvalid: it is too long for the piece even in the smallest.
    """
    for size in piece.sizes_pt:
        grid = piece.grid(size)
        if grid.columns < _FEWEST_COLUMNS:
            continue
        found = Fitted(grid, message.rows(Body(grid)))
        if stands(found):
            return found
    remedy = f"请把正文删短，或改用A4通知；{piece.label}只印得下一面"
    raise RecordInvalid([Problem("body", "正文", "too_long", f"太长，{piece.label}放不下", remedy)])


_FEWEST_COLUMNS = 12
"""Fewer characters in a line are no longer read as a text."""
