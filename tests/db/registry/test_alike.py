"""可能重复: one judge for what is entered, imported and looked through; what was said of a pair is kept."""

from datetime import date

import pytest

from db.records.base import changed
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Document
from db.services.deleting import bring_back, delete
from db.services.registry.alike import alike, pairs
from db.services.registry.apart import are_apart, bring_together, set_apart
from db.services.registry.import_roster.match import Agrees
from db.store import Store
from tests.factories import citizen_number, plant

BORN = date(1970, 2, 3)
NUMBER = citizen_number(7, BORN)


def somebody(store: Store, **told: object) -> Resident:
    plain = {
        "name": "吴越",
        "id_number": "",
        "phone": "",
        "house": 0,
        "birth": None,
        "sex": "",
        "documents": (),
        "apart": (),
    }
    return plant(store, Resident, **{**plain, **told})


@pytest.mark.parametrize(
    ("there", "typed", "agrees"),
    [
        ({"id_number": NUMBER}, {"name": "吴月", "id_number": NUMBER}, (Agrees.NUMBER,)),
        ({"documents": (Document(number=NUMBER),)}, {"name": "甲", "id_number": NUMBER}, (Agrees.NUMBER,)),
        ({"id_number": NUMBER}, {"name": "甲", "documents": (Document(number=NUMBER),)}, (Agrees.NUMBER,)),
        ({"birth": BORN}, {"birth": BORN}, (Agrees.BIRTH,)),
        ({"phone": "13900001111"}, {"phone": "13900001111"}, (Agrees.PHONE,)),
        ({"birth": BORN}, {"birth": date(1971, 2, 3)}, ()),
        ({"birth": BORN, "sex": "1"}, {"birth": BORN, "sex": "2"}, ()),
        ({"birth": BORN}, {"name": "吴月", "birth": BORN}, ()),
        ({}, {}, ()),
        ({"id_number": NUMBER, "birth": BORN}, {"id_number": citizen_number(9, BORN), "birth": BORN}, ()),
        ({"id_number": "0"}, {"id_number": "0"}, ()),
    ],
)
def test_who_is_told_while_somebody_is_typed(
    store: Store, there: dict[str, object], typed: dict[str, object], agrees: tuple[Agrees, ...]
) -> None:
    other = somebody(store, **there)
    found = alike(store, Resident(**{"name": "吴越", **typed}))  # type: ignore[arg-type]
    assert [(one.resident.id, one.agrees) for one in found] == ([(other.id, agrees)] if agrees else [])


def test_one_name_behind_one_door_is_told(store: Store) -> None:
    house = plant(store, House)
    other = somebody(store, house=house.id)
    assert [one.resident.id for one in alike(store, Resident(name="吴越", house=house.id))] == [other.id]


def test_what_was_said_of_a_pair_is_asked_of_both_and_can_be_taken_back(store: Store) -> None:
    one, other = somebody(store, birth=BORN), somebody(store, birth=BORN)
    said = set_apart(store, one, [other.id])
    assert are_apart(said, other)
    assert alike(store, said) == alike(store, other) == []
    assert pairs(store.select(Resident), date.today()) == []
    bring_together(store, other.id, one.id)
    assert [p.ids() for p in pairs(store.select(Resident), date.today())] == [(one.id, other.id)]
    assert store.verify() == []


def test_whoever_was_said_not_to_be_somebody_can_go(store: Store) -> None:
    one, other = somebody(store, birth=BORN), somebody(store, birth=BORN)
    set_apart(store, one, [other.id])
    delete(store, store.get(Resident, other.id), lambda _done, _all: True)
    assert store.find(Resident, other.id) is None
    assert store.find(Resident, one.id) is not None


def test_whoever_comes_back_is_still_nobody_elses_double(store: Store) -> None:
    """居民：删除又撤销，先前说过的“不是同一人”还在。"""
    one, other, third = (somebody(store, birth=BORN) for _ in range(3))
    set_apart(store, one, [other.id])
    gone = set_apart(store, other, [third.id])
    along = delete(store, gone)
    assert store.get(Resident, one.id).apart == ()
    again = bring_back(store, gone, changed(gone, id=0, version=0), along)
    assert are_apart(store.get(Resident, one.id), again)
    assert are_apart(again, store.get(Resident, third.id))
    assert [p.ids() for p in pairs(store.select(Resident), date.today())] == [(one.id, third.id)]
    along = delete(store, again)
    delete(store, store.get(Resident, third.id))
    last = bring_back(store, again, changed(again, id=0, version=0), along)
    assert [a.other for a in last.apart] == [one.id]
    assert store.verify() == []
