"""邀请参会: residents, households and persons of a selection are added to a meeting, nobody twice; that is taken back."""

from datetime import datetime, timedelta

import attrs
import pytest

from db.errors import ArgumentError
from db.records.bodies.person import PERSONS, Person
from db.records.hall.meeting import Attendee, Meeting
from db.records.registry.household import Household
from db.records.registry.resident import Resident, reference_to
from db.services.hall.invite_many import GUEST, coming_meetings, guests, invite_to, uninvite
from db.store import Store
from db.values.reference import reference
from tests.gui.community import settle

NOW = datetime(2026, 11, 30, 9, 0)


@pytest.fixture
def people(store: Store) -> dict[str, Resident]:
    return settle(store)


@pytest.fixture
def meeting(store: Store) -> Meeting:
    return store.save(Meeting(name="十二月议事日会议", starts=NOW + timedelta(days=25), hall="二楼议事厅"))


def ids(people: dict[str, Resident], *names: str) -> list[int]:
    return [people[name].id for name in names]


def test_each_resident_comes_with_home_household_and_telephone(
    store: Store, people: dict[str, Resident], meeting: Meeting
) -> None:
    saved, found = invite_to(store, meeting.id, Resident, ids(people, "李国富", "张桂芳"))
    household = store.select(Household)[0]
    assert [(a.name, a.unit, a.phone, a.household) for a in saved.attendees] == [
        ("李国富", "幸福里小区3号楼2单元502室", "13812345679", household.id),
        ("张桂芳", "幸福里小区3号楼2单元502室", "13812345678", household.id),
    ]
    assert (len(found.fresh), found.already, found.gone) == (2, 0, 0)
    assert store.get(Meeting, meeting.id) == saved


def test_nobody_is_invited_twice_whichever_way_they_were_invited(
    store: Store, people: dict[str, Resident], meeting: Meeting
) -> None:
    head = people["张桂芳"]
    household = next(one for one in store.select(Household) if one.head == head.id)
    saved, _ = invite_to(store, meeting.id, Household, [household.id])
    assert [a.name for a in saved.attendees] == ["张桂芳"]
    person = store.save(Person(name="张桂芳", resident=head.id))
    assert not guests(store, Person, [person.id], saved.attendees).fresh
    saved, found = invite_to(store, meeting.id, Resident, ids(people, "张桂芳", "李国富", "李国富"))
    assert [a.name for a in saved.attendees] == ["张桂芳", "李国富"]
    assert found.already == 2
    assert not guests(store, Household, [household.id], saved.attendees).fresh
    with pytest.raises(ArgumentError, match="都在名单里了"):
        invite_to(store, meeting.id, Resident, ids(people, "张桂芳"))


def test_whoever_is_not_in_the_register_is_left_out_and_counted(
    store: Store, people: dict[str, Resident], meeting: Meeting
) -> None:
    store.save(attrs.evolve(store.get(Resident, people["李国富"].id), state="3"))
    saved, found = invite_to(store, meeting.id, Resident, [*ids(people, "李国富", "张桂芳"), 12345])
    assert [a.name for a in saved.attendees] == ["张桂芳"]
    assert found.gone == 2
    with pytest.raises(ArgumentError, match="都不在册"):
        invite_to(store, meeting.id, Resident, ids(people, "李国富"))


def test_persons_come_as_guests_and_residents_among_them_as_residents(
    store: Store, people: dict[str, Resident]
) -> None:
    one = store.save(Person(name="王警官", phone="13900000000"))
    other = store.save(Person(name="李国富", resident=people["李国富"].id))
    found = guests(store, Person, [one.id, other.id], ())
    assert [(a.who, a.name, a.role) for a in found.fresh] == [
        (reference(PERSONS.code, one.id), "王警官", GUEST),
        (reference_to(people["李国富"].id), "李国富", GUEST),
    ]


def test_taken_back_only_those_go_who_were_added(store: Store, people: dict[str, Resident], meeting: Meeting) -> None:
    before = store.save(attrs.evolve(meeting, attendees=(Attendee(name="来宾"),)))
    _, found = invite_to(store, meeting.id, Resident, ids(people, "张桂芳"))
    now = store.get(Meeting, meeting.id)
    store.save(attrs.evolve(now, hall="一楼", attendees=(*now.attendees, Attendee(name="后来的"))))
    saved = uninvite(store, meeting.id, found.fresh)
    assert [a.name for a in saved.attendees] == ["来宾", "后来的"]
    assert saved.hall == "一楼"
    assert before.attendees[0].id == saved.attendees[0].id


def test_meetings_that_are_over_or_called_off_are_not_offered(store: Store, meeting: Meeting) -> None:
    store.save(attrs.evolve(meeting, id=0, version=0, starts=NOW - timedelta(days=1)))
    store.save(attrs.evolve(meeting, id=0, version=0, state="9"))
    today = store.save(attrs.evolve(meeting, id=0, version=0, starts=NOW - timedelta(hours=1), state="2"))
    assert [one.id for one in coming_meetings(store, NOW)] == [today.id, meeting.id]
