"""How clocks ran, told by steps alone: whatever is done and taken back, in any order."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.centre.clock_rule import ClockRule, RuleBook, RulesTie
from db.records.clock import Clock
from db.records.flow import Flow, Meaning, Move, Stage
from db.records.matters.matter import Matter
from db.records.running import clock_names, is_paused, reckon, runnings
from db.records.step import CORRECTED, MOVED, NOTED, UNDONE, Step
from db.values.working_time import DAYS, HOURS, Calendar

BEGUN = datetime(2026, 3, 2, 9, 0)
STAGES = (
    Stage("1", "受理", Meaning.NEW),
    Stage("2", "处置", Meaning.WORKING),
    Stage("3", "等料", Meaning.WAITING),
    Stage("4", "核查", Meaning.WORKING),
    Stage("5", "归档", Meaning.DONE),
    Stage("0", "作废", Meaning.VOID),
)
WAYS = {"assign": ("1", "2"), "wait": ("2", "3"), "go": ("3", "2"), "check": ("2", "4"), "skip": ("1", "4"), "back": ("4", "2"),
        "close": ("4", "5"), "reopen": ("5", "2")}  # fmt: skip
MOVES = tuple(Move(name=name, label=name, source=(a,), to=b) for name, (a, b) in WAYS.items())
WHOLE = Clock(name="whole", label="办结")
HANDLE = Clock(name="handle", label="处置", starts=("2",), stops=("4",), day="due")
FLOW = Flow(name="w", outcome="outcome", stages=STAGES, moves=MOVES, begun="taken", clocks=(WHOLE, HANDLE))
HOUR = timedelta(hours=1)


def steps(*names: str, every: timedelta = HOUR) -> list[Step]:
    """Moves one after another, the first one an hour after the beginning; of pause, resume and the ways above."""
    at, code, found = BEGUN, "1", list[Step]()
    for number, name in enumerate(names, 1):
        at += every
        now = WAYS[name][1] if name in WAYS else code
        found.append(Step(id=number, what=MOVED, move=name, before=code, after=now, said=f"{name} → 那里", at=at))
        code = now
    return found


def matter(told: Iterable[Step], **changes: object) -> Matter:
    """The record as the steps leave it."""
    stage = next((step.after for step in reversed(list(told)) if step.after), "1")
    return attrs.evolve(Matter(taken=BEGUN, stage=stage), **changes)


def hours(moment: datetime | None) -> float | None:
    return None if moment is None else (moment - BEGUN) / HOUR


def ran(
    clock: Clock, *names: str
) -> list[tuple[float | None, float | None, list[tuple[float | None, float | None]], float | None]]:
    told = steps(*names)
    return [
        (hours(one.started), hours(one.stopped), [(hours(a), hours(b)) for a, b in one.pauses], hours(one.paused_at))
        for one in runnings(FLOW, clock, matter(told), told)
    ]


@pytest.mark.parametrize(
    ("clock", "names", "found"),
    [
        (WHOLE, (), [(0, None, [], None)]),
        (WHOLE, ("assign", "check", "close"), [(0, 3, [], None)]),
        (WHOLE, ("assign", "wait", "go", "check", "close"), [(0, 5, [(2, 3)], None)]),
        (WHOLE, ("assign", "wait"), [(0, None, [], 2)]),
        (WHOLE, ("assign", "pause", "check", "resume"), [(0, None, [(2, 4)], None)]),
        (WHOLE, ("assign", "pause", "wait", "resume", "go"), [(0, None, [(2, 5)], None)]),
        (WHOLE, ("assign", "check", "close", "reopen"), [(0, 3, [], None)]),
        (HANDLE, (), []),
        (HANDLE, ("assign",), [(1, None, [], None)]),
        (HANDLE, ("assign", "wait", "go", "check"), [(1, 4, [(2, 3)], None)]),
        (HANDLE, ("skip",), []),
        (HANDLE, ("assign", "check", "back"), [(1, 2, [], None), (3, None, [], None)]),
        (HANDLE, ("assign", "check", "close", "reopen"), [(1, 2, [], None), (4, None, [], None)]),
        (HANDLE, ("pause", "assign", "resume"), [(2, None, [(2, 3)], None)]),
        (HANDLE, ("assign", "wait", "pause"), [(1, None, [], 2)]),
        # Waiting is no beginning of handling, and what goes back into it begins nothing anew while it runs.
        (HANDLE, ("assign", "wait", "go"), [(1, None, [(2, 3)], None)]),
    ],
)
def test_by_hand(clock: Clock, names: tuple[str, ...], found: list[object]) -> None:
    assert ran(clock, *names) == found


def test_what_begins_again_by_a_move_while_it_runs_is_counted_anew() -> None:
    anew, told = attrs.evolve(HANDLE, starts=("assign", "go")), steps("assign", "wait", "go")
    found = [(one.began, hours(one.started), hours(one.stopped)) for one in runnings(FLOW, anew, matter(told), told)]
    assert found == [("assign", 1, 3), ("go", 3, None)]


def test_what_no_step_tells_is_not_made_up() -> None:
    assert runnings(FLOW, WHOLE, Matter(taken=BEGUN, stage="5"), []) == []
    assert runnings(FLOW, HANDLE, Matter(taken=BEGUN, stage="4", due=BEGUN.date()), []) == []
    assert runnings(FLOW, HANDLE, Matter(taken=BEGUN, stage="2"), []) == []
    (known,) = runnings(FLOW, HANDLE, Matter(taken=BEGUN, stage="2", due=BEGUN.date()), [])
    assert (known.started, known.began) == (BEGUN, "受理"), "a last day is there, and so it runs"


def test_a_last_day_is_that_which_was_given_last() -> None:
    first, second = datetime(2026, 3, 6), datetime(2026, 3, 9)
    told = steps("assign", "extend", "pause")
    told[0] = attrs.evolve(told[0], until=first)
    told[1] = attrs.evolve(told[1], until=second)
    one = runnings(FLOW, HANDLE, matter(told), told)[-1]
    assert (one.given, one.given_at, one.extended) == (second, told[1].at, 1)
    back = [*told, Step(id=9, what=UNDONE, reverses=2, at=told[2].at)]
    one = runnings(FLOW, HANDLE, matter(told), back)[-1]
    assert (one.given, one.extended) == (first, 0)
    corrected = [*told, Step(id=9, what=CORRECTED, at=told[2].at, until=first)]
    one = runnings(FLOW, HANDLE, matter(told), corrected)[-1]
    assert (one.given, one.extended) == (first, 1)


@st.composite
def ways(draw: st.DrawFn) -> list[str]:
    """Moves that may follow one another, with pauses wherever they may be."""
    chance, code, held, found = Random(draw(st.integers(0, 10**6))), "1", False, list[str]()
    for _ in range(draw(st.integers(0, 14))):
        names = [name for name, (a, _) in WAYS.items() if a == code]
        names += [] if code == "5" else ["resume" if held else "pause"]
        name = chance.choice(names)
        held = name == "pause" or (held and name != "resume" and WAYS.get(name, ("", ""))[1] != "5")
        code = WAYS[name][1] if name in WAYS else code
        found.append(name)
    return found


@given(ways(), st.integers(1, 40))
def test_an_hour_counts_where_no_pause_stands(names: list[str], amount: int) -> None:
    """Hour by hour: as many as may be taken have passed, but for those on which it stood still."""
    told = steps(*names)
    rule = ClockRule(clock="matter.whole", amount=amount, unit=HOURS, since=date(2020, 1, 1), source="办法")
    for one in runnings(FLOW, WHOLE, matter(told), told):
        if one.paused_at is not None:
            continue
        due = reckon(WHOLE, one, rule, Calendar()).due
        assert due is not None
        still = sum((min(b, due) - a) / HOUR for a, b in one.pauses if a < due)
        assert (due - one.started) / HOUR - still == amount


@given(ways(), st.data())
def test_what_is_taken_back_is_as_if_it_had_never_been(names: list[str], data: st.DataObject) -> None:
    told = steps(*names)
    kept = data.draw(st.integers(0, len(told)))
    back = [Step(id=100 + n, what=UNDONE, reverses=step.id, at=step.at) for n, step in enumerate(reversed(told[kept:]))]
    notes = [Step(id=200, what=NOTED, note="催过", at=BEGUN)]
    for clock in FLOW.clocks:
        record = matter(told[:kept])
        assert runnings(FLOW, clock, record, [*told, *back, *notes]) == runnings(FLOW, clock, record, told[:kept])


@given(ways())
def test_at_most_one_runs_and_they_follow_one_another(names: list[str]) -> None:
    told = steps(*names)
    for clock in FLOW.clocks:
        found = runnings(FLOW, clock, matter(told), told)
        assert [one.stopped is None for one in found[:-1]] == [False] * len(found[:-1])
        for one, following in pairwise(found):
            assert one.stopped is not None
            assert one.started <= one.stopped <= following.started
        for one in found:
            last = one.stopped or datetime.max
            assert all(one.started <= a <= b <= last for a, b in one.pauses)


@given(ways())
def test_it_can_be_stopped_or_go_on_and_never_both(names: list[str]) -> None:
    told = steps(*names)
    found = clock_names(FLOW, matter(told), told)
    assert not {"pause", "resume"} <= set(found)
    runs = [one for clock in FLOW.clocks for one in runnings(FLOW, clock, matter(told), told) if one.stopped is None]
    assert bool(found) >= bool(runs)


def test_what_was_stopped_and_ended_can_be_stopped_again_once_it_is_reopened() -> None:
    told = steps("assign", "pause", "check", "close", "reopen")
    assert is_paused(FLOW, matter(told[:3]), told[:3])
    found = clock_names(FLOW, matter(told), told)
    assert ("pause" in found, "resume" in found) == (True, False)


CRITERIA = st.tuples(
    st.sampled_from(("", "1", "2")),
    st.sampled_from(("", "物业", "噪音")),
    st.sampled_from((0, 7, 8)),
    st.sampled_from(("", "1")),
)
DAY = st.dates(date(2026, 1, 1), date(2026, 1, 20))


@st.composite
def rules(draw: st.DrawFn) -> list[ClockRule]:
    """Some rules of one clock."""
    found: list[ClockRule] = []
    for number, (level, category, body, whistle) in enumerate(draw(st.lists(CRITERIA, max_size=8)), 1):
        since = draw(DAY)
        until = draw(st.none() | DAY.filter(lambda day, since=since: day >= since))
        found.append(
            ClockRule(
                id=number,
                clock="c",
                level=level,
                category=category,
                body=body,
                whistle=whistle,
                amount=1,
                unit=DAYS,
                since=since,
                until=until,
            )
        )
    return found


def fits(rule: ClockRule, told: tuple[object, ...], day: date) -> bool:
    said = ((rule.level, ""), (rule.category, ""), (rule.body, 0), (rule.whistle, ""))
    return rule.holds(day) and all(value in (empty, of) for (value, empty), of in zip(said, told, strict=True))


@given(rules(), CRITERIA, DAY)
def test_of_the_rules_that_fit_the_one_that_says_most(
    made: list[ClockRule], told: tuple[object, ...], day: date
) -> None:
    fitting = [rule for rule in made if fits(rule, told, day)]
    said = {rule.id: sum(map(bool, rule.criteria())) for rule in fitting}
    best = [rule for rule in fitting if said[rule.id] == max(said.values())]
    book = RuleBook(made)
    if len(best) > 1:
        with pytest.raises(RulesTie):
            book.find("c", day, told)
    else:
        assert book.find("c", day, told) == (best[0] if best else None)
    assert book.find("other", day, told) is None


@given(rules(), CRITERIA, DAY)
def test_rules_that_do_not_tie_are_always_told_apart(
    made: list[ClockRule], told: tuple[object, ...], day: date
) -> None:
    """What is refused as it is entered cannot come to pass later, and nothing else is refused."""
    book = RuleBook(made)
    tied = {(one.id, other.id) for one, other in book.ties()}
    if not tied:
        book.find("c", day, told)
    for one, other in book.ties():
        both = tuple(a or b for a, b in zip(one.criteria(), other.criteria(), strict=True))
        meet = max(one.since or date.min, other.since or date.min)
        assert fits(one, both, meet)
        assert fits(other, both, meet)
