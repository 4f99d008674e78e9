"""合并人员: carers and telephones of one of two persons lead to the one who stays, and back."""

from db.records.bodies.person import PERSONS, Person
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Carer, Telephone
from db.services.bodies.merging import merge_persons, take_back_merge, weigh_merge
from db.store import Store
from db.values.reference import parted, reference
from tests.factories import plant


def led(store: Store, resident: int) -> list[int]:
    one = store.get(Resident, resident)
    return [parted(number)[1] for number in (one.carers[0].who, one.telephones[0].who)]


def test_whoever_is_cared_for_by_one_of_two_is_cared_for_by_the_one_who_stays(store: Store) -> None:
    kept, gone = (plant(store, Person, name="钱一", resident=0, unit=0) for _ in range(2))
    who = reference(PERSONS.code, gone.id)
    resident = plant(
        store,
        Resident,
        carers=(Carer(who=who, kind="1"),),
        telephones=(Telephone(number="13800001111", who=who),),
    )
    done = merge_persons(store, weigh_merge(store, kept.id, gone.id))
    assert led(store, resident.id) == [kept.id] * 2
    take_back_merge(store, done)
    assert led(store, resident.id) == [gone.id] * 2
    assert store.verify() == []
