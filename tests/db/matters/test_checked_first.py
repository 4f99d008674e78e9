"""What is to be checked before it is filed is checked first: the usual next move is the one that can be made."""

from datetime import date, datetime

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Claimant, Matter
from db.services.matters.take_in import take_in
from db.services.move import Keyed, catch_up, move, moves_of
from db.store import Store
from tests.db.matters.hub import CONTENT
from tests.factories import plant

NOON = datetime(2026, 3, 2, 12, 0)


def usual(store: Store, matter: Matter) -> tuple[str, list[str]]:
    """The first move, and which ones are the red button."""
    found = moves_of(store, matter)
    return found[0].name, [one.name for one in found if one.main]


def test_a_matter_is_checked_before_it_is_filed(store: Store) -> None:
    handler, checker = plant(store, Person, name="王建军").id, plant(store, Person, name="李敏").id
    body = plant(store, Body, name="幸福物业").id
    given = Matter(subject="路灯不亮", taken=NOON, claimants=(Claimant(name="周桂芳"),))
    due = date(2026, 3, 9)
    steps = [
        Keyed("gather", NOON, values={"called": "网格长"}),
        Keyed("assign", NOON, values={"lead": body, "due": due}),
        Keyed("handle", NOON, handler, values={"result": "换了灯泡"}),
    ]
    matter = catch_up(store, take_in(store, given), steps)
    assert usual(store, matter) == ("check", ["check"])
    checked = move(store, matter, "check", NOON, checker, finding="亮了")
    assert usual(store, checked) == ("callback", ["callback"])
    called = move(store, checked, "callback", NOON, checker, callbacks=CONTENT)
    assert usual(store, called) == ("archive", ["archive"])
    assert {one.name for one in moves_of(store, matter)} == {one.name for one in moves_of(store, checked)}
    again = move(store, called, "return", NOON, reason="又不亮了")
    assert usual(store, again) == ("handle", ["handle"])
    matter = move(store, again, "handle", NOON, handler, result="换了线")
    assert usual(store, matter) == ("check", ["check"]), "what was checked before is checked afresh"
