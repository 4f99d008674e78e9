"""Clocks under attack: midnight, worked Sundays, 春节, unknown years, changed hours, several pauses, late extensions, rules that come and go."""

from datetime import date, datetime, time, timedelta

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.clock_rule import ClockRule
from db.records.centre.holiday import HolidaySpan, HolidayYear
from db.records.centre.opening import Opening
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.clocks import Urgency, left_words, missing_limits, urgency
from db.services.clocks_ahead import Foretelling
from db.services.due import DueItem, open_due
from db.services.mediation.accept_case import accept_case
from db.services.move import Keyed, catch_up, move, undo_move, void
from db.store import MoveRefused, Store, eq
from db.values.day import has_clock
from db.values.working_time import DAYS, HOURS, MINUTES, WORKING_DAYS, WORKING_HOURS
from tests.added import with_added
from tests.added_staged import Whistle
from tests.db.clocks import (
    HANDLE,
    LONG_AGO,
    NOON,
    SIGN,
    TAKEN,
    accepted,
    assigned,
    at,
    rule,
    run,
    usual_hours,
    words,
)
from tests.factories import plant

MINUTE = timedelta(minutes=1)


def whistle(store: Store, **given: object) -> Whistle:
    """A whistle that nobody has signed for."""
    known = {"blown": TAKEN.date(), "due": None, "closed": None, "arrived": None, "stage": "1", "number": "", **given}
    return plant(store, Whistle, **known)


def item_of(store: Store, record: Matter | Whistle) -> DueItem:
    (item,) = [one for one in open_due(store, store.kinds) if (one.table, one.id) == (record.TABLE, record.id)]
    return item


def at_night(store: Store, minutes: int) -> Matter:
    """A matter that is to be dealt with within so many minutes from ten to midnight on."""
    rule(store, HANDLE, minutes, MINUTES)
    return assigned(store, moment=at(2, 23, 50))


@pytest.mark.parametrize(("minutes", "end"), [(9, at(2, 23, 59)), (10, at(3, 0)), (11, at(3, 0, 1)), (1450, at(4, 0))])
def test_minutes_go_over_midnight_and_end_at_it(store: Store, minutes: int, end: datetime) -> None:
    matter = at_night(store, minutes)
    due = item_of(store, matter).ends
    assert due == run(store, matter).due == end
    assert due
    assert has_clock(due), "midnight is a time that is meant"
    assert [item_of(store, matter).is_late(end - n * MINUTE) for n in (1, 0)] == [False, True]
    assert words(store, matter).endswith(f" = {end:%m-%d %H:%M}")


def test_what_ended_early_in_the_day_is_late_by_hours_in_the_evening(store: Store) -> None:
    due = run(store, at_night(store, 40)).due
    assert left_words(due, at(3, 0, 10)) == "剩 20 分钟"
    assert left_words(due, at(3, 12, 45)) == "逾期 12 小时 15 分钟"
    assert left_words(due, at(3, 23, 59)) == "逾期 23 小时 29 分钟"
    assert left_words(due, at(4, 12, 45)) == "逾期 1 天"
    assert left_words(at(3, 23), at(3, 8)) == "剩 15 小时", "on its day hours are told"


def test_of_two_clocks_the_one_with_a_time_of_the_day_ends_before_the_day_does(store: Store) -> None:
    with_added(store)
    rule(store, SIGN, 9, HOURS)
    root = assigned(store, date(2026, 3, 2))
    blown = whistle(store, matter=root.id)
    (item,) = [one for one in open_due(store, store.kinds) if one.table in ("matter", "spare_whistle")]
    assert (item.table, item.id, item.ends) == ("spare_whistle", blown.id, at(2, 9))


def test_a_saturday_that_is_worked_has_the_hours_of_a_working_day_whatever_saturdays_have(store: Store) -> None:
    usual_hours(store)
    store.save(Opening(weekday="6", opens=time(9), closes=time(11)))
    rule(store, HANDLE, 8, WORKING_HOURS)
    (year,) = store.select(HolidayYear, eq("year", 2026))
    assert date(2026, 2, 14) in year.days_worked()
    matter = assigned(store, moment=datetime(2026, 3, 6, 15))
    assert run(store, matter).due == datetime(2026, 3, 9, 13, 30) + timedelta(hours=1), "two hours of Saturday, 9 to 11"
    worked = Matter(subject="调休", taken=datetime(2026, 2, 13, 15))
    matter = store.save(worked)
    matter = move(store, matter, "gather", at=datetime(2026, 2, 13, 15), called="网格长")
    matter = move(store, matter, "assign", at=datetime(2026, 2, 13, 15), lead=plant(store, Body).id)
    assert run(store, matter).due == datetime(2026, 2, 14, 16, 30), "two hours of Friday, then six of a working day"


