"""clock_run: when the clocks of records began, ended and are due, reckoned from their steps by whoever writes these.

What runs is reckoned anew whenever something of it changes; what has ended stays as it was, whatever becomes of rules and calendars.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from db.fields import Day, Moment, Stored
from db.records.base import Record, fields_of
from db.records.centre.clock_rule import ClockRule, RuleBook, RulesTie, tie_words
from db.records.centre.holiday import HolidayYear, holidays_in
from db.records.centre.opening import Opening, window_of
from db.records.clock import EXTEND, Clock, clock_key
from db.records.flow import Flow, Meaning, Move
from db.records.kinds import Kinds
from db.records.running import Reckoned, Running, last_day_in, reckon, runnings, told_to_rules
from db.records.step import Step
from db.store.driver import Connection
from db.store.guard import flow_of
from db.store.rows import chunks
from db.store.where import among, none_of
from db.values.day import has_clock
from db.values.reference import parted
from db.values.working_time import BY_THE_CALENDAR, BY_THE_CLOCK, WORDS, Calendar

if TYPE_CHECKING:
    from db.store.reading import Reader

TABLE = "clock_run"
CALENDARS = (Opening, HolidayYear)
"""Types of which every change moves what runs by them."""
_MOMENT = Moment("")
_MOMENTS = ("started", "given", "due", "warn_at", "red_at", "paused_at", "stopped")


@frozen
class Run:
    """One row.

    Attributes:
        of: the record, as a reference.
        clock: its name.
        number: how often the clock ran before.
        started: when it began.
        began: with what, as it was read on its day.
        rule: id of the rule; 0 where none holds.
        term: what that rule says: 3个工作日.
        given: the last day that the record had by hand as it was begun; None where the rule gave it, or a step.
        due: its last moment or day; None where nobody said how long it may take.
        warn_at, red_at: from when it is yellow, and red.
        paused: for how many minutes it stood still.
        paused_at: since when it stands still.
        extended: how often it was put off.
        stopped: when it ended.
    """

    of: int
    clock: str
    number: int
    started: datetime
    began: str
    rule: int = 0
    term: str = ""
    given: datetime | None = None
    due: datetime | None = None
    warn_at: datetime | None = None
    red_at: datetime | None = None
    paused: int = 0
    paused_at: datetime | None = None
    extended: int = 0
    stopped: datetime | None = None

    def is_by_the_clock(self) -> bool:
        """Whether it ends at a time of the day, being counted in minutes or hours."""
        units = tuple(WORDS[unit] for unit in BY_THE_CLOCK)
        return self.due is not None and has_clock(self.due) and self.term.endswith(units)


_NAMES = tuple(one.name for one in attrs.fields(Run))
_SELECT = f"SELECT {', '.join(_NAMES)} FROM {TABLE}"  # noqa: S608
_PUT = (
    f"INSERT INTO {TABLE} ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608
    " ON CONFLICT (of, clock, number) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _NAMES[3:])
)


def runs(connection: Connection, number: int) -> list[Run]:
    """Each time that the clocks of a record ran, by its reference."""
    return [_loaded(row) for row in connection.execute(f"{_SELECT} WHERE of = ? ORDER BY clock, number", (number,))]


def lost(was: Iterable[Run], now: Iterable[Run], *, is_by_holidays: bool) -> list[Run]:
    """What runs, goes by a rule, and has no last moment though it had one; ``is_by_holidays`` or another one than it had."""
    before = {(run.clock, run.number): run.due for run in was}
    running = [run for run in now if run.stopped is None and before.get((run.clock, run.number))]
    if is_by_holidays:
        return [run for run in running if run.due != before[run.clock, run.number]]
    return [run for run in running if run.rule and run.due is None]


def runs_of(connection: Connection, numbers: Iterable[int]) -> dict[int, list[Run]]:
    """The same of many records, by their references; those that have none are left out."""
    found: dict[int, list[Run]] = {}
    for piece in chunks(numbers):
        sql = f"{_SELECT} WHERE of IN ({', '.join('?' * len(piece))}) ORDER BY of, clock, number"
        for run in map(_loaded, connection.execute(sql, piece)):
            found.setdefault(run.of, []).append(run)
    return found


def forget(connection: Connection, numbers: Iterable[int]) -> None:
    """Drops the clocks of records that are gone."""
    for piece in chunks(numbers):
        connection.execute(f"DELETE FROM {TABLE} WHERE of IN ({', '.join('?' * len(piece))})", piece)  # noqa: S608


def is_there(connection: Connection) -> bool:
    """Whether the store has clocks: one that is just being brought up may not yet."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone())


