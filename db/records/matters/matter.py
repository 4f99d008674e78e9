"""诉求（事项）: what somebody brings to the desk; the hub to which every way of dealing with it belongs.

Stages, who must have done what before leaving each, and that whoever checks is not who handled: 网格召集—分级转办—问题处置—核查反馈—评议归档.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import (
    Code,
    Day,
    Flag,
    Link,
    LongText,
    Looks,
    Moment,
    Money,
    Name,
    Phone,
    Privacy,
    Ref,
    Rows,
    StageCode,
    Text,
    Whole,
)
from db.records.base import Part, Record, derived, fields_of
from db.records.clock import Clock
from db.records.condition import is_, is_not, not_one_of, one_of
from db.records.figure import Check, Figure, once, ratio, total
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import Family, Found, Kind, Numbered, OnCard, Room, View, WhileOpen
from db.records.letters.number import MATTER
from db.records.may import May, Own, seen, some
from db.records.role import Role
from db.values.day import day_of

SOLVED, PARTLY, EXPLAINED, ELSEWHERE, WITHDRAWN, JOINED, UNTOLD = "1", "2", "3", "4", "5", "6", "0"
"""How a matter ended; codes of the table ``outcome``."""
INQUIRY, DISPUTE, ABOUT_MEETINGS = "1", "6", "9"
"""Natures: 咨询, 矛盾纠纷, and 会务, which counts as no problem."""
JOINED_BY = ("root", "joined")
"""The fields that tell to which one a matter is joined."""
JOIN = "join"
"""The move by which a matter is joined to another one."""
AT_THE_WINDOW, OTHER_CHANNEL = "1", "99"
"""Channels: 窗口, and what the table has no word for."""
STAGES = (
    Stage("1", "网格召集", Meaning.NEW, words=("召集",)),
    Stage("2", "分级转办", Meaning.WORKING, words=("转办",)),
    Stage("3", "问题处置", Meaning.WORKING, words=("处置",)),
    Stage("4", "核查反馈", Meaning.WORKING, words=("核查", "反馈")),
    Stage("5", "评议归档", Meaning.DONE, words=("归档", "评议")),
    Stage("0", "作废", Meaning.VOID),
)


@frozen(kw_only=True, slots=False)
class Claimant(Part):
    """诉求人: a resident, a body, or somebody from outside by name.

    Attributes:
        who: the resident or body; 0 for somebody from outside.
        anonymous: gave no name; there is nobody to call back.
        hidden: does not want to be named to others.
    """

    TABLE: ClassVar[str] = "matter_claimant"
    LABEL: ClassVar[str] = "诉求人"

    who: Annotated[int, Ref("登记的人或单位", to=("resident", "body"), width=8)] = 0
    name: Annotated[str, Name("姓名或名称", width=6)] = ""
    phone: Annotated[str, Phone("电话", privacy=Privacy.PERSONAL, width=8)] = ""
    anonymous: Annotated[bool, Flag("匿名", width=3)] = False
    hidden: Annotated[bool, Flag("要求不公开", width=5)] = False

    def rules(self) -> Iterable[Problem]:
        """Somebody is named, or wants no name."""
        if not (self.who or self.name.strip() or self.anonymous):
            yield fields_of(Claimant)["name"].problem("nobody", "没有填是谁", "请填姓名，或勾“匿名”")


@frozen(kw_only=True, slots=False)
class Helper(Part):
    """协办单位."""

    TABLE: ClassVar[str] = "matter_helper"
    LABEL: ClassVar[str] = "协办单位"

    body: Annotated[int, Link("协办单位", to="body", required=True, width=10)] = 0


@frozen(kw_only=True, slots=False)
class Apart(Part):
    """不是一件事: another matter that looks like the same, and of which somebody said that it is not."""

    TABLE: ClassVar[str] = "matter_apart"
    LABEL: ClassVar[str] = "不是一件事"

    other: Annotated[int, Link("另一件", to="matter", width=14)] = 0


@frozen(kw_only=True, slots=False)
class Matter(Record):
    """诉求.

    Attributes:
        slip: the code on the tear-off slip, by which whoever brought it asks how it stands.
        root: the matter with which it is counted once; 0 while it stands by itself. It is never joined to another one itself.
        joined: the matter that it was joined to, which may have been joined to the root since; 0 while it stands by itself.
        on_spot: answered at the desk at once.
    """

    TABLE: ClassVar[str] = "matter"
    LABEL: ClassVar[str] = "诉求"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("number", "subject")

    number: Annotated[str, Text("编号", width=9, listed=True, fixed=True, group="来的事", help="受理时自动取号")] = ""
    slip: Annotated[str, Text("回执码", width=4, fixed=True)] = ""
    subject: Annotated[str, Text("事由", required=True, width=20, listed=True, help="例如：3号楼东侧充电桩断电")] = ""
    nature: Annotated[str, Code("性质", table="matter_nature", required=True, width=5, listed=True)] = "2"
    category: Annotated[str, Text("类别", width=6, help="本中心自己的分类，例如：物业服务")] = ""
    channel: Annotated[str, Code("来源", table="matter_channel", required=True, width=6)] = "1"
    outside_no: Annotated[str, Text("来源单号", width=8, help="12345 工单号等")] = ""
    urgency: Annotated[str, Code("紧急程度", table="matter_urgency", required=True, width=4)] = "1"
    taken: Annotated[datetime | None, Moment("受理时间", looks=Looks.BACK, required=True, width=8, listed=True)] = None
    taker: Annotated[int, Link("接待人", to="person", width=6)] = 0
    people: Annotated[int | None, Whole("涉及人数", units=("人",), least=1, width=4)] = None
    money: Annotated[Decimal | None, Money("涉及金额（元）", least=0, width=6)] = None
    occurred: Annotated[datetime | None, Moment("发生时间", looks=Looks.BACK, width=8)] = None
    facts: Annotated[str, LongText("情况", privacy=Privacy.PERSONAL, width=28)] = ""
    claimants: Annotated[tuple[Claimant, ...], Rows("诉求人", part=Claimant, group="诉求人")] = ()
    place: Annotated[str, Text("地点", width=12, group="地点")] = ""
    estate: Annotated[int, Link("小区", to="estate", width=8)] = 0
    grid: Annotated[int, Link("网格", to="grid", width=8)] = 0
    building: Annotated[int, Link("楼栋", to="building", width=8)] = 0
    house: Annotated[int, Link("房屋", to="house", privacy=Privacy.PERSONAL, width=12)] = 0
    level: Annotated[str, Code("现层级", table="matter_level", width=5, fixed=True, group="办理")] = ""
    called: Annotated[str, Text("召集了谁", width=12, fixed=True)] = ""
    lead: Annotated[int, Link("主办单位", to="body", width=10, listed=True, fixed=True)] = 0
    due: Annotated[date | None, Day("办理期限", looks=Looks.AHEAD, width=6, listed=True, fixed=True)] = None
    result: Annotated[str, LongText("处置情况", privacy=Privacy.PERSONAL, width=28, lines=1, fixed=True)] = ""
    finding: Annotated[str, LongText("核查情况", privacy=Privacy.PERSONAL, width=28, lines=1, fixed=True)] = ""
    checked: Annotated[date | None, Day("核查日期", looks=Looks.BACK, width=6, fixed=True)] = None
    told: Annotated[date | None, Day("告知诉求人", looks=Looks.BACK, width=6, fixed=True)] = None
    rating: Annotated[str, Code("评议", table="matter_rating", width=6, fixed=True)] = ""
    on_spot: Annotated[bool, Flag("当场办结", width=4, fixed=True)] = False
    stage: Annotated[
        str, StageCode("环节", table="matter_stage", stages=STAGES, required=True, width=5, listed=True, fixed=True)
    ] = "1"
    outcome: Annotated[str, Code("结果", table="outcome", width=6, listed=True, fixed=True)] = ""
    closed: Annotated[date | None, Day("办结日期", looks=Looks.BACK, width=6, fixed=True)] = None
    publish: Annotated[bool, Flag("公开办理情况", width=4)] = False
    root: Annotated[int, Link("并入", to="matter", width=8, fixed=True)] = 0
    joined: Annotated[int, Link("并到", to="matter", width=14, fixed=True)] = 0
    helpers: Annotated[tuple[Helper, ...], Rows("协办单位", part=Helper, group="协办", folded=True)] = ()
    apart: Annotated[tuple[Apart, ...], Rows("不是一件事", part=Apart, fixed=True)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and subject."""
        return f"{self.number} {self.subject}".strip()

    @derived(Text("何人诉求", privacy=Privacy.PERSONAL, width=8))
    def claimant_names(self) -> str:
        """Their names; who does not want to be named, is not."""
        return "、".join("（匿名）" if c.anonymous or c.hidden else c.name for c in self.claimants)

    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.stage not in CLOSED_STAGES

    def rules(self) -> Iterable[Problem]:
        """It is not due, nor closed, before it came."""
        kinds = fields_of(Matter)
        came = day_of(self.taken)
        if came and self.due and self.due < came:
            yield kinds["due"].problem("due_before", "早于受理时间", "请改期限")
        if came and self.closed and self.closed < came:
            yield kinds["closed"].problem("closed_before", "早于受理时间", "请核对办结日期", blocking=False)
        if self.root and self.root == self.id:
            yield kinds["root"].problem("itself", "不能并入自己", "请另选一件")


