"""Marks outside the text's flow: page numbers and the practice mark."""

from printing import page
from printing.drawing import PALE, Ops, Text, moved
from printing.flow import line_ops
from printing.glyphs import Style, ink
from printing.page import FORM, MM, NUMBER_GAP_MM, OFFICIAL, Geometry

PRACTICE = "练习资料"


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
