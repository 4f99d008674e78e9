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
    Privacy,
    Rows,
    StageCode,
    Text,
    Whole,
)
from db.records.base import Record, derived, fields_of
from db.records.centre.centre import DISPUTES_FROM
from db.records.deed import Deed
from db.records.kind import Beside, Family, Found, Kind, Numbered, OnCard, OwnPaper, Room, WhileOpen
from db.records.letters.number import MATTER
from db.records.matters.callback_figures import CALLBACK_FIGURES
from db.records.matters.figures import CHECKS, FIGURES, TIMES
from db.records.matters.flow import CLOSED_LOOP, CLOSED_STAGES, LEADERS, NEAR, OPEN_MATTERS, STAGES
from db.records.matters.ladder import MatterLevel
from db.records.matters.parts import Apart, Callback, Claimant, Helper, Respondent
from db.records.matters.views import VIEWS
from db.records.may import May, Own, Right, seen
from db.records.power import Power
from db.records.role import Role
from db.values.day import day_of
from db.values.time_between import time_between


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
    category: Annotated[str, Code("类别", table="matter_category", width=6)] = ""
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
    against: Annotated[
        tuple[Respondent, ...], Rows("被反映的人或单位", part=Respondent, group="被反映的", folded=True)
    ] = ()
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
    first_lead: Annotated[int, Link("首接单位", to="body", width=10, fixed=True)] = 0
    objected: Annotated[datetime | None, Moment("提出管辖异议", looks=Looks.BACK, width=8, fixed=True)] = None
    days_asked: Annotated[
        int | None, Whole("申请延长（工作日）", units=("个工作日", "天"), least=1, most=999, width=5, fixed=True)
    ] = None
    days_granted: Annotated[int | None, Whole("批准延长（工作日）", width=5, fixed=True)] = None
    first_answer: Annotated[datetime | None, Moment("首次答复", looks=Looks.BACK, width=8, fixed=True)] = None
    called_back: Annotated[date | None, Day("回访日期", looks=Looks.BACK, width=6, fixed=True)] = None
    to_secretary: Annotated[bool, Flag("交书记", width=3, fixed=True)] = False
    elsewhere: Annotated[str, Code("告知的途径", table="elsewhere", width=6, fixed=True)] = ""
    callbacks: Annotated[tuple[Callback, ...], Rows("回访", part=Callback, fixed=True)] = ()
    levelled: Annotated[datetime | None, Moment("分级时间", looks=Looks.BACK, width=8, fixed=True)] = None
    size: Annotated[str, Code("大小", table="matter_size", width=4, fixed=True)] = ""
    helpers: Annotated[tuple[Helper, ...], Rows("协办单位", part=Helper, group="协办", folded=True)] = ()
    levels: Annotated[tuple[MatterLevel, ...], Rows("所在层级", part=MatterLevel, fixed=True)] = ()
    apart: Annotated[tuple[Apart, ...], Rows("不是一件事", part=Apart, fixed=True)] = ()

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and subject."""
        return f"{self.number} {self.subject}".strip()

    @derived(Text("何人诉求", privacy=Privacy.PERSONAL, width=8))
    def claimant_names(self) -> str:
        """Their names; who does not want to be named, is not."""
        return "、".join("（匿名）" if c.anonymous or c.hidden else c.name for c in self.claimants)

    @derived(Text("答复时长", width=6))
    def answered_in(self) -> str:
        """From when it came to the first answer: 25分钟, 3.5小时; by the days alone where a clock time is not known."""
        return time_between(self.taken, self.first_answer)

    def mark(self) -> str:
        """What somebody else must say first: the chief, after two callbacks or an objection."""
        if not self.is_open():
            return ""
        return "两次不满意，交书记/主任定" if self.to_secretary else "管辖异议，待裁定" if self.objected else ""

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


_MAY = May(
    sees={
        **seen(LEADERS | {Role.ARCHIVIST}),
        Role.GRID: Own.GRIDS | Own.MINE,
        **dict.fromkeys((Role.MEDIATOR, Role.SECRETARY), Own.MINE | Own.LED_TO),
    },
    led=(("mediation_case", "matter"), ("topic", "matter"), ("resolution", "matter"), ("whistle", "matter")),
    makes=NEAR | {Role.MEDIATOR, Role.SECRETARY},
    changes=NEAR | {Role.MEDIATOR},
    deletes=LEADERS,
    exports=LEADERS,
)  # fmt: skip

MATTERS = Kind(
    record=Matter,
    code=29,
    room=Room.MATTERS,
    may=_MAY,
    tab="诉求",
    order=("-taken", "-id"),
    views=VIEWS,
    new="登记诉求",
    start="登记诉求",
    empty="群众来窗口、来电、入户时说的事，点“登记诉求”记一件，取号并印回执（Ctrl+N）",
    help=(
        "一件事一条：登记、取号、给回执，按环节一步一步办，红色按钮是下一步；核查的人不能是处置的人，办完的锁住，写错了用“更正”。",
        "首接的单位先负责：认为不归自己管，用“管辖异议”写明理由，由书记/主任裁定，裁定以前照办、照计时。要延期的写明申请几个工作日、批准人。",
        "归档前要回访：“回访”记响应、解决、满意度；不满意的第一次自己退回处置，第二次交书记/主任定。匿名的不回访，勾“公开办理情况”归档。",
        "同一件事用“更多 → 并案”并到一件，只算一件，错了“撤出并案”；登记时旁边列出可能是同一件的，点“并到这件”或“不是一件事”。",
        "自己这层解决不了的“上报”，该下面办的“退回下级”，都写理由；到过哪几层、什么时候，逐级调处单上印着。",
        "由它办起的都办完了，红色按钮就是“办结”；反馈过结果又退回来的，还是核查、回访以后归档。期限空着按“办理时限”算；要暂停计时、延期，在“更多…”里。",
        "回执上的码打在上面查找框里（Ctrl+K），或者用扫码枪扫，回车就打开那一件，光标停在该填的那一栏；码打错一位会告诉您。"
        "类别分两级，在“设置 → 选项”里加自己的；列表、统计、办理时限问上一级的，下一级的也在内。",
        "登记时选了人、房屋或楼栋，旁边列出这一户以前的事，不论是反映的还是被反映的；投诉谁写在“被反映的人或单位”，他不能主办、处置、核查这件事。",
        "每月的办理情况公示在列表的“更多…”里：勾了“公开办理情况”的和匿名的写成一份公示，没有姓名和号码，要求不公开的不写；看一遍再保存、张贴，也能导出成表。",
        "只是来问一句的，按 F3 到列表上面一行，写“问了什么 | 怎么答复”，回车就取号办结。",
    ),
    found=Found(
        persons=("claimants.name",),
        texts=("subject", "number"),
        telephones=("claimants.phone",),
        documents=("number", "outside_no", "slip"),
        newest_first=True,
    ),
    line=("{claimant_names}", "{mark}", "{stage}", "期限 {due}"),
    number=Numbered("number", "subject", family=Family(day="taken", code=MATTER, word="诉求")),
    figures=(*FIGURES, *TIMES, *CALLBACK_FIGURES),
    rules=(DISPUTES_FROM,),
    checks=CHECKS,
    known_by=(("number",), ("channel", "outside_no"), ("subject", "taken")),
    flows=(CLOSED_LOOP,),
    on_card=OnCard("claimants.who", "taken", ("{stage}",), open=OPEN_MATTERS, open_line=("期限 {due}",), begins=True),
    due=WhileOpen(who="claimant_names", mine=("taker",), root="root"),
    moved="matter_moved",
    deed=Deed("受理诉求", "taker", "taken", ("{nature}", "{channel}")),
    save="take_in",
    papers=(
        "matter_intake",
        "matter_accept",
        "matter_referral",
        "matter_reply",
        "matter_extension",
        "matter_check",
        "matter_callback",
        "matter_archive",
        "matter_elsewhere",
        OwnPaper("matter_levels", "逐级调处单"),
    ),
    quick="answer_at_once",
    many=("monthly_posting",),
    beside=(
        Beside(
            "pasted_chat",
            "从聊天粘贴",
            (
                "微信群、公众号里的话整段粘贴进来，一条消息（或一行）一件：下面先列出来，勾上的才登记，按空格勾或不勾；只说收到、谢谢这样的，和登记过的，没有勾。",
                "姓名、电话、证件号码不写进事由；“都不记名”勾上，谁说的也不记。像是同一件的写在后面。Ctrl+Enter 一次登记，一次撤销；同样的话再粘贴一遍不会重复登记。",
            ),
            Right.MAKE,
        ),
        Beside(
            "ladder",
            "分级化解",
            (
                "一段时间里到过每一层的有多少件、在这一层解决的有多少、办结的大事小事各多少；回车打开那些诉求。",
                "层级和大小的叫法在“设置 → 选项”里改；大小在分级、交办时填。打印、导出的就是看到的这张表。",
            ),
            power=Power.FIGURES,
        ),
        Beside(
            "sorted_out",
            "分类统计",
            (
                "一段时间里从哪里来的、哪一类的各有多少，办结、解决了多少：上面选按来源、类别、性质、紧急程度还是结果分；类别下面的一级缩进一格，上一级的数里有它。",
                "选中一个数，回车打开那些诉求。一件事从几处来、并了案的，受理诉求那一栏各算一件，其余只算一件，算在并入的那件的一类里。打印、导出的就是看到的这张表。",
            ),
            power=Power.FIGURES,
        ),
    ),
    evidence=True,
)