def test_the_spring_festival_is_not_counted_and_its_year_unknown_is_told(store: Store) -> None:
    """Off from the 28th of January to the 4th of February 2025; the Sunday before and the Saturday after are worked."""
    rule(store, HANDLE, 3)
    usual_hours(store)
    friday = datetime(2025, 1, 24, 10)
    matter = store.save(Matter(subject="断电", taken=friday))
    matter = move(store, matter, "gather", at=friday, called="网格长")
    matter = move(store, matter, "assign", at=friday, lead=plant(store, Body).id)
    assert words(store, matter).endswith("= 01-29（2025年放假安排还没有录入，只按周末算）")
    span = HolidaySpan(name="春节", off="1月28日至2月4日", worked="1月26日、2月8日")
    store.save(HolidayYear(year=2025, spans=(span,)))
    again = store.get(Matter, matter.id)
    assert (again.due, run(store, again).due) == (date(2025, 2, 5), datetime(2025, 2, 5, 17))
    assert words(store, again).endswith("= 02-05")


def test_a_clock_that_was_set_back_pauses_nothing_before_it_began(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = assigned(store)
    with pytest.raises(MoveRefused, match="早于上一步的时间"):
        move(store, matter, "pause", at=NOON - MINUTE, reason="等")
    paused = move(store, matter, "pause", at=at(3), reason="等")
    with pytest.raises(MoveRefused, match="早于上一步的时间"):
        move(store, paused, "resume", at=at(3) - MINUTE)
    resumed = move(store, paused, "resume", at=at(3))
    assert (resumed.due, run(store, resumed).paused) == (date(2026, 3, 5), 0), "not a minute stood still"


def test_hours_that_change_in_the_middle_of_a_pause_count_on_both_sides_of_it(store: Store) -> None:
    """From half past nine two hours are over until half past eleven; the mornings from the fourth on are of two hours."""
    rule(store, HANDLE, 5, WORKING_HOURS)
    usual_hours(store)
    matter = move(store, assigned(store, moment=at(2, 9, 30)), "pause", at=at(2, 11, 30), reason="等")
    morning, _afternoon = store.select(Opening, order=("opens",))
    store.save(changed(morning, until=date(2026, 3, 3)))
    store.save(Opening(opens=time(9), closes=time(11), since=date(2026, 3, 4)))
    assert run(store, matter).paused_at == at(2, 11, 30)
    matter = move(store, matter, "resume", at=at(4, 9))
    found = run(store, matter)
    assert (found.due, matter.due) == (at(4, 14, 30), date(2026, 3, 4)), "three of five hours were left"
    assert found.paused == 210 + 390, "minutes of the hours of then"


def test_two_pauses_are_told_and_counted_and_the_second_is_taken_back_alone(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = assigned(store)
    for first, last in ((3, 4), (5, 9)):
        matter = move(store, matter, "pause", at=at(first, 10), reason="等")
        matter = move(store, matter, "resume", at=at(last, 10))
    assert words(store, matter).endswith(
        " + 暂停（03-03 10:00 至 03-04 10:00） + 暂停（03-05 10:00 至 03-09 10:00） = 03-10"
    )
    assert matter.due == date(2026, 3, 10)
    back = undo_move(store, matter).record
    assert isinstance(back, Matter)
    assert (run(store, back).paused_at, back.due) == (at(5, 10), date(2026, 3, 6))


def test_a_pause_takes_nothing_of_what_is_over_and_hides_no_delay(store: Store) -> None:
    rule(store, HANDLE, 3)
    late = move(store, assigned(store), "pause", at=at(10), reason="等")
    item = item_of(store, late)
    assert item.is_late(at(11))
    assert urgency(item.ends, item.warn_at, item.red_at, item.paused_at, at(11)) is Urgency.LATE
    assert left_words(item.ends, at(11), item.paused_at) == "逾期，暂停中"
    again = move(store, late, "resume", at=at(12))
    assert again.due == date(2026, 3, 5)
    in_time = item_of(store, move(store, assigned(store), "pause", at=at(4), reason="等"))
    assert not in_time.is_late(at(11))
    assert left_words(in_time.ends, at(11), in_time.paused_at) == "暂停中"


def test_an_extension_of_what_is_late_is_to_a_day_that_is_not_over(store: Store) -> None:
    rule(store, HANDLE, 1)
    matter = assigned(store)
    assert item_of(store, matter).is_late(at(9))
    asks, allows = (plant(store, Person, name=name).id for name in ("张网格", "王主任"))

    def extend(due: date) -> Matter:
        return catch_up(store, matter, [Keyed("extend", at(9), asks, allows, "等配件", values={"due": due})])

    with pytest.raises(MoveRefused, match="办理期限：延期到的日子，办延期时已经过了"):
        extend(date(2026, 3, 8))
    done = extend(date(2026, 3, 9))
    assert not item_of(store, done).is_late(at(9, 23))
    assert words(store, done).endswith("，延期到 03-09")
    undo_move(store, done)
    assert item_of(store, done).is_late(at(9))


def test_a_rule_that_begins_tomorrow_gives_nothing_today(store: Store) -> None:
    rule(store, HANDLE, 3, since=date(2026, 3, 3))
    with pytest.raises(MoveRefused, match="办理期限：没有填"):
        assigned(store)
    assert assigned(store, moment=at(3)).due == date(2026, 3, 6)
    by_hand = assigned(store, date(2026, 3, 20))
    assert words(store, by_hand) == "03-02 12:00 转交处置，定为 03-20"


def test_a_clock_of_which_every_rule_is_over_or_to_come_is_named_as_one_without(store: Store) -> None:
    assert "诉求办结" in missing_limits(store)
    known = rule(store, HANDLE, 3, until=date(2026, 3, 1))
    assert "诉求办结" in missing_limits(store)
    store.save(changed(known, since=date.today() + timedelta(days=1), until=None))
    assert "诉求办结" in missing_limits(store)
    store.save(changed(known, version=known.version + 1, since=LONG_AGO, until=None))
    assert "诉求办结" not in missing_limits(store)


def test_a_rule_that_is_deleted_while_a_clock_stands_still_leaves_the_day_and_the_pause(store: Store) -> None:
    known = rule(store, HANDLE, 3)
    matter = move(store, assigned(store), "pause", at=at(3, 10), reason="等")
    with store.writing() as w:
        w.delete(store.get(ClockRule, known.id))
    assert item_of(store, matter).due == date(2026, 3, 5)
    matter = move(store, store.get(Matter, matter.id), "resume", at=at(4, 10))
    assert (matter.due, item_of(store, matter).due) == (date(2026, 3, 6), date(2026, 3, 6))


def test_what_is_void_has_no_clock_and_what_is_void_no_more_has_it_again(store: Store) -> None:
    rule(store, HANDLE, 3)
    matter = move(store, assigned(store), "pause", at=at(3, 10), reason="等")
    before = run(store, matter)
    gone = void(store, matter, "录重了", at=at(1))
    assert not [one for one in open_due(store, store.kinds) if one.table == "matter"]
    ended = run(store, gone)
    assert ended.paused_at is None
    assert ended.stopped is not None
    assert ended.stopped >= ended.started, "it is void as of any time, but ran for no time before it began"
    store.save(rule(store, HANDLE, 9, category="9"))
    back = undo_move(store, gone).record
    assert isinstance(back, Matter)
    assert run(store, back) == before


def test_a_rule_of_another_unit_moves_what_runs_by_it_to_that_measure(store: Store) -> None:
    known = rule(store, HANDLE, 1, DAYS)
    matter = assigned(store, moment=at(3, 0).replace(fold=1))
    assert run(store, matter).due == at(4, 0)
    store.save(changed(known, amount=24, unit=HOURS))
    due = run(store, matter).due
    assert due == at(4, 0)
    assert due
    assert has_clock(due), "a day became its midnight"
    known = store.get(ClockRule, known.id)
    store.save(changed(known, amount=1, unit=WORKING_DAYS))
    due = run(store, matter).due
    assert due
    assert not has_clock(due)


@pytest.mark.parametrize("year", [1, 999, 9001, 9999])
def test_a_year_that_somebody_mistyped_breaks_nothing(store: Store, year: int) -> None:
    rule(store, HANDLE, 9999, DAYS)
    typed = datetime(year, 12, 15)
    told = Foretelling(store).of_new(MediationCase(received=typed.date()))
    assert told == ["调结时限：12-15 受理 + 1个月，算不出来，请核对年份"] if year == 9001 else len(told) < 2
    new = changed(accepted(store), id=0, version=0, number="", matter=0, due=None, received=typed.date())
    if year > date.today().year:
        with pytest.raises(RecordInvalid, match="还没有到"):
            accept_case(store, new)
        return
    assert accept_case(store, new).due
    assert store.disagreeing_clocks() == []
