"""登记诉求: a matter begins with its number and the code of its slip, and with nothing that only moves write."""

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from db.records.bodies.person import Person
from db.records.letters.number import IssuedNumber
from db.records.matters.codes import EXPLAINED
from db.records.matters.matter import Claimant, Matter
from db.records.step import Step
from db.services.matters.answer_at_once import answer_at_once
from db.services.matters.take_in import take_in
from db.services.move import undo_move
from db.store import MoveRefused, NotByMove, Store
from tests.factories import plant
from tests.named import account_named

NOON = datetime(2026, 3, 2, 12, 0)
GIVEN = Matter(subject="充电桩断电", taken=NOON, claimants=(Claimant(name="周桂芳"),))


@pytest.mark.parametrize(
    "early",
    [
        {"on_spot": True},
        {"checked": NOON.date()},
        {"closed": NOON.date()},
        {"outcome": "1"},
        {"result": "已恢复"},
        {"finding": "看过"},
        {"due": date(2026, 3, 9)},
        {"level": "3"},
        {"rating": "1"},
        {"stage": "5"},
        {"stage": "5", "outcome": "1", "on_spot": True},
    ],
    ids=lambda early: "+".join(early),
)
def test_what_only_moves_write_is_not_taken_in_and_no_number_is_used_up(store: Store, early: dict[str, Any]) -> None:
    given = attrs.evolve(GIVEN, **early)
    with pytest.raises(NotByMove):
        take_in(store, given)
    with pytest.raises(NotByMove):
        store.save(given)
    assert store.count(Matter) == store.count(IssuedNumber) == 0
    assert take_in(store, GIVEN).number.endswith("1号")


def test_a_number_that_no_book_gave_is_not_begun_with(store: Store) -> None:
    with pytest.raises(NotByMove, match="新的诉求还不能有编号。请先保存"):
        store.save(attrs.evolve(GIVEN, number="诉求〔2026〕9号"))
    typed = take_in(store, attrs.evolve(GIVEN, number="诉求〔2026〕1号"))
    assert [entry.written for entry in store.select(IssuedNumber)] == [typed.number] == ["诉求〔2026〕1号"]


def test_who_took_it_in_when_and_under_which_code_is_filled_in_where_it_is_not_said(store: Store) -> None:
    worker, other = plant(store, Person), plant(store, Person)
    account = account_named(store, store.actor)
    assert account is not None
    store.save(attrs.evolve(account, person=worker.id))
    plain = take_in(store, attrs.evolve(GIVEN, taken=None))
    assert (plain.taker, len(plain.slip)) == (worker.id, 5)
    assert plain.taken is not None
    told = take_in(store, attrs.evolve(GIVEN, taker=other.id, slip="34567"))
    assert (told.taken, told.taker, told.slip) == (NOON, other.id, "34567")


def test_what_is_answered_at_once_is_over_by_its_own_move(store: Store) -> None:
    done = answer_at_once(store, "几点开门", "九点")
    assert (done.stage, done.on_spot, done.result, done.outcome) == ("5", True, "九点", EXPLAINED)
    assert done.closed is not None
    (step,) = store.steps(done)
    assert (step.move, step.before, step.after) == ("answer", "1", "5")
    back = undo_move(store, done).record
    assert attrs.evolve(back, version=0) == attrs.evolve(
        done, stage="1", on_spot=False, result="", outcome="", closed=None, first_answer=None, version=0
    ), "the move alone wrote it"
    with pytest.raises(MoveRefused):
        answer_at_once(store, "几点关门", " ")
    assert (store.count(Matter), store.count(IssuedNumber), len(store.select(Step))) == (1, 1, 2)


def test_one_that_was_taken_in_is_saved_as_it_is_and_the_book_follows(store: Store) -> None:
    first = take_in(store, GIVEN)
    again = take_in(store, attrs.evolve(first, taker=0, subject="路灯不亮"))
    assert (again.id, again.number, again.slip, again.taker) == (first.id, first.number, first.slip, 0)
    (entry,) = store.select(IssuedNumber)
    assert entry.matter == "路灯不亮"
