"""信函格式: the head of an official letter and the double rules of its first page (GB/T 9704-2012 10.1)."""

from printing import page
from printing.corner import Corner
from printing.drawing import RED, Ops, Rule, moved
from printing.flow import line_ops
from printing.glyphs import Style, ink
from printing.heads import NO_CORNER, Head, red, row_under
from printing.page import MM, OFFICIAL
from printing.pairs import kept_on_line
from printing.titles import breadth

MARK_TOP_MM = 30.0
"""From the paper's upper edge to the mark's."""
RULE_GAP_MM = 4.0
"""From the mark's lower edge to the upper double rule."""
RULES_MM = 170.0
"""Length of the double rules, centred on the paper."""
LOWER_RULE_MM = 20.0
"""From the paper's lower edge to the lower double rule."""
_THICK_PT, _THIN_PT, _BETWEEN_PT = 2.25, 0.75, 1.5
_LARGEST = 42.0
_NUMBER_DROP = 7 / 8
"""From a double rule to what stands under it, in characters of 3号."""


def letter_head(mark: str, number: str, corner: Corner = NO_CORNER) -> Head:
    """The mark in red, a double rule under it, the number at its right end, and the double rule at the paper's foot.

    The title begins two rows below the lowest element.
    """
    paper_top = OFFICIAL.paper_height_mm * MM
    size = min(_LARGEST, OFFICIAL.width_pt / breadth(mark))
    box = ink(mark, Style.XIAOBIAOSONG, size)
    baseline = paper_top - MARK_TOP_MM * MM - box.top
    found, width_pt = line_ops(mark, Style.XIAOBIAOSONG, size)
    ops: list[Ops] = [red(moved(found, (OFFICIAL.paper_width_mm * MM - width_pt) / 2, baseline))]
    rule_top = baseline + box.bottom - RULE_GAP_MM * MM
    ops.append(_double(rule_top, thick_above=True))
    under = rule_top - _THICK_PT - _BETWEEN_PT - _THIN_PT - _NUMBER_DROP * page.SAN_HAO
    numbered, number_pt, _ = kept_on_line(number, Style.FANGSONG, page.SAN_HAO, OFFICIAL.width_pt)
    rows = max(len(corner.lines()), 1)
    crowded = number_pt + page.SAN_HAO > OFFICIAL.width_pt - corner.width_pt() and corner.lines()
    down = rows * OFFICIAL.pitch_pt if crowded else 0.0  # below what stands at the left, not over it
    rows += bool(crowded)
    ops.append(moved(numbered, OFFICIAL.right_pt - number_pt, under - down - page.ASCENT * page.SAN_HAO))
    ops.append(corner.ops(under))
    ops.append(_double(LOWER_RULE_MM * MM + _THICK_PT + _BETWEEN_PT + _THIN_PT, thick_above=False))
    lowest = under - page.SAN_HAO - (rows - 1) * OFFICIAL.pitch_pt
    return Head(tuple(op for group in ops for op in group), row_under(lowest) + 2)


def _double(top_pt: float, *, thick_above: bool) -> Ops:
    """Two red rules from a height downwards: 上粗下细, or the other way round."""
    half = RULES_MM / 2 * MM
    middle = OFFICIAL.paper_width_mm / 2 * MM
    first, second = (_THICK_PT, _THIN_PT) if thick_above else (_THIN_PT, _THICK_PT)
    y_first = top_pt - first / 2
    y_second = top_pt - first - _BETWEEN_PT - second / 2
    return (
        Rule(middle - half, y_first, middle + half, y_first, first, RED),
        Rule(middle - half, y_second, middle + half, y_second, second, RED),
    )
