"""How the clocks of a record ran, as its steps tell: when each began, stood still and ended, and when it is due.

No clock keeps a state of its own, so that whatever is taken back, corrected or keyed late is as if it had never been otherwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from db.errors import Problem
from db.fields import StageCode
from db.records.base import Record, fields_of
from db.records.centre.clock_rule import CRITERIA, ClockRule
from db.records.clock import CLOCK_MOVES, EXTEND, PAUSE, RESUME, Clock
from db.records.flow import Flow, Meaning, Move
from db.records.moving import began_at, live
from db.records.step import CORRECTED, RECKONED, Step
from db.values.day import has_clock, moment_of
from db.values.working_time import (
    BY_THE_CALENDAR,
    BY_THE_CLOCK,
    HOURS,
    WORKING_DAYS,
    Calendar,
    Length,
    Pause,
    before,
    ends,
    over,
    put_off,
)

_LEADS = " → "


@frozen
class Running:
    """One time that a clock ran.

    Attributes:
        started: when it began.
        began: with what, as it was read on its day: 签收.
        stopped: when it ended; None while it runs or stands still.
        pauses: when it stood still, as far as that is over.
        paused_at: since when it stands still; None while it does not.
        given: its last day as somebody gave it last; None where nobody did.
        given_at: when that was.
        extended: how often it was put off.
        left: its last day as it stood when its rule went; it holds while there is no other.
        left_at: when that was, or since when it stood still then.
    """

    started: datetime
    began: str
    stopped: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    paused_at: datetime | None = None
    given: datetime | None = None
    given_at: datetime | None = None
    extended: int = 0
    left: datetime | None = None
    left_at: datetime | None = None


@frozen
class Reckoned:
    """When one is due, by its rule and what somebody gave.

    Attributes:
        due: its last moment, or last day where that has no clock time; None where nobody said how long it may take.
        warn_at, red_at: from when it is yellow and red; None for never, and for as soon as it is past.
        paused: for how many minutes it stood still; of working time where the rule counts that.
    """

    due: datetime | None
    warn_at: datetime | None = None
    red_at: datetime | None = None
    paused: int = 0


def runnings(flow: Flow, clock: Clock, record: Record, steps: Iterable[Step]) -> list[Running]:
    """Each time that a clock of a record ran, in their order; the last one may still run."""
    return _walked(flow, clock, record, steps).told()


def is_paused(flow: Flow, record: Record, steps: Sequence[Step]) -> bool:
    """Whether somebody stopped the counting and neither went on with it nor ended the work since."""
    return any(_walked(flow, clock, record, steps).is_held for clock in flow.clocks)


def _walked(flow: Flow, clock: Clock, record: Record, steps: Iterable[Step]) -> "_Walk":
    walk = _Walk(flow, clock, record)
    given = [step for step in steps if step.what in (CORRECTED, RECKONED) and step.until]
    for step in sorted([*live(steps), *given], key=lambda one: one.id):
        walk.take(step)
    return walk


def clock_names(flow: Flow, record: Record, steps: Sequence[Step]) -> tuple[str, ...]:
    """The moves of clocks that can be made now."""
    open_ones = [
        (clock, found[-1])
        for clock in flow.clocks
        if (found := runnings(flow, clock, record, steps)) and found[-1].stopped is None
    ]
    names = [EXTEND] if any(clock.day for clock, _ in open_ones) else []
    if is_paused(flow, record, steps):
        names.append(RESUME)
    elif open_ones:
        names.append(PAUSE)
    return tuple(names)


def clock_refusals(
    flow: Flow, move: Move, records: tuple[Record, Record], steps: Sequence[Step], at: datetime | None
) -> Iterator[Problem]:
    """Why a move of clocks must not be made: none runs, it stands still already, or goes on already, or would end no later.

    Args:
        flow: as the program declares it.
        move: any; of one that is none of clocks nothing is said.
        records: before and after.
        steps: all of the record so far.
        at: when it is made.
    """
    before = records[0]
    kinds = fields_of(type(before))
    if move.name in CLOCK_MOVES and move.name not in clock_names(flow, before, steps):
        told, remedy = "现在没有时限在走", f"不用{move.label}"
        if move.name == RESUME:
            told, remedy = "没有暂停计时", "不用恢复"
        elif move.name == PAUSE and is_paused(flow, before, steps):
            told, remedy = "已经暂停计时", "要接着算，请用“恢复计时”"
        yield kinds[flow.field].problem("no_clock", told, remedy)
    elif move.name == EXTEND:
        yield from _no_later(flow, records, at)


def _no_later(flow: Flow, records: tuple[Record, Record], at: datetime | None) -> Iterator[Problem]:
    """What is wrong with the last days that an extension gives."""
    for clock in flow.clocks:
        was, now = (last_day_in(clock, record) for record in records)
        if not (was and now):
            continue
        kind = fields_of(type(records[0]))[clock.day]
        if now <= was:
            yield kind.problem("no_later", "不比原来的晚", "延期要填更晚的；原来的填错了，请用“更正”")
        elif at and over(now) <= at:
            yield kind.problem("past", "延期到的日子，办延期时已经过了", "请填更晚的；办的时间写错了的，请改时间")


def told_to_rules(clock: Clock, record: Record) -> tuple[object, ...]:
    """Level, category, body and sort of whistle of a record, as rules tell them apart."""
    found: list[object] = []
    for criterion in CRITERIA:
        name = clock.by.get(criterion, "")
        value: Any = getattr(record, name) if name else 0 if criterion == "body" else ""
        found.append(value.strip() if isinstance(value, str) else value)
    return tuple(found)


def last_day_in(clock: Clock, record: Record) -> datetime | None:
    """What the field of a clock holds; None where it has none, or nothing stands there."""
    return moment_of(getattr(record, clock.day)) if clock.day else None


def reckon(clock: Clock, one: Running, rule: ClockRule | None, calendar: Calendar) -> Reckoned:
    """When one is due.

    Args:
        clock: what it is.
        one: how it ran.
        rule: how long it may take; None where nobody has said so.
        calendar: opening hours and holidays.
    """
    length = rule.length() if rule else None
    if one.given is not None:
        unit = _unit_of(one.given, rule)
        base, since = one.given, one.given_at or one.started
    elif length is not None:
        unit = length.unit
        base, since = ends(one.started, length, calendar), one.started
    elif one.left is not None:
        unit = _unit_of(one.left, rule)
        base, since = one.left, one.left_at or one.started
    else:
        return Reckoned(None)
    since_then = [pause for pause in one.pauses if pause[1] > since]
    due = put_off(base, unit, since, since_then, calendar, one.started.date()) if base else None
    warn = Length(rule.warn, rule.unit) if rule and rule.warn is not None else clock.warn
    red = Length(rule.red, rule.unit) if rule and rule.red is not None else clock.red
    return Reckoned(
        due,
        before(due, warn, calendar) if due and warn else None,
        before(due, red, calendar) if due and red else None,
        sum(_minutes(pause, unit, calendar) for pause in one.pauses),
    )


def _unit_of(given: datetime, rule: ClockRule | None) -> str:
    """In what pauses are counted that put off a last day given by hand: as the rule does, else in working days or hours."""
    if has_clock(given):
        return rule.unit if rule and rule.unit in BY_THE_CLOCK else HOURS
    return rule.unit if rule and rule.unit not in BY_THE_CLOCK else WORKING_DAYS


def _minutes(pause: Pause, unit: str, calendar: Calendar) -> int:
    first, last = pause
    if unit in BY_THE_CALENDAR and calendar.windows:
        return calendar.minutes_between(first, last)
    return max(int((last - first).total_seconds()) // 60, 0)


@frozen
class _Halted:
    """When a clock that ran was ended by a move that another one takes back, and whether somebody had stopped it before."""

    at: datetime
    is_held: bool


class _Walk:
    """Goes through the steps of a record."""

    def __init__(self, flow: Flow, clock: Clock, record: Record) -> None:
        self._flow, self._clock, self._record = flow, clock, record
        self._codes = [stage.code for stage in flow.stages]
        self._over = set(flow.codes(Meaning.DONE, Meaning.VOID))
        self._rests = {*flow.codes(Meaning.WAITING), *clock.pauses}
        self._found: list[Running] = []
        self._pauses: list[Pause] = []
        self._stands: datetime | None = None
        self._is_held = False
        self._backs = {move.name: move.back for move in flow.moves if move.back}
        self._halted: _Halted | None = None
        began = began_at(flow, record)
        if not clock.starts and began is not None:
            self._begin(began, self._begun_word())

    def take(self, step: Step) -> None:
        """Goes on by one step."""
        if step.at is None:
            return
        if step.what in (CORRECTED, RECKONED):
            self._give(step)
            return
        was, now = (self._standing(code) for code in (step.before, step.after))
        is_over = now in self._over
        if step.move in self._backs.values():
            self._halted = _Halted(step.at, self._is_held) if self._is_running() else None
        if step.move in self._backs:
            self._go_on(step.at)
        elif not is_over and self._starts(step.move, was, now):
            self._stop(step.at)
            self._begin(step.at, step.said.partition(_LEADS)[0])
        elif is_over or step.move in self._clock.stops or self._reached(was, now):
            self._stop(step.at)
        self._give(step)
        self._stand_or_go(step, now, is_over=is_over)

    @property
    def is_held(self) -> bool:
        """Whether somebody has stopped the counting."""
        return self._is_held

    def told(self) -> list[Running]:
        """What was found; the last one not as running where the record is past its end and no step tells when."""
        now = self._standing(str(getattr(self._record, self._flow.field)))
        is_past = now in self._over or self._reached("", now)
        if self._is_running() and is_past:
            self._found.pop()
        given = last_day_in(self._clock, self._record)
        began = began_at(self._flow, self._record)
        if self._clock.starts and not self._found and not is_past and given and began:
            self._begin(began, self._begun_word())
        return [self._with_pauses(one) for one in self._found]

    def _with_pauses(self, one: Running) -> Running:
        last = one.stopped or datetime.max
        inside = tuple((max(a, one.started), min(b, last)) for a, b in self._pauses if b > one.started and a < last)
        stands = self._stands if one.stopped is None else None
        return evolve(one, pauses=inside, paused_at=max(stands, one.started) if stands else None)

    def _begin(self, at: datetime, word: str) -> None:
        self._found.append(Running(at, word))

    def _stop(self, at: datetime) -> None:
        """Ends what runs; of what is made void as of a time before it began, as it began."""
        if self._is_running():
            one = self._found[-1]
            self._found[-1] = evolve(one, stopped=max(at, one.started))

    def _go_on(self, at: datetime) -> None:
        """Has it run on after the move that is taken back, as before; the time between is one at which it stood still."""
        if self._halted is not None:
            self._found[-1] = evolve(self._found[-1], stopped=None)
            self._pauses.append((self._halted.at, max(at, self._halted.at)))
            self._is_held, self._halted = self._halted.is_held, None

    def _give(self, step: Step) -> None:
        can_be = self._is_running() or (bool(self._found) and step.what == CORRECTED)
        if step.until and self._clock.day and can_be:
            one = self._found[-1]
            extended = one.extended + (step.move == EXTEND)
            self._found[-1] = (
                evolve(one, left=step.until, left_at=self._stands or step.at)
                if step.what == RECKONED
                else evolve(one, given=step.until, given_at=step.at, extended=extended)
            )

    def _stand_or_go(self, step: Step, now: str, *, is_over: bool) -> None:
        at = step.at
        self._is_held = not is_over and (step.move == PAUSE or (self._is_held and step.move != RESUME))
        stands = self._is_held or (now in self._rests and not is_over)
        if stands and self._stands is None:
            self._stands = at
        elif not stands and self._stands is not None and at is not None:
            self._pauses.append((self._stands, max(at, self._stands)))
            self._stands = None

    def _starts(self, move: str, was: str, now: str) -> bool:
        """Whether a step begins it: its move does so anew, a stage only where it does not run, such as back from waiting."""
        return move in self._clock.starts or (now != was and now in self._clock.starts and not self._is_running())

    def _is_running(self) -> bool:
        return bool(self._found) and self._found[-1].stopped is None

    def _reached(self, was: str, now: str) -> bool:
        """Whether a stage with which it ends lies between two, or is the second."""
        if now not in self._codes:
            return False
        first = self._codes.index(was) if was in self._codes else -1
        ahead = self._codes.index(now)
        return any(first < self._codes.index(code) <= ahead for code in self._clock.stops if code in self._codes)

    def _standing(self, code: str) -> str:
        field = fields_of(type(self._record))[self._flow.field]
        return field.standing(code) if isinstance(field, StageCode) else code

    def _begun_word(self) -> str:
        """What a clock began with that runs from the beginning: 受理 of 受理日期."""
        label = fields_of(type(self._record))[self._flow.begun].label
        return label.removesuffix("日期").removesuffix("时间")
