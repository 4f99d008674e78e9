"""彻底删除 of what a resident has several of: it goes with them, and nobody goes along whose carer they were."""

from datetime import date

import pytest

from db.records.base import changed
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.place import House
from db.records.registry.residence import Residence
from db.records.registry.resident import Resident, reference_to
from db.records.registry.resident_parts import Carer, CareTag, Document, FormerName, PartyMembership, Telephone
from db.services.deleting import delete
from db.services.duties.purge import StillKept, look_before_purge, purge
from db.store import Store
from tests.db.duties.test_purge import decided, texts
from tests.factories import citizen_number, plant

SIGNS = (
    "欧阳佳佳",
    "欧阳二妮",
    "OUYANG JIAJIA",
    "13804350021",
    "13804350022",
    "某某街道低保",
    "某某法院",
    citizen_number(3),
)


def in_full(store: Store) -> Resident:
    house = plant(store, House)
    return store.save(
        Resident(
            name="欧阳佳佳",
            script_name="OUYANG JIAJIA",
            phone="13804350021",
            telephones=(Telephone(number="13804350022", of="3"),),
            former_names=(FormerName(name="欧阳二妮"),),
            documents=(Document(number=citizen_number(3)),),
            care=(CareTag(kind="30", basis="某某街道低保", until=date(2020, 1, 1)),),
            carers=(Carer(name="王五", basis="某某法院", phone="13804350022"),),
            party=(PartyMembership(status="1", since=date(2020, 1, 1)),),
            house=house.id,
            residences=(Residence(house=house.id, whence="某某街道低保院"),),
        )
    )


def test_every_part_goes_from_the_tables_and_the_log(store: Store) -> None:
    resident, appraisal = in_full(store), decided(store)
    moved = store.save(changed(resident, telephones=(), former_names=(), house=0))
    purge(store, appraisal, [moved])
    assert [text for text in texts(store) if any(sign in text for sign in SIGNS)] == []
    assert store.verify() == []


def test_former_names_and_further_telephones_are_looked_for_in_the_log(store: Store) -> None:
    resident = in_full(store)
    store.save(changed(resident, telephones=(), former_names=()))
    others = [
        store.save(Resident(name=f"某{n}", note=note)) for n, note in enumerate(("欧阳二妮的表兄", "找13804350022"))
    ]
    for one in others:
        store.save(changed(one, note=""))
    look = look_before_purge(store, [store.get(Resident, resident.id)])
    assert {one.row_id for one in look.by_name()} == {one.id for one in others}


def test_nobody_goes_along_for_whom_somebody_cared(store: Store) -> None:
    resident, appraisal = in_full(store), decided(store)
    child = store.save(Resident(name="张小", carers=(Carer(who=reference_to(resident.id), kind="1"),)))
    with pytest.raises(StillKept, match="居民“张小”"):
        purge(store, appraisal, [resident])
    child = store.save(changed(child, carers=()))
    delete(store, store.save(Resident(name="张大", carers=(Carer(who=reference_to(resident.id)),))))
    done = purge(store, appraisal, [resident])
    assert dict(done.counts) == {"居民": 1}
    assert store.get(Resident, child.id)
    assert store.verify() == []


def test_whoever_stands_in_a_booklet_or_lets_a_door_stays_until_they_are_taken_out(store: Store) -> None:
    resident, appraisal = in_full(store), decided(store)
    booklet = store.save(Booklet(number="8801", members=(BookletMember(resident=resident.id, until=date(2020, 1, 1)),)))
    with pytest.raises(StillKept, match="户籍户"):
        purge(store, appraisal, [resident])
    store.save(changed(booklet, members=()))
    purge(store, appraisal, [resident])
    assert store.find(Resident, resident.id) is None
