"""版记 in its variants: with 抄送, with 主送 moved into it, and as 信函 have it (GB/T 9704-2012 7.4, 10.1)."""

from collections.abc import Sequence
from datetime import date

from db.values.day import long_form
from printing import page
from printing.drawing import Ops, Rule, moved
from printing.flow import Setting, wrap
from printing.page import OFFICIAL
from printing.pairs import paired
from printing.parts import THICK_PT, THIN_PT, Foot
from printing.titles import organ_spans

_SIZE = page.SI_HAO
_PITCH = _SIZE * 1.75
_BASE = (_PITCH - _SIZE) / 2 + (1 - page.ASCENT) * _SIZE


def _listed(label: str, organs: str) -> list[Ops]:
    """抄送：… with a full stop, one character in from either side, more lines aligned after the colon (7.4.2)."""
    if not organs.strip():
        return []
    setting = Setting(OFFICIAL.width_pt - 2 * _SIZE, _SIZE, _SIZE, 0.0, 3 * _SIZE)
    return list(wrap(organ_spans(f"{label}：{organs.strip().rstrip('。')}。"), setting))


def _stacked(lines: Sequence[Ops], lowest: int) -> list[Ops]:
    """The lines from top to bottom above so many rows of the colophon."""
    count = len(lines) + lowest
    return [moved(ops, OFFICIAL.left_pt + _SIZE, _BASE + (count - 1 - n) * _PITCH) for n, ops in enumerate(lines)]


def _rule(y: float, width: float) -> Ops:
    return (Rule(OFFICIAL.left_pt, y, OFFICIAL.right_pt, y, width),)


def full_colophon(printer: str, day: date | None, copies: str = "", main: str = "") -> Foot:
    """主送 and 抄送 without a rule between them, then 印发 under a rule of 0.25 mm; 0.35 mm above and below all."""
    lines = [*_listed("主送", main), *_listed("抄送", copies)]
    when = f"{long_form(day)}印发" if day else "    年  月  日印发"
    issued = paired(printer, when, OFFICIAL.width_pt - 2 * _SIZE, (_SIZE,)).lines
    ops = [_rule(0, THICK_PT), *_stacked(issued, 0)]
    if lines:
        ops += [_rule(len(issued) * _PITCH, THIN_PT), *_stacked(lines, len(issued))]
    height = (len(lines) + len(issued)) * _PITCH
    ops.append(_rule(height, THICK_PT))
    return Foot(height, tuple(op for group in ops for op in group))


def letter_colophon(copies: str, main: str = "") -> Foot | None:
    """版记 of a 信函: neither rules nor 印发 (10.1); None when nobody gets a copy."""
    lines = [*_listed("主送", main), *_listed("抄送", copies)]
    if not lines:
        return None
    return Foot(len(lines) * _PITCH, tuple(op for group in _stacked(lines, 0) for op in group))
