"""Clocks in the store: written with each move, restored with what is taken back, moved by a changed calendar, stopped by the end."""

from datetime import date, datetime, time

import attrs
import pytest

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.clock_rule import ClockRule, RulesTie
from db.records.centre.opening import Opening
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.step import RECKONED
from db.services.clocks import left_words
from db.services.move import Keyed, catch_up, correct, last_move, move, moves_of, note, undo_move, void
from db.store import MoveRefused, Store, Warrant, eq
from db.store.clock_runs import refill
from db.values.working_time import DAYS, HOURS, MINUTES, MONTHS, WORKING_DAYS, WORKING_HOURS, Length
from tests.added import with_added
from tests.added_staged import Whistle
from tests.db.clocks import (
    ARRIVE,
    HANDLE,
    NOON,
    SETTLE,
    SIGN,
    TAKEN,
    accepted,
    assigned,
    at,
    extended,
    holidays,
    new_term,
    rule,
    run,
    taken_in,
    usual_hours,
    words,
)
from tests.factories import plant


def test_the_month_of_a_case_is_a_clock_with_its_rule(store: Store) -> None:
    case = accepted(store)
    (known,) = store.select(ClockRule, eq("clock", SETTLE))
    assert (known.clock, known.length(), known.since) == (SETTLE, Length(1, MONTHS), date(2002, 11, 1))
    assert "司法部令第75号" in known.source
    found = run(store, case)
    assert (found.clock, found.started, found.due, found.rule) == ("settle", at(2, 0), datetime(2026, 4, 2), known.id)
    assert words(store, case) == "03-02 受理 + 1个月 = 04-02"


def test_a_clock_begins_and_ends_with_its_moves(store: Store) -> None:
    rule(store, HANDLE, 3)
    usual_hours(store)
    matter = taken_in(store)
    assert store.clocks_of(matter) == []
    matter = assigned(store)
    assert matter.due == date(2026, 3, 5)
    assert run(store, matter).due == at(5, 17)
    assert words(store, matter) == "03-02 12:00 转交处置 + 3个工作日 = 03-05"
    matter = move(store, matter, "withdraw", at=at(4), reason="不用了")
    assert run(store, matter).stopped == at(4)


