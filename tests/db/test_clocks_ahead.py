"""The sum before anything is saved is that which stands there afterwards, and follows what is typed."""

from datetime import date

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.centre.clock_rule import ClockRule
from db.records.flow import Move
from db.records.matters.flow import CLOSED_LOOP
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.services.clocks import printed, sums
from db.services.clocks_ahead import Foretelling
from db.services.move import move
from db.store import Store, eq
from db.values.working_time import DAYS, WORKING_DAYS, WORKING_HOURS
from tests.db.clocks import HANDLE, NOON, SETTLE, TAKEN, accepted, assigned, extended, new_term, rule, taken_in, words
from tests.factories import plant


def of_move(store: Store, record: Matter, name: str = "assign") -> dict[str, str]:
    made = CLOSED_LOOP.move(name)
    assert isinstance(made, Move)
    return dict(Foretelling(store).of_move(record, made, NOON))


def test_what_is_told_of_a_new_case_stands_there_when_it_is_accepted(store: Store) -> None:
    new = MediationCase(received=TAKEN.date())
    assert Foretelling(store).of_new(new) == ["调结时限：03-02 受理 + 1个月 = 04-02"]
    assert words(store, accepted(store)) == "03-02 受理 + 1个月 = 04-02"
    assert Foretelling(store).of_new(changed(new, received=date(2026, 12, 1))) == [
        "调结时限：12-01 受理 + 1个月 = 2027-01-01"
    ]
    assert Foretelling(store).of_new(changed(new, received=None)) == []


def test_it_goes_by_the_rule_of_the_day_that_is_typed(store: Store) -> None:
    new_term(store, date(2026, 3, 10), 30, DAYS)
    told = [Foretelling(store).of_new(MediationCase(received=date(2026, 3, day))) for day in (9, 10)]
    assert told == [["调结时限：03-09 受理 + 1个月 = 04-09"], ["调结时限：03-10 受理 + 30日 = 04-09"]]


def test_of_a_matter_it_is_told_from_when_it_will_count_and_nothing_without_a_rule(store: Store) -> None:
    new = Matter(taken=TAKEN)
    assert Foretelling(store).of_new(new) == []
    rule(store, HANDLE, 10)
    rule(store, HANDLE, 3, category="3")
    assert Foretelling(store).of_new(new) == ["办结时限：从“转交处置”起 10个工作日"]
    assert Foretelling(store).of_new(changed(new, category="3")) == ["办结时限：从“转交处置”起 3个工作日"]


def test_the_sum_of_a_move_follows_what_is_typed_for_it(store: Store) -> None:
    matter = move(store, taken_in(store), "gather", at=TAKEN, called="网格长", level="3")
    assert of_move(store, matter) == {}
    rule(store, HANDLE, 3)
    body = plant(store, Body)
    rule(store, HANDLE, 1, body=body.id)
    assert of_move(store, matter) == {"due": "03-02 12:00 转交处置 + 3个工作日 = 03-05"}
    assert of_move(store, changed(matter, lead=body.id)) == {"due": "03-02 12:00 转交处置 + 1个工作日 = 03-03"}
    assert of_move(store, matter, "gather") == {}
    assert f"{words(store, assigned(store))}" == "03-02 12:00 转交处置 + 3个工作日 = 03-05"


def test_what_cannot_be_reckoned_or_is_doubtful_says_so_before(store: Store) -> None:
    matter = taken_in(store)
    known = rule(store, HANDLE, 5, WORKING_HOURS)
    assert of_move(store, matter)["due"].endswith("+ 5个工作小时，还没有填办公时间，算不出来")
    store.save(changed(known, amount=250, unit=WORKING_DAYS))
    assert of_move(store, matter)["due"].endswith("（2027年放假安排还没有录入，只按周末算）")


def test_where_it_is_written_is_told_with_the_sum(store: Store) -> None:
    rule(store, HANDLE, 3, source="本市办法第三条")
    matter = assigned(store)
    assert [one.source for one in sums(store, matter)] == ["本市办法第三条"]
    assert printed(store, matter) == "办结：03-02 12:00 转交处置 + 3个工作日 = 03-05。依据：本市办法第三条"
    assert [one.source for one in sums(store, extended(store, matter, date(2026, 3, 9)))] == ["本市办法第三条"]
    by_hand = assigned(store, date(2026, 3, 9))
    assert [one.source for one in sums(store, by_hand)] == [""]
    assert printed(store, by_hand) == "办结：03-02 12:00 转交处置，定为 03-09"


def test_a_rule_that_is_another_since_is_no_source_of_what_ended_by_it(store: Store) -> None:
    case = move(store, accepted(store), "refuse", at=NOON, reason="不归这里管")
    (source,) = [one.source for one in sums(store, case)]
    assert source.startswith("《人民调解工作若干规定》")
    (known,) = store.select(ClockRule, eq("clock", SETTLE))
    store.save(changed(known, amount=2, source="新办法"))
    assert [(one.words, one.source) for one in sums(store, case)] == [("03-02 受理 + 1个月 = 04-02", "")]
