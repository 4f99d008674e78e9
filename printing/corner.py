"""份号, 密级和保密期限, 紧急程度: what stands at the head of some papers, one under the other (GB/T 9704-2012 7.2)."""

from attrs import frozen

from printing.drawing import Ops, moved
from printing.flow import line_ops
from printing.glyphs import Style
from printing.page import OFFICIAL


@frozen(kw_only=True)
class Corner:
    """The three elements; each may be missing.

    Attributes:
        serial: 份号, printed with six digits (7.2.1).
        secrecy: 密级 alone, or with its term after ★: 机密★1年 (7.2.2).
        urgency: 特急 or 加急 (7.2.3; 党政机关公文处理工作条例 第九条).
    """

    serial: int | None = None
    secrecy: str = ""
    urgency: str = ""

    def lines(self) -> list[tuple[str, Style]]:
        """The elements in their order, each with its font."""
        found = [(f"{self.serial:06d}", Style.FANGSONG)] if self.serial else []
        return found + [(text, Style.HEI) for text in (self.secrecy.strip(), self.urgency.strip()) if text]

    def width_pt(self) -> float:
        """How far the longest of them reaches."""
        return max((line_ops(t, s, OFFICIAL.size_pt, OFFICIAL.cell_pt)[1] for t, s in self.lines()), default=0.0)

    def ops(self, top_pt: float) -> Ops:
        """The elements flush left, the first one's characters touching a height, at the grid's pitch."""
        groups: list[Ops] = []
        for number, (text, style) in enumerate(self.lines()):
            found, _ = line_ops(text, style, OFFICIAL.size_pt, OFFICIAL.cell_pt)
            drop = OFFICIAL.baseline_pt(0) - OFFICIAL.top_pt - number * OFFICIAL.pitch_pt
            groups.append(moved(found, OFFICIAL.left_pt, top_pt + drop))
        return tuple(op for group in groups for op in group)
