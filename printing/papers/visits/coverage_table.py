"""敲门行动走访情况表: a line a building with its doors due, answered, unanswered and never called at, and what they come to."""

from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Text, Whole
from db.records.centre.centre import Centre
from db.values.day import with_weekday
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import FORM, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.tables import Cell, Tall

_WIDTHS_MM = (14.0, 66.0, 19.0, 19.0, 19.0, 19.0)
HEADS = ("序号", "楼栋", "应访", "走访到", "没人应", "没去过")


@frozen(kw_only=True)
class CoveredBuilding:
    """A line; the three last add up to the doors due."""

    LABEL: ClassVar[str] = "楼栋"

    building: Annotated[str, Text("楼栋", required=True)] = ""
    due: Annotated[int | None, Whole("应访")] = 0
    answered: Annotated[int | None, Whole("走访到")] = 0
    unanswered: Annotated[int | None, Whole("没人应")] = 0
    never: Annotated[int | None, Whole("没去过")] = 0


@frozen(kw_only=True)
class CoverageTable:
    """Input of the paper.

    Attributes:
        span: over which time, in words.
        day: on which it was told.
    """

    centre: Centre
    span: Annotated[str, Text("期间")] = ""
    day: Annotated[date | None, Day("统计日期")] = None
    buildings: tuple[CoveredBuilding, ...] = ()


def layout(given: CoverageTable) -> list[list[Sheet]]:
    """One table with its sums at the end."""
    refuse([*demand(given.centre, "name"), *demand(given, "buildings")])
    head = tuple(
        Cell(w, mm, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO))
        for w, mm in zip(HEADS, _WIDTHS_MM, strict=True)
    )
    rows: list[Tall] = [_row(str(n), one) for n, one in enumerate(given.buildings, 1)]
    form = Form(
        "敲门行动走访情况表",
        [*rows, _row("", _sum(given.buildings), Style.HEI)],
        head=(head,),
        lines=((given.centre.name, f"{given.span}　单位：户"),),
        notes=(("只算入户走访；走访到、没人应、没去过合起来是应访。", with_weekday(given.day) if given.day else ""),),
        running="敲门行动走访情况表（续）",
        practice=given.centre.practice,
        geometry=FORM,
    )
    return [[sheet] for sheet in form.sheets()]


def _sum(buildings: tuple[CoveredBuilding, ...]) -> CoveredBuilding:
    due, answered, unanswered, never = (
        sum(column)
        for column in zip(
            *((b.due or 0, b.answered or 0, b.unanswered or 0, b.never or 0) for b in buildings), strict=True
        )
    )
    return CoveredBuilding(
        building=f"合计 {len(buildings)} 栋", due=due, answered=answered, unanswered=unanswered, never=never
    )


def _row(number: str, one: CoveredBuilding, style: Style = Style.FANGSONG) -> tuple[Cell, ...]:
    texts = (number, one.building, *(f"{n or 0:,}" for n in (one.due, one.answered, one.unanswered, one.never)))
    return tuple(Cell(text, mm, style) for text, mm in zip(texts, _WIDTHS_MM, strict=True))


def example() -> CoverageTable:
    """Two buildings."""
    return CoverageTable(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        span="2026年第一季度",
        day=date(2026, 3, 31),
        buildings=(
            CoveredBuilding(building="幸福里小区3号楼", due=126, answered=98, unanswered=16, never=12),
            CoveredBuilding(building="幸福里小区12号楼", due=40, answered=40),
        ),
    )


PAPER = Paper(
    "coverage_table", "敲门行动走访情况表", CoverageTable, layout, lambda _: "敲门行动走访情况表", FORM, example
)
