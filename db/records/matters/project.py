"""项目: what is too large for one matter and is led by somebody until it is struck off: 三级联动破难, 书记项目, 实事, 共性治理, 改造."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Flag, Link, LongText, Looks, Name, Rows, StageCode, Text
from db.records.base import Record, derived, fields_of
from db.records.centre.centre import PEOPLE_FROM
from db.records.condition import is_, not_one_of, one_of
from db.records.kind import Begins, BegunAt, Family, Found, Kind, Numbered, OwnPaper, Room, Switch, View, WhileOpen
from db.records.matters.flow import LEADERS, NEAR
from db.records.matters.project_figures import BREAKING, CHECKS, FIGURES, SECRETARYS
from db.records.matters.project_flow import CLOSED_STAGES, PROJECT_FLOW, STAGES, TO_CHECK
from db.records.matters.project_parts import ProjectMatter, ProjectMember, ProjectProgress, ProjectReview
from db.records.may import BUSINESS, May, seen
from db.records.participant import Participant, actors_as, role_in

PROJECTS_SWITCH = Switch("projects", "项目（三级联动破难、书记项目等）")


@frozen(kw_only=True, slots=False)
class ProjectActor(Participant):
    """Who leads it."""

    TABLE: ClassVar[str] = "project_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class Project(Record):
    """项目.

    Attributes:
        red_estate: whether it is about 红色物业.
        category: what it is about; the categories of matters.
        level: of 三级联动破难 alone: who leads it, the county, a department or the community.
        started: when it was set up, or a secretary took it on.
    """

    TABLE: ClassVar[str] = "project"
    LABEL: ClassVar[str] = "项目"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("number", "name")

    number: Annotated[
        str, Text("项目编号", width=9, listed=True, fixed=True, group="什么项目", help="立项时自动取号")
    ] = ""
    name: Annotated[str, Text("项目名称", required=True, width=20, listed=True, help="例如：整治3号楼僵尸车")] = ""
    kind: Annotated[str, Code("项目类别", table="project_kind", required=True, width=7, listed=True)] = ""
    category: Annotated[str, Code("哪方面问题", table="matter_category", width=6)] = ""
    level: Annotated[str, Code("破难层级", table="project_level", width=7, listed=True, help="三级联动破难的要填")] = ""
    leader: Annotated[str, Name("领衔人", acts=True, width=6, listed=True, help="书记项目写认领的书记")] = ""
    body: Annotated[int, Link("责任单位", to="body", required=True, width=10, listed=True)] = 0
    red_estate: Annotated[bool, Flag("涉红色物业", width=5)] = False
    estate: Annotated[int, Link("小区", to="estate", width=8)] = 0
    started: Annotated[date | None, Day("立项日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    planned: Annotated[date | None, Day("计划完成", looks=Looks.AHEAD, width=6, listed=True)] = None
    goal: Annotated[str, LongText("目标", width=28)] = ""
    matters: Annotated[tuple[ProjectMatter, ...], Rows("来源诉求", part=ProjectMatter, group="来源")] = ()
    people: Annotated[
        tuple[ProjectMember, ...], Rows("参与的党员干部", part=ProjectMember, group="参与的党员干部")
    ] = ()
    reviews: Annotated[tuple[ProjectReview, ...], Rows("评审意见", part=ProjectReview, fixed=True)] = ()
    progress: Annotated[tuple[ProjectProgress, ...], Rows("进度", part=ProjectProgress, fixed=True)] = ()
    effect: Annotated[str, LongText("成效", width=28, lines=1, fixed=True, group="销号")] = ""
    applied: Annotated[date | None, Day("申请销号日期", looks=Looks.BACK, width=6, fixed=True)] = None
    finding: Annotated[str, LongText("核查情况", width=28, lines=1, fixed=True)] = ""
    checked: Annotated[date | None, Day("核查日期", looks=Looks.BACK, width=6, fixed=True)] = None
    stage: Annotated[
        str, StageCode("环节", table="project_stage", stages=STAGES, required=True, width=5, listed=True, fixed=True)
    ] = "1"
    outcome: Annotated[str, Code("怎样了结", table="project_outcome", width=5, fixed=True)] = ""
    closed: Annotated[date | None, Day("销号日期", looks=Looks.BACK, width=6, fixed=True)] = None
    actors: Annotated[tuple[ProjectActor, ...], actors_as(ProjectActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and name."""
        return f"{self.number} {self.name}".strip()

    @derived(Text("完成到", width=4))
    def so_far(self) -> str:
        """60%, as it was told last."""
        return f"{self.progress[-1].percent or 0}%" if self.progress else ""

    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.stage not in CLOSED_STAGES

    def rules(self) -> Iterable[Problem]:
        """三级联动破难 has its level and who leads it (S0-19), every project who answers for it; it is not to be done before it began."""
        kinds = fields_of(Project)
        if self.kind == BREAKING:
            for name in ("level", "leader"):
                if not getattr(self, name):
                    yield kinds[name].problem("breaking", "没有填", "三级联动破难要写层级和领衔人")
        elif self.level:
            yield kinds["level"].problem("not_breaking", "只有三级联动破难才分层级", "请改项目类别，或把它清空")
        if self.kind == SECRETARYS and not self.leader:
            yield kinds["leader"].problem("no_secretary", "没有填", "请写认领的书记", blocking=False)
        if self.started and self.planned and self.planned < self.started:
            yield kinds["planned"].problem("planned_before", "早于立项日期", "请核对日期")


