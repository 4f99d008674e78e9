"""Flows: the stages that work goes through, and the moves that lead from one to another.

A flow is declared beside its record type. Code relies on what stages mean, never on their labels: the centre may rename them,
switch optional ones off and put its own in between.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any

from attrs import field, frozen

from db.errors import Problem
from db.records.clock import EXTEND, PAUSE, RESUME, Clock
from db.records.may import NOBODY, Roles

VOIDING = "void"
"""The name of the move that makes void."""


class Meaning(Enum):
    """What a stage means to the program.

    Attributes:
        NEW: taken in, nothing done yet.
        WORKING: somebody works on it.
        WAITING: it waits for somebody else; its clocks rest.
        DONE: it is over; how it ended is its outcome.
        VOID: it was entered by mistake and counts nowhere.
    """

    NEW = "new"
    WORKING = "working"
    WAITING = "waiting"
    DONE = "done"
    VOID = "void"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is done."""
        return self in (Meaning.DONE, Meaning.VOID)


@frozen
class Stage:
    """One stage.

    Attributes:
        code: what the record keeps; never changed.
        label: what the clerk reads, until the centre names it otherwise.
        meaning: what it means to the program.
        optional: whether the centre may do without it.
        words: what else clerks write for it.
    """

    code: str
    label: str
    meaning: Meaning
    optional: bool = False
    words: tuple[str, ...] = ()


def always(_record: object) -> bool:
    """That a move is one for any record at its stage."""
    return True


def nothing(_record: object) -> Iterable[Problem]:
    """What hinders a move that has no condition of its own."""
    return ()


def nobody_else(_record: object) -> Roles:
    """Who alone makes a move that is no other's than usual."""
    return NOBODY


@frozen(kw_only=True)
class Move:
    """One step from a stage to another.

    Attributes:
        name: stable; what the step keeps and the command line takes.
        label: what its button says.
        source: codes of the stages from which it leads.
        to: code of the stage to which it leads; that from which it comes where nothing changes, such as a note.
        asks: fields of the record that are filled in with it.
        needs: fields of the record without which it is not made.
        back: the name of the move that it takes back: it leads to the stage at which that was made.
        fits: whether it is one for a record as it stands; what it is not for is not offered it.
        hindered: why else it is not made, of the record as it would leave it; a record that is past it already is not asked.
        sets: values that it gives to fields.
        gives: fields that the service fills in which looks at the moves of the type.
        stamps: fields that take the day or time of the step (`at`).
        once: fields that take it where they have none yet: when something was so first.
        adds: rows to which it adds what is given of them, at least one; the fields `at` and `by` of each take time and person of the step.
        reason: whether it says why.
        not_same: names of earlier moves; who did the last of them must not do this one.
        two_hands: whether one account must not key both it and the last of these: a name that is typed is no second person.
        voices: how many different persons must agree.
        papers: papers that are offered with it.
        main: whether it is the usual next one: the red button.
        rare: whether it stands under 更多 in any case.
        ways: whether it ends what its ways of being dealt with have ended: it is for what has some, once none is open.
        approved: whether somebody else must have approved it, who is told as the second person.
        ruled: whether a rule of the centre must let it be made, as the service says that looks at the moves of the type.
        itself: whether the program alone makes it, after another move, as the service says that looks at the moves of the type; it is
            taken back with that.
        key: the letter that begins it on the page of a record, as long as nothing is typed there; with Alt in any case. "" for none.
        by: whose account keys it, whoever did it; nobody named is whoever may change the record.
        only: who keys it of a record as it stands, in place of `by`; nobody where that holds.
    """

    name: str
    label: str
    source: tuple[str, ...]
    to: str = ""
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    back: str = ""
    fits: Callable[[Any], bool] = always
    hindered: Callable[[Any], Iterable[Problem]] = nothing
    sets: Mapping[str, object] = field(factory=dict[str, object])
    gives: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    adds: str = ""
    reason: bool = False
    not_same: tuple[str, ...] = ()
    two_hands: bool = False
    voices: int = 1
    papers: tuple[str, ...] = ()
    main: bool = False
    rare: bool = False
    ways: bool = False
    approved: bool = False
    ruled: bool = False
    itself: bool = False
    key: str = ""
    by: Roles = NOBODY
    only: Callable[[Any], Roles] = nobody_else

    def leads_to(self, source: str) -> str:
        """The stage to which it leads from one."""
        return self.to or source

    def keyed_by(self, record: object) -> Roles:
        """Whose account keys it of a record as it stands; nobody named is whoever may change that."""
        return self.only(record) or self.by

    @property
    def fills(self) -> tuple[str, ...]:
        """The fields that may change with it, besides stage and outcome."""
        added = (self.adds,) if self.adds else ()
        return (*self.asks, *self.needs, *self.sets, *self.gives, *self.stamps, *self.once, *added)


