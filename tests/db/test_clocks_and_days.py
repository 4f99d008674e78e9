"""A record, its page and 今日 tell one last day: whoever moves its beginning moves it, and whoever takes its rule leaves it."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from db.records.base import changed
from db.records.bodies.person import Person
from db.records.centre.clock_rule import ClockRule
from db.records.centre.opening import Opening
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.step import RECKONED
from db.services.clocks import followed_by, last_moments, sums
from db.services.due import open_due
from db.services.mediation.accept_case import accept_case
from db.services.move import Keyed, catch_up, correct, last_move, move, undo_move
from db.store import Store, eq
from db.store.clock_runs import refill
from db.values.working_time import DAYS, WORKING_HOURS
from tests.db.clocks import HANDLE, SETTLE, accepted, assigned, at, extended, rule, run, usual_hours, words
from tests.factories import plant


def told(store: Store, case: MediationCase) -> set[date | None]:
    """The last days of a case as everything tells them."""
    (due,) = [item.due for item in open_due(store, store.kinds) if item.table == case.TABLE]
    reckoned = run(store, case).due
    return {store.get(MediationCase, case.id).due, reckoned.date() if reckoned else None, due}


@pytest.mark.parametrize("save", [Store.save, accept_case])
def test_a_beginning_that_is_edited_moves_the_last_day_in_that_save(
    store: Store, save: Callable[[Store, MediationCase], MediationCase]
) -> None:
    case = accepted(store)
    edited = save(store, changed(case, received=date(2026, 3, 10)))
    assert edited == store.get(MediationCase, case.id)
    assert told(store, edited) == {date(2026, 4, 10)}
    assert words(store, edited) == "03-10 受理 + 1个月 = 04-10"
    assert [step.said for step in store.steps(edited)] == ["办结期限改为2026-04-10"]
    assert store.save(changed(edited, title_text="漏水")).version == edited.version + 1


def test_a_last_day_by_hand_stays_where_the_beginning_is_edited(store: Store) -> None:
    case = accepted(store, date(2026, 3, 20))
    edited = store.save(changed(case, received=date(2026, 3, 10)))
    assert (edited.version, told(store, edited)) == (case.version + 1, {date(2026, 3, 20)})


def test_a_beginning_and_a_last_day_corrected_at_once_both_hold(store: Store) -> None:
    case = correct(store, accepted(store), "抄错了", received=date(2026, 3, 10), due=date(2026, 3, 25))
    assert told(store, case) == {date(2026, 3, 25)}


def agreed(store: Store) -> MediationCase:
    """A case whose clock has ended, though it goes on."""
    case = accepted(store)
    for name in ("consent", "mediate"):
        case = move(store, case, name, at=at(3))
    return move(store, case, "agree", at=at(9), result="赔")


def test_of_what_has_ended_the_day_of_the_record_is_that_of_its_sum(store: Store) -> None:
    case = store.save(changed(agreed(store), received=date(2026, 3, 1)))
    assert (case.due, run(store, case).due) == (date(2026, 4, 1), datetime(2026, 4, 1))
    case = correct(store, case, "抄错了", due=date(2026, 4, 20))
    assert (case.due, run(store, case).due) == (date(2026, 4, 20), datetime(2026, 4, 20))
    assert words(store, case) == "03-01 受理，定为 04-20"


def test_what_ends_while_it_stands_still_keeps_one_day(store: Store) -> None:
    rule(store, "matter.handle", 3)
    matter = move(store, assigned(store), "pause", at=at(3, 10), reason="等鉴定")
    ended = move(store, matter, "withdraw", at=at(5, 10), reason="不用了")
    assert (ended.due, run(store, ended).due) == (date(2026, 3, 9), datetime(2026, 3, 9))
    back = undo_move(store, ended).record
    assert isinstance(back, Matter)
    assert (back.due, run(store, back).due) == (date(2026, 3, 5), datetime(2026, 3, 5))


def deleted(store: Store, known: ClockRule) -> None:
    with store.writing() as w:
        w.delete(known)


def ended(store: Store, known: ClockRule) -> None:
    store.save(changed(known, until=date(2026, 3, 1)))


def of_another(store: Store, known: ClockRule) -> None:
    store.save(changed(known, clock="matter.handle"))


LEAVING = pytest.mark.parametrize("leave", [deleted, ended, of_another])


@LEAVING
def test_a_rule_that_goes_leaves_the_last_day(store: Store, leave: Callable[[Store, ClockRule], None]) -> None:
    case = accepted(store)
    (known,) = store.select(ClockRule, eq("clock", SETTLE))
    leave(store, known)
    assert told(store, case) == {date(2026, 4, 2)}
    assert words(store, case) == "03-02 受理，定为 04-02"
    (step,) = store.steps(case)
    assert (step.said, step.note) == ("办结期限仍是2026-04-02", "办理时限有改动")
    before = store.clocks_of(case)
    store._connection.execute("DELETE FROM clock_run")
    refill(store._connection, store.kinds)
    assert store.clocks_of(case) == before


def test_a_pause_counts_once_though_the_rule_went_meanwhile(store: Store) -> None:
    case = accepted(store)
    for name, day in (("consent", 3), ("mediate", 3)):
        case = move(store, case, name, at=at(day))
    case = move(store, case, "pause", at=at(4), reason="等鉴定")
    case = move(store, case, "resume", at=at(6))
    assert told(store, case) == {date(2026, 4, 4)}
    case = move(store, case, "pause", at=at(9), reason="等鉴定")
    deleted(store, store.select(ClockRule, eq("clock", SETTLE))[0])
    assert last_move(store, case) is not None
    assert run(store, case).due == datetime(2026, 4, 4)
    case = move(store, case, "resume", at=at(11))
    assert told(store, case) == {date(2026, 4, 8)}, "two working days, the ninth and the tenth, after 清明"


def test_another_rule_takes_the_place_of_one_that_went(store: Store) -> None:
    case = accepted(store)
    deleted(store, store.select(ClockRule)[0])
    rule(store, SETTLE, 10, DAYS)
    assert told(store, case) == {date(2026, 3, 12)}
    assert words(store, case) == "03-02 受理 + 10日 = 03-12"


def test_a_last_day_by_hand_goes_before_that_of_a_rule_that_went(store: Store) -> None:
    case = accepted(store)
    deleted(store, store.select(ClockRule)[0])
    case = extended(store, case, date(2026, 4, 20))
    assert told(store, case) == {date(2026, 4, 20)}
    assert words(store, case) == "03-02 受理，延期到 04-20"


def test_the_sum_keeps_what_stood_still_before_it_was_put_off(store: Store) -> None:
    rule(store, HANDLE, 3)
    usual_hours(store)
    matter = move(store, assigned(store), "pause", at=at(3, 10), reason="等鉴定")
    matter = move(store, matter, "resume", at=at(4, 10))
    asks, allows = (plant(store, Person, name=name).id for name in ("张网格", "王主任"))
    keyed = Keyed("extend", at(5), asks, allows, "等配件", values={"due": date(2026, 3, 20)})
    matter = catch_up(store, matter, [keyed])
    told = "03-02 12:00 转交处置 + 3个工作日 + 暂停（03-03 10:00 至 03-04 10:00），延期到 03-20"
    assert words(store, matter) == told


def test_how_long_there_is_is_told_in_working_days_where_the_limit_is(store: Store) -> None:
    rule(store, HANDLE, 10)
    (one,) = sums(store, assigned(store))
    assert one.left(at(2)) == "剩 14 天（10个工作日）"
    assert one.left(at(6)) == "剩 10 天（6个工作日）"
    assert one.left(at(16)) == "今天"
    assert one.left(at(17)) == "逾期 1 天"


def test_of_a_limit_in_days_no_working_days_are_told(store: Store) -> None:
    rule(store, HANDLE, 14, DAYS)
    (one,) = sums(store, assigned(store))
    assert one.left(at(2)) == "剩 14 天"


def test_a_limit_by_hours_tells_its_time_and_hours_that_move_it_are_told(store: Store) -> None:
    rule(store, HANDLE, 5, WORKING_HOURS)
    usual_hours(store)
    matter = assigned(store, moment=at(2, 9))
    assert last_moments(store, matter) == {"due": "2026-03-02 16:00"}
    morning, afternoon = store.select(Opening, order=("opens",))
    saved = store.save(changed(morning, opens=time(9, 30)))
    (step,) = [one for one in store.steps(matter) if one.what == RECKONED]
    assert (step.said, step.note) == ("办结时限改为03-02 16:30", "办公时间有改动")
    assert followed_by(store, saved) == 1
    assert last_moments(store, store.get(Matter, matter.id)) == {"due": "2026-03-02 16:30"}
    moved = store.save(changed(afternoon, closes=time(14, 30)))
    assert store.steps(matter)[-1].said == "办理期限改为2026-03-03", "its day is told as before"
    assert followed_by(store, moved) == 1
    later = store.save(changed(moved, closes=time(14, 30), since=None))
    assert followed_by(store, later) == 0, "nothing moved"


def test_a_limit_in_days_tells_no_time(store: Store) -> None:
    rule(store, HANDLE, 3)
    usual_hours(store)
    assert last_moments(store, assigned(store)) == {}
