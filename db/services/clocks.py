"""时限: what the clocks of a record come to, and the sum that shows it: 11-27 16:40 签收 + 3个工作日 = 12-02."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum

from attrs import frozen

from db.fields import Day
from db.records.base import Record, changed, fields_of
from db.records.centre.clock_rule import ClockRule, RuleBook
from db.records.centre.holiday import HolidayYear
from db.records.centre.opening import Opening
from db.records.clock import clock_key
from db.records.flow import Move
from db.records.kinds import CLOCKS
from db.records.running import Running, last_day_in, runnings
from db.records.step import RECKONED, Step
from db.services.centre.switches import in_use
from db.services.centre.working_days import holidays_of
from db.store import Store, Writer, among, eq
from db.store.clock_runs import Run
from db.values import code_table
from db.values.day import has_clock
from db.values.posting_period import Holidays, unknown_words
from db.values.working_time import (
    BY_THE_CALENDAR,
    BY_THE_CLOCK,
    WORDS,
    WORKING_DAYS,
    WORKING_HOURS,
    Pause,
    over,
    told,
)  # fmt: skip

_SOON = timedelta(hours=12)
"""How near an end with a clock time is told in hours and minutes."""


class Urgency(Enum):
    """How urgent something is."""

    NONE = "none"
    YELLOW = "yellow"
    RED = "red"
    LATE = "late"


@frozen
class Sum:
    """How a clock came to its last day.

    Attributes:
        clock: what is to be done: 办结.
        words: 11-27 16:40 签收 + 3个工作日 = 12-02.
        due: the last moment or day; None where nobody said how long it may take.
        is_running: whether it has not ended.
        warn_at, red_at: from when it is yellow, and red.
        paused_at: since when it stands still.
        source: where it is written how long it may take; "" where somebody gave the last day by hand.
        holidays: by which it is counted, where it is counted in working days; else None.
    """

    clock: str
    words: str
    due: datetime | None
    is_running: bool
    warn_at: datetime | None = None
    red_at: datetime | None = None
    paused_at: datetime | None = None
    source: str = ""
    holidays: Holidays | None = None

    def left(self, now: datetime) -> str:
        """剩 14 天（10个工作日）: how long there is at a time, in the unit of the limit, too; 已停 of what has ended."""
        if not self.is_running:
            return "已停"
        words = left_words(self.due, now, self.paused_at)
        if self.holidays is None or self.due is None or not words.endswith(" 天") or not words.startswith("剩"):
            return words
        days = (now.date() + timedelta(days=n) for n in range(1, (self.due.date() - now.date()).days + 1))
        return f"{words}（{sum(map(self.holidays.is_working, days))}{WORDS[WORKING_DAYS]}）"

    def urgency(self, now: datetime) -> Urgency:
        """How urgent it is at a time."""
        return urgency(self.due, self.warn_at, self.red_at, self.paused_at, now)


def days_by_rule(
    store: Store, w: Writer, record: Record, move: Move, values: Mapping[str, object], at: datetime
) -> dict[str, date | datetime]:
    """The last days that rules give where a move begins a clock, asks for its day, and nobody has written one."""
    flow = store.declared_flow(record)
    found: dict[str, date | datetime] = {}
    for clock in flow.clocks if flow else ():
        if move.name in clock.starts and clock.day in move.asks and not values.get(clock.day):
            told_of = {name: value for name, value in values.items() if name in clock.by.values()}
            due = w.clocks.reckoner.by_rule(changed(record, **told_of), clock, at).due
            if due is not None:
                found[clock.day] = _as_kept(record, clock.day, due)
    return found


def first_days_by_rule(store: Store, record: Record) -> dict[str, date | datetime]:
    """The last days that rules give a new record whose clocks run from its beginning, where nobody has written one."""
    flow = store.declared_flow(record)
    begins = getattr(record, flow.begun) if flow and flow.begun else None
    if flow is None or begins is None:
        return {}
    begun = begins if isinstance(begins, datetime) else datetime.combine(begins, time())
    asked = [one for one in flow.clocks if not one.starts and one.day in flow.given and not getattr(record, one.day)]
    told = {one.day: store.reckoner().by_rule(record, one, begun).due for one in asked}
    return {name: _as_kept(record, name, due) for name, due in told.items() if due is not None}


def _as_kept(record: Record, name: str, due: datetime) -> date | datetime:
    """A last moment as a field keeps it."""
    return due.date() if isinstance(fields_of(type(record))[name], Day) else due


def filled_by_rules(store: Store, record: Record, move: Move) -> frozenset[str]:
    """The last days that may be left empty with a move, for there are rules that give them."""
    flow = store.declared_flow(record)
    begun = [clock for clock in (flow.clocks if flow else ()) if move.name in clock.starts and clock.day in move.asks]
    keys = {clock_key(record.TABLE, clock.name): clock.day for clock in begun}
    known = {rule.clock for rule in store.select(ClockRule, among("clock", list(keys)))} if keys else set[str]()
    return frozenset(day for key, day in keys.items() if key in known)


def day_corrected(store: Store, record: Record, names: Collection[str]) -> datetime | None:
    """The last day of a clock that a correction gives; None where it corrects something else."""
    flow = store.declared_flow(record)
    days = [last_day_in(clock, record) for clock in (flow.clocks if flow else ()) if clock.day in names]
    return next(iter(days), None)


def sums(store: Store, record: Record) -> list[Sum]:
    """How each clock of a record that has begun came to its last day, as it ran last."""
    flow = store.declared_flow(record) if record.id else None
    if flow is None or not flow.clocks:
        return []
    steps, kept, book = store.steps(record), store.clocks_of(record), store.reckoner().book
    found: list[Sum] = []
    for clock in flow.clocks:
        ran = runnings(flow, clock, record, steps)
        run = next((run for run in reversed(kept) if run.clock == clock.name), None)
        if ran and run is not None:
            words = _words(run, ran[-1]) + _unknown(store, run)
            holidays = holidays_of(store) if run.term.endswith(WORDS[WORKING_DAYS]) else None
            told = (run.warn_at, run.red_at, run.paused_at, _source(book, run, ran[-1]), holidays)
            found.append(Sum(clock.label, words, run.due, run.stopped is None, *told))
    return found


def last_moments(store: Store, record: Record) -> dict[str, str]:
    """By field the last days of a record that end at a time of the day, with it: 2026-11-30 07:22."""
    flow = store.declared_flow(record) if record.id else None
    kept = store.clocks_of(record) if flow and flow.clocks else []
    found: dict[str, str] = {}
    for clock in flow.clocks if flow else ():
        run = next((run for run in reversed(kept) if run.clock == clock.name), None)
        held = last_day_in(clock, record)
        if run and run.due and held and run.due.date() == held.date() and run.is_by_the_clock():
            found[clock.day] = f"{run.due:%Y-%m-%d %H:%M}"
    return found


def followed_by(store: Store, saved: Record) -> int:
    """Of how many records the last day was reckoned anew as hours, holidays or a rule were saved just now."""
    if not isinstance(saved, Opening | HolidayYear | ClockRule):
        return 0
    saved_at, moved = store.history(saved)[0].seq, set[int]()
    for step in store.select(Step, eq("what", RECKONED), order=("-id",)):
        if store.history(step)[-1].seq < saved_at:
            break
        moved.add(step.of)
    return len(moved)


def _source(book: RuleBook, run: Run, ran: Running) -> str:
    """Where the rule is written by which one runs; "" where it has changed since, or its last day was given by hand."""
    rule = book.get(run.rule)
    length = rule.length() if rule else None
    is_by_hand = (ran.given or run.given) is not None and not run.extended
    return rule.source.strip() if rule and length and length.words() == run.term and not is_by_hand else ""


def sum_words(began: str, at: datetime, term: str, due: datetime | None) -> str:
    """11-27 16:40 签收 + 3个工作日 = 12-02, of what began at a time and may take so long."""
    begins = f"{told(at)} {began} + {term}"
    return f"{begins} = {last_words(due, term, at.date())}" if due else f"{begins}，{_why_none(term)}"


def _words(run: Run, ran: Running) -> str:
    day = run.started.date()
    begins = f"{told(run.started)} {run.began}"
    given, since = ran.given or run.given, ran.given_at or run.started
    if given is None and ran.left is not None and not run.rule:
        given, since = ran.left, ran.left_at or run.started
    pauses = [pause for pause in ran.pauses if pause[1] > since]
    if given is not None and run.extended:
        before = _pauses_told([pause for pause in ran.pauses if pause[1] <= since], day)
        words = f"{begins}{f' + {run.term}' if run.term else ''}{before}，延期到 {told(given, day)}"
    elif given is not None:
        words = f"{begins}，定为 {told(given, day)}"
    elif run.term:
        words = f"{begins} + {run.term}"
    else:
        return f"{begins}，还没有定时限"
    words += _pauses_told(pauses, day)
    if run.due is None:
        words = f"{words}，{_why_none(run.term)}"
    elif given is None or pauses:
        words = f"{words} = {last_words(run.due, run.term, day)}"
    return f"{words}，{told(run.paused_at, day)} 起暂停" if run.paused_at else words


def _pauses_told(pauses: Sequence[Pause], day: date) -> str:
    return "".join(f" + 暂停（{told(first, day)} 至 {told(last, day)}）" for first, last in pauses)


def _why_none(term: str) -> str:
    """Why what may take so long has no end."""
    return "还没有填办公时间，算不出来" if term.endswith(WORDS[WORKING_HOURS]) else "算不出来，请核对年份"


def last_words(due: datetime, term: str, day: date) -> str:
    """The end: of what is counted in days its day alone, though the desk closes earlier."""
    by_clock = any(term.endswith(WORDS[unit]) for unit in BY_THE_CLOCK)
    return told(due if by_clock else datetime.combine(due.date(), time()), day)


def _unknown(store: Store, run: Run) -> str:
    """What to say of a sum that goes through a year whose 放假安排 nobody has entered."""
    return doubt_words(holidays_of(store), run.started, run.due, run.term)


def doubt_words(holidays: Holidays, at: datetime, due: datetime | None, term: str) -> str:
    """The same of what began at a time, may take so long, and is due then."""
    if due is None or not any(term.endswith(WORDS[unit]) for unit in BY_THE_CALENDAR):
        return ""
    words = unknown_words(holidays.unknown_years(at.date(), due.date()))
    return f"（{words}）" if words else ""


def doubts(store: Store, record: Record) -> str:
    """What to say of clocks that were reckoned through years without their 放假安排; "" otherwise."""
    return "；".join(dict.fromkeys(filter(None, (_unknown(store, run)[1:-1] for run in store.clocks_of(record)))))


def missing_limits(store: Store) -> list[str]:
    """What the clocks are called of the work that the centre does for which it has no rule today."""
    today = date.today()
    known = {rule.clock for rule in store.select(ClockRule) if rule.holds(today)}
    keys = [clock_key(kind.table, clock.name) for kind in in_use(store) for clock in kind.clocks]
    return [code_table.load(CLOCKS).label(key) for key in dict.fromkeys(keys) if key not in known]


def without_hours(store: Store) -> list[str]:
    """What the rules are called that nobody can reckon by, for there are no opening hours."""
    if store.count(Opening):
        return []
    keys = {clock_key(kind.table, clock.name) for kind in in_use(store) for clock in kind.clocks}
    rules = store.select(ClockRule, eq("unit", WORKING_HOURS), order=("clock", "id"))
    return [rule.title({}) for rule in rules if rule.clock in keys]


def printed(store: Store, record: Record) -> str:
    """The sums of the clocks of a record as its papers print them, each source once; "" where none has begun or nobody set a limit."""
    by_source: dict[str, list[str]] = {}
    for one in sums(store, record):
        if one.due:
            by_source.setdefault(one.source, []).append(f"{one.clock}：{one.words}")
    told = (f"{'；'.join(words)}{f'。依据：{source}' if source else ''}" for source, words in by_source.items())
    return "；".join(told)


def urgency(
    due: datetime | None, warn_at: datetime | None, red_at: datetime | None, paused_at: datetime | None, now: datetime
) -> Urgency:
    """How urgent something is at a time; what stands still is not, unless it was late already."""
    if due is None:
        return Urgency.NONE
    if over(due) <= (paused_at or now):
        return Urgency.LATE
    if paused_at is not None:
        return Urgency.NONE
    if red_at is not None and red_at <= now:
        return Urgency.RED
    return Urgency.YELLOW if warn_at is not None and warn_at <= now else Urgency.NONE


def left_words(due: datetime | None, now: datetime, paused_at: datetime | None = None) -> str:
    """剩 3 天, 今天, 剩 40 分钟, 逾期 2 小时, 暂停中, 逾期，暂停中; "" where there is no last day.

    On the last day, where it has a clock time, hours and minutes are told.
    """
    if paused_at is not None:
        return "逾期，暂停中" if due and over(due) <= paused_at else "暂停中"
    if due is None:
        return ""
    days = (due.date() - now.date()).days
    if has_clock(due) and (days == 0 or abs(due - now) < _SOON):
        minutes = int((due - now) / timedelta(minutes=1))
        return f"剩 {_short(minutes)}" if due > now else f"逾期 {_short(-minutes)}"
    if over(due) <= now:
        return f"逾期 {-days} 天"
    return "今天" if days == 0 else f"剩 {days} 天"


def _short(minutes: int) -> str:
    """40 分钟, 2 小时 5 分钟."""
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours} 小时"] if hours else []) + ([f"{rest} 分钟"] if rest or not hours else [])
    return " ".join(parts)
