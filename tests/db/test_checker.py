"""The checker of declarations: it has nothing to say of ours, and one sentence for each way of being wrong."""

from collections.abc import Callable
from typing import Annotated, ClassVar

import attrs
import pytest
from attrs import frozen

from db.fields import Name, Rows
from db.records import KINDS
from db.records.base import Record
from db.records.bodies.body import BODIES
from db.records.checker import LARGEST_CODE, faults
from db.records.condition import Condition, at_least, is_, one_of, something
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.kind import PLAIN_SHEET, Family, Found, Kind, Numbered, OnCard, OwnPaper, View, Way, WhileOpen
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import MATTERS
from db.records.must import Has, Must
from db.records.participant import actors_as
from db.records.registry.place import GRIDS
from db.records.visits.visit import VisitActor
from db.values import code_table
from tests.added import EVERY
from tests.added_staged import WHISTLES


def test_nothing_is_wrong_with_our_declarations() -> None:
    assert faults(tuple(KINDS)) == faults(tuple(EVERY)) == []


def flow(**changes: object) -> Kind:
    return attrs.evolve(MATTERS, flows=(attrs.evolve(CLOSED_LOOP, **changes),))


def with_move(**changes: object) -> Kind:
    """The kind of matters whose third move is another."""
    moves = list(CLOSED_LOOP.moves)
    moves[2] = attrs.evolve(moves[2], **changes)
    return flow(moves=tuple(moves))


def with_stage(number: int, **changes: object) -> Kind:
    stages = list(CLOSED_LOOP.stages)
    stages[number] = attrs.evolve(stages[number], **changes)
    return flow(stages=tuple(stages))


NATURES = tuple(code_table.load("matter_nature").labels)


def told_apart(*whens: tuple[str, tuple[str, ...]]) -> Kind:
    return attrs.evolve(
        MATTERS, flows=tuple(attrs.evolve(CLOSED_LOOP, name=f"way{n}", when=when) for n, when in enumerate(whens))
    )


def asking(condition: Condition) -> Kind:
    """The kind of matters whose view asks something else."""
    return attrs.evolve(MATTERS, views=(View("在办", (condition,)),))


def needing(has: Has, *when: Condition) -> Kind:
    """The kind of matters that must have something."""
    return attrs.evolve(MATTERS, musts=(Must(name="one", label="有", noun="有", begin="登记", has=has, when=when),))


def clock(**changes: object) -> Kind:
    """The kind of matters whose clock is another."""
    return flow(clocks=(attrs.evolve(CLOSED_LOOP.clocks[0], **changes),))