def test_a_last_day_given_by_hand_goes_before_the_rule(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = assigned(store, date(2026, 3, 9))
    assert matter.due == date(2026, 3, 9)
    assert run(store, matter).due == datetime(2026, 3, 9)
    assert words(store, matter) == "03-02 12:00 转交处置，定为 03-09"


def test_without_a_rule_somebody_must_say_until_when(store: Store) -> None:
    with pytest.raises(MoveRefused, match="办理期限：没有填"):
        assigned(store)


def test_an_end_of_any_kind_stops_a_clock(store: Store) -> None:
    case = accepted(store)
    assert run(store, void(store, case, "录重了")).stopped is not None
    case = move(store, accepted(store), "refuse", at=at(3), reason="不归这里管")
    assert run(store, case).stopped == at(3)
    case = catch_up(store, accepted(store), [Keyed("consent", at(3)), Keyed("mediate", at(3)), Keyed("agree", at(4), values={"result": "赔"})])  # fmt: skip
    assert run(store, case).stopped == at(4), "the month is one for settling"


def test_what_is_taken_back_is_as_if_it_had_never_been(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = assigned(store)
    before = store.clocks_of(matter)
    ended = move(store, matter, "withdraw", at=at(4), reason="不用了")
    undo_move(store, ended)
    assert store.clocks_of(matter) == before
    back = undo_move(store, store.get(Matter, matter.id)).record
    assert store.clocks_of(back) == []


def test_a_step_that_is_keyed_late_counts_from_when_it_happened(store: Store) -> None:
    rule(store, HANDLE, 24, HOURS)
    assert run(store, assigned(store, moment=TAKEN)).started == TAKEN


def test_it_is_put_off_by_somebody_who_approves_and_says_why(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = assigned(store)
    person = plant(store, Person, name="张网格").id
    for wrong, told in (
        (Keyed("extend", at(4), person, reason="等配件", values={"due": date(2026, 3, 9)}), "批准人：没有填"),
        (Keyed("extend", at(4), person, person, "等配件", values={"due": date(2026, 3, 9)}), "两个不同的人"),
        (Keyed("extend", at(4), second=person, reason="等配件", values={"due": date(2026, 3, 5)}), "不比原来的晚"),
        (Keyed("extend", at(4), second=person, values={"due": date(2026, 3, 9)}), "写明理由"),
    ):
        with pytest.raises(Exception, match=told):
            catch_up(store, matter, [wrong])
    matter = extended(store, matter, date(2026, 3, 9))
    found = run(store, matter)
    assert (found.due, found.extended) == (datetime(2026, 3, 9), 1)
    assert words(store, matter) == "03-02 12:00 转交处置 + 3个工作日，延期到 03-09"
    undo_move(store, matter)
    again = run(store, matter)
    assert (again.due, again.extended) == (datetime(2026, 3, 5), 0)


def test_it_stands_still_and_goes_on(store: Store) -> None:
    rule(store, HANDLE, 3)
    usual_hours(store)
    matter = assigned(store)
    names = [one.name for one in moves_of(store, matter)]
    assert "pause" in names
    assert "resume" not in names
    matter = move(store, matter, "pause", at=at(3, 10), reason="等鉴定")
    assert run(store, matter).paused_at == at(3, 10)
    assert words(store, matter) == "03-02 12:00 转交处置 + 3个工作日 = 03-05，03-03 10:00 起暂停"
    assert "resume" in [one.name for one in moves_of(store, matter)]
    with pytest.raises(MoveRefused, match="已经暂停计时"):
        move(store, matter, "pause", at=at(3, 11), reason="再等")
    matter = move(store, matter, "resume", at=at(5, 10))
    found = run(store, matter)
    assert (found.paused_at, found.due, matter.due) == (None, at(9, 17), date(2026, 3, 9))
    assert found.paused == 90 + 210 + 390 + 90, "minutes of working time"
    assert words(store, matter).endswith("+ 3个工作日 + 暂停（03-03 10:00 至 03-05 10:00） = 03-09")
    step = store.steps(matter)[-1]
    assert (step.said, step.at) == ("办理期限改为2026-03-09", at(5, 10)), "beside what has moved it"
    with pytest.raises(MoveRefused, match="没有暂停计时"):
        move(store, matter, "resume", at=at(5, 11))


def test_a_pause_is_taken_back_with_what_followed_of_it(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = move(store, assigned(store), "pause", at=at(3, 10), reason="等鉴定")
    matter = move(store, matter, "resume", at=at(5, 10))
    assert last_move(store, matter) is not None
    back = undo_move(store, matter).record
    assert isinstance(back, Matter)
    assert (run(store, back).paused_at, back.due) == (at(3, 10), date(2026, 3, 5))
    gone = undo_move(store, back).record
    assert isinstance(gone, Matter)
    assert (run(store, gone).paused_at, gone.due) == (None, date(2026, 3, 5))


def test_nothing_stands_still_where_no_clock_runs(store: Store) -> None:
    matter = taken_in(store)
    assert [one.name for one in moves_of(store, matter)] == [
        "gather",
        "answer",
        "refer",
        "withdraw",
        "join",
        "hand_up",
        "hand_back",
    ]
    with pytest.raises(MoveRefused, match="没有时限在走"):
        move(store, matter, "pause", at=NOON, reason="等")


def test_a_changed_calendar_moves_what_runs_and_nothing_else(store: Store) -> None:
    rule(store, HANDLE, 3)
    open_one, closed, by_hand = assigned(store), assigned(store), assigned(store, date(2026, 3, 6))
    closed = move(store, closed, "withdraw", at=at(4), reason="不用了")
    case = accepted(store)
    holidays(store, "3月4日")
    moved = store.get(Matter, open_one.id)
    assert (moved.due, run(store, moved).due) == (date(2026, 3, 6), datetime(2026, 3, 6))
    assert store.steps(moved)[-1].what == RECKONED
    assert store.steps(moved)[-1].note == "放假安排有改动"
    assert store.get(Matter, closed.id) == closed
    assert run(store, closed).due == datetime(2026, 3, 5)
    assert store.get(Matter, by_hand.id) == by_hand
    assert store.get(MediationCase, case.id) == case, "months go by no calendar"
    assert last_move(store, moved) is not None, "what nobody did hinders nobody from taking back"
    undo_move(store, moved)


def test_what_has_ended_stays_as_it_was_when_it_is_written_again(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = move(store, assigned(store), "withdraw", at=at(4), reason="不用了")
    before = store.clocks_of(matter)
    holidays(store, "3月4日")
    matter = correct(store, matter, "地点写错", place="3号楼东侧")
    assert store.clocks_of(matter) == before
    matter = move(store, matter, "reopen", at=at(10), reason="又来了")
    assert store.clocks_of(matter)[:1] == before


def test_changed_opening_hours_move_what_runs(store: Store) -> None:
    rule(store, HANDLE, 5, WORKING_HOURS)
    usual_hours(store)
    matter = assigned(store, moment=at(2, 9))
    assert run(store, matter).due == at(2, 16)
    afternoon = next(one for one in store.select(Opening) if one.opens == time(13, 30))
    store.save(changed(afternoon, opens=time(14), closes=time(15)))
    assert run(store, matter).due == at(3, 10)
    with store.writing() as w:
        w.delete(store.get(Opening, afternoon.id))
    assert run(store, matter).due == at(3, 11)


def test_hours_without_opening_hours_are_not_guessed(store: Store) -> None:
    rule(store, HANDLE, 5, WORKING_HOURS)
    with pytest.raises(MoveRefused, match="办理期限：没有填"):
        assigned(store)
    usual_hours(store)
    assert assigned(store).due == date(2026, 3, 3)


def test_the_most_specific_rule_of_the_day_of_the_start_holds(store: Store) -> None:
    rule(store, HANDLE, 10, until=date(2026, 3, 1))
    rule(store, HANDLE, 5, since=date(2026, 3, 2))
    rule(store, HANDLE, 1, level="3", since=date(2026, 3, 3))
    assert assigned(store).due == date(2026, 3, 9)
    assert assigned(store, moment=at(3)).due == date(2026, 3, 4)
    assert run(store, assigned(store)).term == "5个工作日"


def test_rules_that_nobody_can_tell_apart_are_refused(store: Store) -> None:
    known = rule(store, HANDLE, 5, level="3")
    body = plant(store, Body).id
    with pytest.raises(RulesTie, match="分不出用哪一条"):
        rule(store, HANDLE, 3, category="1")
    with pytest.raises(RulesTie):
        rule(store, HANDLE, 3, body=body)
    with pytest.raises(RulesTie):
        store.save(changed(known, id=0, version=0, amount=4))
    assert store.select(ClockRule, eq("clock", HANDLE)) == [known]
    rule(store, HANDLE, 3, level="4")
    rule(store, HANDLE, 3, level="3", category="1")
    rule(store, HANDLE, 9)


def test_a_rule_that_comes_later_leaves_what_runs_alone_and_helps_what_had_none(store: Store) -> None:
    with_added(store)
    whistle = plant(store, Whistle, blown=TAKEN.date(), due=None, closed=None, arrived=None, stage="1", number="")
    found = store.clocks_of(whistle)[0]
    assert (found.clock, found.due) == ("sign", None)
    rule(store, SIGN, 1, HOURS)
    assert store.clocks_of(whistle)[0].due == at(2, 1)
    rule(store, HANDLE, 3)
    matter = assigned(store)
    rule(store, HANDLE, 1, level="3")
    assert store.get(Matter, matter.id) == matter


def test_a_corrected_beginning_moves_the_last_day_and_a_corrected_last_day_stays(store: Store) -> None:
    case = accepted(store)
    case = correct(store, case, "写错了", received=date(2026, 3, 10))
    assert case.due == date(2026, 4, 10)
    case = correct(store, case, "商量好了", due=date(2026, 3, 20))
    assert (case.due, run(store, case).due) == (date(2026, 3, 20), datetime(2026, 3, 20))
    assert store.get(MediationCase, case.id) == case
    new_term(store, date(2026, 3, 5), 20, WORKING_DAYS)
    assert store.get(MediationCase, case.id).due == date(2026, 3, 20)


def test_what_is_reopened_runs_anew(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = move(store, assigned(store), "withdraw", at=at(4), reason="不用了")
    matter = move(store, matter, "reopen", at=at(10), reason="又来了")
    first, second = store.clocks_of(matter)
    assert (first.stopped, second.started, second.stopped) == (at(4), at(10), None)
    assert matter.due == date(2026, 3, 13)


def test_notes_change_no_clock(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = assigned(store)
    before = store.clocks_of(matter)
    note(store, matter, "催过一次", "3")
    assert store.clocks_of(matter) == before


def test_what_is_deleted_has_no_clock(store: Store) -> None:
    with store.writing(warrant=Warrant.PURGE) as w:
        w.delete(case := accepted(store))
    assert store.clocks_of(case) == []


def test_open_records_of_a_store_from_before_get_their_clocks(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter, case = assigned(store), accepted(store)
    closed = move(store, assigned(store), "withdraw", at=at(4), reason="不用了")
    before = [store.clocks_of(one) for one in (matter, case)]
    store._connection.execute("DELETE FROM clock_run")
    refill(store._connection, store.kinds)
    assert [store.clocks_of(one) for one in (matter, case)] == before
    assert store.clocks_of(closed) == [], "of what is over nothing is made up"


def test_what_runs_is_what_the_steps_tell_whoever_wrote_it(store: Store) -> None:
    """From nothing but the steps the same comes out as was written move by move."""
    rule(store, HANDLE, 3)
    usual_hours(store)
    matter = extended(store, assigned(store), date(2026, 3, 12))
    matter = move(store, matter, "pause", at=at(5, 9), reason="等")
    matter = move(store, matter, "resume", at=at(9, 9))
    matter = move(store, matter, "handle", at=at(9, 10), did=plant(store, Person, name="赵钱").id, result="修好了")
    matter = move(store, matter, "return", at=at(10), reason="没修好")
    before = store.clocks_of(matter)
    store._connection.execute("DELETE FROM clock_run")
    refill(store._connection, store.kinds)
    assert store.clocks_of(matter) == before


def test_a_type_that_the_program_does_not_have_gets_its_clocks_too(store: Store) -> None:
    with_added(store)
    rule(store, SIGN, 1, HOURS)
    rule(store, ARRIVE, 3)
    whistle = plant(store, Whistle, blown=TAKEN.date(), due=None, closed=None, arrived=None, stage="1", number="")
    body = plant(store, Body).id
    did = plant(store, Person).id
    whistle = move(store, whistle, "sign", at=at(2, 0, 40), did=did, lead=body)
    sign, arrive = sorted(store.clocks_of(whistle), key=lambda one: one.started)
    assert (sign.stopped, arrive.due) == (at(2, 0, 40), datetime(2026, 3, 5))
    whistle = move(store, whistle, "arrive", at=at(5))
    assert [one.stopped is not None for one in store.clocks_of(whistle)] == [True, True]


@pytest.mark.parametrize(
    ("due", "now", "said"),
    [
        (at(5), at(2), "剩 3 天"),
        (at(2, 13), at(2, 12, 20), "剩 40 分钟"),
        (at(2, 13), at(2, 10, 55), "剩 2 小时 5 分钟"),
        (at(2, 13), at(2, 14), "逾期 1 小时"),
        (at(2, 13), at(2, 13), "逾期 0 分钟"),
        (at(5, 0), at(5, 23), "今天"),
        (at(5, 0), at(6, 0), "逾期 1 天"),
        (at(2, 12), at(4, 12), "逾期 2 天"),
        (None, at(2), ""),
    ],
)
def test_how_long_there_is(due: datetime | None, now: datetime, said: str) -> None:
    assert left_words(due, now) == said


def test_what_stands_still_counts_no_days() -> None:
    assert left_words(at(5), at(2), at(1)) == "暂停中"


UNITS = [(MINUTES, "40分钟"), (HOURS, "40小时"), (DAYS, "40日"), (MONTHS, "40个月")]


@pytest.mark.parametrize(("unit", "said"), UNITS)
def test_every_unit_is_told(store: Store, unit: str, said: str) -> None:
    rule(store, HANDLE, 40, unit)
    assert f"转交处置 + {said} = " in words(store, assigned(store))


def test_a_sum_through_a_year_without_holidays_says_so(store: Store) -> None:
    rule(store, HANDLE, 250)
    assert words(store, assigned(store)).endswith("（2027年放假安排还没有录入，只按周末算）")


def test_what_a_rule_is_told() -> None:
    made = ClockRule(clock=HANDLE, amount=0, unit=HOURS, since=TAKEN.date(), source="办法")
    assert [p.code for p in made.problems()] == ["none"]
    assert attrs.evolve(made, unit=WORKING_DAYS).problems() == []
    assert [p.code for p in attrs.evolve(made, amount=3, unit=DAYS, warn=1, red=2).problems()] == ["warn_late"]
