"""哨单（吹哨报到）: a body is called to come and deal with a matter; a way of that matter."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Looks, Moment, Name, Privacy, Rows, StageCode, Text, Whole
from db.records.base import Part, Record, fields_of
from db.records.centre.centre import WHISTLE_RATE_LEAST, WHISTLE_RATE_MOST
from db.records.condition import not_one_of
from db.records.deed import Deed
from db.records.kind import (
    Begins,
    BegunAt,
    Beside,
    Family,
    Found,
    Kind,
    Numbered,
    OwnPaper,
    Room,
    Switch,
    View,
    Way,
    WhileOpen,
)
from db.records.matters.flow import LEADERS, NEAR
from db.records.matters.whistle_figures import FIGURES
from db.records.matters.whistle_flow import CLOSED_STAGES, EIGHT_STEPS, FLOWS, STAGES
from db.records.may import May, Own, seen
from db.records.participant import Participant, actors_as, role_in
from db.records.power import Power
from db.records.role import Role

WHISTLES_SWITCH = Switch("whistles", "吹哨报到")
OPEN_WHISTLES = "没销的"


def _mark(label: str) -> Whole:
    """One of the marks that a whistle gets."""
    return Whole(label, units=("分",), least=1, most=5, width=4, fixed=True, help="1 到 5 分")


@frozen(kw_only=True, slots=False)
class WhistleHelper(Part):
    """配合部门: another body that is called, when and by whom it signed, and when it came."""

    TABLE: ClassVar[str] = "whistle_helper"
    LABEL: ClassVar[str] = "配合部门"

    body: Annotated[int, Link("配合部门", to="body", required=True, width=10)] = 0
    signed: Annotated[datetime | None, Moment("签收时间", looks=Looks.BACK, width=8)] = None
    signer: Annotated[str, Name("签收人", width=6)] = ""
    arrived: Annotated[datetime | None, Moment("到场时间", looks=Looks.BACK, width=8)] = None


@frozen(kw_only=True, slots=False)
class WhistleArrival(Part):
    """到场人员: who came, and of which body where that is not the main one."""

    TABLE: ClassVar[str] = "whistle_arrival"
    LABEL: ClassVar[str] = "到场人员"

    name: Annotated[str, Name("姓名", required=True, width=6)] = ""
    post: Annotated[str, Text("职务", width=8)] = ""
    body: Annotated[int, Link("单位", to="body", width=10)] = 0


@frozen(kw_only=True, slots=False)
class WhistleActor(Participant):
    """Who deals with it, follows it up and urges."""

    TABLE: ClassVar[str] = "whistle_actor"

    role: Annotated[str, role_in(TABLE)] = ""


@frozen(kw_only=True, slots=False)
class Whistle(Record):
    """一次吹哨.

    Attributes:
        steps: by which of the three ways it goes; never changed.
        blown: when it was blown; of one that is only collected so far when that was, until it is blown.
        doer, follower, supervisor: 有人办、有人跟、有人督: who of the own house sees to it that it is dealt with.
        matter: what it is a way of dealing with; every whistle has one.
        again: the whistle that was blown before for the same.
    """

    TABLE: ClassVar[str] = "whistle"
    LABEL: ClassVar[str] = "哨单"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("number", "subject")

    number: Annotated[
        str, Text("哨单编号", width=9, listed=True, fixed=True, group="叫谁来", help="吹哨时自动取号")
    ] = ""
    lead: Annotated[int, Link("主责部门", to="body", required=True, width=12, listed=True)] = 0
    kind: Annotated[str, Code("哪种哨", table="whistle_kind", required=True, width=6, listed=True)] = ""
    subject: Annotated[str, Text("事由", required=True, width=20, listed=True)] = ""
    occasion: Annotated[str, Code("吹哨情形", table="whistle_occasion", width=12)] = ""
    item: Annotated[str, Code("清单事项", table="whistle_item", width=10, help="吹哨清单由本中心在“选项”里填")] = ""
    place: Annotated[str, Text("地点", width=12)] = ""
    facts: Annotated[str, LongText("情况", privacy=Privacy.PERSONAL, width=28)] = ""
    request: Annotated[str, LongText("要求", width=28, lines=1, help="请主责部门来做什么")] = ""
    helpers: Annotated[tuple[WhistleHelper, ...], Rows("配合部门", part=WhistleHelper, group="配合", folded=True)] = ()
    blower: Annotated[int, Link("吹哨单位", to="body", width=12, group="吹哨", help="街道、社区都可以吹")] = 0
    post: Annotated[str, Text("吹哨人职务", width=6)] = ""
    blown_by: Annotated[str, Name("吹哨人", acts=True, width=6)] = ""
    blown: Annotated[datetime | None, Moment("吹哨时间", looks=Looks.BACK, required=True, width=8, listed=True)] = None
    steps: Annotated[str, Code("几步", table="whistle_steps", required=True, width=12)] = EIGHT_STEPS
    doer: Annotated[str, Name("谁办", acts=True, width=6, group="有人办、有人跟、有人督")] = ""
    follower: Annotated[str, Name("谁跟", acts=True, width=6)] = ""
    supervisor: Annotated[str, Name("谁督", acts=True, width=6)] = ""
    signed: Annotated[
        datetime | None, Moment("签收时间", looks=Looks.BACK, width=8, fixed=True, group="报到和办理")
    ] = None
    signer: Annotated[str, Name("签收人", width=6, fixed=True)] = ""
    contacted: Annotated[datetime | None, Moment("联系时间", looks=Looks.BACK, width=8, fixed=True)] = None
    contact: Annotated[str, Text("怎样联系", width=12, fixed=True, help="和谁、怎样约定")] = ""
    arrived: Annotated[datetime | None, Moment("到场时间", looks=Looks.BACK, width=8, fixed=True)] = None
    arrivals: Annotated[tuple[WhistleArrival, ...], Rows("到场人员", part=WhistleArrival, fixed=True)] = ()
    scene: Annotated[str, LongText("现场情况", privacy=Privacy.PERSONAL, width=28, lines=1, fixed=True)] = ""
    measures: Annotated[str, LongText("处置措施", privacy=Privacy.PERSONAL, width=28, lines=1, fixed=True)] = ""
    finished: Annotated[datetime | None, Moment("处置完时间", looks=Looks.BACK, width=8, fixed=True)] = None
    finding: Annotated[str, LongText("核查情况", privacy=Privacy.PERSONAL, width=28, lines=1, fixed=True)] = ""
    checked: Annotated[date | None, Day("核查日期", looks=Looks.BACK, width=6, fixed=True)] = None
    speed: Annotated[int | None, _mark("响应速度")] = None
    quality: Annotated[int | None, _mark("办理质量")] = None
    satisfied: Annotated[int | None, _mark("满意程度")] = None
    stage: Annotated[
        str, StageCode("环节", table="whistle_stage", stages=STAGES, required=True, width=5, listed=True, fixed=True)
    ] = "1"
    outcome: Annotated[str, Code("结果", table="outcome", width=6, listed=True, fixed=True)] = ""
    closed: Annotated[date | None, Day("销哨日期", looks=Looks.BACK, width=6, fixed=True)] = None
    matter: Annotated[int, Link("诉求", to="matter", width=14, fixed=True)] = 0
    again: Annotated[int, Link("上一次吹哨", to="whistle", width=14, fixed=True)] = 0
    actors: Annotated[tuple[WhistleActor, ...], actors_as(WhistleActor)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and subject."""
        return f"{self.number} {self.subject}".strip()

    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.stage not in CLOSED_STAGES

    def rules(self) -> Iterable[Problem]:
        """Nothing is whistled for again with itself."""
        if self.again and self.again == self.id:
            yield fields_of(Whistle)["again"].problem("itself", "是它自己", "请另选一张")


