"""How a matter goes on: 网格召集—分级转办—问题处置—核查反馈—评议归档, and what each step asks and owes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from db.errors import Problem
from db.records.base import fields_of
from db.records.clock import Clock
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.matters.codes import ELSEWHERE, JOINED, WITHDRAWN
from db.records.matters.ladder import LADDER_MOVES, LEVELLED, LEVELS
from db.records.matters.parts import Callback, Claimant
from db.records.may import NOBODY, Roles, some
from db.records.role import Role

JOINED_BY = ("root", "joined")
"""The fields that tell to which one a matter is joined."""
JOIN = "join"
"""The move by which a matter is joined to another one."""
SEND_BACK = "send_back"
"""The move that the program makes by itself after a callback by which somebody was not content for the first time."""
STAGES = (
    Stage("1", "网格召集", Meaning.NEW, words=("召集",)),
    Stage("2", "分级转办", Meaning.WORKING, words=("转办",)),
    Stage("3", "问题处置", Meaning.WORKING, words=("处置",)),
    Stage("4", "核查反馈", Meaning.WORKING, words=("核查", "反馈")),
    Stage("5", "评议归档", Meaning.DONE, words=("归档", "评议")),
    Stage("0", "作废", Meaning.VOID),
)


class _Standing(Protocol):
    """What moves read of a matter."""

    @property
    def joined(self) -> int: ...
    @property
    def objected(self) -> datetime | None: ...
    @property
    def called_back(self) -> date | None: ...
    @property
    def to_secretary(self) -> bool: ...
    @property
    def publish(self) -> bool: ...
    @property
    def result(self) -> str: ...
    @property
    def callbacks(self) -> tuple[Callback, ...]: ...
    @property
    def claimants(self) -> tuple[Claimant, ...]: ...


def _is_joined(matter: _Standing) -> bool:
    return bool(matter.joined)


def _stands_alone(matter: _Standing) -> bool:
    return not matter.joined


def _is_objected(matter: _Standing) -> bool:
    return matter.objected is not None


def _is_not_objected(matter: _Standing) -> bool:
    return matter.objected is None


def has_nobody_to_call(matter: _Standing) -> bool:
    """Whether nobody who brought it gave a name: how it was dealt with is made public instead."""
    return all(one.anonymous for one in matter.claimants)


def was_never_dealt_with(matter: _Standing) -> bool:
    """Whether it was not told yet how it was dealt with: what was, and came back, is checked and called back before it is filed."""
    return not (matter.result or matter.callbacks)


def _uncalled(matter: _Standing) -> Iterable[Problem]:
    """It is not filed before somebody who brought it was called back since it was dealt with."""
    kinds = fields_of(type(matter))  # pyright: ignore[reportArgumentType]
    if matter.called_back is not None:
        return
    if not has_nobody_to_call(matter):
        yield kinds["callbacks"].problem("uncalled", "还没有回访", "请先办“回访”")
    elif not matter.publish:
        yield kinds["publish"].problem("unpublished", "没有勾", "诉求人匿名、无法回访的，要公开办理情况，请勾上")


def _chief_if_twice(matter: _Standing) -> Roles:
    """Whoever alone says what becomes of it once somebody was not content for the second time."""
    return CHIEF if matter.to_secretary else NOBODY


_AT_WORK = ("1", "2", "3", "4")
_AFRESH = {
    "checked": None, "told": None, "finding": "", "rating": "", "called_back": None, "to_secretary": False,
}  # fmt: skip
CHIEF = some(Role.CHIEF)
LEADERS = some(Role.DESK, Role.CHIEF)
"""Whoever says who deals with a matter, and that it is over."""
NEAR = LEADERS | {Role.GRID}
"""Whoever knows what is so on the spot besides."""
_MOVES = (
    Move(
        name="gather", label="召集完成，转分级", source=("1",), to="2", asks=("called", "level", "size"), needs=("called",),
        gives=LEVELS, stamps=LEVELLED, main=True, by=NEAR,
    ),
    Move(
        name="assign", label="转交处置", source=("2",), to="3", asks=("level", "lead", "due", "size"),
        needs=("lead", "due"), gives=("first_lead", *LEVELS), stamps=LEVELLED, papers=("matter_referral",), main=True, key="Z",
        by=LEADERS,
    ),
    Move(
        name="handle", label="反馈结果", source=("3",), to="4", asks=("result",), needs=("result",),
        sets={"objected": None}, once=("first_answer",), papers=("matter_reply",), main=True,
    ),
    Move(
        name="skip", label="直接交办", source=("1",), to="3", asks=("level", "lead", "due"), needs=("lead", "due"),
        gives=("first_lead", *LEVELS), stamps=LEVELLED, papers=("matter_referral",), ruled=True, key="Z",
        by=LEADERS,
    ),
    Move(
        name="object", label="管辖异议", source=("3",), stamps=("objected",), reason=True, fits=_is_not_objected, rare=True,
    ),
    Move(
        name="decide", label="裁定主办", source=("3",), asks=("lead",), needs=("lead",), sets={"objected": None}, gives=LEVELS,
        papers=("matter_referral",), fits=_is_objected, reason=True, by=CHIEF,
    ),
    Move(
        name="check", label="核查", source=("4",), asks=("finding", "told"), needs=("finding",), stamps=("checked",),
        gives=("first_answer",), not_same=("handle",), papers=("matter_check",), key="C", by=NEAR,
    ),
    Move(
        name="callback", label="回访", source=("4",), adds="callbacks", stamps=("called_back",), once=("first_answer",),
        gives=("to_secretary",), not_same=("handle",), papers=("matter_callback",), key="R", by=NEAR,
    ),
    Move(name=SEND_BACK, label="不满意，退回处置", source=("4",), to="3", sets=_AFRESH, itself=True, by=NEAR),
    Move(
        name="archive", label="评议归档", source=("4",), to="5", asks=("outcome", "rating", "publish"),
        needs=("checked", "outcome", "rating"), hindered=_uncalled, stamps=("closed",), papers=("matter_archive",), main=True,
        by=LEADERS, only=_chief_if_twice,
    ),
    Move(
        name="return", label="退回处置", source=("4",), to="3", sets=_AFRESH, reason=True, by=NEAR, only=_chief_if_twice,
    ),
    Move(
        name="answer", label="当场办结", source=("1",), to="5", asks=("result", "outcome"), needs=("result", "outcome"),
        sets={"on_spot": True}, once=("first_answer",), stamps=("closed",),
    ),
    Move(
        name="refer", label="转走或告知法定途径", source=("1", "2"), to="5", asks=("elsewhere",), needs=("elsewhere",),
        sets={"outcome": ELSEWHERE}, once=("first_answer",), stamps=("closed",), papers=("matter_elsewhere",), reason=True, by=LEADERS,
    ),
    Move(
        name="withdraw", label="诉求人撤回", source=_AT_WORK, to="5", sets={"outcome": WITHDRAWN}, stamps=("closed",),
        reason=True, only=_chief_if_twice,
    ),
    Move(
        name=JOIN, label="并案", source=_AT_WORK, to="5", asks=("joined",), needs=("joined",), sets={"outcome": JOINED},
        gives=("root",), stamps=("closed",), rare=True, by=LEADERS, only=_chief_if_twice,
    ),
    Move(
        name="unjoin", label="撤出并案", source=("5",), back=JOIN, sets={"outcome": "", "closed": None, "joined": 0},
        gives=("root",), fits=_is_joined, reason=True, by=LEADERS,
    ),
    Move(
        name="reopen", label="重开", source=("5",), to="3", asks=("lead", "due"), needs=("lead", "due"),
        gives=("first_lead", *LEVELS), fits=_stands_alone,
        sets={**_AFRESH, "outcome": "", "closed": None, "on_spot": False, "elsewhere": "", "objected": None}, reason=True,
        by=LEADERS,
    ),
    Move(
        name="settle", label="办结", source=("1", "2", "3"), to="5", asks=("outcome", "result"), needs=("outcome",),
        stamps=("closed",), ways=True, fits=was_never_dealt_with, by=LEADERS,
    ),
    *LADDER_MOVES,
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
            starts=("assign", "skip", "reopen"),
            day="due",
            asks=("days_asked",),
            gives=("days_granted",),
            paper="matter_extension",
            by={"level": "level", "category": "category", "body": "lead"},
        ),
    ),
)
"""The five stages; before each is left, what the one who leaves it owes is there."""
CLOSED_STAGES, VOID_STAGES = CLOSED_LOOP.codes(Meaning.DONE, Meaning.VOID), CLOSED_LOOP.codes(Meaning.VOID)
OPEN_MATTERS = "在办"
"""The part of the list at which something is to be done."""
