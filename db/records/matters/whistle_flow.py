"""How a whistle goes on: of three, four or eight steps (吹哨报到), and what must be done in time.

Sign, contact, arrive and finish are all reckoned from the whistle: whoever signs late does not gain by it, and the 哨单 that leaves
the house says every last moment. What is keyed again, such as that more came, leaves the time at which it was so first. Whoever
comes without a call need not call any more. What is sent back after the check runs on towards the same end, and the time that the
check took is not counted. How long each may take is the centre's rule: see `db.services.matters.whistle_presets`.
"""

from db.records.clock import Clock
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.matters.codes import WITHDRAWN
from db.records.matters.flow import LEADERS, NEAR
from db.values.working_time import HOURS, MINUTES, WORKING_DAYS, Length

THREE_STEPS, FOUR_STEPS, EIGHT_STEPS = "3", "4", "8"
"""Codes of the table ``whistle_steps``."""
COLLECTED = "40"
"""The stage at which a whistle of four steps is written down and not blown yet."""
_BLOWN = Stage("1", "吹哨", Meaning.NEW, words=("吹",))
_VOID = Stage("0", "作废", Meaning.VOID)
_EIGHT = (
    _BLOWN,
    Stage("2", "签收", Meaning.WORKING),
    Stage("3", "联系", Meaning.WORKING, optional=True),
    Stage("4", "到场", Meaning.WORKING, words=("报到",)),
    Stage("5", "处置", Meaning.WORKING),
    Stage("6", "核查", Meaning.WORKING),
    Stage("7", "评价", Meaning.WORKING, optional=True),
    Stage("8", "销哨", Meaning.DONE),
    _VOID,
)
_THREE = (
    _BLOWN,
    Stage("31", "响应", Meaning.WORKING),
    Stage("32", "报到办结", Meaning.DONE, words=("办结",)),
    _VOID,
)
_FOUR = (
    Stage(COLLECTED, "收集", Meaning.NEW),
    Stage("1", "吹哨", Meaning.WORKING, words=("吹",)),
    Stage("41", "处理", Meaning.WORKING),
    Stage("42", "评价办结", Meaning.DONE),
    _VOID,
)
STAGES = (_THREE[0], *_EIGHT[1:-1], *_THREE[1:-1], _FOUR[0], *_FOUR[2:-1], _VOID)
"""Those of all three ways; what is called alike has one code."""

_RATINGS = ("speed", "quality", "satisfied")
_AFRESH: dict[str, object] = {
    "finished": None, "finding": "", "checked": None, **dict.fromkeys(_RATINGS),
}  # fmt: skip


def _sign(label: str, source: tuple[str, ...], to: str) -> Move:
    """Who signs for it, and when."""
    return Move(
        name="sign",
        label=label,
        source=source,
        to=to,
        asks=("signer",),
        needs=("signer",),
        stamps=("signed",),
        main=True,
    )


def _contact(source: tuple[str, ...], to: str = "", *, main: bool = False) -> Move:
    """That the body got in touch."""
    return Move(name="contact", label="已联系", source=source, to=to, asks=("contact",), once=("contacted",), main=main)


def _arrive(source: tuple[str, ...], to: str = "", *, main: bool = False) -> Move:
    """Who came, of which bodies."""
    return Move(
        name="arrive", label="到场报到", source=source, to=to, asks=("arrivals", "helpers", "scene"), needs=("arrivals",),
        once=("arrived",), papers=("whistle_arrival",), main=main,
    )  # fmt: skip


def _withdraw(source: tuple[str, ...], to: str) -> Move:
    return Move(
        name="withdraw", label="撤哨", source=source, to=to, sets={"outcome": WITHDRAWN}, stamps=("closed",), reason=True,
        rare=True, by=LEADERS,
    )  # fmt: skip


