"""What a rule goes by is put right as if it had always been so: level, category, and who deals with it."""

from datetime import date

import pytest

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.matters.matter import Matter
from db.services.move import correct, move
from db.store import Store
from tests.db.clocks import HANDLE, assigned, at, rule, run
from tests.factories import plant


@pytest.mark.parametrize("is_over", [False, True], ids=["runs", "has ended"])
def test_who_leads_is_put_right_and_was_always_so(store: Store, is_over: bool) -> None:
    """Of two bodies with terms of their own; also the one that is over, of which it is told whether it was late."""
    other = plant(store, Body, name="供电所")
    general = rule(store, HANDLE, 5)
    own = rule(store, HANDLE, 1, body=other.id)
    matter = assigned(store)
    if is_over:
        matter = move(store, matter, "withdraw", at=at(5), reason="不用了")
    assert (matter.due, run(store, matter).rule) == (date(2026, 3, 9), general.id)
    right = correct(store, matter, "写错了单位", lead=other.id)
    assert (right.due, run(store, right).rule, run(store, right).term) == (date(2026, 3, 3), own.id, "1个工作日")
    again = correct(store, right, "原来没错", lead=matter.lead)
    assert (again.due, run(store, again)) == (matter.due, run(store, matter))
    assert list(store.disagreeing_clocks()) == []


def test_a_category_that_is_put_right_in_the_form_was_always_so(store: Store) -> None:
    rule(store, HANDLE, 5)
    rule(store, HANDLE, 2, category="1")
    matter = assigned(store)
    assert store.save(changed(matter, category="1")).due == date(2026, 3, 4)
    matter = store.get(Matter, matter.id)
    assert store.save(changed(matter, place="3号楼")).due == matter.due


def test_a_last_day_by_hand_stays_though_who_leads_is_put_right(store: Store) -> None:
    other = plant(store, Body, name="供电所")
    rule(store, HANDLE, 5)
    rule(store, HANDLE, 1, body=other.id)
    matter = correct(store, assigned(store, due=date(2026, 3, 20)), "写错了单位", lead=other.id)
    assert matter.due == date(2026, 3, 20)


def test_what_was_done_before_it_was_reopened_goes_by_its_own_rule(store: Store) -> None:
    other = plant(store, Body, name="供电所")
    rule(store, HANDLE, 5)
    rule(store, HANDLE, 1, body=other.id)
    matter = move(store, assigned(store), "withdraw", at=at(4), reason="不用了")
    matter = move(store, matter, "reopen", at=at(10), reason="又来了", due=None)
    matter = correct(store, matter, "写错了单位", lead=other.id)
    assert [one.term for one in store.clocks_of(matter)] == ["5个工作日", "1个工作日"]
    assert matter.due == date(2026, 3, 11)
