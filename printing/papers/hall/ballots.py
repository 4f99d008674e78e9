"""表决票: four to a sheet, each with the matters to be voted on, boxes to tick and a place for the seal."""

from typing import Annotated

from attrs import evolve, frozen

from db.errors import Problem
from db.fields import Text, Whole
from db.records.centre.centre import Centre
from db.records.hall.meeting import Meeting
from db.records.letters.wording import Wording
from db.values.day import day_of, long_form
from db.values.numerals import han_number
from printing import page
from printing.drawing import Ops, Rule, Sheet, moved, named
from printing.flow import Span, line_ops
from printing.glyphs import Style
from printing.inputs import demand, refuse, within
from printing.marks import practice_mark
from printing.message import lines_of
from printing.page import MM, SHEET
from printing.papers.common import Paper
from printing.papers.hall.notice import example as notice_example
from printing.papers.hall.topics import counted_meeting
from printing.tables import Band, Cell, height_pt, stacked, text_in
from printing.titles import balanced, breadth
from printing.wording import Passage, Words

OPTIONS = "同意、反对、弃权"
VOTE_FIELDS = ("会议名称", "落款单位", "中心名称", "社区名称")
PASSAGES = (
    Passage(
        "hint",
        "票上的填写说明",
        "请在选中的一格里打“√”，每项只选一格；多选、涂改或不盖章的无效。",
        VOTE_FIELDS,
    ),
)
"""What a centre may say in its own words."""
_WIDE_MM, _HIGH_MM = 105.0, 148.5
_EDGE_MM = 9.0
_INNER_MM = _WIDE_MM - 2 * _EDGE_MM
_NAME_PT, _TITLE_PT = page.SI_HAO, page.XIAO_ER_HAO
_SMALL = (page.WU_HAO, page.XIAO_WU_HAO)
_HINT_MM, _FOOT_MM, _SEAL_MM = 13.0, 27.0, 24.0
_MOST_HINT_MM = 36.0
_SHORT = 4
"""Options up to this length stand three in a row, longer ones two."""
MOST_VOTERS = 2_000
_LEADING = 1.4


@frozen(kw_only=True)
class Ballots:
    """Input of the paper.

    Attributes:
        meeting: its agenda is what is voted on.
        count: how many people vote; sheets are filled up, so a few ballots are spare.
        options: what can be ticked, parted by 、.
        wordings: the centre's own words for some of `PASSAGES`.
    """

    centre: Centre
    meeting: Meeting
    count: Annotated[int | None, Whole("表决人数", required=True, least=1, most=MOST_VOTERS)] = None
    options: Annotated[str, Text("选项", help="用顿号隔开")] = OPTIONS
    wordings: tuple[Wording, ...] = ()


def vote_values(centre: Centre, meeting: Meeting) -> dict[str, str]:
    """What stands for `VOTE_FIELDS`."""
    return {
        "会议名称": meeting.name,
        "落款单位": centre.signer(),
        "中心名称": centre.name,
        "社区名称": centre.community or centre.name,
    }


