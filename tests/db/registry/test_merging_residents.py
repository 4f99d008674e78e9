"""合并居民: every link goes on to the one who stays, nothing told is lost, and it is taken back completely, whenever."""

from datetime import date
from typing import Any

import attrs
import pytest

from db.errors import RecordChanged
from db.records.bodies.body import BODIES, Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account
from db.records.mediation.case import MediationCase, Party
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.household import Household, Member
from db.records.registry.place import House
from db.records.registry.residence import Residence
from db.records.registry.resident import Resident, reference_to
from db.records.registry.resident_parts import Carer, CareTag, Document, Telephone
from db.services.bodies.merging import CannotMerge
from db.services.registry.events import What, take_back
from db.services.registry.merging import (
    CannotMergeResidents,
    merge_residents,
    merges_of,
    part_residents,
    weigh_residents,
)
from db.store import Store, rows
from db.values.reference import reference
from tests.db.registry.events.people import broken, family, happens
from tests.factories import citizen_number, plant

BORN = date(1950, 2, 3)


def two(store: Store) -> tuple[Resident, Resident]:
    first, second = plant(store, House), plant(store, House)
    plain: dict[str, Any] = {
        "telephones": (),
        "former_names": (),
        "documents": (),
        "care": (),
        "carers": (),
        "party": (),
        "residences": (),
    }
    one = plant(
        store,
        Resident,
        name="吴越",
        id_number="",
        phone="13900001111",
        birth=BORN,
        sex="1",
        house=first.id,
        workplace="",
        **plain,
    )
    other = plant(
        store,
        Resident,
        **{**plain, "care": (CareTag(kind="11"),), "documents": (Document(kind="414", number="E1234567"),)},
        name="吴樾",
        id_number=citizen_number(7, BORN),
        phone="13900002222",
        birth=BORN,
        sex="1",
        house=second.id,
        workplace="粮站",
        marriage="10",
    )
    return one, other


def pictures(store: Store, *kinds: type) -> dict[str, list[object]]:
    """All records of types, without how often they were saved."""
    found: dict[str, list[object]] = {}
    for kind in kinds:
        found[kind.TABLE] = [(one.id, rows.picture(one)) for one in store.select(kind, order=("id",))]
    return found


def test_all_that_leads_to_one_leads_to_the_other_and_back(store: Store) -> None:
    kept, gone = two(store)
    mate = plant(store, Resident, name="邻人", telephones=(Telephone(number="13900003333", who=reference_to(gone.id)),),
                 carers=(Carer(who=reference_to(gone.id), kind="1"),))  # fmt: skip
    plant(
        store,
        Household,
        house=kept.house,
        head=mate.id,
        members=(Member(resident=mate.id, relation="02"), Member(resident=kept.id, relation="20")),
    )
    theirs = plant(store, Household, house=gone.house, head=gone.id, members=(Member(resident=gone.id, relation="02"),))
    booklet = plant(store, Booklet, house=0, head=gone.id, members=(BookletMember(resident=gone.id, relation="02"),))
    case = plant(
        store,
        MediationCase,
        parties=(Party(name="吴樾", who=reference_to(gone.id), side="1"), Party(name="乙", side="2")),
    )
    person = plant(store, Person, name="吴樾", resident=gone.id)
    kinds = (Resident, Household, Booklet, MediationCase, Person)
    before = pictures(store, *kinds)

    plan = weigh_residents(store, kept.id, gone.id)
    assert {"name", "phone", "house"} <= set(plan.differing)
    seq = merge_residents(store, plan, {"phone"})

    now = store.get(Resident, kept.id)
    assert store.find(Resident, gone.id) is None
    assert (now.name, now.phone, now.house, now.id_number) == ("吴越", "13900002222", kept.house, gone.id_number)
    assert [one.number for one in now.telephones] == ["13900001111"]
    assert [one.name for one in now.former_names] == ["吴樾"]
    assert [one.number for one in now.documents] == ["E1234567"]
    assert [one.kind for one in now.care] == ["11"]
    assert now.workplace == "粮站"
    assert "合并时没有用的" in now.note
    assert [m.resident for m in store.get(Booklet, booklet.id).present()] == [kept.id]
    assert store.get(Household, theirs.id).present() == ()
    assert store.get(MediationCase, case.id).parties[0].who == reference_to(kept.id)
    assert store.get(Person, person.id).resident == kept.id
    assert store.get(Resident, mate.id).telephones[0].who == reference_to(kept.id)
    assert [one.seq for one in merges_of(store, kept.id)] == [seq]
    assert store.verify() == []

    part_residents(store, seq)
    assert pictures(store, *kinds) == before
    assert merges_of(store, kept.id) == []
    assert store.verify() == []
    with pytest.raises(CannotMergeResidents):
        part_residents(store, seq)


