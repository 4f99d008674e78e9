"""Two texts on one line, at its left and its right end, measured against each other; and one text that keeps to its line.

Where the two do not fit beside each other they take smaller type, then a line each: nothing is ever set over something.
"""

from collections.abc import Sequence
from typing import NamedTuple

from printing.drawing import Ops, moved
from printing.flow import Align, Setting, line_ops, wrap
from printing.glyphs import Style
from printing.titles import organ_spans

_GAP_EM = 1.0
"""Blank at least between the two, in characters."""


class Paired(NamedTuple):
    """Both texts as lines from x = 0 on the baseline, from the top down, in one size."""

    lines: tuple[Ops, ...]
    size_pt: float


def paired(left: str, right: str, room_pt: float, sizes_pt: Sequence[float], style: Style = Style.FANGSONG) -> Paired:
    """The left text flush left and the right one flush right, on one line in the first size in which both fit.

    In none: under each other in the first size, each on as many lines as it takes.
    """
    for size in sizes_pt:
        first, first_pt = line_ops(left, style, size)
        second, second_pt = line_ops(right, style, size)
        if first_pt + second_pt + (_GAP_EM * size if left and right else 0.0) <= room_pt + 0.01:
            return Paired(((*first, *moved(second, room_pt - second_pt)),), size)
    size = sizes_pt[0]
    return Paired((*_lines(left, room_pt, size, style, "left"), *_lines(right, room_pt, size, style, "right")), size)


def _lines(text: str, room_pt: float, size: float, style: Style, align: Align) -> tuple[Ops, ...]:
    return wrap(organ_spans(text, style), Setting(room_pt, size, size, align=align)) if text else ()


def kept_on_line(text: str, style: Style, size_pt: float, room_pt: float) -> tuple[Ops, float, float]:
    """The text on one line with its width and size: smaller where it would be wider than the room."""
    found, width_pt = line_ops(text, style, size_pt)
    if width_pt <= room_pt:
        return found, width_pt, size_pt
    size = size_pt * room_pt / width_pt
    return *line_ops(text, style, size), size
