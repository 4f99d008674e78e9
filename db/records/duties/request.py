"""个人信息请求: what somebody asks to be done with what the centre keeps of them, and how it was answered."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Link, LongText, Looks, Name, Phone, Privacy, StageCode
from db.records.base import Record, fields_of
from db.records.clock import Clock
from db.records.condition import not_one_of
from db.records.figure import ALL, Figure
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import Begins, Found, Kind, OnCard, OwnPaper, Room, Switch, View, WhileOpen
from db.records.may import May, seen, some
from db.records.role import Role

NOT_PROVED = "9"
"""Code of the table ``identity_proof``: whoever asks is not known to be who he says."""
ELSEWHERE, WITHDRAWN = "4", "5"
REQUESTS_SWITCH = Switch("rights_requests", "个人信息请求")
STAGES = (
    Stage("1", "收到", Meaning.NEW),
    Stage("2", "已核验身份", Meaning.WORKING),
    Stage("3", "已答复", Meaning.DONE),
    Stage("0", "作废", Meaning.VOID),
)


def _not_proved(request: "RightsRequest") -> Iterable[Problem]:
    """Nothing of anybody is told to, or changed for, who is not known (个人信息保护法 第五十条)."""
    if request.proof == NOT_PROVED:
        yield fields_of(RightsRequest)["proof"].problem(
            "not_proved", "身份没能核实", "请先核实；核实不了的，用“不予办理”"
        )


MOVES = (
    Move(
        name="identify", label="核验身份", source=("1",), to="2", asks=("proof", "due"), needs=("proof",),
        stamps=("proved",), hindered=_not_proved, main=True,
    ),
    Move(
        name="answer", label="办完并答复", source=("2",), to="3", asks=("outcome", "result"), needs=("outcome", "result"),
        stamps=("closed",), papers=("rights_answer",), main=True,
    ),
    Move(
        name="refuse", label="不予办理", source=("1", "2"), to="3", asks=("result",), needs=("result",),
        sets={"outcome": ELSEWHERE}, stamps=("closed",), reason=True, papers=("rights_answer",),
    ),
    Move(
        name="withdraw", label="本人撤回", source=("1", "2"), to="3", sets={"outcome": WITHDRAWN}, stamps=("closed",),
        reason=True,
    ),
)  # fmt: skip
FLOW = Flow(
    name="rights_request",
    outcome="outcome",
    stages=STAGES,
    moves=MOVES,
    begun="received",
    given=("due",),
    clocks=(Clock(name="answer", label="答复", stops=("3",), day="due"),),
)


@frozen(kw_only=True, slots=False)
class RightsRequest(Record):
    """一件个人信息请求 (个人信息保护法 第四十四至五十条).

    Attributes:
        resident: whose information it is; 0 for somebody whom the register does not know.
        asker: who asks.
        due: until when it is to be answered: the law says 及时 and no number, GB/T 35273-2020, 8.7 thirty days; the centre may set another
            rule, or the clerk another day.
    """

    TABLE: ClassVar[str] = "rights_request"
    LABEL: ClassVar[str] = "个人信息请求"
    TITLED_BY: ClassVar[tuple[str, ...]] = ("resident",)

    received: Annotated[date | None, Day("收到日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    kind: Annotated[str, Code("请求什么", table="request_kind", required=True, width=6, listed=True)] = ""
    resident: Annotated[int, Link("谁的信息", to="resident", width=6, listed=True)] = 0
    asker: Annotated[str, Name("请求人", required=True, width=6, listed=True)] = ""
    relation: Annotated[str, Code("请求人是", table="request_asker", required=True, width=6)] = "1"
    phone: Annotated[str, Phone("联系电话", privacy=Privacy.PERSONAL, width=8)] = ""
    what: Annotated[str, LongText("具体要求", privacy=Privacy.PERSONAL, required=True, width=28)] = ""
    proof: Annotated[str, Code("怎样核验身份", table="identity_proof", width=8, fixed=True)] = ""
    proved: Annotated[date | None, Day("核验日期", looks=Looks.BACK, width=6, fixed=True)] = None
    due: Annotated[
        date | None,
        Day(
            "答复期限",
            looks=Looks.AHEAD,
            width=6,
            listed=True,
            fixed=True,
            help="通常收到后30日；本地另有规定的，在设置 → 办理时限里改，个别的核验身份时改",
        ),
    ] = None
    result: Annotated[str, LongText("怎样办的", privacy=Privacy.PERSONAL, width=28, fixed=True)] = ""
    outcome: Annotated[str, Code("结果", table="outcome", width=6, listed=True, fixed=True)] = ""
    closed: Annotated[date | None, Day("答复日期", looks=Looks.BACK, width=6, fixed=True)] = None
    stage: Annotated[
        str,
        StageCode("环节", table="rights_request_stage", stages=STAGES, required=True, width=6, listed=True, fixed=True),
    ] = "1"

    def title(self, linked: Mapping[str, str]) -> str:
        """Who asks for what."""
        return f"{self.asker or linked.get('resident', '')} {fields_of(RightsRequest)['kind'].show(self.kind)}".strip()


_DEALING = some(Role.DESK, Role.CHIEF)
RIGHTS_REQUESTS = Kind(
    record=RightsRequest,
    code=63,
    room=Room.DUTIES,
    may=May(
        sees=seen(_DEALING | {Role.ARCHIVIST}),
        makes=_DEALING,
        changes=_DEALING,
        deletes=some(Role.CHIEF),
        exports=some(Role.CHIEF),
    ),
    tab="请求",
    order=("-received", "-id"),
    views=(View("没答复的", (not_one_of("stage", FLOW.codes(Meaning.DONE, Meaning.VOID)),)),),
    new="登记请求",
    begins=(("received", Begins.TODAY),),
    begins_named=(("asker", "resident"),),
    known_by=(("received", "asker", "kind", "what"),),
    found=Found(persons=("asker",), telephones=("phone",), newest_first=True),
    line=("{stage}", "期限 {due}"),
    flows=(FLOW,),
    on_card=OnCard("resident", "received", ("{stage}",), open="没答复的", open_line=("期限 {due}",)),
    due=WhileOpen(who="asker"),
    figures=(Figure(name="rights_requests", label="个人信息请求", of="rights_request", where=ALL, when="received", unit="件"),),
    papers=("my_information", OwnPaper("rights_answer", "请求答复书")),
    switch=REQUESTS_SWITCH,
    evidence=True,
    help=(
        "有人要看、要复制、要更正、要删除自己的信息，登记在这里：先核验身份，再办，书面答复；不办的写明理由，告诉他可以起诉（个人信息保护法第五十条）。",
        "“打印…”里的“我的信息”，印出本程序里存着他的全部内容，别人的姓名、号码遮住，核对无误再给；看得到全部内容的人才能印，印了记入外送登记。",
        "更正在居民页上改，旧的留在修改记录里；要删的，保管期限没到的停止使用、只存着（第四十七条）。",
    ),
)  # fmt: skip