class Reckoner:
    """Reckons clocks within one transaction; what it reads of rules and calendars it reads once."""

    def __init__(self, connection: Connection, read: "Reader") -> None:
        self._connection, self._read = connection, read
        self._book: RuleBook | None = None
        self._calendar: Calendar | None = None

    @property
    def book(self) -> RuleBook:
        """The rules."""
        if self._book is None:
            self._book = RuleBook(self._read.select(ClockRule))
        return self._book

    @property
    def calendar(self) -> Calendar:
        """Opening hours and 放假安排."""
        if self._calendar is None:
            windows = filter(None, map(window_of, self._read.select(Opening)))
            self._calendar = Calendar(tuple(windows), holidays_in(self._read.select(HolidayYear)))
        return self._calendar

    def settle(self, record: Record, anew: Collection[str] = (), *, is_new: bool = False) -> None:
        """Writes the clocks of a record as its steps tell them.

        Args:
            record: as it was saved.
            anew: the clocks whose rule is looked for anew, for it was put right what that goes by.
            is_new: whether it can have neither steps nor clocks.
        """
        flow = flow_of(self._read.kinds, record)
        if flow is not None and flow.clocks:
            self._write(record, *([], []) if is_new else (self._read.steps(record), self.runs(record)), anew)

    def settle_many(
        self, records: Iterable[Record], anew: Mapping[int, Collection[str]] = {}
    ) -> Iterator[tuple[Record, list[Run], list[Run]]]:
        """The same of many; each with its clocks as they were and as they are now."""
        for record, steps, was in self.together(records):
            yield record, was, self._write(record, steps, was, anew.get(self._read.kinds.reference_of(record), ()))

    def together(self, records: Iterable[Record]) -> Iterator[tuple[Record, list[Step], list[Run]]]:
        """Records with their steps and clocks, which are read for many at once."""
        by_number = {self._read.kinds.reference_of(record): record for record in records}
        for piece in chunks(by_number):
            kept, steps = runs_of(self._connection, piece), dict[int, list[Step]]()
            for step in self._read.select(Step, among("of", piece), order=("id",)):
                steps.setdefault(step.of, []).append(step)
            yield from ((by_number[number], steps.get(number, []), kept.get(number, [])) for number in piece)

    def _write(
        self, record: Record, steps: Sequence[Step], kept: Iterable[Run], anew: Collection[str] = ()
    ) -> list[Run]:
        """Writes what steps and rules tell in place of what is kept; all of it as it is now."""
        found: list[Run] = []
        for was, run in self.reckoned(record, steps, kept, anew):
            if run is None and was is not None:
                sql = f"DELETE FROM {TABLE} WHERE of = ? AND clock = ? AND number = ?"  # noqa: S608
                self._connection.execute(sql, (was.of, was.clock, was.number))
            elif run is not None:
                found.append(run)
                if was is None or _stored(run) != _stored(was):  # a midnight that is meant is equal to a day
                    self._connection.execute(_PUT, _stored(run))
        return found

    def reckoned(
        self, record: Record, steps: Sequence[Step], kept: Iterable[Run], anew: Collection[str] = ()
    ) -> Iterator[tuple[Run | None, Run | None]]:
        """Each time that the clocks of a record ran, as it is written and as the steps and rules tell it; None where one does not.

        What has ended is told as it is written, whatever became of rules and calendars since. Of the clocks that go ``anew`` the last
        time is told by the rule for what the record is by now.
        """
        if (flow := flow_of(self._read.kinds, record)) is None:
            return
        number = self._read.kinds.reference_of(record)
        left = {(run.clock, run.number): run for run in kept}
        for clock in flow.clocks:
            found = runnings(flow, clock, record, steps)
            for place, one in enumerate(found):
                was = left.pop((clock.name, place), None)
                if was is not None and clock.name in anew and one is found[-1]:
                    yield was, self._run(record, clock, one, (number, place, attrs.evolve(was, rule=0)))
                    continue
                has_ended = was is not None and was.stopped is not None and _ends_alike(was, one)
                yield was, was if has_ended else self._run(record, clock, one, (number, place, was))
        yield from ((was, None) for was in left.values())

    def settle_all(self, numbers: Iterable[int], anew: Mapping[int, Collection[str]] = {}) -> None:
        """Writes the clocks of records by their references; those that are gone are left out. ``anew`` is as in `settle`, by these."""
        for _settled in self.settle_many(self._records(numbers), anew):
            pass

    def put_right(self, before: Record, after: Record) -> set[str]:
        """The clocks of a record whose rules are told otherwise of it than before: its level, category or body is another."""
        flow = flow_of(self._read.kinds, after)
        clocks = flow.clocks if flow else ()
        return {one.name for one in clocks if told_to_rules(one, before) != told_to_rules(one, after)}

    def later_days(self, record: Record, runs: Iterable[Run]) -> dict[str, date | datetime]:
        """The fields of last days that no longer hold what the clocks of a record come to, with what they come to."""
        flow = flow_of(self._read.kinds, record)
        found: dict[str, date | datetime] = {}
        due_of = {run.clock: run.due for run in runs}
        for clock in flow.clocks if flow else ():
            held, due = last_day_in(clock, record), due_of.get(clock.name)
            if held and due and not _same_day(clock, record, held, due):
                found[clock.day] = due.date() if _is_day(clock, record) else due
        return found

    def left_days(self, record: Record, runs: Iterable[Run]) -> dict[str, datetime]:
        """The fields of last days that stand in a record though its clock, which runs, has no rule and comes to none."""
        flow = flow_of(self._read.kinds, record)
        bare = {run.clock for run in runs if not (run.stopped or run.rule or run.due)}
        held = [
            (clock.day, last_day_in(clock, record)) for clock in (flow.clocks if flow else ()) if clock.name in bare
        ]
        return {name: day for name, day in held if day is not None}

    def runs(self, record: Record) -> list[Run]:
        """Each time that the clocks of a record ran, as it is written."""
        return runs(self._connection, self._read.kinds.reference_of(record))

    def given_by(self, flow: Flow, move: Move, record: Record, at: datetime) -> datetime | None:
        """The last day that a move gives by hand; None where it gives none, or that which the rule gives."""
        for clock in flow.clocks:
            if not clock.day or clock.day not in {*move.asks, *move.needs}:
                continue
            given = last_day_in(clock, record)
            if given is None or move.name == EXTEND:
                return given
            by_rule = self.by_rule(record, clock, at)
            return None if by_rule.due and _same_day(clock, record, given, by_rule.due) else given
        return None

    def by_rule(self, record: Record, clock: Clock, at: datetime) -> Reckoned:
        """When something would be due by its rule that began at a time."""
        return reckon(clock, Running(at, ""), self.rule_for(record, clock, at.date()), self.calendar)

    def rule_for(self, record: Record, clock: Clock, day: date) -> ClockRule | None:
        """The rule for what begins on a day; None where nobody said how long it may take."""
        return self._rule(record, clock, day)

    def open_by(self, changed: Iterable[Record]) -> list[Record]:
        """The records whose clocks run and may be due at another time once these opening hours, holidays or rules changed."""
        changed = list(changed)
        names = {rule.clock for rule in changed if isinstance(rule, ClockRule)}
        for rule in changed:
            if isinstance(rule, ClockRule):
                self._refuse_tie(rule)
        units = ", ".join(f"'{unit}'" for unit in sorted(BY_THE_CALENDAR))
        by_calendar = f"(paused > 0 OR rule IN (SELECT id FROM {ClockRule.TABLE} WHERE unit IN ({units})))"  # noqa: S608
        condition = "1" if names else by_calendar
        sql = f"SELECT of, clock FROM {TABLE} WHERE stopped IS NULL AND {condition} ORDER BY of"  # noqa: S608
        found = self._connection.execute(sql).fetchall()
        kinds = self._read.kinds
        wanted = [
            of for of, clock in found if not names or clock_key(kinds.leads_to(int(str(of)))[0], str(clock)) in names
        ]
        return list(self._records(int(str(of)) for of in dict.fromkeys(wanted)))

    def forget_calendars(self) -> None:
        """Reads rules and calendars anew when they are needed next."""
        self._book = self._calendar = None

    def _refuse_tie(self, rule: ClockRule) -> None:
        for one, other in self.book.ties():
            if rule.id in (one.id, other.id):
                raise RulesTie(*tie_words(one, other))

    def _records(self, numbers: Iterable[int]) -> Iterator[Record]:
        by_table: dict[str, list[int]] = {}
        for number in numbers:
            table, record_id = self._read.kinds.leads_to(number)
            if table:
                by_table.setdefault(table, []).append(record_id)
        for table, ids in by_table.items():
            yield from self._read.get_many(self._read.kinds[table].record, ids).values()

    def _rule(self, record: Record, clock: Clock, day: date, known: int = 0) -> ClockRule | None:
        """The rule of a clock that began on a day: that by which it ran already, as long as that holds."""
        key = clock_key(record.TABLE, clock.name)
        rule = self.book.get(known) if known else None
        if rule is not None and rule.clock == key and rule.holds(day):
            return rule
        return self.book.find(key, day, told_to_rules(clock, record))

    def _run(self, record: Record, clock: Clock, one: Running, place: tuple[int, int, Run | None]) -> Run:
        number, count, was = place
        rule = self._rule(record, clock, one.started.date(), was.rule if was else 0)
        given = None
        held = last_day_in(clock, record)
        if clock.day and held is not None:
            given = was.given if was else self._by_hand(record, clock, (one, rule), held)
            if given is not None and one.given is None:
                one = attrs.evolve(one, given=given, given_at=one.started)
        found = Reckoned(None) if clock.day and held is None else reckon(clock, one, rule, self.calendar)
        length = rule.length() if rule else None
        return Run(
            of=number,
            clock=clock.name,
            number=count,
            started=one.started,
            began=one.began,
            rule=rule.id if rule else 0,
            term=length.words() if length else "",
            given=given,
            due=found.due,
            warn_at=found.warn_at,
            red_at=found.red_at,
            paused=found.paused,
            paused_at=one.paused_at,
            extended=one.extended,
            stopped=one.stopped,
        )

    def _by_hand(
        self, record: Record, clock: Clock, ran: tuple[Running, ClockRule | None], held: datetime
    ) -> datetime | None:
        """The last day that a record has, where neither a step nor the rule would give it."""
        one, rule = ran
        if one.given is not None:
            return None
        due = reckon(clock, one, rule, self.calendar).due
        return None if due and _same_day(clock, record, held, due) else held


