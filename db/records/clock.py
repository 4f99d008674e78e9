"""Clocks: what must be done in time, from when to when it is counted, and what stops the counting."""

from collections.abc import Mapping

from attrs import field, frozen

from db.values.working_time import DAYS, Length

PAUSE, RESUME, EXTEND = CLOCK_MOVES = "pause", "resume", "extend"
"""The names of the moves that every flow with a clock has."""


A_DAY = Length(1, DAYS)


def clock_key(table: str, name: str) -> str:
    """What rules call a clock of a type."""
    return f"{table}.{name}"


@frozen(kw_only=True)
class Clock:
    """One thing that must be done in time; how long that may take is said by dated rules (`db.records.centre.clock_rule`).

    It stands still at stages that mean WAITING, and from the move 暂停计时 to 恢复计时; it ends with the work at the latest. Where a move
    takes that end back, such as 撤出并案, it runs on, and the time between counts as a pause.

    Attributes:
        name: unlike any other clock of the type.
        label: what is to be done: 签收, 办结.
        starts: names of moves with which it begins, each time anew, or codes of stages with which it begins where it does not run;
            () for when the record was begun.
        stops: names of moves or codes of stages with which it ends; a stage counts as reached by whatever passes it.
        pauses: codes of stages, besides those that mean WAITING, at which it stands still.
        day: field that moves alone write and that keeps its last day; with it, what is given there by hand goes before the rule, and
            it can be extended. "" where the rule alone says it.
        asks: fields of the record that are asked besides with 延期, such as how much longer was applied for.
        gives: fields that the service fills in with it which looks at the moves of the type, such as how much longer was granted.
        paper: that is offered with it; "" for none.
        by: what rules may tell apart (``level``, ``category``, ``body``), and the field of the record that has it.
        warn: it is yellow so long before its end, where its rule does not say otherwise; None for never.
        red: it is red so long before its end; None for as soon as that is past.
    """

    name: str
    label: str
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    day: str = ""
    asks: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    paper: str = ""
    by: Mapping[str, str] = field(factory=dict[str, str])
    warn: Length | None = A_DAY
    red: Length | None = None
