"""The red head of official papers and minutes: 发文机关标志, number, red rule (GB/T 9704-2012 7.2, 10.3)."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from printing import page
from printing.corner import Corner
from printing.drawing import RED, Ops, Rule, Text, moved
from printing.flow import line_ops
from printing.glyphs import Style, ink
from printing.page import MM, OFFICIAL
from printing.pairs import kept_on_line
from printing.parts import Body
from printing.titles import balanced, breadth

MARK_TOP_MM = 35.0
"""From the type area's upper edge to the upper edge of the mark (7.2.4)."""
RULE_GAP_MM = 4.0
"""From the number's lower edge to the red rule (7.2.7)."""
RULE_PT = 1.2
"""Thickness of the red rule; the standard leaves it open."""
_LARGEST, _SMALLEST = 52.0, 32.0
NO_CORNER = Corner()


class Head(NamedTuple):
    """Marks at the top of the first page, and the grid row on which the text begins."""

    ops: Ops
    first_row: int


def _mark_lines(mark: str) -> tuple[list[str], float]:
    """The mark on one line as large as it may be, otherwise on two or more, broken at meaning."""
    size = min(_LARGEST, OFFICIAL.width_pt / breadth(mark))
    if size >= _SMALLEST:
        return [mark], size
    lines = balanced(mark, OFFICIAL.width_pt / _SMALLEST)
    return lines, min(_SMALLEST + 4, OFFICIAL.width_pt / max(breadth(line) for line in lines))


def red(ops: Ops) -> Ops:
    """The same text in the red of official heads."""
    return tuple(op._replace(colour=RED) if isinstance(op, Text) else op for op in ops)


def red_head(mark: str, number: str, corner: Corner = NO_CORNER, approvers: Sequence[str] = ()) -> Head:
    """The mark in red 小标宋, the number two rows below, the red rule 4 mm under it, two empty rows.

    Args:
        mark: 发文机关标志.
        number: 发文字号, or what stands in its place.
        corner: 份号, 密级, 紧急程度.
        approvers: 签发人 of a paper that goes up; the number then stands at the left beside the last of them (7.2.6).
    """
    lines, size = _mark_lines(mark)
    baseline = OFFICIAL.top_pt - MARK_TOP_MM * MM - ink(lines[0], Style.XIAOBIAOSONG, size).top
    ops: list[Ops] = [corner.ops(OFFICIAL.top_pt)]
    for line in lines:
        found, width_pt = line_ops(line, Style.XIAOBIAOSONG, size)
        ops.append(red(moved(found, OFFICIAL.left_pt + (OFFICIAL.width_pt - width_pt) / 2, baseline)))
        baseline -= size * 1.3
    lowest = baseline + size * 1.3 - (1 - page.ASCENT) * size
    number_row = row_under(lowest) + 2
    if approvers:
        room = OFFICIAL.width_pt - 2 * OFFICIAL.cell_pt
        left, left_pt, _ = kept_on_line(number, Style.FANGSONG, page.SAN_HAO, room)
        signed, number_row = _approved(number_row, approvers, room - left_pt - page.SAN_HAO)
        ops.append(signed)
        ops.append(moved(left, OFFICIAL.left_pt + OFFICIAL.cell_pt, OFFICIAL.baseline_pt(number_row)))
    else:
        ops.append(moved(Body().centred(number, page.SAN_HAO, Style.FANGSONG), 0, OFFICIAL.baseline_pt(number_row)))
    rule_y = OFFICIAL.row_bottom_pt(number_row) - RULE_GAP_MM * MM
    ops.append((Rule(OFFICIAL.left_pt, rule_y, OFFICIAL.right_pt, rule_y, RULE_PT, RED),))
    return Head(tuple(op for group in ops for op in group), row_under(rule_y) + 2)


def _approved(row: int, names: Sequence[str], room_pt: float) -> tuple[Ops, int]:
    """签发人：in 仿宋 and the names in 楷体, one cell in from the right; and the row that the number stands on (7.2.6).

    Two names stand in a row where there is room beside the number, otherwise one; where there is none even for one
    the number goes below them.
    """
    cell = OFFICIAL.cell_pt
    label, label_pt = line_ops("签发人：", Style.FANGSONG, OFFICIAL.size_pt, cell)
    whole = OFFICIAL.width_pt - 2 * cell - label_pt
    set_names = [kept_on_line(name, Style.KAI, OFFICIAL.size_pt, whole)[:2] for name in names]
    widest = max(width_pt for _, width_pt in set_names) + cell
    across = 2 if label_pt + 2 * widest - cell <= room_pt and len(names) > 1 else 1
    x = OFFICIAL.right_pt - cell - (widest * across - cell)
    ops: list[Ops] = [moved(label, x - label_pt, OFFICIAL.baseline_pt(row))]
    for place, (found, _) in enumerate(set_names):
        down, right = divmod(place, across)
        ops.append(moved(found, x + right * widest, OFFICIAL.baseline_pt(row + down)))
    last = row + (len(names) - 1) // across
    beside = widest - cell + (label_pt if last == row else 0.0) <= room_pt
    return tuple(op for group in ops for op in group), last if beside else last + 1


def row_under(y_pt: float) -> int:
    """The first grid row that lies wholly below a height."""
    return math.ceil((OFFICIAL.top_pt - y_pt) / OFFICIAL.pitch_pt - 0.05)