def refill(connection: Connection, kinds: Kinds) -> None:
    """Gives every open record its clocks that has none: those of a store from before there were any."""
    if not is_there(connection):
        return
    from db.store.reading import Reader

    read = Reader(connection, kinds=kinds)
    reckoner = Reckoner(connection, read)
    for kind in kinds:
        if not kind.clocks:
            continue
        over = {code for flow in kind.flows for code in flow.codes(Meaning.DONE, Meaning.VOID)}
        for record in read.select(kind.record, none_of(kind.flows[0].field, over)):
            reckoner.settle(record)


def _ends_alike(was: Run, one: Running) -> bool:
    """Whether nothing of one that has ended is told otherwise since: a calendar that changed moves it no more."""
    is_given = one.given_at is not None and one.stopped is not None and one.given_at > one.stopped
    return (was.started, was.stopped) == (one.started, one.stopped) and not is_given


def _is_day(clock: Clock, record: Record) -> bool:
    return isinstance(fields_of(type(record))[clock.day], Day)


def _same_day(clock: Clock, record: Record, held: datetime, due: datetime) -> bool:
    return held.date() == due.date() if _is_day(clock, record) else held == due


def _loaded(row: Iterable[Any]) -> Run:
    told: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    for name in _MOMENTS:
        told[name] = _MOMENT.load(told[name])
    return Run(**told)


def _stored(run: Run) -> list[Stored]:
    values: Mapping[str, Any] = {name: getattr(run, name) for name in _NAMES}
    return [_MOMENT.store(value) if name in _MOMENTS else value for name, value in values.items()]


def referred(steps: Iterable[Step]) -> list[int]:
    """The references of the records of steps."""
    return list(dict.fromkeys(step.of for step in steps if parted(step.of)[1]))
