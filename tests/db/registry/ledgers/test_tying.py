"""Whom the register did not know when a table named them is tied to the record once there is one, and never to a wrong one."""

from datetime import date
from typing import Any

import attrs
import pytest

from db.errors import RecordChanged
from db.records.bodies.body import Body
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.registry.ledgers.marks import fill
from db.services.registry.ledgers.tying import known_by_now, loosen, tie
from db.services.registry.register_resident import Door, house_at
from db.store import Store
from tests.factories import citizen_number, plant

TODAY = date(2026, 11, 30)
NUMBER = citizen_number(11)


@pytest.fixture
def ledger(store: Store) -> Ledger:
    return store.save(Ledger(name="医保", since=TODAY, table="resident"))


@pytest.fixture
def home(store: Store) -> House:
    return house_at(store, Door("幸福里小区", "3", "2", "502"))


def row(store: Store, ledger: Ledger, **told: str) -> LedgerRow:
    return store.save(LedgerRow(**{"ledger": ledger.id, "name": "赵六", **told}))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("told", "known", "is_same"),
    [
        ({"number": NUMBER}, {"id_number": NUMBER}, True),
        ({"number": NUMBER[:6] + "*" * 10 + NUMBER[-2:]}, {"id_number": NUMBER}, False),
        ({"number": NUMBER[:10] + "*" * 4 + NUMBER[-4:]}, {"id_number": NUMBER}, True),
        ({"number": citizen_number(13), "place": "幸福里小区3号楼2单元502室"}, {"id_number": NUMBER}, False),
        ({"place": "幸福里小区３号楼2单元502室"}, {}, True),
        ({"place": "幸福里小区3号楼2单元503室"}, {}, False),
        ({"phone": "13812345678"}, {"phone": "13812345678"}, True),
        ({"phone": "13812345678"}, {"phone": "13812345679"}, False),
        ({}, {}, False),
        ({"number": NUMBER, "name": "赵七"}, {"id_number": NUMBER}, False),
    ],
)
def test_something_besides_the_name_agrees_and_nothing_parts_them(
    store: Store, ledger: Ledger, home: House, told: dict[str, str], known: dict[str, Any], is_same: bool
) -> None:
    one = row(store, ledger, **told)
    resident = store.save(Resident(name="赵六", house=home.id, **known))
    found = known_by_now(store, ledger, [one])
    assert found == ({one.id: store.kinds.reference_of(resident)} if is_same else {})


def test_of_two_who_are_alike_and_of_one_who_is_in_it_nobody_is_meant(
    store: Store, ledger: Ledger, home: House
) -> None:
    one = row(store, ledger, place="幸福里小区3号楼2单元502室")
    father = store.save(Resident(name="赵六", house=home.id))
    there = row(store, ledger)
    in_it = store.save(attrs.evolve(there, who=store.kinds.reference_of(father)))
    assert known_by_now(store, ledger, [one, in_it]) == {}
    store.save(Resident(name="赵六", house=home.id))
    assert known_by_now(store, ledger, [one]) == {}


def test_what_was_written_stays_whether_it_is_tied_or_loose(store: Store, ledger: Ledger, home: House) -> None:
    one = fill(store, row(store, ledger, place="幸福里小区3号楼2单元502室"), "note", "在外地", TODAY)
    resident = store.save(Resident(name="赵六", house=home.id))
    (tied,) = tie(store, [one], known_by_now(store, ledger, [one]))
    assert (tied.who, tied.note, tied.place) == (store.kinds.reference_of(resident), "在外地", one.place)
    with pytest.raises(RecordChanged):
        tie(store, [one], {one.id: tied.who})
    done = fill(store, tied, "done", "2026-11-29", TODAY)
    (loose,) = loosen(store, [tied])
    assert (loose.who, loose.done) == (0, done.done)


def test_other_types_are_known_by_what_they_are_called(store: Store, home: House) -> None:
    ledger = store.save(Ledger(name="排查", since=TODAY, table="house"))
    title = store.title(home)
    one = row(store, ledger, name=title, place=title)
    assert known_by_now(store, ledger, [one]) == {one.id: store.kinds.reference_of(home)}
    bodies = store.save(Ledger(name="排查", since=TODAY, table="body"))
    body = plant(store, Body, name="幸福里物业", phone="04356440001")
    other = row(store, bodies, name="幸福里物业", phone="04356440001")
    assert known_by_now(store, bodies, [other]) == {other.id: store.kinds.reference_of(body)}
