"""份号, 密级和保密期限, 紧急程度: what stands at the head of some papers, one under the other (GB/T 9704-2012 7.2)."""

import re

from attrs import frozen

from db.errors import Problem
from printing.drawing import Ops, moved
from printing.flow import line_ops
from printing.glyphs import Style
from printing.page import OFFICIAL

_SECRECY = re.compile(r"(绝密|机密|秘密)(★(\d{1,2}年|\d{1,2}个月|长期|解密))?")
_DEGREES = ("特急", "加急")
_LARGEST_SERIAL = 999_999


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

    def ops(self, top_pt: float) -> Ops:
        """The elements flush left, the first one's characters touching a height, at the grid's pitch."""
        groups: list[Ops] = []
        for number, (text, style) in enumerate(self.lines()):
            found, _ = line_ops(text, style, OFFICIAL.size_pt, OFFICIAL.cell_pt)
            drop = OFFICIAL.baseline_pt(0) - OFFICIAL.top_pt - number * OFFICIAL.pitch_pt
            groups.append(moved(found, OFFICIAL.left_pt, top_pt + drop))
        return tuple(op for group in groups for op in group)

    def problems(self) -> list[Problem]:
        """What the standard does not know."""
        found: list[Problem] = []
        if self.serial is not None and not 1 <= self.serial <= _LARGEST_SERIAL:
            found.append(Problem("serial", "份号", "serial", "不是 1 到 6 位的号", "请填 1 到 999999"))
        if self.secrecy and not _SECRECY.fullmatch(self.secrecy.strip()):
            found.append(Problem("secrecy", "密级", "secrecy", f"看不懂“{self.secrecy}”", "可写 秘密、机密★1年"))
        if self.urgency and self.urgency.strip() not in _DEGREES:
            found.append(Problem("urgency", "紧急程度", "urgency", f"没有“{self.urgency}”", "可写 特急、加急"))
        return found
