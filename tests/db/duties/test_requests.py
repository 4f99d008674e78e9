"""个人信息请求: until when one is to be answered (GB/T 35273-2020, 8.7: within thirty days)."""

from datetime import date, datetime

import attrs

from db.records.centre.clock_rule import ClockRule
from db.records.duties.request import RightsRequest
from db.services.clocks import sums
from db.services.move import move
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq

CAME = date(2026, 3, 2)


def asked(store: Store) -> RightsRequest:
    """A request that came in."""
    made = RightsRequest(received=CAME, kind="1", asker="郑振华", what="要一份登记的内容")
    return save_as_declared(store, made)


def test_a_request_is_to_be_answered_within_thirty_days_of_the_day_it_came(store: Store) -> None:
    request = asked(store)
    assert request.due == date(2026, 4, 1)
    (told,) = sums(store, request)
    assert "30" in str(told)
    known = move(store, request, "identify", datetime(2026, 3, 5, 10), store.person_at_work(), proof="1")
    assert known.due == date(2026, 4, 1), "what it is known by does not begin the days anew"


def test_the_rule_of_the_centre_goes_before(store: Store) -> None:
    (rule,) = store.select(ClockRule, eq("clock", "rights_request.answer"))
    assert "35273" in rule.source
    store.save(attrs.evolve(rule, amount=15, source="本市规定"))
    assert asked(store).due == date(2026, 3, 17)


def test_another_day_is_given_by_hand(store: Store) -> None:
    request = asked(store)
    at, clerk, day = datetime(2026, 3, 5, 10), store.person_at_work(), date(2026, 3, 20)
    assert move(store, request, "identify", at, clerk, proof="1", due=day).due == day