WRONG: dict[str, Callable[[], Kind]] = {
    "clock handle names fly, which is neither a move nor a stage": lambda: clock(starts=("fly",)),
    "clock handle names 9, which is neither": lambda: clock(stops=("9",)),
    "clock handle stands still at stage 9, which there is not": lambda: clock(pauses=("9",)),
    "clock handle runs from the beginning, and no field tells when": lambda: flow(
        begun="", clocks=(attrs.evolve(CLOSED_LOOP.clocks[0], starts=()),)
    ),
    "clock handle keeps its last day in facts, which is no day": lambda: clock(day="facts"),
    "clock handle keeps its last day in occurred, which is no day": lambda: clock(day="occurred"),
    "clock handle is told apart by estate in estate": lambda: clock(by={"estate": "estate"}),
    "clock handle is told apart by level in floor": lambda: clock(by={"level": "floor"}),
    "clock handle has a label of 0 characters": lambda: clock(label=""),
    "clock handle has a label of 7 characters": lambda: clock(label="七个字的时限名"),
    "clock handle is declared 2 times": lambda: flow(clocks=CLOSED_LOOP.clocks * 2),
    "has two clocks that keep their last day in a field": lambda: flow(
        clocks=(*CLOSED_LOOP.clocks, attrs.evolve(CLOSED_LOOP.clocks[0], name="more"))
    ),
    "has moves of its own called extend and pause": lambda: flow(
        moves=(*CLOSED_LOOP.moves, *(Move(name=name, label=name, source=("3",)) for name in ("pause", "extend")))
    ),
    "code 0 does not fit": lambda: attrs.evolve(MATTERS, code=0),
    "code 32767 does not fit": lambda: attrs.evolve(MATTERS, code=32767),
    f"code {LARGEST_CODE + 1} does not fit": lambda: attrs.evolve(MATTERS, code=LARGEST_CODE + 1),
    "order names taken_at, which is no column": lambda: attrs.evolve(MATTERS, order=("-taken_at",)),
    "order names claimants, which is no column": lambda: attrs.evolve(MATTERS, order=("claimants",)),
    "view 我的 names mine, which is no column": lambda: attrs.evolve(MATTERS, views=(View("我的", (is_("mine", 1),)),)),
    "view 在办 names lead.colour, which is no column": lambda: asking(is_("lead.colour", "1")),
    "view 在办 names nature 77, which has no such code": lambda: asking(one_of("nature", ["1", "77"])),
    "view 在办 names facts at_least, which cannot be asked so": lambda: asking(at_least("facts", "1")),
    "must one names claimants.nick, which is no column": lambda: needing(
        Has("visit", "matter"), is_("claimants.nick", "1")
    ),
    "must one names nobody, which is no column": lambda: needing(Has("visit", "matter", (something("nobody"),))),
    "way.continues names again, which is no column": lambda: attrs.evolve(
        MATTERS, way=Way("root", continues=is_("again", "1"))
    ),
    "view 在办 is declared 2 times": lambda: attrs.evolve(MATTERS, views=MATTERS.views * 2),
    "line names due_day, which is no field": lambda: attrs.evolve(MATTERS, line=("期限 {due_day}",)),
    "rules names full_moon, which nobody reads": lambda: attrs.evolve(MATTERS, rules=("full_moon",)),
    "centre names moon, which is no field of the centre": lambda: attrs.evolve(MATTERS, centre=("hall", "moon")),
    "tells names way, which has no page": lambda: attrs.evolve(MATTERS, tells=(("way", "一句"), ("grid", "一句"))),
    "has a tab and no help": lambda: attrs.evolve(MATTERS, help=()),
    "found names claimants.nick": lambda: attrs.evolve(MATTERS, found=Found(persons=("claimants.nick",))),
    "found names who": lambda: attrs.evolve(MATTERS, found=Found(texts=("who",))),
    "found.home is grid": lambda: attrs.evolve(MATTERS, found=Found(home="grid")),
    "number names no": lambda: attrs.evolve(MATTERS, number=Numbered("no", "subject")),
    "on_card.by is taker": lambda: attrs.evolve(MATTERS, on_card=OnCard("taker", "taken")),
    "on_card.order is when": lambda: attrs.evolve(MATTERS, on_card=OnCard("claimants.who", "when")),
    "on_card.line names what": lambda: attrs.evolve(MATTERS, on_card=OnCard("claimants.who", "taken", ("{what}",))),
    "flow closed_loop is declared 2 times": lambda: attrs.evolve(MATTERS, flows=(CLOSED_LOOP, CLOSED_LOOP)),
    "has two flows and nothing that tells": lambda: attrs.evolve(
        MATTERS, flows=(CLOSED_LOOP, attrs.evolve(CLOSED_LOOP, name="other"))
    ),
    "tells its flows apart by nature and nothing": lambda: told_apart(("nature", ("1", "2")), ("", ())),
    "tells its flows apart by category, which is no code": lambda: told_apart(("category", ("1",))),
    "tells its flows apart by level, which is no code that must": lambda: told_apart(("level", ("1",))),
    "tells its flows apart by stage, which is no code": lambda: told_apart(("stage", tuple("123450"))),
    "has no flow for nature 9": lambda: told_apart(("nature", NATURES[:1]), ("nature", NATURES[1:-1])),
    "flow of nature 1 is declared 2 times": lambda: told_apart(("nature", NATURES[:1]), ("nature", NATURES)),
    "move handle changes nature, which tells the flow": lambda: attrs.evolve(
        MATTERS, flows=(attrs.evolve(with_move(asks=("result", "nature")).flows[0], when=("nature", NATURES)),)
    ),
    "names stages, which is no column": lambda: flow(field="stages"),
    "nature can be typed: mark it fixed": lambda: flow(outcome="nature"),
    "names begun_on, which is no column": lambda: flow(begun="begun_on"),
    "given names place, which is no field that moves": lambda: flow(given=("place",)),
    "given names outcome, which is no field that moves": lambda: flow(given=("outcome",)),
    "given names slips, which is no field that moves": lambda: flow(given=("slips",)),
    "needs one stage that means VOID": lambda: with_stage(5, meaning=Meaning.DONE),
    "does not begin with a stage that means NEW": lambda: with_stage(0, meaning=Meaning.WORKING),
    "stage 1 is optional, and where work begins": lambda: with_stage(0, optional=True),
    "stage 2 is 转办 here and 分级转办 in the field stage": lambda: with_stage(1, label="转办"),
    "stage 3 is reached by no move": lambda: flow(moves=tuple(m for m in CLOSED_LOOP.moves if m.to != "3")),
    "stage 1 leads nowhere": lambda: flow(moves=tuple(m for m in CLOSED_LOOP.moves if "1" not in m.source)),
    "stage 2 is optional and has no usual move": lambda: attrs.evolve(
        with_stage(1, optional=True),
        flows=(
            attrs.evolve(
                with_stage(1, optional=True).flows[0],
                moves=tuple(attrs.evolve(m, main=m.main and "2" not in m.source) for m in CLOSED_LOOP.moves),
            ),
        ),
    ),
    "stage 1 is declared 2 times": lambda: flow(stages=(*CLOSED_LOOP.stages, CLOSED_LOOP.stages[0])),
    "move gather is declared 2 times": lambda: flow(moves=(*CLOSED_LOOP.moves, CLOSED_LOOP.moves[0])),
    "move handle: names stage 7, which there is not": lambda: with_move(to="7"),
    "move handle: names stage 8, which there is not": lambda: with_move(source=("3", "8")),
    "move handle: leads from nowhere": lambda: with_move(source=()),
    "move handle: names resolt, which is no field": lambda: with_move(asks=("resolt",)),
    "move handle: names resolt2, which is no field": lambda: with_move(needs=("resolt2",)),
    "move handle: stamps result, which holds no time": lambda: with_move(stamps=("result",)),
    "move handle: sets outcome to x, which it cannot hold": lambda: with_move(sets={"outcome": "x"}),
    "move handle: not_same names nothing, which is no move": lambda: with_move(not_same=("nothing",)),
    "move handle: not_same names gather, to which no way leads back from stage 3": lambda: with_move(
        not_same=("gather",)
    ),
    "move handle: ends the work without outcome": lambda: with_move(to="5"),
    "move handle: needs slip, which no move fills in": lambda: with_move(needs=("slip",)),
    "move handle: fills in number, which comes out of the number book alone": lambda: with_move(asks=("number",)),
    "without stage 4: move handle: ends the work without outcome": lambda: with_stage(3, optional=True),
    "flow closed_loop: nature holds no stage": lambda: flow(field="nature"),
    "numbers are counted by subject, which holds no day": lambda: attrs.evolve(
        MATTERS, number=Numbered("number", "subject", family=Family(day="subject"))
    ),
    "is due by subject, which holds no day": lambda: attrs.evolve(MATTERS, due=WhileOpen("subject")),
    "is due by due and by its clocks": lambda: attrs.evolve(MATTERS, due=WhileOpen("due")),
    "due names nobody, which is no field": lambda: attrs.evolve(MATTERS, due=WhileOpen(who="nobody")),
    "due.mine names lead, which tells no person": lambda: attrs.evolve(MATTERS, due=WhileOpen(mine=("lead",))),
    "due.root is subject, which is no link": lambda: attrs.evolve(MATTERS, due=WhileOpen(root="subject")),
    "is due while it is open, and has no stages": lambda: attrs.evolve(MATTERS, flows=()),
    "move handle: asks for other voices than one or two": lambda: with_move(voices=3),
    "move handle: takes back gathered, which is no move": lambda: with_move(back="gathered"),
    "move handle: names roots, which is no field": lambda: with_move(gives=("roots",)),
    "move join: leaves something to a service": lambda: attrs.evolve(MATTERS, moved=""),
    "move settle: leaves something to a service": lambda: attrs.evolve(MATTERS, moved=""),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_a_wrong_declaration_is_told_in_a_sentence(sentence: str) -> None:
    kinds = tuple(WRONG[sentence]() if kind is MATTERS else kind for kind in KINDS)
    assert any(sentence in fault for fault in faults(kinds)), faults(kinds)


def test_flows_that_a_code_tells_apart_are_passed() -> None:
    right = told_apart(("nature", NATURES[:1]), ("nature", NATURES[1:]))
    assert faults(tuple(right if kind is MATTERS else kind for kind in KINDS)) == []


def test_what_leads_to_a_type_that_is_not_there_is_told() -> None:
    found = faults(tuple(kind for kind in KINDS if kind is not BODIES))
    assert {"matter_helper.body leads to body", "matter_claimant.who leads to body"} <= {
        fault.rpartition(": ")[2].removesuffix(", which is no type") for fault in found
    }


def test_a_stage_that_no_field_keeps_is_told_once() -> None:
    found = faults(tuple(flow(field="stages") if kind is MATTERS else kind for kind in KINDS))
    assert [fault for fault in found if "holds no stage" in fault] == []


def test_a_number_or_a_table_is_one_kinds_alone() -> None:
    double = attrs.evolve(MATTERS, code=GRIDS.code)
    found = faults((*(kind for kind in KINDS if kind is not MATTERS), double, MATTERS))
    assert {f"code {GRIDS.code} is declared 2 times", "table matter is declared 2 times"} <= set(found)
    assert "tab matters/诉求 is declared 2 times" in found


def test_a_name_is_bound_by_its_floor_once() -> None:
    def bound(*names: str) -> list[str]:
        return [
            f
            for f in faults((attrs.evolve(GRIDS, save="register_grid"),), {"save": names})
            if "register_grid" in f or "x" in f
        ]

    assert bound("register_grid") == []
    assert bound() == ["grid: save register_grid is bound 0 times"]
    assert bound("register_grid", "register_grid") == ["grid: save register_grid is bound 2 times"]
    assert bound("register_grid", "x") == ["save x is bound and nobody asks for it"]


def test_papers_that_need_the_record_alone_are_bound_by_nobody() -> None:
    (way,) = WHISTLES.flows
    sign, *rest = way.moves

    def unbound(*papers: str) -> list[str]:
        moves = (attrs.evolve(sign, papers=papers), *rest)
        kind = attrs.evolve(WHISTLES, papers=(OwnPaper("slip", "哨单"),), flows=(attrs.evolve(way, moves=moves),))
        return [fault for fault in faults((*KINDS, kind), {"papers": ()}) if fault.startswith(kind.table)]

    assert unbound("slip", PLAIN_SHEET.name) == []
    assert unbound("list") == ["spare_whistle: papers list is bound 0 times"]


def test_a_flow_that_is_right_is_passed() -> None:
    small = Flow(
        name="small",
        stages=(
            Stage("1", "网格召集", Meaning.NEW),
            Stage("5", "评议归档", Meaning.DONE),
            Stage("0", "作废", Meaning.VOID),
        ),
        moves=(Move(name="end", label="办结", source=("1",), to="5", main=True),),
    )
    assert faults(tuple(attrs.evolve(k, flows=(small,)) if k is MATTERS else k for k in KINDS)) == []


@frozen(kw_only=True, slots=False)
class Named(Record):
    """One that names who acts and keeps nobody."""

    TABLE: ClassVar[str] = "named"
    LABEL: ClassVar[str] = "写了谁办"

    doer: Annotated[str, Name("办的人", acts=True)] = ""


@frozen(kw_only=True, slots=False)
class Kept(Record):
    """One that keeps who acts and names nobody."""

    TABLE: ClassVar[str] = "kept"
    LABEL: ClassVar[str] = "记了谁办"

    actors: Annotated[tuple[VisitActor, ...], actors_as(VisitActor)] = ()


@frozen(kw_only=True, slots=False)
class Typed(Named):
    """One where a clerk may type who acts, and who holds a post since a day that there is not."""

    holder: Annotated[str, Name("网格长", acts=True, post="11", since="holder")] = ""
    actors: Annotated[tuple[VisitActor, ...], Rows("办事的人", part=VisitActor)] = ()


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (Named, "doer names who acts, and actors keeps nobody"),
        (Kept, "actors keeps who acts, and nothing names them"),
        (Typed, "actors can be typed, or has no role"),
        (Typed, "holder names who holds a post since holder, which is no day"),
    ],
)
def test_who_acts_is_named_and_kept(record: type[Record], told: str) -> None:
    found = faults((*KINDS, Kind(record=record, code=999, room=GRIDS.room)))
    assert [fault for fault in found if told in fault]
