"""How a common problem goes on: it is put forward, somebody takes the lead, and it ends; or it is declined, which is remembered."""

from db.records.flow import Flow, Meaning, Move, Stage
from db.records.matters.flow import LEADERS

GOVERNED, DECLINED, STOPPED = "1", "2", "3"
"""How it ended; codes of the table ``common_outcome``."""
STAGES = (
    Stage("1", "提出", Meaning.NEW),
    Stage("2", "治理", Meaning.WORKING, words=("治理中",)),
    Stage("3", "了结", Meaning.DONE, words=("完成",)),
    Stage("0", "作废", Meaning.VOID),
)
DECLINE = "decline"
"""The move by which what looks like a common problem is said to be none."""
_MOVES = (
    Move(
        name="begin", label="开始治理", source=("1",), to="2", asks=("lead", "measures", "planned"), needs=("lead", "measures"),
        papers=("common_slip",), main=True, by=LEADERS,
    ),
    Move(
        name="end", label="治理完成", source=("2",), to="3", asks=("effect",), needs=("effect",), sets={"outcome": GOVERNED},
        stamps=("closed",), papers=("common_slip",), main=True, by=LEADERS,
    ),
    Move(
        name=DECLINE, label="不采纳", source=("1",), to="3", sets={"outcome": DECLINED}, stamps=("closed",), by=LEADERS,
    ),
    Move(
        name="stop", label="停止治理", source=("2",), to="3", sets={"outcome": STOPPED}, stamps=("closed",), reason=True,
        rare=True, by=LEADERS,
    ),
    Move(
        name="reopen", label="重开", source=("3",), to="1", sets={"outcome": "", "closed": None}, reason=True, by=LEADERS,
    ),
)  # fmt: skip
COMMON_FLOW = Flow(name="common", outcome="outcome", stages=STAGES, moves=_MOVES, begun="raised")
CLOSED_STAGES, VOID_STAGES = COMMON_FLOW.codes(Meaning.DONE, Meaning.VOID), COMMON_FLOW.codes(Meaning.VOID)
