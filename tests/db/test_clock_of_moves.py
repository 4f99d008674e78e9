"""Moves and a clock that went wrong: what cannot be right is refused in words, and the right time can always be keyed."""

from datetime import date, datetime, time, timedelta

import attrs
import pytest

from db.records.flow import Move
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import Claimant, Matter
from db.records.moving import latest, moved, refusals
from db.records.step import MOVED, UNDONE, Step
from db.services.matters.take_in import take_in
from db.services.move import Keyed, catch_up, move, void
from db.store import MoveRefused, Store, Warrant
from db.values.day import CLOCK_SLACK, this_minute

HOUR = timedelta(hours=1)
BEGAN = datetime(2026, 3, 2, 9, 0)
AT_WORK = Matter(id=9, version=3, subject="充电桩断电", taken=BEGAN, stage="3")
GO = Move(name="go", label="办", source=("3",), to="4")
NOON = datetime(2026, 3, 2, 12, 0)
LAST = Step(id=1, what=MOVED, move="assign", at=NOON, keyed=NOON)


def told(at: datetime, keyed: datetime, *earlier: Step, before: Matter = AT_WORK) -> list[str]:
    """What is wrong with the time of a move."""
    step = Step(at=at, keyed=keyed)
    return [p.code for p in refusals(CLOSED_LOOP, GO, (before, moved(before, CLOSED_LOOP, GO, at)), step, earlier)]


def test_what_is_to_come_is_refused_where_the_clock_can_be_right() -> None:
    assert told(NOON, NOON, LAST) == []
    assert told(NOON + HOUR, NOON, LAST) == ["ahead"]
    assert told(NOON - HOUR, NOON, LAST) == ["before_last"]
    assert told(BEGAN - 24 * HOUR, NOON) == ["before_begun"]


def test_with_a_clock_set_back_the_right_time_is_taken_and_none_before_the_last_move() -> None:
    set_back = datetime(2010, 1, 1)
    assert told(NOON + HOUR, set_back, LAST) == []
    assert told(NOON, set_back, LAST) == [], "in the same minute"
    assert told(NOON - HOUR, set_back, LAST) == ["before_last"]
    assert told(BEGAN - 24 * HOUR, set_back, LAST) == ["before_begun", "before_last"]
    assert told(BEGAN, set_back) == [], "the record alone tells that the clock is behind"
    assert told(BEGAN - 24 * HOUR, set_back) == ["before_begun"]


def test_a_clock_that_was_ahead_and_was_put_right_locks_nothing() -> None:
    ahead = attrs.evolve(LAST, id=2, at=datetime(2030, 1, 1, 8), keyed=datetime(2030, 1, 1, 8))
    assert told(NOON + HOUR, NOON + HOUR, LAST, ahead) == []
    assert told(NOON - HOUR, NOON + HOUR, LAST, ahead) == ["before_last"], "what the clock lets pass still counts"
    began = attrs.evolve(AT_WORK, taken=datetime(2030, 1, 1, 8))
    assert told(NOON, NOON, before=began) == []


def test_the_latest_that_is_known_is_of_the_last_live_move_or_of_the_beginning() -> None:
    assert latest(CLOSED_LOOP, AT_WORK, ()) == BEGAN
    assert latest(CLOSED_LOOP, AT_WORK, (LAST,)) == NOON
    assert latest(CLOSED_LOOP, AT_WORK, (LAST, Step(id=2, what=UNDONE, reverses=1))) == BEGAN
    assert latest(CLOSED_LOOP, attrs.evolve(AT_WORK, taken=None), ()) is None
    day = attrs.evolve(CLOSED_LOOP, begun="due")
    assert latest(day, attrs.evolve(AT_WORK, due=NOON.date()), ()) == datetime(2026, 3, 2)


@pytest.fixture
def matter(store: Store) -> Matter:
    """A matter that was just taken in."""
    return take_in(store, Matter(subject="充电桩断电", taken=NOON, claimants=(Claimant(name="周桂芳"),)))


def stepped(store: Store, matter: Matter, at: datetime) -> Matter:
    """The matter after a move that was made while the clock said so: it was set back since."""
    done = move(store, matter, "gather", NOON, called="网格长")
    with store.writing(warrant=Warrant.UPGRADE) as w:
        w.save(attrs.evolve(store.steps(done)[-1], at=at, keyed=at))
    return done


def test_a_move_without_a_time_is_refused_while_the_clock_is_behind_and_made_with_the_right_one(
    store: Store, matter: Matter
) -> None:
    last = datetime.combine(date.today() + timedelta(days=1), time(12))
    given = stepped(store, matter, last)
    with pytest.raises(MoveRefused, match="请校准电脑的时钟，或写明这一步是什么时候办的") as refused:
        move(store, given, "withdraw", reason="不提了")
    assert [p.field for p in refused.value.problems] == ["at"]
    assert store.get(Matter, matter.id) == given
    with pytest.raises(MoveRefused, match="早于上一步的时间"):
        move(store, given, "withdraw", last - timedelta(minutes=1), reason="不提了")
    done = move(store, given, "withdraw", last + HOUR, reason="不提了")
    assert (store.steps(done)[-1].at, done.closed) == (last + HOUR, (last + HOUR).date())


def test_what_was_keyed_while_the_clock_was_ahead_is_gone_on_with(store: Store, matter: Matter) -> None:
    given = stepped(store, matter, datetime(2099, 1, 1, 8))
    with pytest.raises(MoveRefused, match="已经记到2099-01-01 08:00"):
        move(store, given, "withdraw", reason="不提了")
    assert move(store, given, "withdraw", this_minute(), reason="不提了").stage == "5"


def test_a_clock_that_the_network_sets_back_a_little_is_no_matter(store: Store, matter: Matter) -> None:
    last = this_minute() + CLOCK_SLACK
    done = move(store, stepped(store, matter, last), "withdraw", reason="不提了")
    assert store.steps(done)[-1].at == last


def test_of_several_steps_each_is_compared_with_those_before_it(store: Store, matter: Matter) -> None:
    first = Keyed("gather", NOON + HOUR, values={"called": "网格长"})
    with pytest.raises(MoveRefused, match="早于上一步的时间"):
        catch_up(store, matter, [first, Keyed("withdraw", NOON, reason="不提了")])
    assert catch_up(store, matter, [first, Keyed("withdraw", reason="不提了")]).stage == "5"


def test_a_record_is_made_void_whatever_the_clock_says(store: Store, matter: Matter) -> None:
    given = stepped(store, matter, this_minute() + 24 * HOUR)
    assert void(store, given, "录重了").stage == "0"
