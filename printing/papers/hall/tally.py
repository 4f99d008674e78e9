"""唱票单: a square for each 正 under each option of each matter, and who called, counted and watched."""

from typing import Annotated

from attrs import evolve, frozen

from db.errors import Problem
from db.fields import Text, Whole
from db.records.centre.centre import Centre
from db.records.hall.meeting import Meeting
from db.records.letters.wording import Wording
from db.values.numerals import han_number
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, label_of, refuse, within
from printing.message import lines_of
from printing.page import FORM, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.hall.ballots import MOST_VOTERS, OPTIONS, VOTE_FIELDS, vote_values, words_of
from printing.papers.hall.notice import example as notice_example
from printing.papers.hall.notice import when
from printing.papers.hall.topics import counted_meeting
from printing.tables import Band, Cell, Side, Tall
from printing.wording import Passage, Words

_STROKES = 5
"""Strokes of 正."""
_FULL_MM, _MATTER_MM, _OPTION_MM, _SUM_MM = 156.0, 32.0, 18.0, 18.0
_ROW_MM = _FULL_MM - _MATTER_MM - _OPTION_MM - _SUM_MM
_SQUARES_MM = (11.0, 8.0)
_MOST_MM = 205.0
_TOTAL_MM = 10.0
_MOST_OPTIONS = 12
INVALID = "无效票"
PASSAGES = (Passage("note", "表下的说明", "唱一票画一笔，一个“正”字五票；画错的划去另画，由监票人签名。", VOTE_FIELDS),)
"""What a centre may say in its own words."""


@frozen(kw_only=True)
class Tally:
    """Input of the paper.

    Attributes:
        meeting: its agenda is what was voted on.
        count: how many people vote; it says how many squares there are.
        options: what could be ticked, parted by 、.
        wordings: the centre's own words for some of `PASSAGES`.
    """

    centre: Centre
    meeting: Meeting
    count: Annotated[int | None, Whole("表决人数", required=True, least=1, most=MOST_VOTERS)] = None
    options: Annotated[str, Text("选项", help="用顿号隔开")] = OPTIONS
    wordings: tuple[Wording, ...] = ()


def layout(given: Tally) -> list[list[Sheet]]:
    """One form; every matter in one piece with its options; more forms where more people vote than squares hold."""
    refuse([*demand(given.centre, "name"), *demand(given.meeting, "name", "agenda"), *demand(given, "count")])
    refuse(within(given, "count"))
    given = evolve(given, meeting=counted_meeting(given.meeting))
    words = words_of(given.options)
    if len(words) > _MOST_OPTIONS:
        told = f"有{len(words)}个，唱票单上一个议题最多印{_MOST_OPTIONS}个"
        refuse([Problem("options", label_of(Tally, "options"), "too_many", told, "请减少选项，或分成几个议题")])
    square, rows, forms = _squares(given.count or 1, len(words))
    many = len(given.meeting.agenda) > 1
    bands: list[Tall] = []
    for number, item in enumerate(given.meeting.agenda, 1):
        lead = f"{han_number(number)}、" if many else ""
        options = [_option(word, square, rows) for word in words]
        matter = Cell(lead + item.subject, _MATTER_MM, Style.HEI, "left", (XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO), 12)
        bands.append(Side(matter, (*options, _option(INVALID, square, 1), _total())))
    return [[sheet for number in range(1, forms + 1) for sheet in _form(given, bands, number, forms).sheets()]]


def _squares(count: int, options: int) -> tuple[float, int, int]:
    """Side of a square in mm, rows of squares an option, and how many forms it takes until every vote has its stroke."""
    size, most = _SQUARES_MM[0], 1
    for size in _SQUARES_MM:
        rows = max(-(-count // (_STROKES * int(_ROW_MM / size))), 1)
        most = max(int(((_MOST_MM - _TOTAL_MM) / size - 1) // options), 1)
        if rows <= most:
            return size, rows, 1
    return size, most, -(-count // (most * _STROKES * int(_ROW_MM / size)))


def _form(given: Tally, bands: list[Tall], number: int, forms: int) -> Form:
    meeting = given.meeting
    part = f"（第{number}张，共{forms}张）" if forms > 1 else ""
    note = Words(PASSAGES, given.wordings).say("note", vote_values(given.centre, meeting))
    return Form(
        f"{meeting.name}唱票单",
        bands,
        lines=(
            (f"时间：{when(meeting.starts) if meeting.starts else '＿＿＿＿＿＿＿＿'}", part),
            (
                f"地点：{meeting.hall}" if meeting.hall else "地点：＿＿＿＿＿＿＿＿",
                f"应到{given.count}人，实到＿＿＿＿人",
            ),
        ),
        notes=(
            *((line, "") for line in lines_of(note)),
            ("唱票人＿＿＿＿＿＿＿　计票人＿＿＿＿＿＿＿　监票人＿＿＿＿＿＿＿", "　　年　月　日"),
        ),
        running=f"{meeting.name}唱票单（续）{part}",
        keep=(given.centre.community, "唱票单"),
        practice=given.centre.practice,
    )


def _total() -> Band:
    words = "发出　　　张，收回　　　张；有效　　　张，无效　　　张"
    return (Cell(words, _FULL_MM - _MATTER_MM, sizes_pt=(WU_HAO,), lines=1, height_mm=_TOTAL_MM),)


def _option(word: str, square_mm: float, rows: int) -> Side:
    """The option beside its squares; the last row ends in the sum."""
    across = int(_ROW_MM / square_mm)
    squares = tuple(Cell("", _ROW_MM / across, height_mm=square_mm) for _ in range(across))
    blank, total = (
        Cell(text, _SUM_MM, align="right", sizes_pt=(WU_HAO,), lines=1, height_mm=square_mm) for text in ("", "票")
    )
    bands = tuple((*squares, total if row == rows - 1 else blank) for row in range(rows))
    label = Cell(word, _OPTION_MM, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO), lines=3, height_mm=square_mm)
    return Side(label, bands)


def example() -> Tally:
    """The meeting of the notice's example."""
    notice = notice_example()
    return Tally(centre=notice.centre, meeting=notice.meeting, count=60)


PAPER = Paper("tally", "唱票单", Tally, layout, lambda given: f"{given.meeting.name}唱票单", FORM, example)
