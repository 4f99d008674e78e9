"""空置: a flat that was said to stand empty is lived in once somebody comes, by what is said or by what the owner's name tells."""

from datetime import date, timedelta

import pytest

from db.records.base import changed
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.answers import Answers, Use
from db.services.registry.events import Asked, Event, Newcomer, What, take_back, weigh
from db.services.registry.lived_in import LET, OWN, VACANT, UseChanges
from db.services.registry.register_resident import register_resident
from db.store import Store
from tests.db.registry.events.people import door, family, happens, picture, told

DAY = date.today() - timedelta(days=10)


def empty_flat(store: Store, owner: str = "") -> House:
    return store.save(changed(door(store, "601"), use=VACANT, owner=owner))


@pytest.mark.parametrize(("owner", "use"), [("陈一", OWN), ("林二", OWN), ("郑三", LET)])
def test_who_moves_into_an_empty_flat_uses_it_and_leaves_it_empty_when_taken_back(
    store: Store, owner: str, use: str
) -> None:
    flat = empty_flat(store, owner)
    before = picture(store)
    rows = (Newcomer(name="陈一"), Newcomer(name="林二", relation="12"))
    done = happens(store, What.CAME, day=DAY, house=flat.id, people=rows)
    assert store.get(House, flat.id).use == use
    take_back(store, done.seq)
    assert picture(store) == before


def test_nothing_is_guessed_of_a_flat_whose_owner_nobody_wrote(store: Store) -> None:
    flat = empty_flat(store)
    one = family(store)["王大"]
    weighed = weigh(store, Event(what=What.MOVED, who=(one.id,), asked=Asked(day=DAY, house=flat.id)))
    assert any("原来写着空置，请在“空置的改成”里选自住或出租" in doubt for doubt in weighed.doubts)
    assert "使用性质 空置 → 出租" in "\n".join(told(store, What.MOVED, one, day=DAY, house=flat.id, use=LET))
    happens(store, What.MOVED, one, day=DAY, house=flat.id, use=LET)
    assert store.get(House, flat.id).use == LET


def test_who_comes_back_to_an_empty_flat_uses_it(store: Store) -> None:
    people = family(store)
    happens(store, What.LEFT, people["赵媳"], day=DAY - timedelta(days=30))
    flat = empty_flat(store, "赵媳")
    happens(store, What.RETURNED, people["赵媳"], day=DAY, house=flat.id)
    assert store.get(House, flat.id).use == OWN


@pytest.mark.parametrize(("relation", "first"), [("", "自住"), ("09", "出租"), ("01", "自住")])
def test_registering_somebody_in_an_empty_flat_asks_what_it_is_used_as(store: Store, relation: str, first: str) -> None:
    flat = empty_flat(store)
    one = Resident(name="陈一", house=flat.id, owner_relation=relation)
    with pytest.raises(UseChanges) as asked:
        register_resident(store, one)
    assert asked.value.yes.words == first
    assert store.count(Resident) == 0
    saved = register_resident(store, one, Answers(use=Use.LET))
    assert store.get(House, flat.id).use == LET
    store.save(changed(store.get(House, flat.id), use=VACANT))
    assert register_resident(store, changed(saved, phone="13812345678")).phone, "who lived there already asks nothing"


def test_a_shop_stays_a_shop(store: Store) -> None:
    shop = store.save(changed(door(store, "101"), use="1"))
    happens(store, What.CAME, day=DAY, house=shop.id, people=(Newcomer(name="陈一"),), use=LET)
    assert store.get(House, shop.id).use == "1"
