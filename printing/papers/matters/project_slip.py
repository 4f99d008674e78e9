"""销号单: what a project was to reach, what was reached, who asked for its end, who checked it and who strikes it off."""

from datetime import date, datetime
from typing import Any

from db.records.base import fields_of
from db.records.centre.centre import Centre
from db.records.matters.project import Project
from db.records.matters.project_flow import DONE
from db.records.matters.project_parts import ProjectMatter, ProjectMember, ProjectProgress
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import label, pair, said, signed, text, told
from printing.papers.record_sheet import RecordSheet, shown
from printing.tables import Long, Tall

_DATED = "　　年　　月　　日"


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form; boxes that nothing is known of yet are to be filled in by hand."""
    project: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(project, "number", "name", "started")])
    bands: list[Tall] = [
        told(given, "name"),
        *about(given),
        Long(label("来源诉求"), text(matters_of(given))),
        told(given, "goal", 18.0),
        Long(label("进　度"), text(_progress(given), 18.0)),
        Long(label("成　效"), text(said(given, "effect")[1], 40.0), fills=True),
        pair(said(given, "applied"), said(given, "closed")),
        Long(label("核查情况"), text(said(given, "finding")[1], 24.0)),
        signed(
            [["申请人（签名）：", "", _DATED], ["核查人（签名）：", "", _DATED], ["批准销号（签名、盖章）：", "", _DATED]], 24.0
        ),
    ]  # fmt: skip
    form = Form(
        "项目销号单", bands, lines=((given.centre.name, f"编号：{project.number}"),),
        running=f"项目销号单（续）　编号：{project.number}", practice=given.centre.practice,
    )  # fmt: skip
    return [form.sheets()]


def about(given: RecordSheet) -> list[Tall]:
    """Of what sort it is, who leads it, and its days."""
    project: Any = given.record
    return [
        pair(said(given, "kind"), said(given, "level") if project.level else said(given, "category")),
        pair(said(given, "leader"), said(given, "body")),
        pair(said(given, "estate"), ("涉红色物业", "是" if project.red_estate else "否")),
        pair(said(given, "started"), said(given, "planned")),
    ]


def matters_of(given: RecordSheet) -> str:
    """The matters that it comes of."""
    rows: tuple[ProjectMatter, ...] = getattr(given.record, "matters", ())
    field = fields_of(ProjectMatter)["matter"]
    return "；".join(shown(field, one.matter, given.titles, masked=given.masked) for one in rows)


def people_of(given: RecordSheet) -> str:
    """Who takes part."""
    rows: tuple[ProjectMember, ...] = getattr(given.record, "people", ())
    field = fields_of(ProjectMember)["person"]
    return "、".join(shown(field, one.person, given.titles, masked=given.masked) for one in rows)


def _progress(given: RecordSheet) -> str:
    rows: tuple[ProjectProgress, ...] = getattr(given.record, "progress", ())
    fields = fields_of(ProjectProgress)
    return "\n".join(
        f"{one.at:%Y-%m-%d}　{one.percent}%　{fields['done'].show(one.done)}" for one in rows if one.at is not None
    )


def example() -> RecordSheet:
    """Cars that nobody moves, and a street that is free again."""
    project = Project(
        number="项目〔2026〕3号", name="整治3号楼周边僵尸车", kind="1", category="7", level="3", leader="李敏", body=1, estate=1,
        red_estate=True, started=date(2026, 3, 2), planned=date(2026, 4, 30), goal="把长期停放、无人认领的车清走，腾出车位还给居民。",
        matters=(ProjectMatter(matter=1), ProjectMatter(matter=2)), people=(ProjectMember(person=1), ProjectMember(person=2)),
        progress=(
            ProjectProgress(at=datetime(2026, 3, 16, 9, 0), percent=40, done="摸清7辆，找到车主4人，已挪走4辆"),
            ProjectProgress(at=datetime(2026, 4, 20, 9, 0), percent=100, done="会同交警、执法中队拖走其余3辆，划好车位"),
        ),
        effect="7辆僵尸车全部清走，腾出车位7个，张贴了停车约定，居民代表现场看过。", applied=date(2026, 4, 22),
        finding="4月24日现场核查，情况属实。", checked=date(2026, 4, 24), stage="4", outcome=DONE, closed=date(2026, 4, 26),
    )  # fmt: skip
    titles = {
        "body": {1: "幸福里社区党委"},
        "estate": {1: "幸福里小区"},
        "person": {1: "李敏", 2: "王建国"},
        "matter": {1: "诉求〔2026〕18号 3号楼前旧车长期占位", 2: "诉求〔2026〕25号 消防通道停着没人要的车"},
    }
    return RecordSheet(centre=Centre(name="幸福里社区党群服务中心"), record=project, titles=titles)


PAPER = Paper("project_slip", "销号单", RecordSheet, layout, lambda _given: "项目销号单", FORM, example)
