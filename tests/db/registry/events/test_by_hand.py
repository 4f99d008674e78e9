"""登记状态 changed in the form: what follows elsewhere is what follows where it happens in 人口变动."""

from datetime import date, timedelta

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.registry.booklet import Booklet
from db.records.registry.heads import HEAD
from db.records.registry.household import Household
from db.records.registry.resident import DIED, GONE, Resident
from db.records.registry.resident_parts import Carer, CareTag
from db.services.registry.register_resident import register_resident
from db.store import Store
from tests.db.registry.events.people import broken, family

DAY = date.today() - timedelta(days=10)


def written(store: Store, one: Resident, state: str, day: date | None) -> Resident:
    return register_resident(store, changed(store.get(Resident, one.id), state=state, state_day=day))


@pytest.mark.parametrize(("state", "cared"), [(DIED, DAY), (GONE, None)])
def test_whoever_left_by_the_form_has_no_seat_and_is_looked_after_no_more(
    store: Store, state: str, cared: date | None
) -> None:
    people = family(store)
    old, wife = people["王老"], people["李婆"]
    store.save(changed(store.get(Resident, old.id), care=(CareTag(kind="10"),)))
    store.save(changed(store.get(Resident, wife.id), carers=(Carer(who=store.kinds.reference_of(old)),)))
    saved = written(store, old, state, DAY)
    assert broken(store) == []
    assert saved == store.get(Resident, old.id), "what is given back is what stands there"
    assert saved.care[0].until == DAY
    assert store.get(Resident, wife.id).carers[0].until == cared
    for kind in (Household, Booklet):
        (home,) = store.select(kind)
        assert [(m.relation, m.until) for m in home.members if m.resident == old.id] == [(HEAD, DAY)]
        assert home.head == wife.id
    assert store.verify() == []


def test_whoever_left_on_no_known_day_stays_until_it_is_written(store: Store) -> None:
    people = family(store)
    written(store, people["王大"], GONE, None)
    (home,) = store.select(Household)
    assert people["王大"].id in {m.resident for m in home.present()}
    written(store, people["王大"], GONE, DAY)
    (home,) = store.select(Household)
    assert people["王大"].id not in {m.resident for m in home.present()}


def test_a_day_before_they_came_is_refused_and_named(store: Store) -> None:
    people = family(store)
    with pytest.raises(RecordInvalid, match="这一天不能更早"):
        written(store, people["王大"], GONE, date(2019, 1, 1))
    assert store.get(Resident, people["王大"].id).state != GONE
