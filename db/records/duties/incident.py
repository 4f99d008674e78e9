"""泄露事件: that what is known of people leaked, was changed or lost, and what was done about it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Day, LongText, Looks, Moment, Name, StageCode, Text, Whole
from db.records.base import Record
from db.records.condition import not_one_of
from db.records.figure import ALL, Figure
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import Found, Kind, OwnPaper, Room, Switch, View, WhileOpen
from db.records.may import May, seen, some
from db.records.role import Role

INCIDENTS_SWITCH = Switch("incidents", "泄露事件")
STAGES = (
    Stage("1", "发现", Meaning.NEW),
    Stage("2", "处置中", Meaning.WORKING),
    Stage("3", "已了结", Meaning.DONE),
    Stage("0", "作废", Meaning.VOID),
)
MOVES = (
    Move(name="contain", label="已采取补救", source=("1",), to="2", asks=("measures",), needs=("measures",), main=True),
    Move(
        name="report", label="报主管部门", source=("1", "2"), asks=("authority",), needs=("authority",),
        stamps=("reported",),
    ),
    Move(name="tell", label="告知本人", source=("1", "2"), asks=("told_how",), needs=("told_how",), stamps=("told",)),
    Move(
        name="end", label="了结", source=("2",), to="3", asks=("cause", "lesson"), needs=("cause", "lesson"),
        stamps=("closed",), main=True, papers=("incident_record",),
    ),
)  # fmt: skip
FLOW = Flow(name="incident", stages=STAGES, moves=MOVES, begun="found")


@frozen(kw_only=True, slots=False)
class Incident(Record):
    """一起个人信息安全事件 (个人信息保护法 第五十七条).

    Attributes:
        told_how: how the persons were told; or that they were not, because harm was surely kept off, as the article lets.
    """

    TABLE: ClassVar[str] = "incident"
    LABEL: ClassVar[str] = "泄露事件"

    what: Annotated[str, Text("什么事", required=True, width=16, listed=True, help="例如：U盘丢失，里面有花名册")] = ""
    kind: Annotated[str, Code("种类", table="incident_kind", required=True, width=4, listed=True)] = ""
    found: Annotated[datetime | None, Moment("发现时间", looks=Looks.BACK, required=True, width=9, listed=True)] = None
    finder: Annotated[str, Name("发现人", width=6)] = ""
    told_kinds: Annotated[str, LongText("涉及哪些个人信息", required=True, width=24)] = ""
    people: Annotated[int | None, Whole("涉及多少人", units=("人",), least=0, width=4, listed=True)] = None
    cause: Annotated[str, LongText("原因", width=24)] = ""
    harm: Annotated[str, LongText("可能造成的危害", width=24)] = ""
    contact: Annotated[str, Text("联系人和电话", width=14)] = ""
    measures: Annotated[str, LongText("补救措施", width=28, fixed=True)] = ""
    authority: Annotated[str, Text("报了哪个部门", width=12, fixed=True)] = ""
    reported: Annotated[date | None, Day("上报日期", looks=Looks.BACK, width=6, listed=True, fixed=True)] = None
    told_how: Annotated[
        str, LongText("怎样告知本人", width=24, fixed=True, help="能有效避免危害、不告知的，写明理由")
    ] = ""
    told: Annotated[date | None, Day("告知日期", looks=Looks.BACK, width=6, listed=True, fixed=True)] = None
    lesson: Annotated[str, LongText("整改", width=24, fixed=True)] = ""
    closed: Annotated[date | None, Day("了结日期", looks=Looks.BACK, width=6, fixed=True)] = None
    stage: Annotated[
        str, StageCode("环节", table="incident_stage", stages=STAGES, required=True, width=5, listed=True, fixed=True)
    ] = "1"

    def title(self, linked: Mapping[str, str]) -> str:
        """What happened."""
        return self.what


_DEALING = some(Role.DESK, Role.CHIEF)
INCIDENTS = Kind(
    record=Incident,
    code=64,
    room=Room.DUTIES,
    may=May(
        sees=seen(_DEALING | {Role.ARCHIVIST, Role.AUDITOR}),
        makes=_DEALING,
        changes=_DEALING,
        deletes=some(Role.CHIEF),
        exports=some(Role.CHIEF),
    ),
    tab="泄露",
    order=("-found", "-id"),
    views=(View("没了结的", (not_one_of("stage", FLOW.codes(Meaning.DONE, Meaning.VOID)),)),),
    new="登记泄露事件",
    known_by=(("what", "found"),),
    found=Found(texts=("what",), newest_first=True),
    line=("{stage}", "{found}"),
    flows=(FLOW,),
    due=WhileOpen(),
    figures=(Figure(name="incidents", label="泄露事件", of="incident", where=ALL, when="found", unit="起"),),
    papers=(OwnPaper("incident_record", "事件记录表"),),
    switch=INCIDENTS_SWITCH,
    evidence=True,
    help=(
        "个人信息泄露、被改、丢失，马上登记：先写发生了什么、涉及哪些信息，红色按钮写补救；“报主管部门”“告知本人”随时记（个人信息保护法第五十七条）。",
        "补救以后能有效避免危害的，可以不告知本人，在怎样告知本人那一栏写明理由；主管部门要求的，还要告知。",
        "“打印…”的“事件记录表”写着信息种类、原因、危害、措施和联系方式，报上级、告知本人都用得上。",
    ),
)  # fmt: skip