def test_two_in_one_household_are_one_there_and_its_head_where_either_was(store: Store) -> None:
    kept, gone = two(store)
    home = plant(
        store,
        Household,
        house=kept.house,
        head=gone.id,
        members=(Member(resident=gone.id, relation="02"), Member(resident=kept.id, relation="20")),
    )
    merge_residents(store, weigh_residents(store, kept.id, gone.id))
    there = store.get(Household, home.id)
    assert [(m.resident, m.relation) for m in there.present()] == [(kept.id, "02")]
    assert there.head == kept.id


def test_what_both_tell_alike_keeps_what_only_the_one_who_goes_tells_of_it(store: Store) -> None:
    house, day = plant(store, House), date(2020, 5, 1)
    same: dict[str, Any] = {"name": "郑成", "phone": "13900004444", "id_number": "12345678", "house": house.id}
    here = store.save(Resident(**same, residences=(Residence(house=house.id),)))
    lived = Residence(house=house.id, since=day, whence="河南", source="派出所名单")
    other = store.save(Resident(**same, phone_of="2", id_kind="414", residences=(lived,)))
    merge_residents(store, weigh_residents(store, here.id, other.id))
    now = store.get(Resident, here.id)
    assert (now.phone_of, now.id_kind) == ("2", "414")
    assert [(r.house, r.since, r.whence, r.source) for r in now.residences] == [(house.id, day, "河南", "派出所名单")]

    same["state"] = "3"
    here = store.save(Resident(**same, state_day=None))
    other = store.save(Resident(**same, state_day=day))
    third = store.save(Resident(**same, state_day=date(2020, 6, 1)))
    merge_residents(store, weigh_residents(store, here.id, other.id))
    assert store.get(Resident, here.id).state_day == day
    merge_residents(store, weigh_residents(store, here.id, third.id))
    now = store.get(Resident, here.id)
    assert now.state_day == day
    assert "状态日期 2020-06-01" in now.note


def test_the_home_that_is_left_has_another_head_and_whoever_died_has_no_seat(store: Store) -> None:
    first, second = family(store, "501"), family(store, "601")
    merge_residents(store, weigh_residents(store, first["王老"].id, second["王老"].id))
    assert broken(store) == []
    assert {h.head for h in store.select(Household)} == {first["王老"].id, second["李婆"].id}

    died, day = store.get(Resident, first["李婆"].id), date(2026, 3, 1)
    done = happens(store, What.DIED, died, day=day)
    assert store.select(Household)[1].head == second["李婆"].id
    seq = merge_residents(store, weigh_residents(store, died.id, second["李婆"].id))
    assert broken(store) == []
    assert [h.head for h in store.select(Household)] == [first["王老"].id, second["王大"].id]
    assert [h for h in store.select(Household) if died.id in {m.resident for m in h.present()}] == []
    part_residents(store, seq)
    take_back(store, done.seq)
    assert broken(store) == []


