"""回执: the slip of a letter that a household fills in, tears off and sends back."""

from db.records.hall.meeting import Meeting
from db.values.day import long_form
from printing import page
from printing.drawing import Ops, Rule, moved
from printing.flow import Setting, line_ops, plain, wrap
from printing.glyphs import Style
from printing.page import OFFICIAL
from printing.parts import Foot

_PITCH_PT = 23.0
_BELOW_PT = 6.0


def slip(meeting: Meeting, name: str, address: str, by: str) -> Foot:
    """The slip under a dashed line, 小四, with room to write; ``by`` says until when it is wanted back."""
    size, left, wide = page.XIAO_SI_HAO, OFFICIAL.left_pt, OFFICIAL.width_pt
    day = f"（{long_form(meeting.starts)}）" if meeting.starts else ""
    lines = [
        f"会　　议：{meeting.name}{day}",
        f"住　　户：{name}{'，' if name and address else ''}{address}",
        "☐ 参　加　代表姓名＿＿＿＿＿＿＿＿＿　联系电话＿＿＿＿＿＿＿＿＿＿＿",
        "☐ 不参加　对议题的意见建议＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
        "　　　　　＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
        "　　　　　　　　　　　　　　签名＿＿＿＿＿＿＿＿　　　年　　月　　日",
    ]
    setting = Setting(wide, size, size, 0.0, 5 * size, "left")
    rows = [ops for line in lines for ops in wrap(plain(line), setting)]
    head, head_pt = line_ops("会议回执", Style.HEI, page.SI_HAO)
    told, told_pt = line_ops(by, Style.KAI, page.WU_HAO)
    below = wrap(plain(by, Style.KAI), Setting(wide, page.WU_HAO, page.WU_HAO, align="centre"))
    below = below if head_pt + told_pt > wide else ()
    height = (len(rows) + len(below) + 1.6) * _PITCH_PT
    x = left + (wide - head_pt - (0.0 if below else told_pt)) / 2
    y = height - 1.2 * _PITCH_PT
    ops: list[Ops] = [moved(head, x, y)] if below else [moved(head, x, y), moved(told, x + head_pt, y)]
    ops += [moved(row, left, y - (n + 1) * _PITCH_PT) for n, row in enumerate(below)]
    y -= len(below) * _PITCH_PT
    ops += [moved(row, left, y - (n + 1) * _PITCH_PT) for n, row in enumerate(rows)]
    return Foot(height + _BELOW_PT, tuple(op for group in ops for op in group), _cut_line(height), alone=True)


def _cut_line(y_pt: float) -> Ops:
    """A dashed line across the type area with 沿此线裁下 in its middle."""
    words, words_pt = line_ops("沿此线裁下", Style.KAI, page.XIAO_WU_HAO)
    middle = OFFICIAL.left_pt + OFFICIAL.width_pt / 2
    left, right = middle - words_pt / 2 - 6, middle + words_pt / 2 + 6
    return (
        Rule(OFFICIAL.left_pt, y_pt, left, y_pt, 0.6, dash_pt=3.0),
        Rule(right, y_pt, OFFICIAL.right_pt, y_pt, 0.6, dash_pt=3.0),
        *moved(words, left + 6, y_pt - 0.35 * page.XIAO_WU_HAO),
    )