WHISTLE_MAY = May(
    sees={
        **seen(LEADERS | {Role.ARCHIVIST}),
        Role.GRID: Own.GRIDS | Own.MINE,
        **dict.fromkeys((Role.MEDIATOR, Role.SECRETARY), Own.MINE),
    },
    makes=NEAR,
    changes=NEAR,
    deletes=LEADERS,
    exports=LEADERS,
)  # fmt: skip

WHISTLES = Kind(
    record=Whistle,
    code=75,
    room=Room.MATTERS,
    may=WHISTLE_MAY,
    tab="吹哨",
    order=("-blown", "-id"),
    views=(View(OPEN_WHISTLES, (not_one_of("stage", CLOSED_STAGES),)),),
    new="吹哨",
    empty="打开要别的单位来办的诉求，按 X 吹哨，取号并印哨单",
    begins=(("blown_by", Begins.MYSELF),),
    deed=Deed("吹哨", "blown_by", "blown"),
    begun_at=(BegunAt("again", "再吹一次", key="A"),),
    help=(
        "叫主责部门来办一件诉求：在那件诉求上按 X，选主责部门和哪种哨，保存就取号，Ctrl+P 印哨单；每个时限怎么算的印在哨单上。",
        "红色按钮是下一步：签收、联系、到场、处置、核查、评价、销哨；签收、到场的时间照回执上写的补。",
        "各时限先在“设置 → 办理时限”里从各地的做法中选，或自己定；没有定的不算；哪种哨不一样的，各定一条。",
        "没有来的，打开那张哨单按 D 督办（普通、黄牌、红牌），按 A 照这张再吹一次；还不来的按 Y 拟意见函，写给它的上级。",
    ),
    found=Found(texts=("subject", "number"), documents=("number",), newest_first=True),
    line=("{lead}", "{stage}", "{kind}"),
    number=Numbered("number", "subject", family=Family(day="blown", word="哨")),
    figures=FIGURES,
    known_by=(("number",), ("subject", "blown")),
    flows=FLOWS,
    way=Way("matter", key="X"),
    due=WhileOpen(who="lead", mine=("doer", "follower", "supervisor"), root="matter"),
    moved="way_moved",
    save="blow_whistle",
    papers=(OwnPaper("whistle_slip", "哨单"), OwnPaper("whistle_arrival", "报到回执")),
    switch=WHISTLES_SWITCH,
    rules=(WHISTLE_RATE_LEAST, WHISTLE_RATE_MOST),
    tells=(("matter", "要别的单位来办的，按 X 吹哨；还没有人来的，在那张哨单上督办。"),),
    beside=(
        Beside(
            "answering",
            "应哨",
            (
                "一段时间里每个部门应了几次哨、按时签收联系到场办结的各几次、平均用时、黄牌红牌、评分；回车打开那段时间的哨单。",
                "上面写着吹哨率；低于下限、高于上限都提醒。上下限在表的下面填，写明依据。",
            ),
            power=Power.FIGURES,
        ),
    ),
    evidence=True,
)
