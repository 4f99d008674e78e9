"""共性问题: matters of one kind that come again and again from one place, and are dealt with together (接诉即办条例 24, 25)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Looks, Rows, StageCode, Text
from db.records.base import Part, Record, derived, fields_of
from db.records.centre.centre import COMMON_COUNT, COMMON_DAYS
from db.records.condition import is_, is_not, not_one_of
from db.records.figure import Figure, distinct
from db.records.kind import Begins, Found, Kind, OwnPaper, Room, Switch, View, WhileOpen
from db.records.matters.common_flow import CLOSED_STAGES, COMMON_FLOW, DECLINED, GOVERNED, STAGES, VOID_STAGES
from db.records.matters.flow import LEADERS
from db.records.may import BUSINESS, May, seen


@frozen(kw_only=True, slots=False)
class CommonMatter(Part):
    """同类诉求: one of those that have it in common."""

    TABLE: ClassVar[str] = "common_matter"
    LABEL: ClassVar[str] = "同类诉求"

    matter: Annotated[int, Link("诉求", to="matter", required=True, width=20)] = 0


@frozen(kw_only=True, slots=False)
class CommonProblem(Record):
    """共性问题.

    Attributes:
        category, estate, building: what its matters have in common; what comes later and has it too is offered to be added.
        first, last: the days between which they came.
        project: where it became one (共性治理).
    """

    TABLE: ClassVar[str] = "common_problem"
    LABEL: ClassVar[str] = "共性问题"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[
        str, Text("问题名称", required=True, width=20, listed=True, group="问题", help="例如：幸福里小区停车难")
    ] = ""
    category: Annotated[str, Code("类别", table="matter_category", width=6, listed=True)] = ""
    estate: Annotated[int, Link("小区", to="estate", width=8, listed=True)] = 0
    building: Annotated[int, Link("楼栋", to="building", width=8)] = 0
    raised: Annotated[date | None, Day("提出日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    first: Annotated[date | None, Day("期间起", looks=Looks.BACK, width=6, help="空着按诉求的日子算")] = None
    last: Annotated[date | None, Day("期间止", looks=Looks.BACK, width=6)] = None
    matters: Annotated[tuple[CommonMatter, ...], Rows("同类诉求", part=CommonMatter, group="同类诉求")] = ()
    lead: Annotated[int, Link("牵头单位", to="body", width=10, listed=True, group="治理")] = 0
    measures: Annotated[str, LongText("治理措施", width=28)] = ""
    planned: Annotated[date | None, Day("计划完成", looks=Looks.AHEAD, width=6, listed=True)] = None
    project: Annotated[int, Link("立的项目", to="project", width=14, help="另立项目治理的，选那个项目")] = 0
    effect: Annotated[str, LongText("治理成效", width=28, lines=1, fixed=True)] = ""
    stage: Annotated[
        str, StageCode("环节", table="common_stage", stages=STAGES, required=True, width=5, listed=True, fixed=True)
    ] = "1"
    outcome: Annotated[str, Code("怎样了结", table="common_outcome", width=5, listed=True, fixed=True)] = ""
    closed: Annotated[date | None, Day("了结日期", looks=Looks.BACK, width=6, fixed=True)] = None

    def title(self, linked: Mapping[str, str]) -> str:
        """The name."""
        return self.name

    @derived(Text("归集诉求", width=4))
    def gathered(self) -> str:
        """5件."""
        return f"{len(self.matters)}件" if self.matters else ""

    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.stage not in CLOSED_STAGES

    def rules(self) -> Iterable[Problem]:
        """Each matter is named once, the time does not end before it begins, and what is planned lies ahead of that."""
        kinds = fields_of(CommonProblem)
        named = [one.matter for one in self.matters if one.matter]
        if len(set(named)) < len(named):
            yield kinds["matters"].problem("twice", "同一件诉求写了两次", "请去掉重复的一行")
        if self.first and self.last and self.last < self.first:
            yield kinds["last"].problem("last_before", "早于期间起", "请核对日期")
        if self.raised and self.planned and self.planned < self.raised:
            yield kinds["planned"].problem("planned_before", "早于提出日期", "请核对日期")


_LIVE = (not_one_of("stage", VOID_STAGES), is_not("outcome", DECLINED))
COMMON_PROBLEMS = Kind(
    record=CommonProblem,
    code=82,
    room=Room.MATTERS,
    may=May(sees=seen(BUSINESS), makes=LEADERS, changes=LEADERS, deletes=LEADERS, exports=LEADERS),
    tab="共性",
    order=("-raised", "-id"),
    views=(
        View("在治理的", (not_one_of("stage", CLOSED_STAGES),)),
        View("不采纳的", (is_("outcome", DECLINED),)),
    ),
    new="提出共性问题",
    empty="同类诉求一再来的，在上面“立为共性问题”，或者点“提出共性问题”自己归集（Ctrl+N）",
    begins=(("raised", Begins.TODAY),),
    help=(
        "同一类、同一小区（或楼栋）一段时间里来了几件的，自己列在上面：看是不是一回事，是的“立为共性问题”，不是的“不采纳”，记住了不再提。"
        "几天里几件算一群，点“改…”由本中心定。后来又来的，提示加进那一条。",
        "按 Alt+G 到上面第一群。并案的算一件；诉求页上也写着它在哪一群里，按 G 就到这里。",
        "红色按钮是下一步：开始治理时写牵头单位、治理措施，做完写治理成效。另立项目治理的，选“立的项目”。Ctrl+P 印治理单。",
    ),
    tells=(("matter", "同一类、同一小区（或楼栋）来了几件的，诉求页上写着，按 G 立为共性问题，或者到它在的那个共性问题。"),),
    found=Found(texts=("name",), newest_first=True),
    line=("{stage}", "{gathered}", "牵头 {lead}"),
    figures=(
        Figure(
            name="common_problems", label="共性问题", of="common_problem", where=_LIVE, when="raised", unit="个",
            about="提出那天在期间里的，不采纳、作废的不算",
        ),
        Figure(
            name="common_problems_governed", label="治理完成的共性问题", of="common_problem",
            where=(not_one_of("stage", VOID_STAGES), is_("outcome", GOVERNED)), when="closed", unit="个", about="了结那天在期间里的",
        ),
        Figure(
            name="common_matters", label="归集到共性问题的诉求", of="common_problem", where=_LIVE, when="raised",
            measure=distinct("matters.matter"), unit="件", about="期间里提出的共性问题归集的，一件在几个里的算一件",
        ),
        Figure(
            name="common_problems_open", label="在治理的共性问题", of="common_problem", where=(not_one_of("stage", CLOSED_STAGES),),
            unit="个",
        ),
    ),
    rules=(COMMON_COUNT, COMMON_DAYS),
    known_by=(("name", "raised"),),
    flows=(COMMON_FLOW,),
    due=WhileOpen(day="planned", who="lead"),
    save="keep_common",
    quick="common_proposals",
    papers=(OwnPaper("common_slip", "治理单"),),
    switch=Switch("common_problems", "共性问题（同类诉求成群的，一起治理）"),
    evidence=True,
)  # fmt: skip
