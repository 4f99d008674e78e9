"""How a matter goes on: 网格召集—分级转办—问题处置—核查反馈—评议归档, and what each step asks and owes."""

from typing import Protocol

from db.records.clock import Clock
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.matters.codes import ELSEWHERE, JOINED, WITHDRAWN
from db.records.may import some
from db.records.role import Role

JOINED_BY = ("root", "joined")
"""The fields that tell to which one a matter is joined."""
JOIN = "join"
"""The move by which a matter is joined to another one."""
STAGES = (
    Stage("1", "网格召集", Meaning.NEW, words=("召集",)),
    Stage("2", "分级转办", Meaning.WORKING, words=("转办",)),
    Stage("3", "问题处置", Meaning.WORKING, words=("处置",)),
    Stage("4", "核查反馈", Meaning.WORKING, words=("核查", "反馈")),
    Stage("5", "评议归档", Meaning.DONE, words=("归档", "评议")),
    Stage("0", "作废", Meaning.VOID),
)


class _Joinable(Protocol):
    @property
    def joined(self) -> int: ...


def _is_joined(matter: _Joinable) -> bool:
    return bool(matter.joined)


def _stands_alone(matter: _Joinable) -> bool:
    return not matter.joined


_AT_WORK = ("1", "2", "3", "4")
_AFRESH = {"checked": None, "told": None, "finding": "", "rating": ""}
LEADERS = some(Role.DESK, Role.CHIEF)
"""Whoever says who deals with a matter, and that it is over."""
NEAR = LEADERS | {Role.GRID}
"""Whoever knows what is so on the spot besides."""
_MOVES = (
    Move(
        name="gather", label="召集完成，转分级", source=("1",), to="2", asks=("called", "level"), needs=("called",), main=True,
        by=NEAR,
    ),
    Move(
        name="assign", label="转交处置", source=("2",), to="3", asks=("level", "lead", "due"), needs=("lead", "due"),
        papers=("matter_referral",), main=True, by=LEADERS,
    ),
    Move(name="handle", label="反馈结果", source=("3",), to="4", asks=("result",), needs=("result",), main=True),
    Move(
        name="check", label="核查", source=("4",), asks=("finding", "told"), needs=("finding",), stamps=("checked",),
        not_same=("handle",), by=NEAR,
    ),
    Move(
        name="archive", label="评议归档", source=("4",), to="5", asks=("outcome", "rating"),
        needs=("checked", "outcome", "rating"), stamps=("closed",), main=True, by=LEADERS,
    ),
    Move(name="return", label="退回处置", source=("4",), to="3", sets=_AFRESH, reason=True, by=NEAR),
    Move(
        name="answer", label="当场办结", source=("1",), to="5", asks=("result", "outcome"), needs=("result", "outcome"),
        sets={"on_spot": True}, stamps=("closed",),
    ),
    Move(
        name="refer", label="转走或告知法定途径", source=("1", "2"), to="5", sets={"outcome": ELSEWHERE},
        stamps=("closed",), reason=True, by=LEADERS,
    ),
    Move(
        name="withdraw", label="诉求人撤回", source=_AT_WORK, to="5", sets={"outcome": WITHDRAWN}, stamps=("closed",),
        reason=True,
    ),
    Move(
        name=JOIN, label="并案", source=_AT_WORK, to="5", asks=("joined",), needs=("joined",), sets={"outcome": JOINED},
        gives=("root",), stamps=("closed",), rare=True, by=LEADERS,
    ),
    Move(
        name="unjoin", label="撤出并案", source=("5",), back=JOIN, sets={"outcome": "", "closed": None, "joined": 0},
        gives=("root",), fits=_is_joined, reason=True, by=LEADERS,
    ),
    Move(
        name="reopen", label="重开", source=("5",), to="3", asks=("lead", "due"), needs=("lead", "due"), fits=_stands_alone,
        sets={**_AFRESH, "outcome": "", "closed": None, "on_spot": False}, reason=True, by=LEADERS,
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