def test_two_days_of_one_place_are_both_told(store: Store) -> None:
    house = plant(store, House)
    first, second = (
        store.save(
            Resident(name="郑成", house=house.id, residences=(Residence(house=house.id, since=date(year, 5, 1)),))
        )
        for year in (2020, 2021)
    )
    merge_residents(store, weigh_residents(store, first.id, second.id))
    now = store.get(Resident, first.id)
    assert [r.since for r in now.residences] == [date(2020, 5, 1)]
    assert "2021-05-01—" in now.note


def test_what_was_changed_since_is_named_and_nothing_is_taken_back(store: Store) -> None:
    kept, gone = two(store)
    seq = merge_residents(store, weigh_residents(store, kept.id, gone.id))
    now = store.get(Resident, kept.id)

    store.save(attrs.evolve(now, workplace="面店"))
    with pytest.raises(CannotMergeResidents, match="合并以后改过"):
        part_residents(store, seq)
    assert store.find(Resident, gone.id) is None


def test_the_persons_who_they_are_become_one_with_them_and_two_again(store: Store) -> None:
    kept, gone = two(store)
    ours = store.save(Person(name="吴越", resident=kept.id, job="志愿者"))
    theirs = store.save(Person(name="吴樾", resident=gone.id, phone="13900009999"))
    body = plant(store, Body)
    doubled = [
        store.save(Tenure(person=one.id, of=reference(BODIES.code, body.id), post="05", since=BORN))
        for one in (ours, theirs)
    ]
    post = store.save(Tenure(person=theirs.id, of=reference(BODIES.code, body.id), post="06", since=BORN))
    kinds = (Resident, Person, Tenure)
    before = pictures(store, *kinds)

    plan = weigh_residents(store, kept.id, gone.id)
    seq = merge_residents(store, plan)
    assert store.find(Person, theirs.id) is None
    now = store.get(Person, ours.id)
    assert (now.resident, now.job, now.phone, now.note) == (kept.id, "志愿者", "13900009999", "并入的一条：姓名 吴樾")
    assert store.get(Tenure, post.id).person == ours.id
    assert store.find(Tenure, doubled[1].id) is None, "one post, held once"
    assert len(store.deeds(Person.TABLE, ["merge_persons"])) == 0, "it is one deed"
    assert store.verify() == []

    part_residents(store, seq)
    assert pictures(store, *kinds) == before
    assert store.verify() == []


def test_persons_who_cannot_be_one_keep_the_residents_two(store: Store) -> None:
    kept, gone = two(store)
    for number, one in enumerate((kept, gone)):
        person = store.save(Person(name=one.name, resident=one.id))
        store.save(Account(name=f"甲{number}", person=person.id))
    before = pictures(store, Resident, Person)
    with pytest.raises(CannotMerge, match="两条都是工作人员"):
        weigh_residents(store, kept.id, gone.id)
    assert pictures(store, Resident, Person) == before


def test_a_person_who_was_changed_meanwhile_stops_it(store: Store) -> None:
    kept, gone = two(store)
    people = [store.save(Person(name=one.name, resident=one.id)) for one in (kept, gone)]
    plan = weigh_residents(store, kept.id, gone.id)
    store.save(attrs.evolve(people[1], job="民警"))
    with pytest.raises(RecordChanged):
        merge_residents(store, plan)
    assert store.find(Resident, gone.id) is not None


def test_whoever_cared_for_themselves_by_the_other_record_cares_for_themselves_no_more(store: Store) -> None:
    kept, gone = two(store)
    kept = store.save(
        attrs.evolve(
            kept,
            carers=(Carer(who=reference_to(gone.id), kind="1"),),
            telephones=(Telephone(number="13900003333", who=reference_to(gone.id)),),
        )
    )
    seq = merge_residents(store, weigh_residents(store, kept.id, gone.id))
    now = store.get(Resident, kept.id)
    assert now.carers == ()
    assert [(t.number, t.who) for t in now.telephones][:1] == [("13900003333", 0)]
    part_residents(store, seq)
    assert [c.who for c in store.get(Resident, kept.id).carers] == [reference_to(gone.id)]
