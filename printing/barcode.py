"""Code 128 (ISO/IEC 15417) as marks of a sheet: what a scanner at the desk reads as if it were typed."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# reportlab has no types.

from reportlab.graphics.barcode.code128 import Code128

from printing.drawing import Ops, Rule

MODULE_PT = 0.8
"""The narrowest bar: 0.28 mm, which office printers and scanners of the cheapest kind resolve."""
QUIET = 10
"""So many narrow bars stay white on either side."""


def bars(text: str, height_pt: float, module_pt: float = MODULE_PT) -> tuple[Ops, float]:
    """Upright bars from (0, 0) on, and how wide they are with the white on both sides.

    Args:
        text: printable ASCII.
        height_pt: of the bars.
        module_pt: of the narrowest bar.
    """
    code = Code128(text)
    code.validate()
    code.encode()
    code.decompose()
    x, ops = QUIET * module_pt, list[Rule]()
    for letter in str(code.decomposed):
        wide = (ord(letter.lower()) - ord("a") + 1) * module_pt
        if letter.isupper():
            ops.append(Rule(x + wide / 2, 0.0, x + wide / 2, height_pt, wide))
        x += wide
    return tuple(ops), x + QUIET * module_pt
