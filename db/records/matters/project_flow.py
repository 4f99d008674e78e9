"""How a project goes on: 立项—推进—申请销号—核查—销号; whoever asks for its end does not check it."""

from db.records.flow import Flow, Meaning, Move, Stage
from db.records.matters.flow import CHIEF, LEADERS, NEAR

DONE, GIVEN_UP = "1", "2"
"""How a project ended; codes of the table ``project_outcome``."""
STAGES = (
    Stage("1", "立项", Meaning.NEW, words=("申报",)),
    Stage("2", "推进", Meaning.WORKING, words=("推进中",)),
    Stage("3", "申请销号", Meaning.WORKING),
    Stage("4", "销号", Meaning.DONE, words=("已销号", "完成")),
    Stage("0", "作废", Meaning.VOID),
)
_AFRESH: dict[str, object] = {"applied": None, "finding": "", "checked": None}
_MOVES = (
    Move(
        name="review", label="立项评审", source=("1",), adds="reviews", papers=("project_application",), by=LEADERS,
    ),
    Move(
        name="begin", label="开始推进", source=("1",), to="2", asks=("planned",), needs=("planned",), main=True, by=LEADERS,
    ),
    Move(name="report", label="记进度", source=("2",), adds="progress", by=NEAR),
    Move(
        name="apply", label="申请销号", source=("2",), to="3", asks=("effect",), needs=("effect",), stamps=("applied",),
        papers=("project_slip",), main=True, by=NEAR,
    ),
    Move(
        name="check", label="核查", source=("3",), asks=("finding",), needs=("finding",), stamps=("checked",),
        not_same=("apply",), by=NEAR,
    ),
    Move(name="return", label="退回推进", source=("3",), to="2", sets=_AFRESH, reason=True, by=NEAR),
    Move(
        name="end", label="销号", source=("3",), to="4", needs=("checked",), sets={"outcome": DONE}, stamps=("closed",),
        papers=("project_slip",), main=True, by=LEADERS,
    ),
    Move(
        name="give_up", label="撤项", source=("1", "2", "3"), to="4", sets={"outcome": GIVEN_UP}, stamps=("closed",),
        reason=True, rare=True, by=CHIEF,
    ),
    Move(
        name="reopen", label="重开", source=("4",), to="2", sets={**_AFRESH, "outcome": "", "closed": None}, reason=True,
        by=CHIEF,
    ),
)  # fmt: skip
PROJECT_FLOW = Flow(name="project", outcome="outcome", stages=STAGES, moves=_MOVES, begun="started")
CLOSED_STAGES, VOID_STAGES = PROJECT_FLOW.codes(Meaning.DONE, Meaning.VOID), PROJECT_FLOW.codes(Meaning.VOID)
DONE_STAGES = PROJECT_FLOW.codes(Meaning.DONE)
TO_CHECK = ("3",)
"""The stage at which somebody asked for its end and it is to be checked."""
