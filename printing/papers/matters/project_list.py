"""破难项目清单 and 书记项目台账: projects in lines, across; the first parted by who leads them, with how many of each."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, ClassVar

from attrs import evolve, frozen

from db.fields import Day, Flag, Name, Text, Whole
from db.records.centre.centre import Centre
from db.values.day import long_form
from printing.drawing import Sheet
from printing.flow import Align
from printing.forms import Form
from printing.glyphs import Style
from printing.inputs import demand, refuse
from printing.page import LANDSCAPE, LIU_HAO, WU_HAO, XIAO_SI_HAO, XIAO_WU_HAO
from printing.papers.common import Paper
from printing.tables import Cell, Heading, Listed, Tall

_SIZES = (WU_HAO, XIAO_WU_HAO, LIU_HAO)
_ROW_MM = 11.0
_WIDTHS_MM = (11.0, 30.0, 58.0, 25.0, 25.0, 38.0, 22.0, 22.0, 26.0)
_HEADS = ("序号", "编号", "项目名称", "哪方面问题", "领衔人", "责任单位", "立项", "计划完成", "进展")
_RED_HEADS = (*_HEADS[:3], "涉红色物业", "认领书记", *_HEADS[5:8], "进展、参与人数")
BREAKING_LIST, SECRETARY_LEDGER = "三级联动破难项目清单", "书记项目台账"


@frozen(kw_only=True)
class ProjectLine:
    """One project.

    Attributes:
        part: the level by which the list is parted; "" for none.
        far: 推进 60%, or 销号 with its day.
        people: how many take part.
    """

    LABEL: ClassVar[str] = "项目"

    part: Annotated[str, Text("破难层级")] = ""
    number: Annotated[str, Text("编号")] = ""
    name: Annotated[str, Text("项目名称", required=True)] = ""
    about: Annotated[str, Text("哪方面问题")] = ""
    red: Annotated[bool, Flag("涉红色物业")] = False
    leader: Annotated[str, Name("领衔人")] = ""
    body: Annotated[str, Text("责任单位")] = ""
    started: Annotated[date | None, Day("立项")] = None
    planned: Annotated[date | None, Day("计划完成")] = None
    far: Annotated[str, Text("进展")] = ""
    people: Annotated[int | None, Whole("参与人数")] = None


@frozen(kw_only=True)
class ProjectList:
    """Input of both papers.

    Attributes:
        day: the day of printing.
        projects: in their order; those of one part stand together.
        by_secretaries: whether it is the 台账 of the projects of secretaries.
    """

    centre: Centre
    day: Annotated[date | None, Day("打印日期")] = None
    projects: tuple[ProjectLine, ...] = ()
    by_secretaries: Annotated[bool, Flag("书记项目")] = False


def layout(given: ProjectList) -> list[list[Sheet]]:
    """One table."""
    refuse([*demand(given.centre, "name"), *demand(given, "projects")])
    title = SECRETARY_LEDGER if given.by_secretaries else BREAKING_LIST
    form = Form(
        title,
        list(_bands(given)),
        head=(_row(_RED_HEADS if given.by_secretaries else _HEADS, Style.HEI),),
        lines=((given.centre.name, f"共 {len(given.projects)} 个"),),
        notes=(("", long_form(given.day)),) if given.day else (),
        running=f"{title}（续）",
        practice=given.centre.practice,
        geometry=LANDSCAPE,
    )
    return [form.sheets()]


def _bands(given: ProjectList) -> Iterator[Tall]:
    heads = _row(_RED_HEADS if given.by_secretaries else _HEADS, Style.HEI)
    parts = list(dict.fromkeys(one.part for one in given.projects))
    number = 0
    for part in parts:
        rows = [one for one in given.projects if one.part == part]
        if part:
            words = f"{part}　{len(rows)} 个"
            yield Heading((Cell(words, sum(_WIDTHS_MM), Style.HEI, "left", (XIAO_SI_HAO, WU_HAO), 1, 9.0),))
        for one in rows:
            number += 1
            yield Listed(_line(number, one, red=given.by_secretaries), heads)


def _line(number: int, one: ProjectLine, *, red: bool) -> tuple[Cell, ...]:
    about = ("是" if one.red else "") if red else one.about
    far = f"{one.far}　{one.people or 0}人" if red else one.far
    days = ("" if day is None else f"{day:%Y-%m-%d}" for day in (one.started, one.planned))
    return _row((str(number), one.number, one.name, about, one.leader, one.body, *days, far), Style.FANGSONG)


def _row(texts: Sequence[str], style: Style) -> tuple[Cell, ...]:
    head = style is Style.HEI
    return tuple(
        Cell(
            text, width, style, _align(place, head=head), (XIAO_SI_HAO, WU_HAO, XIAO_WU_HAO) if head else _SIZES,
            1 if head else 3, 9.0 if head else _ROW_MM, solid=place == 4,
        )
        for place, (text, width) in enumerate(zip(texts, _WIDTHS_MM, strict=True))
    )  # fmt: skip


def _align(place: int, *, head: bool) -> Align:
    return "left" if place in (2, 5) and not head else "centre"


def example() -> ProjectList:
    """Three projects at three levels."""
    return ProjectList(
        centre=Centre(name="幸福里社区党群服务中心"),
        day=date(2026, 6, 30),
        projects=(
            ProjectLine(
                part="县领导领衔", number="项目〔2026〕1号", name="幸福里小区老旧供水管网改造", about="物业服务", leader="刘志强",
                body="县住房和城乡建设局", started=date(2026, 1, 8), planned=date(2026, 9, 30), far="推进 60%", people=12, red=True,
            ),
            ProjectLine(
                part="部门单位驻点", number="项目〔2026〕2号", name="拆除景和苑底商违建", about="违建", leader="阮志飞",
                body="城市管理综合行政执法中队", started=date(2026, 2, 3), planned=date(2026, 5, 31), far="销号 05-28", people=6,
            ),
            ProjectLine(
                part="社区党委一线", number="项目〔2026〕3号", name="整治3号楼周边僵尸车", about="僵尸车", leader="李敏",
                body="幸福里社区党委", started=date(2026, 3, 2), planned=date(2026, 4, 30), far="销号 04-26", people=2, red=True,
            ),
        ),
    )  # fmt: skip


def _ledger_example() -> ProjectList:
    given = example()
    return evolve(given, by_secretaries=True, projects=tuple(evolve(one, part="") for one in given.projects))


PAPER = Paper("project_list", BREAKING_LIST, ProjectList, layout, lambda _: BREAKING_LIST, LANDSCAPE, example)
LEDGER = Paper(
    "project_ledger", SECRETARY_LEDGER, ProjectList, layout, lambda _: SECRETARY_LEDGER, LANDSCAPE, _ledger_example
)