PROJECTS = Kind(
    record=Project,
    code=78,
    room=Room.MATTERS,
    may=May(sees=seen(BUSINESS), makes=LEADERS, changes=NEAR, deletes=LEADERS, exports=LEADERS),
    tab="项目",
    order=("-started", "-id"),
    views=(
        View("在推进的", (not_one_of("stage", CLOSED_STAGES),)),
        View("三级联动破难", (is_("kind", BREAKING),)),
        View("书记项目", (is_("kind", SECRETARYS),)),
        View(
            "待核查销号", (one_of("stage", TO_CHECK),), Switch("remind_projects", "今日提醒：申请了销号、还没有销的项目", usual=True),
            word="请核查", unit="个", whose=LEADERS,
        ),
    ),
    new="立项",
    empty="三级联动破难、书记项目、实事、共性治理、改造，一个项目立一条，取号（Ctrl+N）",
    begins=(("started", Begins.TODAY),),
    begun_at=(BegunAt("matters.matter", "立项", key="P"),),
    help=(
        "一个项目一条：三级联动破难要写破难层级、领衔人、责任单位；书记项目领衔人写认领的书记，涉红色物业的勾上。来源的诉求、参与的党员干部一行一个。",
        "红色按钮是下一步：开始推进、申请销号、销号；“记进度”写完成百分之几、做了什么；书记项目的“立项评审”一位评审人一行。",
        "销号前要核查，核查的人不能是申请销号的人；做不下去的“撤项”写理由，不算完成。整改前、整改后的照片加在下面，说明里写整改前、整改后。",
        "Ctrl+P 印销号单、申报表；在列表上按 Ctrl+P 印破难项目清单、书记项目台账。",
    ),
    tells=(("matter", "一件办不了、要立成项目的，按 P 立项，来源诉求自己写好。"),),
    found=Found(persons=("leader",), texts=("name", "number"), documents=("number",), newest_first=True),
    line=("{kind}", "{stage}", "{so_far}", "领衔 {leader}"),
    number=Numbered("number", "name", family=Family(day="started", word="项目")),
    figures=FIGURES,
    rules=(PEOPLE_FROM,),
    checks=CHECKS,
    known_by=(("number",), ("kind", "name")),
    flows=(PROJECT_FLOW,),
    due=WhileOpen(day="planned", who="body", mine=("leader",)),
    papers=(OwnPaper("project_slip", "销号单"), OwnPaper("project_application", "申报表")),
    lists=("project_lists",),
    switch=PROJECTS_SWITCH,
    evidence=True,
)  # fmt: skip
