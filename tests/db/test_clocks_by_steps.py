"""A move, its end and its beginning are told by their step: nothing that a step gives is ever taken for given by hand."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from db.records.matters.matter import Matter
from db.services.move import move, undo_move, void
from db.store import Store
from db.store.clock_runs import refill
from db.values.working_time import MONTHS
from tests.db.clocks import HANDLE, accepted, assigned, at, extended, holidays, new_term, rule, run, words


def test_what_is_assigned_days_later_goes_by_its_rule(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = assigned(store, moment=at(4))
    assert words(store, matter) == "03-04 12:00 转交处置 + 3个工作日 = 03-09"
    holidays(store, "3月5日")
    assert store.get(Matter, matter.id).due == date(2026, 3, 10)


def test_the_rule_is_that_of_the_day_of_assigning(store: Store) -> None:
    rule(store, HANDLE, 10, until=date(2026, 3, 3))
    rule(store, HANDLE, 3, since=date(2026, 3, 4))
    assert run(store, assigned(store, moment=at(4))).term == "3个工作日"


def paused(store: Store) -> Matter:
    """A matter whose clock stood still for two working days."""
    rule(store, HANDLE, 3)
    matter = move(store, assigned(store), "pause", at=at(3, 10), reason="等鉴定")
    return move(store, matter, "resume", at=at(5, 10))


def withdrawn(store: Store, matter: Matter) -> Matter:
    return move(store, matter, "withdraw", at=at(6), reason="不用了")


def voided(store: Store, matter: Matter) -> Matter:
    return void(store, matter, "录重了")


@pytest.mark.parametrize("end", [withdrawn, voided])
def test_an_end_after_a_pause_leaves_the_sum_and_is_taken_back(
    store: Store, end: Callable[[Store, Matter], Matter]
) -> None:
    matter = paused(store)
    before, told = run(store, matter), words(store, matter)
    ended = end(store, matter)
    after = run(store, ended)
    assert after.stopped is not None
    assert (after.given, after.due, after.rule, words(store, ended)) == (None, before.due, before.rule, told)
    back = undo_move(store, ended).record
    assert isinstance(back, Matter)
    assert (run(store, back), back.due, words(store, back)) == (before, matter.due, told)


@pytest.mark.parametrize("given", [None, date(2026, 3, 20)])
def test_an_agreement_after_a_pause_leaves_the_sum_and_is_taken_back(store: Store, given: date | None) -> None:
    case = accepted(store, given)
    for name, day in (("consent", 3), ("mediate", 3)):
        case = move(store, case, name, at=at(day))
    case = move(store, case, "pause", at=at(4), reason="等鉴定")
    case = move(store, case, "resume", at=at(6))
    before, told = run(store, case), words(store, case)
    agreed = move(store, case, "agree", at=at(9), result="赔")
    assert (run(store, agreed).stopped, run(store, agreed).due, words(store, agreed)) == (at(9), before.due, told)
    back = undo_move(store, agreed).record
    assert (run(store, case), store.get(type(case), case.id).due) == (before, case.due)
    assert back.id == case.id


def test_a_day_put_off_by_a_pause_is_none_that_was_given_by_hand(store: Store) -> None:
    matter = paused(store)
    before = store.clocks_of(matter)
    store._connection.execute("DELETE FROM clock_run")
    refill(store._connection, store.kinds)
    assert store.clocks_of(matter) == before


def test_a_day_that_it_was_begun_with_is_there_again_when_an_extension_is_taken_back(store: Store) -> None:
    new_term(store, date(2026, 3, 2), 2, MONTHS)
    case = accepted(store, due=date(2026, 3, 20))
    later = extended(store, case, date(2026, 3, 27))
    assert run(store, later).due == datetime(2026, 3, 27)
    undo_move(store, later)
    assert store.get(type(case), case.id).due == date(2026, 3, 20)
    assert run(store, case).due == datetime(2026, 3, 20)
