"""Code 128: bars and spaces as the standard has them for figures."""

from itertools import pairwise

from printing.barcode import MODULE_PT, QUIET, bars
from printing.drawing import Rule

START_C, STOP = "211232", "2331112"


def widths(text: str) -> str:
    """The widths of bars and spaces by turns, in narrow bars."""
    ops, _ = bars(text, 20.0)
    edges: list[float] = []
    for op in ops:
        assert isinstance(op, Rule)
        edges += [op.x0_pt - op.width_pt / 2, op.x0_pt + op.width_pt / 2]
    return "".join(str(round((b - a) / MODULE_PT)) for a, b in pairwise(edges))


def test_figures_are_read_in_pairs() -> None:
    # Start C, 52, 81, then the check (105 + 52 + 2 * 81) mod 103 = 10, whose pattern is 221312, and the end (ISO/IEC 15417 table 1).
    told = widths("5281")
    assert told.startswith(START_C)
    assert told.endswith(STOP)
    assert len(told) == 4 * 6 + 7
    assert told[18:24] == "221312"


def test_there_is_white_on_both_sides() -> None:
    ops, wide = bars("52817", 20.0)
    first, last = ops[0], ops[-1]
    assert isinstance(first, Rule)
    assert isinstance(last, Rule)
    assert first.x0_pt - first.width_pt / 2 >= QUIET * MODULE_PT - 0.001
    assert wide - last.x0_pt - last.width_pt / 2 >= QUIET * MODULE_PT - 0.001
