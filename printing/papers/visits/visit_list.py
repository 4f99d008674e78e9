"""走访登记表: the doors of a grid or building in the order of the walk, on A4 across, with boxes to tick.

It is carried through the stairs, so it shows no numbers and no telephones, not even those in a promise; a star says that somebody behind the door
is looked after, the groups only when asked for.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Flag, LongText, Name, Privacy, Text, Whole
from db.records.centre.centre import Centre
from db.values import code_table, masks
from db.values.address_order import place_key
from db.values.day import with_weekday
from printing.drawing import Sheet
from printing.flow import Align
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import LANDSCAPE, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.tables import Band, Cell, Heading, Listed, Tall

_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_ROW_MM, _TITLE_MM = 13.5, 8.0
_WIDTHS_MM = (11.0, 27.0, 34.0, 12.0, 27.0, 53.0, 36.0, 57.0)
_HEADS = ("序号", "门牌", "住户", "人数", "关爱", "上次答应办的事", "走访结果", "走访情况、诉求和答应办的事")
STAR = "★"


@frozen(kw_only=True)
class VisitDoor:
    """One door of the walk.

    Attributes:
        building: estate and building, by which the walk is parted.
        door: unit and room.
        people: the head of the household, or who lives there.
        count: how many live there.
        care: groups in which somebody there is looked after, parted by 、.
        promise: what was promised at the last call that promised something.
        promised: the day of that call.
    """

    LABEL: ClassVar[str] = "门牌"

    building: Annotated[str, Text("楼栋")] = ""
    door: Annotated[str, Text("门牌", required=True, privacy=Privacy.PERSONAL)] = ""
    people: Annotated[str, Name("住户")] = ""
    count: Annotated[int | None, Whole("人数")] = None
    care: Annotated[str, Text("关爱类别", privacy=Privacy.SENSITIVE)] = ""
    promise: Annotated[str, LongText("上次答应办的事")] = ""
    promised: Annotated[date | None, Day("答应日期")] = None


@frozen(kw_only=True)
class VisitList:
    """Input of the paper.

    Attributes:
        scope: the grid or building.
        day: the day of the walk.
        visitor: who walks; blank when it is left out.
        doors: in any order; they are printed as they are walked.
        masked: whether a star stands for the groups in which somebody is looked after, and numbers in words are covered.
    """

    centre: Centre
    scope: Annotated[str, Text("范围")] = ""
    day: Annotated[date | None, Day("走访日期")] = None
    visitor: Annotated[str, Name("走访人")] = ""
    doors: tuple[VisitDoor, ...] = ()
    masked: Annotated[bool, Flag("遮盖")] = True


def layout(given: VisitList) -> list[list[Sheet]]:
    """One table, parted by building, with empty rows at its end; every page by itself, as progress is told."""
    refuse([*demand(given.centre, "name"), *demand(given, "doors")])
    head = tuple(
        Cell(word, width, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO), height_mm=9.0)
        for word, width in zip(_HEADS, _WIDTHS_MM, strict=True)
    )
    day = with_weekday(given.day) if given.day else "＿＿＿＿年＿＿月＿＿日"
    star = f"{STAR}有需要关爱的人；" if given.masked else ""
    form = Form(
        "走访登记表",
        list(_bands(given)),
        head=(head,),
        lines=(
            (
                "　".join(filter(None, (given.centre.name, given.scope))),
                f"走访日：{day}　走访人：{given.visitor or '＿＿＿＿＿＿'}",
            ),
        ),
        notes=((f"{star}共{len(given.doors)}个门牌。", "应访＿＿＿户，实访＿＿＿户，未遇＿＿＿户"),),
        running="　".join(filter(None, ("走访登记表（续）", given.scope))),
        practice=given.centre.practice,
        filler=_empty,
        geometry=LANDSCAPE,
    )
    return [[sheet] for sheet in form.sheets()]


def _bands(given: VisitList) -> Iterator[Tall]:
    ordered = sorted(given.doors, key=lambda door: (place_key(door.building), place_key(door.door)))
    number = 0
    for building, doors in groupby(ordered, key=lambda door: door.building):
        found = list(doors)
        words = f"{building}　{len(found)}个门牌"
        title = (Cell(words, sum(_WIDTHS_MM), Style.HEI, "left", (WU_HAO, XIAO_WU_HAO), height_mm=_TITLE_MM),)
        yield Heading(title)
        for door in found:
            number += 1
            yield Listed(_row(number, door, masked=given.masked), title, f"{building}{door.door}")


def _row(number: int, door: VisitDoor, *, masked: bool) -> tuple[Cell, ...]:
    care = (STAR if door.care else "") if masked else door.care
    day = f"{door.promised.month}月{door.promised.day}日 " if door.promised and door.promise else ""
    people, promise = door.people, " ".join(door.promise.split())
    if masked:
        people, promise = masks.in_text(people), masks.in_text(promise)
    texts = (
        str(number), door.door, people, "" if door.count is None else str(door.count), care, day + promise, _boxes(), "",
    )  # fmt: skip
    return tuple(_cell(place, text, width) for place, (text, width) in enumerate(zip(texts, _WIDTHS_MM, strict=True)))


def _boxes() -> str:
    """A box for each result of a visit, two in a line."""
    words = [f"☐{label}" for label in code_table.load("visit_result").offered.values()]
    return "\n".join("　".join(words[at : at + 2]) for at in range(0, len(words), 2))


def _cell(place: int, text: str, width_mm: float) -> Cell:
    align: Align = "left" if place in (5, 6) else "centre"
    sizes = (XIAO_WU_HAO,) if place == 6 else _SIZES
    lines = 0 if place == 6 else 3 if place == 5 else 2
    return Cell(text, width_mm, align=align, sizes_pt=sizes, lines=lines, height_mm=_ROW_MM, solid=place == 2)


def _empty(_number: int) -> Band:
    texts = ("", "", "", "", "", "", _boxes(), "")
    return tuple(_cell(place, text, width) for place, (text, width) in enumerate(zip(texts, _WIDTHS_MM, strict=True)))


def example() -> VisitList:
    """Three doors of two buildings."""
    tower, court = "幸福里小区12号楼", "幸福里小区3号楼"
    return VisitList(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        scope="第一网格",
        day=date(2026, 3, 14),
        doors=(
            VisitDoor(building=tower, door="1单元301室", people="阿卜杜拉·买买提", count=2),
            VisitDoor(building=court, door="2单元1001室", people="李敏", count=3),
            VisitDoor(
                building=court, door="2单元501室", people="张国富", count=1, care="高龄、独居",
                promise="3月底前请物业修好楼道声控灯", promised=date(2026, 2, 14),
            ),
        ),
    )  # fmt: skip


PAPER = Paper("visit_list", "走访登记表", VisitList, layout, lambda _: "走访登记表", LANDSCAPE, example)
