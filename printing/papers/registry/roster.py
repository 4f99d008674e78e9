"""居民花名册: the people of a community door by door, on A4 across.

Masked unless asked otherwise, as the fields are. While it is masked there is neither a day of birth nor a group that
somebody is looked after in.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Day, Flag, IdNumber, Name, Phone, Privacy, Text
from db.records.centre.centre import Centre
from db.values.address_order import place_key
from db.values.day import long_form
from printing.drawing import Sheet
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, hints_of, kind_of, label_of, refuse
from printing.page import LANDSCAPE, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.papers.covered import SAID, is_covered
from printing.tables import Cell, Heading, Listed, Tall

_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_ROW_MM = 7.6
_NUMBER_MM = 12.0


@frozen(kw_only=True)
class RosterRow:
    """One person.

    Attributes:
        building: estate and building, by which the list is parted.
        door: unit and room.
        care: groups in which the person is looked after, parted by 、.
    """

    LABEL: ClassVar[str] = "居民"

    building: Annotated[str, Text("楼栋")] = ""
    door: Annotated[str, Text("门牌", privacy=Privacy.PERSONAL)] = ""
    name: Annotated[str, Name("姓名", required=True)] = ""
    sex: Annotated[str, Text("性别")] = ""
    relation: Annotated[str, Text("与户主关系")] = ""
    id_number: Annotated[str, IdNumber("证件号码", privacy=Privacy.PERSONAL)] = ""
    birth: Annotated[date | None, Day("出生日期", privacy=Privacy.PERSONAL)] = None
    phone: Annotated[str, Phone("联系电话", privacy=Privacy.PERSONAL)] = ""
    population: Annotated[str, Text("人员类别")] = ""
    care: Annotated[str, Text("关爱类别", privacy=Privacy.SENSITIVE)] = ""


@frozen(kw_only=True)
class Roster:
    """Input of the paper.

    Attributes:
        scope: what part of the community it is, such as a grid.
        rows: the people, in the order of their doors, those of one door in the order given.
        masked: whether personal fields are shown masked.
        day: the day of printing.
    """

    centre: Centre
    scope: Annotated[str, Text("范围", help="印在标题下面，例如“第一网格”")] = ""
    rows: tuple[RosterRow, ...] = ()
    masked: Annotated[bool, Flag("遮盖")] = True
    day: Annotated[date | None, Day("打印日期")] = None


# Column, width in mm while masked and while not; 0 leaves it out.
_COLUMNS: tuple[tuple[str, float, float], ...] = (
    ("door", 40, 30), ("name", 44, 38), ("sex", 13, 12), ("relation", 30, 22), ("id_number", 50, 44),
    ("birth", 0, 25), ("phone", 32, 29), ("population", 36, 21), ("care", 0, 24),
)  # fmt: skip


def layout(given: Roster) -> list[list[Sheet]]:
    """One table, parted by building; every page by itself, so that a long one shows its progress."""
    refuse([*demand(given.centre, "name"), *demand(given, "rows")])
    columns = _columns(masked=given.masked)
    head = tuple(_head(label, width) for label, width in (("序号", _NUMBER_MM), *columns.values()))
    covered = given.masked and any(is_covered(row, {n: hidden for n, hidden, _ in _COLUMNS}) for row in given.rows)
    mask = [SAID] if covered else []
    day = [f"打印日期：{long_form(given.day)}"] if given.day else []
    form = Form(
        "居民花名册",
        list(_bands(given, columns)),
        head=(head,),
        lines=(("　".join(filter(None, (given.centre.name, given.scope))), "　".join([*mask, *day])),),
        notes=((f"共{len(given.rows)}人。", "内部使用，用后收存或销毁，不得拍照外传。"),),
        running="　".join(filter(None, ("居民花名册（续）", given.scope))),
        practice=given.centre.practice,
        geometry=LANDSCAPE,
    )
    return [[sheet] for sheet in form.sheets()]


def _columns(*, masked: bool) -> dict[str, tuple[str, float]]:
    """Label and width of each column that is printed."""
    return {
        name: (label_of(RosterRow, name), hidden if masked else shown)
        for name, hidden, shown in _COLUMNS
        if (hidden if masked else shown)
    }


def _bands(given: Roster, columns: dict[str, tuple[str, float]]) -> Iterator[Tall]:
    """A heading a building, and a row a person, numbered through."""
    wide = _NUMBER_MM + sum(width for _, width in columns.values())
    kinds = {name: kind_of(hints_of(RosterRow)[name]) for name in columns}
    ordered = sorted(given.rows, key=lambda row: (row.building == "", place_key(row.building), place_key(row.door)))
    number = 0
    for building, rows in groupby(ordered, key=lambda row: row.building):
        found = list(rows)
        doors = len({row.door for row in found})
        words = f"{building or '没有登记住处'}　{f'{doors}个门牌，' if building else ''}{len(found)}人"
        title = (Cell(words, wide, Style.HEI, "left", (WU_HAO, XIAO_WU_HAO), height_mm=_ROW_MM),)
        yield Heading(title)
        for row in found:
            number += 1
            cells = [_cell(str(number), _NUMBER_MM)]
            for name, kind in kinds.items():
                value = getattr(row, name)
                text = "" if kind is None else kind.mask(value) if given.masked else kind.show(value)
                cells.append(_cell(text, columns[name][1], solid=name == "name"))
            yield Listed(tuple(cells), title, f"{building}{row.door}" or "没有登记住处")


def _head(text: str, width_mm: float) -> Cell:
    return Cell(text, width_mm, Style.HEI, sizes_pt=(XIAO_SI_HAO, WU_HAO), height_mm=9.0)


def _cell(text: str, width_mm: float, *, solid: bool = False) -> Cell:
    return Cell(text, width_mm, sizes_pt=_SIZES, height_mm=_ROW_MM, solid=solid)


def example() -> Roster:
    """Two doors of two buildings."""
    tower, court = "幸福里小区12号楼", "幸福里小区3号楼"
    return Roster(
        centre=Centre(name="幸福里社区党群服务中心", community="幸福里社区"),
        scope="第一网格",
        rows=(
            RosterRow(
                building=tower, door="1单元301室", name="阿卜杜拉·买买提", sex="男", relation="户主",
                id_number="110105197505060013", birth=date(1975, 5, 6), phone="15912345670", population="流动人口",
            ),
            RosterRow(building=tower, door="1单元301室", name="古丽娜尔·买买提", sex="女", relation="配偶"),
            RosterRow(
                building=court, door="2单元501室", name="张国富", sex="男", relation="户主",
                id_number="11010519491231002X", birth=date(1949, 12, 31), phone="13804350021",
                population="户籍人口", care="高龄、独居",
            ),
        ),
        day=date(2026, 3, 2),
    )  # fmt: skip


PAPER = Paper("roster", "居民花名册", Roster, layout, lambda _: "居民花名册", LANDSCAPE, example)
