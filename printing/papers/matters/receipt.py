"""The 回执 to tear off a form: whoever brought a matter asks after it by its code, whatever form it was taken in on.

The bars at its right say the same to a scanner at the desk.

It says nothing of who brought it: whoever finds it knows no more than a number.
"""

from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.matters.matter import Matter
from db.values.day import day_of, long_form
from printing import page
from printing.barcode import bars
from printing.drawing import Ops, moved
from printing.flow import Setting, line_ops, plain, wrap
from printing.glyphs import Style
from printing.page import FORM
from printing.pairs import kept_on_line
from printing.papers.letters.slip import cut_line
from printing.parts import Foot

_PITCH_PT, _ABOVE_PT, _CODE_PT, _BARS_PT = 20.0, 10.0, page.SAN_HAO, 24.0


def slip(centre: Centre, matter: Matter) -> Foot:
    """编号, 日期, 事由, 回执码, and where to ask: no claimant."""
    size, left, wide = page.XIAO_SI_HAO, FORM.left_pt, FORM.width_pt
    taken = day_of(matter.taken)
    subject = fields_of(Matter)["subject"].mask(matter.subject)
    code = f"回执码 {matter.slip}" if matter.slip else ""
    asking = f"凭{'回执码' if code else '编号'}到窗口或来电，都可以问办到哪一步。"
    phone = f"电话：{centre.phone}" if centre.phone else ""
    scanned, scanned_pt = bars(matter.slip, _BARS_PT) if code and matter.slip.isascii() else ((), 0.0)
    lines = [
        (f"编　　号：{matter.number}　　受理日期：{long_form(taken) if taken else ''}", wide),
        (f"事　　由：{subject}", wide),
        (f"{asking}{phone}", wide),
        (f"{centre.name}（盖章）", wide - scanned_pt),
    ]
    rows = [
        ops
        for line, width_pt in lines
        for ops in wrap(plain(line), Setting(width_pt, size, size, 0.0, 5 * size, "left"))
    ]
    head, head_pt = line_ops("诉求受理回执", Style.HEI, page.SI_HAO)
    big, big_pt, _ = kept_on_line(code, Style.HEI, _CODE_PT, wide - head_pt - page.SI_HAO)
    height = (len(rows) + 2.2) * _PITCH_PT
    y = height - 1.4 * _PITCH_PT
    ops: list[Ops] = [moved(head, left, y), moved(big, left + wide - big_pt, y)]
    ops.append(moved(scanned, left + wide - scanned_pt, 0.2 * _PITCH_PT))
    ops += [moved(row, left, y - (n + 1.1) * _PITCH_PT) for n, row in enumerate(rows)]
    return Foot(height + _ABOVE_PT, tuple(op for group in ops for op in group), cut_line(height, FORM), alone=True)
