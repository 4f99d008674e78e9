"""Code 128 (ISO/IEC 15417) as marks of a sheet: what a scanner at the desk reads as if it were typed."""

from itertools import takewhile

from printing.drawing import Ops, Rule

MODULE_PT = 0.8
"""The narrowest bar: 0.28 mm, which office printers and scanners of the cheapest kind resolve."""
QUIET = 10
"""So many narrow bars stay white on either side."""
_TABLE = """
    212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231
    113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
    212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131
    113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
    314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211
    241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
    214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214
    211232
"""
_WIDTHS = _TABLE.split()
"""Table 1 of the standard: of each value the widths of bars and spaces by turns, in narrow bars."""
_STOP = "2331112"
_TO_PAIRS, _TO_LETTERS, _FROM_LETTERS, _FROM_PAIRS = 99, 100, 104, 105
_MODULO, _FIRST = 103, " "
_WORTH = 4
"""From so many figures on they are shorter in pairs."""


def bars(text: str, height_pt: float, module_pt: float = MODULE_PT) -> tuple[Ops, float]:
    """Upright bars from (0, 0) on, and how wide they are with the white on both sides.

    Args:
        text: printable ASCII.
        height_pt: of the bars.
        module_pt: of the narrowest bar.
    """
    values = _values(text)
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % _MODULO
    widths = "".join(_WIDTHS[value] for value in (*values, check)) + _STOP
    x, ops = QUIET * module_pt, list[Rule]()
    for place, told in enumerate(widths):
        wide = int(told) * module_pt
        if place % 2 == 0:
            ops.append(Rule(x + wide / 2, 0.0, x + wide / 2, height_pt, wide))
        x += wide
    return tuple(ops), x + QUIET * module_pt


def _values(text: str) -> list[int]:
    """The values of a text: figures in pairs where they are many, what else it has one by one."""
    found: list[int] = []
    paired, at = False, 0
    while at < len(text):
        figures = len("".join(takewhile(str.isdigit, text[at:])))
        if not paired and figures >= _WORTH and figures % 2 == 0:
            found.append(_TO_PAIRS if found else _FROM_PAIRS)
            paired = True
        elif (paired and figures < 2) or not found:
            found.append(_TO_LETTERS if found else _FROM_LETTERS)
            paired = False
        step = 2 if paired else 1
        found.append(int(text[at : at + 2]) if paired else ord(text[at]) - ord(_FIRST))
        at += step
    return found