def _is_joined(matter: Matter) -> bool:
    return bool(matter.joined)


def _stands_alone(matter: Matter) -> bool:
    return not matter.joined


_AT_WORK = ("1", "2", "3", "4")
_AFRESH = {"checked": None, "told": None, "finding": "", "rating": ""}
_LEAD = some(Role.DESK, Role.CHIEF)
"""Whoever says who deals with a matter, and that it is over."""
_NEAR = _LEAD | {Role.GRID}
"""Whoever knows what is so on the spot besides."""
_MOVES = (
    Move(
        name="gather", label="召集完成，转分级", source=("1",), to="2", asks=("called", "level"), needs=("called",), main=True,
        by=_NEAR,
    ),
    Move(
        name="assign", label="转交处置", source=("2",), to="3", asks=("level", "lead", "due"), needs=("lead", "due"),
        papers=("matter_referral",), main=True, by=_LEAD,
    ),
    Move(name="handle", label="反馈结果", source=("3",), to="4", asks=("result",), needs=("result",), main=True),
    Move(
        name="check", label="核查", source=("4",), asks=("finding", "told"), needs=("finding",), stamps=("checked",),
        not_same=("handle",), by=_NEAR,
    ),
    Move(
        name="archive", label="评议归档", source=("4",), to="5", asks=("outcome", "rating"),
        needs=("checked", "outcome", "rating"), stamps=("closed",), main=True, by=_LEAD,
    ),
    Move(name="return", label="退回处置", source=("4",), to="3", sets=_AFRESH, reason=True, by=_NEAR),
    Move(
        name="answer", label="当场办结", source=("1",), to="5", asks=("result", "outcome"), needs=("result", "outcome"),
        sets={"on_spot": True}, stamps=("closed",),
    ),
    Move(
        name="refer", label="转走或告知法定途径", source=("1", "2"), to="5", sets={"outcome": ELSEWHERE},
        stamps=("closed",), reason=True, by=_LEAD,
    ),
    Move(
        name="withdraw", label="诉求人撤回", source=_AT_WORK, to="5", sets={"outcome": WITHDRAWN}, stamps=("closed",),
        reason=True,
    ),
    Move(
        name=JOIN, label="并案", source=_AT_WORK, to="5", asks=("joined",), needs=("joined",), sets={"outcome": JOINED},
        gives=("root",), stamps=("closed",), rare=True, by=_LEAD,
    ),
    Move(
        name="unjoin", label="撤出并案", source=("5",), back=JOIN, sets={"outcome": "", "closed": None, "joined": 0},
        gives=("root",), fits=_is_joined, reason=True, by=_LEAD,
    ),
    Move(
        name="reopen", label="重开", source=("5",), to="3", asks=("lead", "due"), needs=("lead", "due"), fits=_stands_alone,
        sets={**_AFRESH, "outcome": "", "closed": None, "on_spot": False}, reason=True, by=_LEAD,
    ),
    Move(
        name="settle", label="办结", source=("1", "2", "3"), to="5", asks=("outcome", "result"), needs=("outcome",),
        stamps=("closed",), ways=True,
    ),
)  # fmt: skip
CLOSED_LOOP = Flow(
    name="closed_loop",
    label="闭环处置",
    outcome="outcome",
    stages=STAGES,
    moves=_MOVES,
    begun="taken",
    given=("slip",),
    clocks=(
        Clock(
            name="handle",
            label="办结",
            starts=("assign", "reopen"),
            day="due",
            by={"level": "level", "category": "category", "body": "lead"},
        ),
    ),
)
"""The five stages; before each is left, what the one who leaves it owes is there."""
CLOSED_STAGES, VOID_STAGES = CLOSED_LOOP.codes(Meaning.DONE, Meaning.VOID), CLOSED_LOOP.codes(Meaning.VOID)
OPEN_MATTERS = "在办"
"""The part of the list at which something is to be done."""

