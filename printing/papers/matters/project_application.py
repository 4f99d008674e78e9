"""书记项目申报表: what a secretary takes on, whom it brings along, what reviewers say of it and who approves it.

立项评审 asks whether a project is small enough, hard, an example to others, and can be carried out (切口小、有难度、示范强、能落实).
"""

from datetime import datetime
from typing import Any

from attrs import evolve

from db.records.base import changed, fields_of
from db.records.matters.project_figures import SECRETARYS
from db.records.matters.project_parts import ProjectReview
from printing.drawing import Sheet
from printing.forms import Form
from printing.inputs import demand, refuse
from printing.page import FORM
from printing.papers.common import Paper
from printing.papers.duties.common import label, said, signed, text, told
from printing.papers.matters.project_slip import about, matters_of, people_of
from printing.papers.matters.project_slip import example as slip_example
from printing.papers.record_sheet import RecordSheet
from printing.tables import Long, Tall

_BLANK, _DATED = "＿＿＿＿＿＿", "　　年　　月　　日"
CRITERIA = ("small", "hard", "exemplary", "feasible")
"""The fields of a review that say what was asked."""


def layout(given: RecordSheet) -> list[list[Sheet]]:
    """One form."""
    project: Any = given.record
    refuse([*demand(given.centre, "name"), *demand(project, "number", "name", "started")])
    title = "书记项目申报表" if project.kind == SECRETARYS else "项目申报表"
    bands: list[Tall] = [
        told(given, "name"),
        *about(given),
        Long(label("来源诉求"), text(matters_of(given), 14.0)),
        Long(label("目　标"), text(said(given, "goal")[1], 40.0), fills=True),
        Long(label("参与的\n党员干部"), text(people_of(given), 14.0)),
        Long(label("评审意见"), text(_reviews(project.reviews), 40.0)),
        signed([[f"领衔人（签名）：{_BLANK}", _DATED], ["党组织意见（盖章）：", _DATED]], 26.0),
    ]
    form = Form(
        title, bands, lines=((given.centre.name, f"编号：{project.number}"),),
        running=f"{title}（续）　编号：{project.number}", practice=given.centre.practice,
    )  # fmt: skip
    return [form.sheets()]


def _reviews(rows: tuple[ProjectReview, ...]) -> str:
    """How many say what, then what each says; empty lines to write on where nobody has said anything yet."""
    fields = fields_of(ProjectReview)
    if not rows:
        return "　".join(f"□{fields[name].label}" for name in CRITERIA)
    agreed = "，".join(f"{fields[name].label}{sum(getattr(one, name) for one in rows)}条" for name in CRITERIA)
    said = [f"{one.reviewer}：{fields['opinion'].show(one.opinion) or _ticked(one)}" for one in rows]
    return "\n".join([f"共{len(rows)}条：{agreed}", *said])


def _ticked(one: ProjectReview) -> str:
    fields = fields_of(ProjectReview)
    return "、".join(fields[name].label for name in CRITERIA if getattr(one, name))


def example() -> RecordSheet:
    """The cars, as a secretary takes them on."""
    slip, at = slip_example(), datetime(2026, 3, 1, 15, 0)
    reviews = (
        ProjectReview(at=at, reviewer="周明", small=True, feasible=True, opinion="范围清楚，两个月能办完。"),
        ProjectReview(at=at, reviewer="孙桂兰", small=True, hard=True, exemplary=True, feasible=True),
    )
    return evolve(slip, record=changed(slip.record, kind=SECRETARYS, level="", reviews=reviews))


PAPER = Paper("project_application", "申报表", RecordSheet, layout, lambda _given: "项目申报表", FORM, example)
