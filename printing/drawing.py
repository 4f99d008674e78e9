"""What stands on a sheet, as plain data: pieces of text, rules, boxes and photos. Writing them to PDF comes last.

All glyphs are resolved while these are made, so a sheet that exists can be drawn.
"""

from collections.abc import Sequence
from typing import NamedTuple

Colour = tuple[float, float, float]
"""Red, green, blue, each 0 to 1: what office printers take; three equal values are drawn as plain grey."""

BLACK: Colour = (0.0, 0.0, 0.0)
RED: Colour = (1.0, 0.2, 0.2)
"""Y 80 %, M 80 % (GB/T 9704-2012 6.2) as light."""
PALE: Colour = (0.9, 0.9, 0.9)


class Text(NamedTuple):
    """Characters of one font on one baseline; ``gap_pt`` is added after each of them."""

    font: str
    text: str
    x_pt: float
    y_pt: float
    size_pt: float
    gap_pt: float = 0.0
    colour: Colour = BLACK
    turn_deg: float = 0.0


class Rule(NamedTuple):
    """A straight line; ``dash_pt`` is the length of its dashes, 0 for a solid one."""

    x0_pt: float
    y0_pt: float
    x1_pt: float
    y1_pt: float
    width_pt: float = 0.5
    colour: Colour = BLACK
    dash_pt: float = 0.0


class Box(NamedTuple):
    """A rectangle by its lower left corner; ``ticked`` draws a check mark into it."""

    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float
    line_pt: float = 0.5
    ticked: bool = False


class Picture(NamedTuple):
    """A JPEG by the lower left corner of where it stands; ``turns`` are the quarters to the right that it is turned by."""

    content: bytes
    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float
    turns: int = 0


Op = Text | Rule | Box | Picture
Ops = tuple[Op, ...]


class Sheet(NamedTuple):
    """One side of a paper: groups of marks, each shifted up by its ``dy``.

    Attributes:
        name: whose it is, or what stands on it, when something to be found by that begins here; "" when it goes on.
        own: what begins here never shares a piece of paper with what stands before it.
    """

    groups: Sequence[tuple[float, Ops]]
    name: str = ""
    own: bool = True


def named(sheets: Sequence[Sheet], *words: str) -> list[Sheet]:
    """The sheets of one letter of a batch with the words by which it is found: addressee, door."""
    return [sheets[0]._replace(name=" ".join(filter(None, words)), own=True), *sheets[1:]]


def moved(ops: Ops, dx_pt: float, dy_pt: float = 0.0) -> Ops:
    """The same marks somewhere else."""
    return tuple(_moved(op, dx_pt, dy_pt) for op in ops)


def _moved(op: Op, dx: float, dy: float) -> Op:
    if isinstance(op, Rule):
        return op._replace(x0_pt=op.x0_pt + dx, x1_pt=op.x1_pt + dx, y0_pt=op.y0_pt + dy, y1_pt=op.y1_pt + dy)
    return op._replace(x_pt=op.x_pt + dx, y_pt=op.y_pt + dy)