_EIGHT_MOVES = (
    _sign("签收", ("1",), "2"),
    _contact(("2",), "3", main=True),
    _arrive(("2", "3"), "4", main=True),
    Move(
        name="treat", label="处置完", source=("4",), to="5", asks=("measures",), needs=("measures",), once=("finished",), main=True,
    ),
    Move(
        name="check", label="核查", source=("5",), to="6", asks=("finding",), needs=("finding",), stamps=("checked",),
        not_same=("treat",), main=True, by=NEAR,
    ),
    Move(name="return", label="退回再办", source=("5", "6", "7"), to="4", back="treat", sets=_AFRESH, reason=True, by=NEAR),
    Move(name="rate", label="评价", source=("6",), to="7", asks=_RATINGS, needs=_RATINGS, main=True, by=NEAR),
    Move(
        name="end", label="销哨", source=("6", "7"), to="8", asks=("outcome",), needs=("outcome",), stamps=("closed",),
        main=True, by=LEADERS,
    ),
    _withdraw(("1", "2", "3", "4", "5", "6", "7"), "8"),
)  # fmt: skip
_THREE_MOVES = (
    _sign("响应", ("1",), "31"),
    _contact(("31",)),
    _arrive(("31",)),
    Move(
        name="end", label="办结", source=("31",), to="32", asks=("measures", "outcome", *_RATINGS),
        needs=("arrived", "measures", "outcome"), stamps=("finished", "closed"), main=True, by=LEADERS,
    ),
    _withdraw(("1", "31"), "32"),
)  # fmt: skip
_FOUR_MOVES = (
    Move(
        name="blow", label="吹哨", source=(COLLECTED,), to="1", stamps=("blown",), papers=("whistle_slip",), main=True,
        by=NEAR,
    ),
    _sign("签收", ("1",), "41"),
    _contact(("41",)),
    _arrive(("41",)),
    Move(name="treat", label="处理完", source=("41",), needs=("measures", "arrived"), asks=("measures",), once=("finished",)),
    Move(
        name="end", label="评价", source=("41",), to="42", asks=("finding", *_RATINGS, "outcome"),
        needs=("finished", *_RATINGS, "outcome"), stamps=("checked", "closed"), not_same=("treat",), main=True, by=LEADERS,
    ),
    _withdraw((COLLECTED, "1", "41"), "42"),
)  # fmt: skip
_BY = {"whistle": "kind", "body": "lead"}
_WARNS = (Length(10, MINUTES), Length(2, HOURS), Length(1, WORKING_DAYS), Length(1, WORKING_DAYS))
_CLOCKS = (("sign", "签收"), ("contact", "联系"), ("arrive", "到场"), ("finish", "办结"))


def _clocks(*stops: tuple[str, ...], starts: tuple[str, ...] = ()) -> tuple[Clock, ...]:
    """The four, each with what stops it."""
    return tuple(
        Clock(name=name, label=label, starts=starts, stops=stop, by=_BY, warn=warn)
        for (name, label), stop, warn in zip(_CLOCKS, stops, _WARNS, strict=True)
    )


FLOWS = (
    Flow(
        name="whistle_eight", label="八步", outcome="outcome", stages=_EIGHT, moves=_EIGHT_MOVES, begun="blown",
        when=("steps", (EIGHT_STEPS,)), given=("matter", "again"),
        clocks=_clocks(("sign", "2"), ("contact", "3"), ("arrive", "4"), ("treat", "5")),
    ),
    Flow(
        name="whistle_three", label="三步", outcome="outcome", stages=_THREE, moves=_THREE_MOVES, begun="blown",
        when=("steps", (THREE_STEPS,)), given=("matter", "again"),
        clocks=_clocks(("sign", "31"), ("contact", "arrive"), ("arrive",), ("end", "32")),
    ),
    Flow(
        name="whistle_four", label="四步", outcome="outcome", stages=_FOUR, moves=_FOUR_MOVES, begun="blown",
        when=("steps", (FOUR_STEPS,)), given=("matter", "again"),
        clocks=_clocks(("sign", "41"), ("contact", "arrive"), ("arrive",), ("treat", "42"), starts=("blow",)),
    ),
)  # fmt: skip
"""群众吹哨、街居响应、部门报到; 收集—吹哨—处理—评价; 吹—签收—联系—到场—处置—核查—评价—销哨."""
CLOSED_STAGES = tuple(dict.fromkeys(code for flow in FLOWS for code in flow.codes(Meaning.DONE, Meaning.VOID)))
VOID_STAGES = (_VOID.code,)
