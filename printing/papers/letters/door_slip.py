"""四联门条: the same notice four times on a sheet of A4, to be cut apart and hung on doors."""

from collections.abc import Callable
from typing import TypeVar

from printing import page
from printing.drawing import Ops, Rule, Sheet, moved
from printing.flow import line_ops
from printing.glyphs import Style
from printing.marks import practice_mark
from printing.message import Message
from printing.page import MM, OFFICIAL
from printing.papers.common import Paper
from printing.shapes import Piece, fitted

T = TypeVar("T")

SLIP = Piece(105, 148.5, 9, tuple(n / 2 for n in range(36, 15, -1)), 1.5, "门条")
"""A quarter of A4 in 小二 down to 8 points."""
_CUT_MM = 4.0


def door_slips(message: Message) -> list[Sheet]:
    """One sheet with four slips and the lines to cut along.

    Raises:
        RecordInvalid: the message is too long for a slip.
    """
    slip = fitted(message, SLIP).ops()
    wide, high = SLIP.width_mm * MM, SLIP.height_mm * MM
    ops: list[Ops] = [moved(slip, x * wide, y * high) for y in (1, 0) for x in (0, 1)]
    groups = [(0.0, practice_mark(OFFICIAL))] if message.practice else []
    return [Sheet([*groups, *((0.0, one) for one in ops), (0.0, _cuts(wide, high))])]


def _cuts(wide: float, high: float) -> Ops:
    """Dashed lines across the middles, and a word where they begin."""
    words, words_pt = line_ops("裁", Style.SONG, page.LIU_HAO)
    edge = _CUT_MM * MM
    across = Rule(edge + words_pt + 2, high, 2 * wide - edge, high, 0.5, dash_pt=3.0)
    down = Rule(wide, edge, wide, 2 * high - edge - page.LIU_HAO - 2, 0.5, dash_pt=3.0)
    return (
        across,
        down,
        *moved(words, edge, high - 0.35 * page.LIU_HAO),
        *moved(words, wide - words_pt / 2, 2 * high - edge - page.LIU_HAO),
    )


def slip_paper(
    name: str, label: str, takes: type[T], message: Callable[[T], Message], example: Callable[[], T]
) -> Paper[T]:
    """The paper of door slips for inputs of some class; ``message`` checks the input."""
    return Paper(
        name, label, takes, lambda given: [door_slips(message(given))], lambda _given: label, OFFICIAL, example
    )
