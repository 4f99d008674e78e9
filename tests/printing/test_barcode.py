"""Code 128: bars and spaces as the standard has them for figures."""

from itertools import pairwise

import pytest
from reportlab.graphics.barcode import code128

from printing.barcode import MODULE_PT, QUIET, bars
from printing.drawing import Rule

PATTERNS = {
    "".join(str(ord(letter.lower()) - ord("a") + 1) for letter in letters): value
    for value, letters in code128._patterns.items()  # pyright: ignore[reportAttributeAccessIssue]
}
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


def read_back(text: str) -> str:
    """What a scanner reads: each symbol looked up among those of the standard, as another program has them."""
    told = widths(text)
    values = [PATTERNS[told[at : at + 6]] for at in range(0, len(told) - 7, 6)]
    assert (values[0] + sum(place * value for place, value in enumerate(values[:-1]))) % 103 == values[-1]
    read, paired = "", values[0] == 105
    for value in values[1:-1]:
        if value in (99, 100):
            paired = value == 99
        else:
            read += f"{value:02d}" if paired else chr(32 + value)
    return read


@pytest.mark.parametrize(
    "text", ["52817", "1000089", "5281", "12", "7", "A123456", "ZF2026-0012", "a1b22c333d4444", "~ !"]
)
def test_what_is_printed_is_read_back(text: str) -> None:
    assert read_back(text) == text
