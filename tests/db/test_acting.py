"""Who is taken to have made a move: who works here, unless a rule keeps it from them."""

from datetime import datetime

import attrs
import pytest

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.flow import Flow, Move
from db.records.matters.matter import Claimant, Matter
from db.services.acting import usual_did
from db.services.matters.take_in import take_in
from db.services.move import move
from db.store import Store
from db.store.at_work import AtWork
from tests.factories import plant
from tests.named import account_named

NOON = datetime(2026, 3, 2, 12)


@pytest.fixture
def clerk(store: Store) -> int:
    """The person whose account works here."""
    person = plant(store, Person, name="王建军")
    account = account_named(store, store.actor)
    assert account is not None
    store.save(attrs.evolve(account, person=person.id))
    return person.id


def handled(store: Store, who: int) -> tuple[Matter, Flow]:
    """A matter that somebody has handled, and its flow."""
    matter = take_in(store, Matter(subject="断电", taken=NOON, claimants=(Claimant(name="周桂芳"),)))
    matter = move(store, matter, "gather", NOON, called="网格长")
    matter = move(store, matter, "assign", NOON, lead=plant(store, Body, name="物业").id, due=NOON.date())
    matter = move(store, matter, "handle", NOON, who, result="已恢复")
    flow = store.flow_of(matter)
    assert flow is not None
    return matter, flow


def named(flow: Flow, name: str) -> Move:
    """The move of a name."""
    found = flow.move(name)
    assert found is not None
    return found


def test_nobody_is_taken_to_act_where_the_account_is_there_no_more(store: Store) -> None:
    matter, flow = handled(store, plant(store, Person, name="李敏").id)
    store._at_work = AtWork(5, "不在的人")
    assert store.person_at_work() == 0
    assert usual_did(store, matter, named(flow, "check")) == 0


def test_who_works_here_checks_what_somebody_else_handled(store: Store, clerk: int) -> None:
    matter, flow = handled(store, plant(store, Person, name="李敏").id)
    assert usual_did(store, matter, named(flow, "check")) == clerk


def test_who_works_here_is_not_taken_to_check_what_they_handled(store: Store, clerk: int) -> None:
    matter, flow = handled(store, clerk)
    assert usual_did(store, matter, named(flow, "check")) == 0
    assert usual_did(store, matter, named(flow, "return")) == clerk


def test_who_works_here_is_called_as_the_account_is_by_now(store: Store, clerk: int) -> None:
    """Whoever renamed it: what is written after that bears the new name and the same account."""
    matter, _flow = handled(store, clerk)
    account = account_named(store, store.actor)
    assert account is not None
    store.save(attrs.evolve(account, name="卢青"))
    assert (store.actor, store.account) == ("卢青", account.id)
    other = store.again()
    with other.writing() as w:
        w.save(attrs.evolve(w.read.get(Account, account.id), name="卢小清"))
    other.close()
    back = move(store, matter, "return", NOON, clerk, reason="又断了")
    assert store.steps(back)[-1].account == account.id
    assert (store.history(back)[0].actor, store.actor) == ("卢小清", "卢小清")