_ENDED, _NOT_VOID = one_of("stage", CLOSED_LOOP.codes(Meaning.DONE)), not_one_of("stage", VOID_STAGES)
_OUTCOMES = (
    ("matters_solved", "已解决", is_("outcome", SOLVED)),
    ("matters_partly", "部分解决", is_("outcome", PARTLY)),
    ("matters_explained", "解释说明", is_("outcome", EXPLAINED)),
    ("matters_elsewhere", "转走或告知法定途径", is_("outcome", ELSEWHERE)),
    ("matters_withdrawn", "诉求人撤回", is_("outcome", WITHDRAWN)),
    ("matters_untold", "没有记结果", not_one_of("outcome", (SOLVED, PARTLY, EXPLAINED, ELSEWHERE, WITHDRAWN, JOINED))),
)
FIGURES = (
    Figure(name="matters_taken", label="受理诉求", of="matter", where=(_NOT_VOID,), when="taken", unit="件"),
    Figure(
        name="problems", label="反映的问题", of="matter", where=(_NOT_VOID, is_not("nature", ABOUT_MEETINGS)),
        when="taken", measure=once("root"), unit="个",
        about="并案的和它的案件、议题算一件，记在最早来的那天；会务和作废的不算",
    ),
    Figure(
        name="problems_ended", label="了结的问题", of="matter", when="closed", service="problems_over", unit="个",
        about="并案的和它的案件、议题算一件，不论怎样了结",
    ),
    Figure(
        name="problems_open", label="在办的问题", of="matter", service="problems_in_hand", unit="个",
        about="并案的和它的案件、议题算一件",
    ),
    Figure(
        name="problems_coordinated", label="协调小区问题", of="matter", when="taken", service="problems_coordinated", needs="meeting",
        unit="个", about="期间里开过的党群议事厅会议议到的：讨论情况、议定事项都没写的没有议到，不算；一件事上几次会、并案的都算一件，作废的不算",
    ),
    Figure(
        name="matters_people", label="涉及群众", of="matter", where=(_NOT_VOID,), when="taken", measure=total("people"),
        unit="人次", about="各件写的涉及人数相加",
    ),
    Figure(
        name="matters_closed", label="办结诉求", of="matter", where=(_ENDED, is_not("outcome", JOINED)), when="closed",
        unit="件", about="并到别的诉求里的不算",
    ),
    *(
        Figure(name=name, label=label, of="matter", where=(_ENDED, condition), when="closed", unit="件")
        for name, label, condition in _OUTCOMES
    ),
    Figure(
        name="disputes_solved", label="化解矛盾纠纷", of="matter",
        where=(_ENDED, is_("outcome", SOLVED), is_("nature", DISPUTE)), when="closed", unit="起",
        about="性质是矛盾纠纷、结果是已解决的诉求，并案的算一件",
    ),
    Figure(
        name="matters_on_spot", label="当场办结", of="matter", where=(_ENDED, is_("on_spot", 1)), when="closed", unit="件"
    ),
    Figure(
        name="matters_satisfied", label="满意率", of="matter", where=(_ENDED, is_not("outcome", JOINED)), when="closed",
        measure=ratio(), by_rule="rating", about="评议里一共数哪些、其中哪些算满意，各地算法不一，由本中心定",
    ),
    Figure(
        name="due_today", label="到期和逾期", of="matter", service="due_today", today_alone=True, unit="件",
        about="到那天该办完的：诉求、案件、决议、公示等，一件事一行；已逾期的也在内",
    ),
    Figure(name="due_late", label="已逾期", of="matter", service="due_late", today_alone=True, unit="件", about="“到期和逾期”里已经过了期限的"),
    Figure(
        name="matters_open", label="在办诉求", of="matter", where=(not_one_of("stage", CLOSED_STAGES),), unit="件"
    ),
)  # fmt: skip
CHECKS = (Check(label="办结的各种结果", parts=tuple(name for name, _, _ in _OUTCOMES), whole="matters_closed"),)

