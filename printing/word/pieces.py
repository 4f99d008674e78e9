"""Marks of a sheet as lines of pieces and bars across, in twips from the paper's upper left corner.

A twip is a twentieth of a point, the unit of word processors.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from printing.drawing import BLACK, Box, Colour, Ops, Picture, Rule, Text
from printing.flow import BOXES
from printing.glyphs import run_width
from printing.page import Geometry
from printing.word.faces import SONG, face_of

_SAME_LINE_PT = 3.0
_UNDER_EM = 0.12
"""A rule to write on lies this much of the type size below the baseline (printing.flow)."""
_WHOLE = 0.9
_BOX_EM = 0.78
NO_PICTURE = "（照片不在 Word 文件里，请打印或另存为 PDF）"
_SMALL = 21
_TICKED = next(char for char, ticked in BOXES.items() if ticked)


class Piece(NamedTuple):
    """Text from ``x`` to ``end``, or a rule to write on when ``text`` is empty.

    Attributes:
        gap: added after each character.
        size: half points, as word processors count them.
    """

    x: int
    end: int
    text: str = ""
    face: str = SONG
    size: int = 32
    gap: int = 0
    colour: Colour = BLACK
    dashed: bool = False


class TextLine(NamedTuple):
    """Pieces on one baseline, ``y`` from the paper's top."""

    y: int
    pieces: Sequence[Piece]

    @property
    def size(self) -> int:
        """The largest size in half points."""
        return max(piece.size for piece in self.pieces)


class Bar(NamedTuple):
    """A rule across the type area, ``y`` from the paper's top; its width in eighths of a point."""

    y: int
    eighths: int
    colour: Colour


def twips(points: float) -> int:
    """Points in the unit of word processors."""
    return round(points * 20)


def from_top(y_pt: float, geometry: Geometry) -> int:
    """A height above the paper's lower edge as twips below its upper edge."""
    return twips(geometry.paper_pt[1] - y_pt)


def gathered(groups: Iterable[tuple[float, Ops]], geometry: Geometry) -> list[TextLine | Bar]:
    """Marks as lines and bars from top to bottom; turned text is left out, and of a picture it is said that it is."""
    rows: list[tuple[float, list[Piece]]] = []
    bars: list[Bar] = []
    loose: list[tuple[float, Rule]] = []
    for dy, ops in groups:
        for op in ops:
            if isinstance(op, Text):
                if not op.turn_deg:
                    _put(rows, op.y_pt + dy, text_piece(op))
            elif isinstance(op, Box):
                size = op.width_pt / _BOX_EM
                _put(rows, op.y_pt + dy + 0.06 * size, _box(op, size))
            elif isinstance(op, Picture):
                _put(rows, op.y_pt + op.height_pt / 2 + dy, _in_place_of(op))
            elif abs(op.x1_pt - op.x0_pt) >= _WHOLE * geometry.width_pt:
                bars.append(Bar(from_top(op.y0_pt + dy, geometry), round(op.width_pt * 8), op.colour))
            else:
                loose.append((op.y0_pt + dy, op))
    for y, rule in loose:
        piece = Piece(twips(rule.x0_pt), twips(rule.x1_pt), size=24, dashed=rule.dash_pt > 0)
        _put(rows, y + _UNDER_EM * 12, piece)
    lines = [TextLine(from_top(y, geometry), sorted(found)) for y, found in rows]
    return sorted([*lines, *bars], key=lambda item: item.y)


def _in_place_of(op: Picture) -> Piece:
    """What is said where a picture stands: a word processor's page has lines alone, and nobody must think that none was there."""
    return Piece(twips(op.x_pt), twips(op.x_pt + op.width_pt), NO_PICTURE, size=_SMALL)


def _put(rows: list[tuple[float, list[Piece]]], y: float, piece: Piece) -> None:
    """Adds a piece to the row it stands on."""
    for at, found in rows:
        if abs(at - y) < _SAME_LINE_PT:
            found.append(piece)
            return
    rows.append((y, [piece]))


def text_piece(op: Text) -> Piece:
    """A piece of text; what the size loses by being rounded to half points, its characters' distance makes up for."""
    size = round(op.size_pt * 2)
    width = run_width(op.font, op.text, op.size_pt) + op.gap_pt * len(op.text)
    gap = (width - run_width(op.font, op.text, size / 2)) / len(op.text)
    return Piece(
        twips(op.x_pt), twips(op.x_pt + width), op.text, face_of(op.font), size, int(gap * 20 // 1), op.colour
    )  # fmt: skip


def _box(op: Box, size: float) -> Piece:
    x = op.x_pt - (size - op.width_pt) / 2
    text = _TICKED if op.ticked else next(iter(BOXES))
    return Piece(twips(x), twips(x + size), text, SONG, round(size * 2))
