"""海报: a notice of A3, 297 by 420 mm, on one sheet of A3 or on two of A4 laid across, one under the other.

The two sheets meet edge to edge: two A4 of 210 mm are an A3 of 420 mm, so that nothing is cut, the straight edges of
the paper find their places by themselves, and tape on the back holds them. An overlap to paste would cost its height, or a
third sheet. Printers leave the edges blank, most some 4.2 mm: no ink stands within `CLEAR_MM` of the joint, and the rows
part there.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from printing import page
from printing.drawing import Ops, Sheet, Text, moved
from printing.flow import line_ops
from printing.glyphs import Style
from printing.marks import practice_mark
from printing.message import Message
from printing.page import MM, Geometry
from printing.papers.common import Paper
from printing.shapes import Fitted, Piece, fitted

T = TypeVar("T")

_MARGIN_MM = 27.0
WHOLE = Piece(297, 420, _MARGIN_MM, range(64, 17, -1), 1.7, "海报")
"""The poster, whatever it is printed on."""
A3 = WHOLE.grid(page.SAN_HAO)
ACROSS = Geometry(297, 210, 5, 5, 287, 200, 1, 1, page.SAN_HAO)
"""A sheet of A4 laid across."""
JOINT_MM = 210.0
"""From the lower edge to the line on which the sheets meet."""
CLEAR_MM = 5.0
"""Blank on both sides of the joint."""
_ABOVE_EM, _BELOW_EM = 0.9, 0.15
"""What a row's ink takes of the size above and below the baseline."""
_MOST_PT = 28
"""Points, 10 mm, by which the rows are moved at most."""
_GREY = (0.55, 0.55, 0.55)
_NOTE_MM = 8.0
_WORDS = (("上张", "下边接下张"), ("下张", "上边接上张"))


class Placed(NamedTuple):
    """Rows at their heights.

    Attributes:
        groups: each row's height and marks.
        end_pt: the lower edge of the last.
        widened_pt: by how much the rows at the joint stand further apart than others.
    """

    groups: list[tuple[float, Ops]]
    end_pt: float
    widened_pt: float = 0.0


def placed(found: Fitted, *, joined: bool) -> Placed:
    """The rows from the top down; ``joined``: moved a little so that the joint runs between two of them.

    Where rows stand closer than the joint needs, those below it go down.
    """
    sizes = [_size(row.ops) for row in found.rows]
    if not joined:
        return _lowered(found, sizes, 0.0, (0.0, 0.0))
    joint = (JOINT_MM + CLEAR_MM) * MM, (JOINT_MM - CLEAR_MM) * MM
    tried = {by: _lowered(found, sizes, float(by), joint) for by in range(-_MOST_PT, _MOST_PT + 1)}
    return tried[min(tried, key=lambda by: (tried[by].widened_pt + abs(by) / 2, by))]


def _lowered(found: Fitted, sizes: Sequence[float], by_pt: float, joint: tuple[float, float]) -> Placed:
    """The rows, whose sizes are told, so much lower; none has ink between the two heights of the joint, the upper one first."""
    above, below = joint
    drop, widened = by_pt, 0.0
    end = found.grid.top_pt
    groups: list[tuple[float, Ops]] = []
    for at, row in enumerate(found.rows):
        if not row.ops:
            continue
        y, size = found.grid.baseline_pt(at) - drop, sizes[at]
        if y - _BELOW_EM * size < above and y + _ABOVE_EM * size > below:
            widened = y + _ABOVE_EM * size - below
            drop, y = drop + widened, y - widened
        groups.append((y, row.ops))
        end = y - _BELOW_EM * size
    return Placed(groups, end, widened)


def _size(ops: Ops) -> float:
    """The largest size in a row."""
    return max((op.size_pt for op in ops if isinstance(op, Text)), default=0.0)


def _stands(found: Fitted, *, joined: bool) -> bool:
    """Whether all of it stands above the lower margin, which may lose what the rows are moved by."""
    lowest = found.grid.bottom_pt - (_MOST_PT if joined else found.grid.size_pt / 4)
    if joined and placed(found, joined=False).end_pt + _MOST_PT < lowest:
        return False  # however far up it is moved, so that nobody waits long to hear that it is too long
    return placed(found, joined=joined).end_pt >= lowest


def whole(message: Message) -> list[Sheet]:
    """The one sheet of A3.

    Raises:
        RecordInvalid: the message is too long for a poster.
    """
    found = fitted(message, WHOLE, partial(_stands, joined=False))
    return [Sheet([*_practice(message, found, 0.0), *placed(found, joined=False).groups])]


def halves(message: Message) -> list[Sheet]:
    """The upper and the lower sheet of A4; by their names they are two papers, so that they never share a sheet.

    Raises:
        RecordInvalid: the message is too long for a poster.
    """
    found = fitted(message, WHOLE, partial(_stands, joined=True))
    joint = JOINT_MM * MM
    groups = placed(found, joined=True).groups
    upper = [(y - joint, ops) for y, ops in groups if y > joint]
    lower = [(y, ops) for y, ops in groups if y < joint]
    notes = [(0.0, _note(*words, top=number == 1)) for number, words in enumerate(_WORDS)]
    return [
        Sheet([*_practice(message, found, -joint), *upper, notes[0]], _WORDS[0][0]),
        Sheet([*_practice(message, found, 0.0), *lower, notes[1]], _WORDS[1][0]),
    ]


def _practice(message: Message, found: Fitted, rise_pt: float) -> list[tuple[float, Ops]]:
    return [(rise_pt, practice_mark(found.grid))] if message.practice else []


def _note(name: str, told: str, *, top: bool) -> Ops:
    """Which sheet it is and what it is joined to, small and grey in both margins beside the joint."""
    size = page.LIU_HAO
    y = ACROSS.paper_pt[1] - CLEAR_MM * MM - size if top else CLEAR_MM * MM + size * _BELOW_EM
    left, _ = line_ops(name, Style.SONG, size)
    right, right_pt = line_ops(told, Style.SONG, size)
    marks = (*moved(left, _NOTE_MM * MM, y), *moved(right, ACROSS.paper_pt[0] - _NOTE_MM * MM - right_pt, y))
    return tuple(op._replace(colour=_GREY) if isinstance(op, Text) else op for op in marks)


def poster_papers(
    name: str, label: str, takes: type[T], message: Callable[[T], Message], example: Callable[[], T]
) -> tuple[Paper[T], Paper[T]]:
    """The papers of posters for inputs of some class, on two sheets of A4 and on one of A3; ``message`` checks it."""
    two: Paper[T] = Paper(
        name, label, takes, lambda given: [halves(message(given))], lambda _given: label, ACROSS, example
    )
    one: Paper[T] = Paper(
        f"{name}_a3", f"{label}（A3）", takes, lambda given: [whole(message(given))], lambda _given: label, A3, example
    )
    return two, one
