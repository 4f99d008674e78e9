"""Breaking a title at meaning into the shape of a trapezoid or a rhombus (GB/T 9704-2012 7.3.1)."""

import math
import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, combinations, pairwise

from printing.flow import NO_END, NO_START, Span
from printing.glyphs import Style, drawn, width

_NEVER = math.inf
_ENDINGS = (
    "中心", "委员会", "社区", "小区", "街道", "居委会", "办公室", "公司", "议事厅", "会议", "工作", "活动", "情况", "问题",
    "项目", "方案", "服务", "调解", "登记", "管理", "小组", "月份", "年度", "支部", "大会", "期间", "改造", "建设",
)  # fmt: skip
_BEGINNINGS = ("关于", "和", "与", "及", "暨", "召开", "开展", "调整", "印发", "通知", "公告", "公示", "纪要")
_DATES = re.compile(r"\d+年\d{1,2}月(\d{1,2}日)?|\d{1,2}月\d{1,2}日|[〔（(]\d{4}[〕）)]\d+号|第\d+[届次期季度]+")
"""Dates and numbers of papers, which stay whole."""
_ORGANS = re.compile(
    r"(?:居民|村民|业主|人民调解|物业管理|街道工作|社区|党总支)?委员会|(?:党群|便民|政务)?服务中心|(?:街道)?办事处|党工委|人民政府|业主大会|议事厅"
    r"|有限(?:责任)?公司|居民小组|党支部"
)
"""What organs are: these words stay whole."""
_SHORTEST = 4.0
_MOST_LINES = 4


def organ_spans(text: str, style: Style = Style.FANGSONG) -> tuple[Span, ...]:
    """The text as spans, in which no line ends within 居民委员会 and the like."""
    pieces = re.split(f"({_ORGANS.pattern})", text)
    return tuple(Span(piece, style, solid=number % 2 == 1) for number, piece in enumerate(pieces) if piece)


def breadth(text: str) -> float:
    """The width in Han characters; Latin letters and digits count half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def _is_word(character: str) -> bool:
    return character.isascii() and not character.isspace()


def _cost(text: str, at: int, whole: Sequence[tuple[int, int]]) -> float:
    """How bad it is to end a line before ``text[at]``; infinite where a break is forbidden."""
    before, after = text[at - 1], text[at]
    if before in NO_END or after in NO_START or after in "的了之" or (_is_word(before) and _is_word(after)):
        return _NEVER
    if before.isdigit() or unicodedata.category(after).startswith("M") or any(a < at < b for a, b in whole):
        return _NEVER
    head, tail = text[:at], text[at:]
    if tail.startswith("关于") or before in "，；：":
        return 0.0
    if before in "、》）的":
        return 1.0
    if head.endswith(_ENDINGS) or tail.startswith(_BEGINNINGS):
        return 2.0
    return 3.0 if before in "省市县区旗镇乡村" else 6.0


def _shape_cost(widths: Sequence[float]) -> float:
    """Trapezoids and rhombs are free; rectangles, hourglasses and very short lines cost."""
    cost = 8.0 if min(widths) < _SHORTEST else 0.0
    if len(widths) == 2:
        difference = abs(widths[0] - widths[1])
        return cost + (1.5 if difference < 1 else max(difference - 8, 0) * 0.6)
    rising, falling = sorted(widths) == list(widths), sorted(widths, reverse=True) == list(widths)
    peak = widths.index(max(widths))
    rhombus = 0 < peak < len(widths) - 1
    cost += 0.0 if rising or falling or rhombus else 6.0
    return cost + (max(widths) - min(widths)) * 0.1 + (1.5 if max(widths) - min(widths) < 1 else 0.0)


def _spans(text: str, keep: Sequence[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for word in keep:
        start = text.find(word) if len(word) > 1 else -1
        while start >= 0:
            found.append((start, start + len(word)))
            start = text.find(word, start + 1)
    return found


def balanced(text: str, room: float, keep: Sequence[str] = (), style: Style = Style.XIAOBIAOSONG) -> list[str]:
    """The title as lines of at most ``room`` Han characters of its size, as its font draws them.

    Args:
        text: the title on one line.
        room: the width of a line in characters of the title's size.
        keep: names and terms that stay whole where that is possible.
        style: the font they are set in.
    """
    text = drawn(text)
    ends = list(accumulate((width(c, style, 1.0) for c in text), initial=0.0))
    if ends[-1] <= room:
        return [text]
    whole = [*_spans(text, keep), *(found.span() for one in (_DATES, _ORGANS) for found in one.finditer(text))]
    costs = {i: _cost(text, i, whole) for i in range(1, len(text))}
    allowed = [i for i, cost in costs.items() if cost < _NEVER]
    for count in range(max(math.ceil(ends[-1] / room), 2), _MOST_LINES + 1):
        cuts = _best(ends, room, count, allowed, costs)
        if cuts:
            return [text[a:b] for a, b in pairwise(cuts)]
    return [text[a:b] for a, b in pairwise(_full(ends, room, allowed))]


def _best(ends: Sequence[float], room: float, count: int, allowed: Sequence[int], costs: dict[int, float]) -> list[int]:
    """Where the lines begin and the last ends; ``ends`` are the widths up to every character."""
    least, chosen = _NEVER, list[int]()
    likely = sorted(sorted(allowed, key=lambda i: costs[i])[:40])
    for cuts in combinations(likely, count - 1):
        edges = [0, *cuts, len(ends) - 1]
        widths = [ends[b] - ends[a] for a, b in pairwise(edges)]
        if max(widths) > room:
            continue
        cost = sum(costs[i] for i in cuts) + _shape_cost(widths)
        if cost < least:
            least, chosen = cost, edges
    return chosen


def _full(ends: Sequence[float], room: float, allowed: Sequence[int]) -> list[int]:
    """A title too long for any shape: lines as full as they may be; where no break is allowed, one is made."""
    edges = [0]
    while edges[-1] < len(ends) - 1:
        start = edges[-1]
        full = start + 1
        while full < len(ends) - 1 and ends[full + 1] - ends[start] <= room:
            full += 1
        end = max((i for i in allowed if start < i <= full), default=full) if full < len(ends) - 1 else full
        edges.append(end)
    return edges
