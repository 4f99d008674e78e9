"""走访单: the doors of one paper that comes back, each with its number, parted by unit and floor, on A4 across.

It is carried through the stairs as `visit_list` is: no numbers and no telephones, and a star for whoever is looked after unless the groups
are asked for. What was all right is not ticked, as only exceptions are keyed.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Flag, LongText, Name, Privacy, Text, Whole
from db.records.centre.centre import Centre
from db.values import code_table, masks, sheet_code
from db.values.day import with_weekday
from printing.drawing import Sheet
from printing.flow import Align
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import LANDSCAPE, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.visits.visit_list import STAR
from printing.tables import Cell, Heading, Listed, Tall

_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_ROW_MM, _TITLE_MM = 13.5, 7.0
_WIDTHS_MM = (11.0, 13.0, 25.0, 25.0, 11.0, 18.0, 48.0, 34.0, 30.0, 42.0)
_HEADS = (
    "行号", "楼层", "门牌", "住户", "人数", "关爱", "上次答应办的事", "没办完的事", "结果（平安不用勾）", "情况、答应办的事、哪天前、谁办",
)  # fmt: skip
_LEFT = (6, 7)
_ALL_RIGHT = "1"


@frozen(kw_only=True)
class SheetDoor:
    """One line.

    Attributes:
        line: by which an exception is keyed.
        unit: of the building; "" where it has none.
        floor: read from the room; "" where it tells none.
        promise: what the last call promised that promised something, with day and owner, or that it was kept.
        matters: what is open of this door, parted by ；.
    """

    LABEL: ClassVar[str] = "门牌"

    line: Annotated[int | None, Whole("行号", required=True)] = None
    unit: Annotated[str, Text("单元")] = ""
    floor: Annotated[str, Text("楼层")] = ""
    door: Annotated[str, Text("门牌", required=True, privacy=Privacy.PERSONAL)] = ""
    people: Annotated[str, Name("住户")] = ""
    count: Annotated[int | None, Whole("人数")] = None
    care: Annotated[str, Text("关爱类别", privacy=Privacy.SENSITIVE)] = ""
    promise: Annotated[str, LongText("上次答应办的事")] = ""
    matters: Annotated[str, LongText("没办完的事")] = ""


@frozen(kw_only=True)
class SheetOfDoors:
    """One paper.

    Attributes:
        building: estate, building and units.
    """

    LABEL: ClassVar[str] = "走访单"

    code: Annotated[str, Text("单号", required=True)] = ""
    building: Annotated[str, Text("楼栋")] = ""
    day: Annotated[date | None, Day("走访日")] = None
    visitor: Annotated[str, Name("走访人")] = ""
    doors: tuple[SheetDoor, ...] = ()


@frozen(kw_only=True)
class RoundSheets:
    """Input of the paper.

    Attributes:
        masked: see `printing.papers.visits.visit_list.VisitList`.
    """

    centre: Centre
    sheets: tuple[SheetOfDoors, ...] = ()
    masked: Annotated[bool, Flag("遮盖")] = True


def layout(given: RoundSheets) -> list[list[Sheet]]:
    """One paper each, in their order."""
    refuse([*demand(given.centre, "name"), *demand(given, "sheets")])
    return [_form(given, sheet).sheets() for sheet in given.sheets]


def _form(given: RoundSheets, sheet: SheetOfDoors) -> Form:
    head = tuple(
        Cell(word, width, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO), height_mm=9.0)
        for word, width in zip(_HEADS, _WIDTHS_MM, strict=True)
    )
    day = with_weekday(sheet.day) if sheet.day else "＿＿＿＿年＿＿月＿＿日"
    star = f"{STAR}有需要关爱的人；" if given.masked else ""
    return Form(
        "走访单",
        list(_bands(given, sheet)),
        head=(head,),
        lines=(
            ("　".join(filter(None, (given.centre.name, sheet.building))), f"单号：{sheet.code}"),
            (f"走访日：{day}", f"走访人：{sheet.visitor or '＿＿＿＿＿＿'}"),
        ),
        notes=((f"{star}共{len(sheet.doors)}个门牌。填回时输单号，只输有勾、有字的行。", "没走到的行，结果写 0"),),
        running=f"走访单（续）　单号：{sheet.code}　{sheet.building}",
        practice=given.centre.practice,
        geometry=LANDSCAPE,
    )


def _bands(given: RoundSheets, sheet: SheetOfDoors) -> Iterator[Tall]:
    for unit, of_unit in groupby(sheet.doors, key=lambda door: door.unit):
        doors = list(of_unit)
        words = f"{f'{unit}单元' if unit else sheet.building}　{len(doors)}个门牌"
        title = (Cell(words, sum(_WIDTHS_MM), Style.HEI, "left", (WU_HAO, XIAO_WU_HAO), height_mm=_TITLE_MM),)
        yield Heading(title)
        for door in doors:
            yield Listed(_row(door, masked=given.masked), title, f"{sheet.building}{door.door}")


def _row(door: SheetDoor, *, masked: bool) -> tuple[Cell, ...]:
    care = (STAR if door.care else "") if masked else door.care
    words = [" ".join(text.split()) for text in (door.people, door.promise, door.matters)]
    people, promise, matters = (masks.in_text(text) for text in words) if masked else words
    texts = (
        str(door.line or ""), door.floor, door.door, people, "" if door.count is None else str(door.count), care, promise,
        matters, _boxes(), "",
    )  # fmt: skip
    return tuple(_cell(place, text, width) for place, (text, width) in enumerate(zip(texts, _WIDTHS_MM, strict=True)))


def _boxes() -> str:
    """A box for each result but the usual one, with the code by which it is keyed."""
    results = code_table.load("visit_result").offered.items()
    words = [f"☐{code}{label}" for code, label in results if code != _ALL_RIGHT]
    return "\n".join("　".join(words[at : at + 2]) for at in range(0, len(words), 2))


def _cell(place: int, text: str, width_mm: float) -> Cell:
    align: Align = "left" if place in _LEFT or place == 8 else "centre"
    sizes = (LIU_HAO,) if place == 8 else _SIZES
    lines = 0 if place == 8 else 3 if place in _LEFT else 2
    style = Style.HEI if place == 0 else Style.FANGSONG
    return Cell(text, width_mm, style, align, sizes, lines, _ROW_MM, solid=place == 3)


def example() -> RoundSheets:
    """Four doors of a building with two units."""
    return RoundSheets(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        sheets=(
            SheetOfDoors(
                code=sheet_code.made(1000),
                building="幸福里小区3号楼1、2单元",
                day=date(2026, 3, 14),
                doors=(
                    SheetDoor(line=1, unit="1", floor="3层", door="1单元301室", people="阿卜杜拉·买买提", count=2),
                    SheetDoor(line=2, unit="1", floor="3层", door="1单元302室", count=0),
                    SheetDoor(
                        line=3, unit="2", floor="5层", door="2单元501室", people="张国富", count=1, care="高龄、独居",
                        promise="2月14日答应：请物业修好楼道声控灯（3月31日前，王芳）", matters="楼上漏水",
                    ),
                    SheetDoor(line=4, unit="2", floor="10层", door="2单元1001室", people="李敏", count=3),
                ),
            ),
        ),
    )  # fmt: skip


PAPER = Paper("round_sheet", "走访单", RoundSheets, layout, lambda _: "走访单", LANDSCAPE, example)