def layout(given: Ballots) -> list[list[Sheet]]:
    """One sheet for every four voters; where the agenda is too long for a quarter, several sheets each."""
    refuse([*demand(given.centre, "name"), *demand(given.meeting, "name", "agenda"), *demand(given, "count")])
    refuse(within(given, "count"))
    if height_pt((_hint(given),)) > _MOST_HINT_MM * MM:
        label = f"模板“{PASSAGES[0].label}”"
        refuse([Problem("hint", label, "too_long", "太长，一张票上印不下", "请到“设置 · 模板”改短")])
    given = evolve(given, meeting=counted_meeting(given.meeting))
    count = given.count or 1
    groups = _groups(given)
    sheets: list[Sheet] = []
    for number, bands in enumerate(groups, 1):
        part = f"（第{number}张，共{len(groups)}张）" if len(groups) > 1 else ""
        one = _ballot(given, bands, part)
        ops = tuple(
            op
            for column in (0, 1)
            for row in (0, 1)
            for op in moved(one, column * _WIDE_MM * MM, row * _HIGH_MM * MM)
        )  # fmt: skip
        marks = [(0.0, practice_mark(SHEET))] if given.centre.practice else []
        sheets.append(Sheet([*marks, (0.0, ops), (0.0, _cuts())]))
    return [named(sheets, f"第{number}张") for number in range(1, -(-count // 4) + 1)]


def _name(given: Ballots) -> list[str]:
    return balanced(given.meeting.name, _INNER_MM * MM / _NAME_PT, (given.centre.community,))


def _title_pt(given: Ballots) -> float:
    """Height of the title: the meeting's name and 表决票 below."""
    return (len(_name(given)) * _NAME_PT + _TITLE_PT) * _LEADING


def words_of(options: str) -> list[str]:
    """The options one by one; the usual three where none is given."""
    return [word.strip() for word in (options if options.strip(" 、") else OPTIONS).split("、") if word.strip()]


def _hint(given: Ballots) -> Cell:
    """How the ballot is filled in."""
    words = Words(PASSAGES, given.wordings).say("hint", vote_values(given.centre, given.meeting))
    return Cell("\n".join(lines_of(words)), _INNER_MM, Style.KAI, "left", _SMALL, height_mm=_HINT_MM)


def _groups(given: Ballots) -> list[list[Band]]:
    """The matters as bands, as many to a ballot as it holds."""
    words = words_of(given.options)
    across = 3 if max(map(len, words)) <= _SHORT else 2
    room = (_HIGH_MM - 2 * _EDGE_MM - _FOOT_MM) * MM - _title_pt(given) - height_pt((_hint(given),))
    groups: list[list[Band]] = [[]]
    left = room
    many = len(given.meeting.agenda) > 1
    for number, item in enumerate(given.meeting.agenda, 1):
        lead = f"{han_number(number)}、" if many else "事项："
        bands: list[Band] = [
            (Cell(lead + item.subject, _INNER_MM, Style.HEI, "left", (page.XIAO_SI_HAO, page.WU_HAO), 2, 11.0),)
        ]
        bands += [_choices(words[at : at + across]) for at in range(0, len(words), across)]
        needed = sum(height_pt(band) for band in bands)
        if needed > room:
            label = f"议程第{number}行 议题"
            refuse([Problem("agenda", label, "too_long", "加上选项太长，一张票上印不下", "请改短议题，或减少选项")])
        if needed > left and groups[-1]:
            groups.append([])
            left = room
        groups[-1] += bands
        left -= needed
    return groups


def _choices(words: list[str]) -> Band:
    wide = _INNER_MM / len(words)
    sizes = (page.SI_HAO, page.XIAO_SI_HAO, page.WU_HAO)
    return tuple(Cell((Span("☐ "), Span(word, solid=True)), wide, sizes_pt=sizes, height_mm=12.0) for word in words)


def _ballot(given: Ballots, bands: list[Band], part: str) -> Ops:
    """One ballot in the lower left quarter."""
    left, top = _EDGE_MM * MM, (_HIGH_MM - _EDGE_MM) * MM
    ops: list[Ops] = []
    high = _title_pt(given)
    for size, line in (*((_NAME_PT, line) for line in _name(given)), (_TITLE_PT, f"表决票{part}")):
        found, wide = line_ops(line, Style.XIAOBIAOSONG, min(size, _INNER_MM * MM / breadth(line)))
        ops.append(moved(found, left + (_INNER_MM * MM - wide) / 2, top - page.ASCENT * size))
        top, high = top - _LEADING * size, high - _LEADING * size
    top -= high
    hint = _hint(given)
    high = height_pt((hint,))
    ops.append(text_in(hint, left, top, high))
    top -= high
    ops += [stacked(bands, left, top).ops, _foot(given, left)]
    return tuple(op for group in ops for op in group)


def _foot(given: Ballots, left: float) -> Ops:
    """Who holds the vote and when at the left, a dashed square for the seal at the right."""
    side, bottom = _SEAL_MM * MM, _EDGE_MM * MM
    x = left + _INNER_MM * MM - side
    held = day_of(given.meeting.starts)
    words = Cell("盖章处", _SEAL_MM, Style.KAI, sizes_pt=(page.XIAO_WU_HAO,), lines=1)
    about = Cell(
        f"{given.centre.signer()}\n{long_form(held) if held else '　　年　月　日'}",
        _INNER_MM - _SEAL_MM - 2, align="left", sizes_pt=_SMALL, lines=4,
    )  # fmt: skip
    edges = ((x, 0, x + side, 0), (x, side, x + side, side), (x, 0, x, side), (x + side, 0, x + side, side))
    return (
        *(Rule(x0, bottom + y0, x1, bottom + y1, 0.4, dash_pt=2.5) for x0, y0, x1, y1 in edges),
        *text_in(words, x, bottom + side, side),
        *text_in(about, left, bottom + side, side),
    )


def _cuts() -> Ops:
    """Dashed lines to cut along."""
    wide, high = SHEET.paper_pt
    return (Rule(wide / 2, 0, wide / 2, high, 0.4, dash_pt=3.0), Rule(0, high / 2, wide, high / 2, 0.4, dash_pt=3.0))


def example() -> Ballots:
    """The meeting of the notice's example."""
    notice = notice_example()
    return Ballots(centre=notice.centre, meeting=notice.meeting, count=8)


PAPER = Paper("ballots", "表决票", Ballots, layout, lambda given: f"{given.meeting.name}表决票", SHEET, example)