_MAY = May(
    sees={
        **seen(_LEAD | {Role.ARCHIVIST}),
        Role.GRID: Own.GRIDS | Own.MINE,
        **dict.fromkeys((Role.MEDIATOR, Role.SECRETARY), Own.MINE | Own.LED_TO),
    },
    led=(("mediation_case", "matter"), ("topic", "matter"), ("resolution", "matter")),
    makes=_NEAR | {Role.MEDIATOR, Role.SECRETARY},
    changes=_NEAR | {Role.MEDIATOR},
    deletes=_LEAD,
    exports=_LEAD,
)  # fmt: skip

MATTERS = Kind(
    record=Matter,
    code=29,
    room=Room.MATTERS,
    may=_MAY,
    tab="诉求",
    order=("-taken", "-id"),
    views=(View(OPEN_MATTERS, (not_one_of("stage", CLOSED_STAGES),)),),
    new="登记诉求",
    start="登记诉求",
    empty="群众来窗口、来电、入户时说的事，点“登记诉求”记一件，取号并印回执（Ctrl+N）",
    help=(
        "一件事一条：登记、取号、给回执，按环节一步一步办，红色按钮是下一步；核查的人不能是处置的人，办完的锁住，写错了用“更正”。",
        "同一件事用“更多 → 并案”并到一件，只算一件，错了“撤出并案”；登记时旁边列出可能是同一件的，点“并到这件”或“不是一件事”。",
        "由它办起的都办完了，红色按钮就是“办结”。期限空着按“办理时限”算；要暂停计时、延期，在“更多…”里。",
        "只是来问一句的，在列表上面一行写“问了什么 | 怎么答复”，回车就取号办结。",
    ),
    found=Found(
        persons=("claimants.name",),
        texts=("subject", "number"),
        telephones=("claimants.phone",),
        documents=("number", "outside_no", "slip"),
        newest_first=True,
    ),
    line=("{claimant_names}", "{stage}", "期限 {due}"),
    number=Numbered("number", "subject", family=Family(day="taken", code=MATTER, word="诉求")),
    figures=FIGURES,
    checks=CHECKS,
    known_by=(("number",), ("channel", "outside_no"), ("subject", "taken")),
    flows=(CLOSED_LOOP,),
    on_card=OnCard("claimants.who", "taken", ("{stage}",), open=OPEN_MATTERS, open_line=("期限 {due}",), begins=True),
    due=WhileOpen(who="claimant_names", mine=("taker",), root="root"),
    moved="matter_moved",
    save="take_in",
    papers=("matter_intake", "matter_referral"),
    quick="answer_at_once",
    evidence=True,
)
