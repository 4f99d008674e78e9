"""A type with stages that the program does not have: a whistle blown for others to come; a store is given it at run time."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.fields import Code, Day, Link, LongText, Looks, Privacy, Ref, Rows, StageCode, Text
from db.records.base import Part, Record
from db.records.clock import Clock
from db.records.condition import not_one_of
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import Begins, Family, Found, Kind, Numbered, Room, View, WhileOpen
from db.records.may import BUSINESS, May, Own, seen, some
from db.records.role import Role
from db.values.working_time import MINUTES, Length

STAGES = (
    Stage("1", "吹哨", Meaning.NEW),
    Stage("2", "签收", Meaning.WORKING, optional=True),
    Stage("3", "到场处置", Meaning.WORKING),
    Stage("4", "销哨", Meaning.DONE),
    Stage("0", "作废", Meaning.VOID),
)
MOVES = (
    Move(
        name="sign", label="签收", source=("1",), to="2", asks=("lead", "due"), needs=("lead", "due"),
        papers=("record_sheet",), main=True,
    ),
    Move(name="arrive", label="到场", source=("2",), to="3", asks=("units", "result"), stamps=("arrived",), main=True),
    Move(name="check", label="核查", source=("3",), asks=("finding",), needs=("finding",), not_same=("sign",)),
    Move(
        name="end", label="销哨", source=("3",), to="4", asks=("outcome",), needs=("outcome", "finding"),
        stamps=("closed",), main=True,
    ),
    Move(name="again", label="再吹哨", source=("2", "3"), to="1", sets={"lead": 0, "due": None}, reason=True),
)  # fmt: skip
CLOCKS = (
    Clock(name="sign", label="签收", stops=("sign", "2"), warn=Length(10, MINUTES), by={"body": "lead"}),
    Clock(name="arrive", label="到场", starts=("sign",), stops=("arrive", "3"), day="due", by={"body": "lead"}),
)
FLOW = Flow(name="whistle", outcome="outcome", stages=STAGES, moves=MOVES, begun="blown", clocks=CLOCKS)


@frozen(kw_only=True, slots=False)
class Unit(Part):
    """A body that was called."""

    TABLE: ClassVar[str] = "spare_whistle_unit"
    LABEL: ClassVar[str] = "报到单位"

    body: Annotated[int, Link("单位", to="body", required=True, width=10)] = 0
    sent: Annotated[str, Text("来了谁", width=8)] = ""


@frozen(kw_only=True, slots=False)
class Whistle(Record):
    """A type that the program does not have."""

    TABLE: ClassVar[str] = "spare_whistle"
    LABEL: ClassVar[str] = "吹哨"

    number: Annotated[str, Text("哨号", width=9, listed=True, fixed=True)] = ""
    what: Annotated[str, Text("事由", required=True, width=20, listed=True)] = ""
    blown: Annotated[date | None, Day("吹哨日期", looks=Looks.BACK, required=True, width=6, listed=True)] = None
    grid: Annotated[int, Link("网格", to="grid", width=8, listed=True)] = 0
    place: Annotated[int, Ref("地点", to=("house", "building"), privacy=Privacy.PERSONAL, width=12)] = 0
    matter: Annotated[int, Link("来自诉求", to="matter", width=12)] = 0
    facts: Annotated[str, LongText("情况", privacy=Privacy.PERSONAL, width=28)] = ""
    units: Annotated[tuple[Unit, ...], Rows("报到单位", part=Unit)] = ()
    lead: Annotated[int, Link("主责单位", to="body", width=10, listed=True, fixed=True)] = 0
    due: Annotated[date | None, Day("到场期限", looks=Looks.AHEAD, width=6, listed=True, fixed=True)] = None
    arrived: Annotated[date | None, Day("到场日期", looks=Looks.BACK, width=6, fixed=True)] = None
    result: Annotated[str, LongText("处置情况", privacy=Privacy.PERSONAL, width=28, fixed=True)] = ""
    finding: Annotated[str, LongText("核查情况", width=28, lines=1, fixed=True)] = ""
    outcome: Annotated[str, Code("结果", table="outcome", width=6, listed=True, fixed=True)] = ""
    closed: Annotated[date | None, Day("销哨日期", looks=Looks.BACK, width=6, fixed=True)] = None
    stage: Annotated[
        str, StageCode("环节", table="whistle_stage", stages=STAGES, required=True, width=5, listed=True, fixed=True)
    ] = "1"

    def title(self, linked: Mapping[str, str]) -> str:
        """Number and what for."""
        return f"{self.number} {self.what}".strip()


WHISTLES = Kind(
    record=Whistle,
    code=32_001,
    room=Room.FORCES,
    may=May(sees=seen(BUSINESS, {Role.GRID: Own.GRIDS}), makes=BUSINESS, changes=BUSINESS, deletes=some(Role.CHIEF)),
    tab="吹哨",
    order=("-blown", "-id"),
    views=(View("没销的", (not_one_of("stage", FLOW.codes(Meaning.DONE, Meaning.VOID)),)),),
    new="吹一次哨",
    start="吹哨",
    begins=(("blown", Begins.TODAY),),
    help=("叫单位来一起办的事：吹哨、签收、到场处置、销哨；核查的人不能是签收的人。",),
    found=Found(texts=("what", "number"), documents=("number",), newest_first=True),
    line=("{grid}", "{stage}", "期限 {due}"),
    number=Numbered("number", "what", family=Family(day="blown", word="哨")),
    flows=(FLOW,),
    due=WhileOpen(who="grid", root="matter"),
)
