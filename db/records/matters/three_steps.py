"""听议定: what parties say of a matter (听), the meeting that talks it over (议), and what is resolved (定), each with its day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from attrs import frozen

from db.errors import Problem
from db.fields import Code, Day, Flag, Link, LongText, Looks, Privacy, Rows, StageCode, Text
from db.records.base import Part, Record, fields_of
from db.records.condition import is_, not_one_of, something
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.hall.meeting import HALL, RESOLUTION_TO_DO
from db.records.kind import Begins, BegunAt, Found, Kind, OwnPaper, Room, View
from db.records.matters.flow import LEADERS
from db.records.may import May, Own, seen
from db.records.role import Role

DECIDED, DROPPED = "1", "2"
"""How it ended; codes of the table ``three_steps_end``."""
TALK, DECIDE = "talk", "decide"
STAGES = (
    Stage("1", "听", Meaning.NEW),
    Stage("2", "议", Meaning.WORKING),
    Stage("3", "定", Meaning.DONE),
    Stage("0", "作废", Meaning.VOID),
)
_MOVES = (
    Move(name=TALK, label="上会议", source=("1",), to="2", asks=("meeting",), needs=("meeting",), gives=("met",), main=True),
    Move(
        name=DECIDE, label="议定", source=("2",), to="3", asks=("resolved", "by_owners"), needs=("resolved",),
        sets={"outcome": DECIDED}, stamps=("decided",), papers=("three_steps_slip",), main=True, by=LEADERS,
    ),
    Move(
        name="again", label="没议定，再听", source=("2",), to="1", sets={"meeting": 0, "met": None}, reason=True, by=LEADERS,
    ),
    Move(
        name="drop", label="不再议", source=("1", "2"), to="3", sets={"outcome": DROPPED}, stamps=("decided",), reason=True,
        rare=True, by=LEADERS,
    ),
    Move(
        name="reopen", label="重开", source=("3",), to="1",
        sets={"outcome": "", "decided": None, "meeting": 0, "met": None, "resolved": ()}, reason=True, by=LEADERS,
    ),
)  # fmt: skip
THREE_STEPS_FLOW = Flow(name="three_steps", outcome="outcome", stages=STAGES, moves=_MOVES, begun="heard")
CLOSED_STAGES, VOID_STAGES = (
    THREE_STEPS_FLOW.codes(Meaning.DONE, Meaning.VOID),
    THREE_STEPS_FLOW.codes(Meaning.VOID),
)


@frozen(kw_only=True, slots=False)
class Opinion(Part):
    """各方意见: what one party says, and how it was heard."""

    TABLE: ClassVar[str] = "three_steps_opinion"
    LABEL: ClassVar[str] = "各方意见"

    party: Annotated[str, Text("哪一方", required=True, width=8, help="例如：业主、物业、业委会")] = ""
    way: Annotated[str, Code("怎样听的", table="matter_channel", width=6)] = ""
    opinion: Annotated[str, LongText("意见", privacy=Privacy.PERSONAL, required=True, width=20, lines=1)] = ""


@frozen(kw_only=True, slots=False)
class Resolved(Part):
    """议定的决议: one of the resolutions in which it ended."""

    TABLE: ClassVar[str] = "three_steps_resolved"
    LABEL: ClassVar[str] = "议定的决议"

    resolution: Annotated[int, Link("决议", to="resolution", required=True, width=20)] = 0


@frozen(kw_only=True, slots=False)
class ThreeSteps(Record):
    """一件诉求的听、议、定.

    Attributes:
        met: the day of the meeting, which follows it when it is put off.
        by_owners: whether 业主大会 must decide it besides.
    """

    TABLE: ClassVar[str] = "three_steps"
    LABEL: ClassVar[str] = "听议定"
    ORDERED_BY: ClassVar[tuple[str, ...]] = ("heard", "subject")

    subject: Annotated[str, Text("议什么", required=True, width=18, listed=True, group="要议的事")] = ""
    matter: Annotated[int, Link("诉求", to="matter", required=True, width=20)] = 0
    heard: Annotated[
        date | None, Day("听意见日期", looks=Looks.BACK, required=True, width=6, listed=True, group="听")
    ] = None
    opinions: Annotated[tuple[Opinion, ...], Rows("各方意见", part=Opinion)] = ()
    meeting: Annotated[int, Link("上的会议", to="meeting", width=14, listed=True, fixed=True, group="议、定")] = 0
    met: Annotated[date | None, Day("开会日期", width=6, listed=True, fixed=True)] = None
    resolved: Annotated[tuple[Resolved, ...], Rows("议定的决议", part=Resolved, fixed=True)] = ()
    by_owners: Annotated[bool, Flag("须业主大会决定", width=6, fixed=True)] = False
    decided: Annotated[date | None, Day("议定日期", looks=Looks.BACK, width=6, listed=True, fixed=True)] = None
    stage: Annotated[
        str,
        StageCode("环节", table="three_steps_stage", stages=STAGES, required=True, width=4, listed=True, fixed=True),
    ] = "1"
    outcome: Annotated[str, Code("怎样了结", table="three_steps_end", width=5, listed=True, fixed=True)] = ""

    def title(self, linked: Mapping[str, str]) -> str:
        """What is talked over."""
        return self.subject

    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.stage not in CLOSED_STAGES

    def rules(self) -> Iterable[Problem]:
        """Each resolution is named once."""
        named = [one.resolution for one in self.resolved if one.resolution]
        if len(set(named)) < len(named):
            yield fields_of(ThreeSteps)["resolved"].problem("twice", "同一条决议写了两次", "请去掉重复的一行")


THREE_STEPS = Kind(
    record=ThreeSteps,
    code=80,
    room=Room.MATTERS,
    may=May(
        sees={**seen(LEADERS | {Role.ARCHIVIST}), Role.GRID: Own.OWNED},
        of="matter",
        makes=LEADERS,
        changes=LEADERS,
        deletes=LEADERS,
        exports=LEADERS,
    ),
    tab="听议定",
    order=("-heard", "-id"),
    views=(
        View("没议定的", (not_one_of("stage", CLOSED_STAGES),)),
        View("议定了还在办", (is_("outcome", DECIDED), is_("resolved.resolution.state", RESOLUTION_TO_DO))),
        View("须业主大会决定", (is_("by_owners", 1), something("decided"))),
    ),
    new="听议定",
    empty="打开要先听各方意见、再上会议、议定的诉求，按 T 听议定",
    begins=(("heard", Begins.TODAY),),
    begun_at=(BegunAt("matter", "听议定", key="T"),),
    help=(
        "一件事先听、再议、后定：在那件诉求上按 T，听了哪一方、怎样听的、什么意见，一方一行。",
        "红色按钮是下一步：“上会议”选会议，排了这个议题的，没有就是下一次的，自己选好；还没开的会，议程里没有它就自己排上，各方意见写在议题的情况说明里。"
        "会议改期，开会日期跟着改；“议定”选决议，须业主大会决定的勾上。要先征集议题的按 H。",
        "诉求页上三步各写着日子，议定的写着决议办结了没有。Ctrl+P 印听议定议事单。",
    ),
    found=Found(texts=("subject",), newest_first=True),
    line=("{stage}", "听 {heard}", "议 {met}", "定 {decided}"),
    flows=(THREE_STEPS_FLOW,),
    moved="three_steps_moved",
    known_by=(("subject", "heard"),),
    papers=(OwnPaper("three_steps_slip", "议事单"),),
    switch=HALL,
    evidence=True,
)  # fmt: skip
