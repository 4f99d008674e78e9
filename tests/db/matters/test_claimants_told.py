"""Of what is counted once, everybody who brought it hears of it: called back before it is filed, and told how it ended."""

from datetime import date

import pytest

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Claimant, Matter
from db.records.matters.parts import Callback
from db.services.move import Keyed, catch_up, move, undo_move
from db.store import MoveRefused, Store
from tests.db.matters.hub import TAKEN, again, join, matter
from tests.factories import plant

CALL = Callback(answered="1", solved="1", satisfaction="1")


def brought(store: Store, name: str) -> Matter:
    claimant = Claimant(name=name) if name else Claimant(anonymous=True)
    return matter(store, "水管漏水", claimants=(claimant,))


def checked(store: Store, one: Matter) -> Matter:
    handler, checker = (plant(store, Person, name=name).id for name in ("阮志飞", "李敏"))
    given = {"lead": plant(store, Body).id, "due": date(2026, 3, 9)}
    return catch_up(
        store,
        again(store, one),
        [
            Keyed("gather", TAKEN, values={"called": "网格长"}),
            Keyed("assign", TAKEN, values=given),
            Keyed("handle", TAKEN, handler, values={"result": "换了接头"}),
            Keyed("check", TAKEN, checker, values={"finding": "好了"}),
        ],
    )


def called(store: Store, one: Matter, times: int = 1) -> Matter:
    caller = plant(store, Person, name="周明").id
    return move(store, again(store, one), "callback", did=caller, callbacks=(CALL,) * times)


def filed(store: Store, one: Matter) -> Matter:
    return move(store, again(store, one), "archive", outcome="1", rating="1")


def told(store: Store, one: Matter) -> list[str]:
    return [step.said for step in store.steps(again(store, one)) if "并入的" in step.said]


def test_a_call_by_which_it_was_sent_back_is_none_of_those_that_are_owed(desk: Store) -> None:
    first, second = (brought(desk, name) for name in ("钟女士", "潘海欣"))
    join(desk, second, first)
    one, caller = checked(desk, first), plant(desk, Person, name="周明").id
    calls = (changed(CALL, satisfaction="5"), CALL)
    one = move(desk, again(desk, one), "callback", did=caller, callbacks=calls)
    assert one.stage == "3"
    one = move(desk, one, "handle", did=plant(desk, Person, name="阮志飞").id, result="又换了一段")
    one = move(desk, one, "check", did=caller, finding="好了")
    other = plant(desk, Person, name="李敏").id
    one = move(desk, one, "callback", did=other, callbacks=(CALL,))
    with pytest.raises(MoveRefused, match="一共2人，现在回访了1次"):
        filed(desk, one)
    move(desk, one, "callback", did=other, callbacks=(CALL,))
    assert filed(desk, one).stage == "5"


def test_everybody_who_brought_it_is_called_before_it_is_filed(desk: Store) -> None:
    first, second, third, nameless = (brought(desk, name) for name in ("钟女士", "潘海欣", "周桂芳", ""))
    for one in (second, third, nameless):
        join(desk, one, first)
    one = called(desk, checked(desk, first))
    with pytest.raises(MoveRefused, match="一共3人，现在回访了1次"):
        filed(desk, one)
    called(desk, one, 2)
    done = filed(desk, one)
    assert (done.stage, len(done.callbacks)) == ("5", 3)
    for other in (second, third, nameless):
        assert told(desk, other) == [f"并入的“{done.title({})}”已办结：已解决"]
    undo_move(desk, done)
    assert told(desk, second)[-1] == f"并入的“{done.title({})}”又在办了"


def test_who_brought_it_twice_is_called_once(desk: Store) -> None:
    first, second = brought(desk, "钟女士"), brought(desk, "钟女士")
    join(desk, second, first)
    assert filed(desk, called(desk, checked(desk, first))).stage == "5"


def test_of_one_by_itself_one_call_is_enough(desk: Store) -> None:
    two = matter(desk, "漏水", claimants=(Claimant(name="钟女士"), Claimant(name="潘海欣")))
    assert filed(desk, called(desk, checked(desk, two))).stage == "5"
