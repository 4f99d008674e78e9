"""海报: a notice of about A3 on two sheets of A4 laid across, one under the other, with an overlap to paste."""

from collections.abc import Callable
from typing import TypeVar

from printing import page
from printing.drawing import Box, Op, Ops, Rule, Sheet, Text, moved
from printing.flow import line_ops
from printing.glyphs import Style
from printing.marks import practice_mark
from printing.message import Message
from printing.page import MM, Geometry
from printing.papers.common import Paper
from printing.shapes import Fitted, Piece, fitted

T = TypeVar("T")

ACROSS = Geometry(297, 210, 5, 5, 287, 200, 1, 1, page.SAN_HAO)
"""A sheet of A4 laid across."""
OVERLAP_MM = 15.0
"""Printed on both sheets; printers leave some 5 mm at the edges blank, so less would show a gap."""
POSTER = Piece(297, 2 * 210 - OVERLAP_MM, 27, range(64, 17, -1), 1.7, "海报")
"""The sheets pasted together: 297 by 405 mm."""
_SEAM_MM = 210 - OVERLAP_MM / 2
"""From the lower edge to the line on which the sheets meet."""
_TICK_MM = (6.0, 24.0)


def posters(message: Message) -> list[Sheet]:
    """The upper and the lower sheet.

    Raises:
        RecordInvalid: the message is too long for a poster.
    """
    found = fitted(message, POSTER)
    ops = found.ops(_drop(found))
    if message.practice:
        ops = (*practice_mark(found.grid), *ops)
    rise = (210 - OVERLAP_MM) * MM
    upper, lower = moved(ops, 0, -rise), ops
    return [
        Sheet([(0.0, _on_sheet(upper)), (0.0, _marks(OVERLAP_MM / 2, "下张上边贴齐此线", below=True))]),
        Sheet([(0.0, _on_sheet(lower)), (0.0, _marks(_SEAM_MM, "沿此线裁去上边", below=False))]),
    ]


def _drop(found: Fitted) -> float:
    """How far the text goes down, or up, so that the seam runs between two rows; half a row at most."""
    grid = found.grid
    gap_middle = grid.top_pt - grid.size_pt - (grid.pitch_pt - grid.size_pt) / 2 - _SEAM_MM * MM
    over = gap_middle % grid.pitch_pt
    return over if over <= grid.pitch_pt / 2 else over - grid.pitch_pt


def _on_sheet(ops: Ops) -> Ops:
    """The marks that a sheet shows at all."""
    return tuple(op for op in ops if _height(op)[1] > 0 and _height(op)[0] < ACROSS.paper_pt[1])


def _height(op: Op) -> tuple[float, float]:
    """The lowest and the highest point of a mark, roughly."""
    match op:
        case Text():
            reach = op.size_pt * (len(op.text) + 1) if op.turn_deg else op.size_pt
            return op.y_pt - reach, op.y_pt + reach
        case Rule():
            return min(op.y0_pt, op.y1_pt) - 1, max(op.y0_pt, op.y1_pt) + 1
        case Box():
            return op.y_pt, op.y_pt + op.height_pt


def _marks(y_mm: float, words: str, *, below: bool) -> Ops:
    """Ticks in both margins at the seam and, on the side that is covered or cut off, what to do there."""
    y, right = y_mm * MM, ACROSS.paper_pt[0]
    near, far = (mm * MM for mm in _TICK_MM)
    told, told_pt = line_ops(words, Style.SONG, page.LIU_HAO)
    at = y - page.LIU_HAO * 1.2 if below else y + page.LIU_HAO * 0.4
    return (
        Rule(near, y, far, y, 0.6),
        Rule(right - far, y, right - near, y, 0.6),
        *moved(told, near, at),
        *moved(told, right - near - told_pt, at),
    )


def poster_paper(
    name: str, label: str, takes: type[T], message: Callable[[T], Message], example: Callable[[], T]
) -> Paper[T]:
    """The paper of posters for inputs of some class; ``message`` checks the input."""
    return Paper(name, label, takes, lambda given: [posters(message(given))], lambda _given: label, ACROSS, example)