@frozen(kw_only=True)
class Flow:
    """Stages and the moves between them.

    Attributes:
        name: unlike any other flow of the type.
        label: what the clerk calls it, where a type has several.
        field: of the record that keeps the stage.
        outcome: field that says how it ended; "" where the type has none. It is empty before, and filled at a DONE stage.
        stages: in their order.
        moves: between them.
        when: field of the record and values with which the flow is that of a record; ("", ()) for the only one. All flows of a type
            name the same field, a code that never changes, and have all its values.
        begun: field with the day on which a record was begun; "" where nobody tells.
        given: fields that moves alone write later, and that a new record has from whoever begins it: a code, a term. Its number
            comes out of the book.
        clocks: what must be done in time; with one, the flow has the moves 暂停计时, 恢复计时, 延期.
    """

    name: str
    label: str = ""
    field: str = "stage"
    outcome: str = ""
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    when: tuple[str, tuple[str, ...]] = ("", ())
    begun: str = ""
    given: tuple[str, ...] = ()
    clocks: tuple[Clock, ...] = ()

    def stage(self, code: str) -> Stage | None:
        """The stage of a code; None for one that the program does not know."""
        return next((stage for stage in self.stages if stage.code == code), None)

    def stage_of(self, record: object) -> Stage | None:
        """The stage at which a record stands; None for one that the program does not know."""
        return self.stage(str(getattr(record, self.field)))

    def move(self, name: str) -> Move | None:
        """The move of a name, that which makes void and those of clocks included; None when there is none."""
        if name == VOIDING:
            return self.voiding()
        return next((move for move in self.every_move() if move.name == name), None)

    def every_move(self) -> tuple[Move, ...]:
        """The moves that are declared, and those of its clocks."""
        return (*self.moves, *self.clock_moves())

    def clock_moves(self) -> tuple[Move, ...]:
        """What every flow with a clock has: it is put off where it keeps its last day in a field, stands still and goes on.

        At which of these stages a clock runs, the steps of the record tell: see `db.records.running`.
        """
        if not self.clocks:
            return ()
        source = tuple(stage.code for stage in self.stages if not stage.meaning.is_over)
        days = tuple(clock.day for clock in self.clocks if clock.day)
        asks = (*days, *(name for clock in self.clocks for name in clock.asks))
        gives = tuple(name for clock in self.clocks for name in clock.gives)
        extend = Move(
            name=EXTEND, label="延期", source=source, asks=asks, needs=days, gives=gives, reason=True, approved=True,
            papers=tuple(clock.paper for clock in self.clocks if clock.paper),
        )  # fmt: skip
        return (
            Move(name=RESUME, label="恢复计时", source=source),  # what stands still is to go on first of all
            *([extend] if days else []),
            Move(name=PAUSE, label="暂停计时", source=source, reason=True),
        )

    def voiding(self) -> Move | None:
        """The move that every flow with a VOID stage has: the record was entered by mistake and counts nowhere."""
        ends = self.codes(Meaning.VOID)
        source = tuple(stage.code for stage in self.stages if stage.meaning is not Meaning.VOID)
        return Move(name=VOIDING, label="作废", source=source, to=ends[0], reason=True) if ends else None

    def leads_from(self, move: Move, code: str) -> bool:
        """Whether a move may be made at a stage; what makes void is, too, at a stage that the program does not know."""
        return code in move.source or (move.name == VOIDING and self.stage(code) is None)

    def codes(self, *meanings: Meaning) -> tuple[str, ...]:
        """The codes of all stages that mean one of these."""
        return tuple(stage.code for stage in self.stages if stage.meaning in meanings)

    def filled_before(self, name: str, move: Move) -> Move | None:
        """The move that fills in a field where another one, which does not ask for it, may be made; None where none does."""
        others = (other for other in self.moves if other.name != move.name and set(other.source) & set(move.source))
        return next((other for other in others if name in {*other.asks, *other.stamps, *other.once}), None)

    def moves_from(self, code: str) -> list[Move]:
        """What may be done at a stage, the usual next move first."""
        found = [move for move in self.moves if code in move.source]
        return sorted(found, key=lambda move: not move.main)

    def names_who(self, move: Move) -> bool:
        """Whether it must be told who makes a move: two must agree, or another move is not for the same person."""
        return move.voices > 1 or bool(move.not_same) or any(move.name in other.not_same for other in self.moves)

    def way_to(self, name: str, code: str) -> tuple[Move, ...] | None:
        """The fewest moves from a stage to one at which a move can be made, not by way of the end; None where none lead there."""
        ways: dict[str, tuple[Move, ...]] = {code: ()}
        for at in (waiting := [code]):
            if any(name == move.name for move in self.moves_from(at)):
                return ways[at]
            for move in (one for one in self.moves_from(at) if not (one.itself or one.ruled)):
                ahead = move.leads_to(at)
                stage = self.stage(ahead)
                if ahead not in ways and stage is not None and not stage.meaning.is_over:
                    ways[ahead] = (*ways[at], move)
                    waiting.append(ahead)
        return None


def flow_among(flows: Iterable[Flow], told: Mapping[str, object]) -> Flow | None:
    """The flow of a record by what is told of its fields; None where it has none."""
    for flow in flows:
        name, values = flow.when
        if not name or told.get(name) in values:
            return flow
    return None
