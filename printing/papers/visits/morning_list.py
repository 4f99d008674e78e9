"""晨会单（巡查单）: what wants to be looked at today, by grid and building, on A4 across, with a blank column for what is found there.

It is carried through the stairs, so it shows no numbers and no telephones, not even those in a text.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Flag, Name, Privacy, Text
from db.records.centre.centre import Centre
from db.values import masks
from db.values.day import with_weekday
from printing.drawing import Sheet
from printing.flow import Align
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import LANDSCAPE, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.tables import Cell, Heading, Listed, Tall

TITLE = "晨会单（巡查单）"
NOWHERE = "没有写网格、楼栋的"
_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_ROW_MM, _TITLE_MM = 11.0, 8.0
_WIDTHS_MM = (11.0, 32.0, 62.0, 28.0, 32.0, 22.0, 22.0, 48.0)
_HEADS = ("序号", "编号", "事项", "当事人", "地点", "看什么", "期限", "现场情况")


@frozen(kw_only=True)
class MorningLine:
    """One thing to look at.

    Attributes:
        look: for what it waits.
        left: how long there is.
        red: whether it is late, or nearly so.
    """

    LABEL: ClassVar[str] = "事项"

    grid: Annotated[str, Text("网格")] = ""
    building: Annotated[str, Text("楼栋")] = ""
    place: Annotated[str, Text("地点", privacy=Privacy.PERSONAL)] = ""
    number: Annotated[str, Text("编号")] = ""
    matter: Annotated[str, Text("事项", required=True)] = ""
    who: Annotated[str, Name("当事人")] = ""
    look: Annotated[str, Text("看什么")] = ""
    left: Annotated[str, Text("期限")] = ""
    red: Annotated[bool, Flag("红")] = False


@frozen(kw_only=True)
class MorningList:
    """Input of the paper.

    Attributes:
        lines: in the order of the walk.
        apart: whether each grid begins a page of its own, to be handed out.
    """

    centre: Centre
    day: Annotated[date | None, Day("日期")] = None
    lines: tuple[MorningLine, ...] = ()
    apart: Annotated[bool, Flag("一个网格一张")] = False


def layout(given: MorningList) -> list[list[Sheet]]:
    """One table, or one a grid."""
    refuse([*demand(given.centre, "name"), *demand(given, "lines")])
    if not given.apart:
        return [_form(given, "", given.lines).sheets()]
    grids = groupby(given.lines, key=lambda one: one.grid)
    return [_form(given, grid or NOWHERE, tuple(lines)).sheets() for grid, lines in grids]


def _form(given: MorningList, grid: str, lines: Sequence[MorningLine]) -> Form:
    head = tuple(
        Cell(word, width, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO), height_mm=9.0)
        for word, width in zip(_HEADS, _WIDTHS_MM, strict=True)
    )
    day = with_weekday(given.day) if given.day else ""
    return Form(
        TITLE,
        list(_bands(lines)),
        head=(head,),
        lines=(("　".join(filter(None, (given.centre.name, grid))), f"{day}　带班：＿＿＿＿＿＿　巡查：＿＿＿＿＿＿"),),
        notes=((f"共{len(lines)}件。", "看到的、答复的写在“现场情况”里，回来记在那一件上。"),),
        running=f"{TITLE[:3]}（续）　{day}",
        practice=given.centre.practice,
        geometry=LANDSCAPE,
    )


def _bands(lines: Sequence[MorningLine]) -> Iterator[Tall]:
    number = 0
    for (grid, building), found in groupby(lines, key=lambda one: (one.grid, one.building)):
        here = list(found)
        words = f"{'　'.join(filter(None, (grid, building))) or NOWHERE}　{len(here)}件"
        title = (Cell(words, sum(_WIDTHS_MM), Style.HEI, "left", (WU_HAO, XIAO_WU_HAO), height_mm=_TITLE_MM),)
        yield Heading(title)
        for line in here:
            number += 1
            yield Listed(_row(number, line), title)


def _row(number: int, line: MorningLine) -> tuple[Cell, ...]:
    texts = (str(number), line.number, line.matter, line.who, line.place, line.look, line.left, "")
    covered = map(masks.in_text, texts)
    return tuple(
        _cell(place, text, width, red=line.red)
        for place, (text, width) in enumerate(zip(covered, _WIDTHS_MM, strict=True))
    )


def _cell(place: int, text: str, width_mm: float, *, red: bool) -> Cell:
    align: Align = "left" if place in (2, 4) else "centre"
    style = Style.HEI if red and place == 6 else Style.FANGSONG
    return Cell(text, width_mm, style, align=align, sizes_pt=_SIZES, lines=3, height_mm=_ROW_MM, solid=place == 3)


def example() -> MorningList:
    """Four things in two grids, and one of no place."""
    return MorningList(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        day=date(2026, 3, 16),
        lines=(
            MorningLine(
                grid="第一网格", building="幸福里小区3号楼", place="2单元501室", number="诉求〔2026〕18号", matter="楼上漏水到卫生间",
                who="张国富", look="待核查", left="逾期 2 天", red=True,
            ),
            MorningLine(
                grid="第一网格", building="幸福里小区3号楼", place="东侧车棚", number="诉求〔2026〕21号", matter="充电桩断电",
                who="李敏", look="问题处置", left="剩 1 天",
            ),
            MorningLine(
                grid="第二网格", building="幸福里小区12号楼", number="诉求〔2026〕23号", matter="楼道堆放杂物", who="（匿名）",
                look="楼栋层过夜", left="",
            ),
            MorningLine(number="决议 2026-4", matter="书面征求业主对外墙走管的意见", who="业主委员会", look="办理中", left="今天"),
        ),
    )  # fmt: skip


PAPER = Paper("morning_list", TITLE, MorningList, layout, lambda _: TITLE, LANDSCAPE, example)
