"""Opening hours and 放假安排 by which work that is open is due are not taken away under it; they are changed."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from db.errors import AppError
from db.records.base import changed
from db.records.centre.clock_rule import ClockRule
from db.records.centre.holiday import HolidayYear
from db.records.centre.opening import Opening
from db.records.matters.matter import Matter
from db.services.due import open_due
from db.services.move import move
from db.store import Store
from db.values.working_time import WORKING_DAYS, WORKING_HOURS
from tests.db.clocks import HANDLE, assigned, at, holidays, rule, run, usual_hours


def delete(store: Store, record: HolidayYear | Opening) -> None:
    with store.writing("删除") as w:
        w.delete(record)


def by_hours(store: Store, count: int = 1) -> list[Matter]:
    """Matters that are due by working hours."""
    rule(store, HANDLE, 5, WORKING_HOURS)
    usual_hours(store)
    return [assigned(store, moment=at(2, 9)) for _ in range(count)]


def day_on_today(store: Store, matter: Matter) -> date | None:
    (item,) = [one for one in open_due(store, store.kinds) if one.id == matter.id]
    return item.due


def last_hours_deleted(store: Store) -> None:
    morning, afternoon = store.select(Opening, order=("opens",))
    delete(store, morning)
    delete(store, afternoon)


def all_hours_deleted(store: Store) -> None:
    with store.writing() as w:
        w.delete_all(Opening, store.ids(Opening))


def hours_ended(store: Store) -> None:
    with store.writing() as w:
        w.save_all([changed(one, until=date(2026, 3, 1)) for one in store.select(Opening)])


@pytest.mark.parametrize("lose", [last_hours_deleted, all_hours_deleted, hours_ended])
def test_the_last_opening_hours_stay_while_something_is_due_by_them(
    store: Store, lose: Callable[[Store], None]
) -> None:
    first, second = by_hours(store, 2)
    with pytest.raises(AppError) as refused:
        lose(store)
    assert refused.value.message == "没有办公时间，“诉求办结 5个工作小时”就算不出来，2件在办的事会没有期限"
    assert "先填好别的办公时间" in refused.value.remedy
    assert store.count(Opening) >= 1
    assert run(store, first).due is not None
    assert day_on_today(store, second) == store.get(Matter, second.id).due


def test_hours_are_replaced_by_others_that_come_first(store: Store) -> None:
    (matter,) = by_hours(store)
    old = store.ids(Opening)
    store.save(Opening(opens=time(9), closes=time(12)))
    with store.writing() as w:
        w.delete_all(Opening, old)
    assert run(store, matter).due == at(3, 11)


def test_hours_that_nothing_open_needs_are_deleted(store: Store) -> None:
    (matter,) = by_hours(store)
    move(store, matter, "withdraw", at=at(2, 10), reason="不用了")
    all_hours_deleted(store)
    assert store.count(Opening) == 0


def test_a_rule_is_not_made_one_of_hours_while_there_are_none(store: Store) -> None:
    known = rule(store, HANDLE, 3)
    matter = assigned(store)
    with pytest.raises(AppError, match="没有办公时间，“诉求办结 3个工作小时”就算不出来，1件"):
        store.save(changed(known, unit=WORKING_HOURS))
    assert store.get(ClockRule, known.id).unit == WORKING_DAYS
    assert day_on_today(store, matter) == date(2026, 3, 5)


def test_a_year_of_holidays_stays_while_something_open_goes_by_it(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = assigned(store)
    year = holidays(store, "3月4日")
    with pytest.raises(AppError) as refused:
        delete(store, year)
    told = "2026年的放假安排还用着：1件在办的事按它算期限（诉求办结 3个工作日），去掉期限就不对了"
    assert (refused.value.message, refused.value.remedy) == (told, "日子写错了的，请打开这一年来改")
    assert day_on_today(store, matter) == date(2026, 3, 6)
    store.save(changed(year, spans=year.spans[:-1]))
    assert day_on_today(store, matter) == date(2026, 3, 5)


def test_a_year_is_deleted_by_which_nothing_open_is_due(store: Store) -> None:
    rule(store, HANDLE, 3)
    year = holidays(store, "3月4日")
    ended = move(store, assigned(store), "withdraw", at=at(4), reason="不用了")
    by_hand = assigned(store, date(2026, 3, 20))
    delete(store, year)
    assert (run(store, ended).due, run(store, by_hand).due) == (datetime(2026, 3, 6), datetime(2026, 3, 20))
