"""Marks outside the text's flow: page numbers and the practice mark."""

from itertools import pairwise

from printing import page
from printing.drawing import PALE, RED, Ops, Rule, Text, moved
from printing.flow import Setting, line_ops, plain, wrap
from printing.glyphs import Style, ink
from printing.page import FORM, MM, NUMBER_GAP_MM, OFFICIAL, Geometry

PRACTICE = "练习资料"
_VOID_TOP_MM, _VOID_MM, _VOID_LINES = 6.0, 84.0, 2
"""The void mark ends 23 mm below the paper's edge at the latest, above every head and title."""


def page_number(number: int) -> Ops:
    """— 1 — in 4号 Song, its dashes 7 mm below the type area, one character in: right on odd, left on even (7.5)."""
    size = page.SI_HAO
    ops, width_pt = line_ops(f"— {number} —", Style.SONG, size)
    dash = ink("—", Style.SONG, size)
    y = OFFICIAL.bottom_pt - NUMBER_GAP_MM * MM - (dash.bottom + dash.top) / 2
    x = OFFICIAL.right_pt - size - width_pt if number % 2 else OFFICIAL.left_pt + size
    return moved(ops, x, y)


def form_number(number: int, count: int, geometry: Geometry = FORM) -> Ops:
    """第 1 页　共 3 页 in the middle under a form; its ink stays 9 mm above the paper's edge at least."""
    ops, width_pt = line_ops(f"第 {number} 页　共 {count} 页", Style.SONG, page.WU_HAO)
    y = max(geometry.bottom_pt - 9 * MM, 10 * MM)
    return moved(ops, geometry.left_pt + (geometry.width_pt - width_pt) / 2, y)


def void_mark(words: str, geometry: Geometry) -> Ops:
    """作废 in a red frame at the upper right corner, above the type area, with what is void and why below it."""
    pad, size, small = 4.0, page.XIAO_ER_HAO, page.XIAO_WU_HAO
    head, head_pt = line_ops("作　废", Style.HEI, size)
    setting = Setting(_VOID_MM * MM, small, small, align="left")
    lines, told = wrap(plain(words), setting), words
    while len(lines) > _VOID_LINES:  # what does not fit is told in the number book
        told = told[:-1]
        lines = wrap(plain(f"{told}……"), setting)
    wide = max(head_pt, *(_reach(line) for line in lines)) + 2 * pad
    high = size + len(lines) * small * 1.25 + 2.5 * pad
    left, top = geometry.right_pt - wide, geometry.paper_pt[1] - _VOID_TOP_MM * MM
    y = top - pad - page.ASCENT * size
    ops = list(moved(head, left + (wide - head_pt) / 2, y))
    for number, one in enumerate(lines, 1):
        ops += moved(one, left + pad, y - pad / 2 - number * small * 1.25)
    corners = ((left, top), (left + wide, top), (left + wide, top - high), (left, top - high), (left, top))
    edges = [Rule(*one, *other, 1.2, RED) for one, other in pairwise(corners)]
    return (*edges, *(op._replace(colour=RED) for op in ops if isinstance(op, Text)))


def _reach(line: Ops) -> float:
    return max((op.x_pt + len(op.text) * (op.size_pt + op.gap_pt) for op in line if isinstance(op, Text)), default=0.0)


def practice_mark(geometry: Geometry) -> Ops:
    """练习资料 across the paper, pale enough to read through and outside the text's flow."""
    size = 76.0
    ops, width_pt = line_ops(PRACTICE, Style.HEI, size)
    across, up = geometry.paper_pt
    shift = width_pt / 2 * 0.7071
    return tuple(
        op._replace(
            x_pt=across / 2 - shift + op.x_pt * 0.7071 + 0.35 * size * 0.7071,
            y_pt=up / 2 - shift + op.x_pt * 0.7071 - 0.35 * size * 0.7071,
            turn_deg=45.0,
            colour=PALE,
        )
        for op in ops
        if isinstance(op, Text)
    )
