"""居民卡: who this is, whom they live with, what is open, where we called."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import RecordGone
from db.records.hall.meeting import Attendee, Meeting
from db.records.mediation.case import MediationCase, Party
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.registry.resident_card import SHOWN_VISITS, eldest_first, household_of, resident_card
from db.store import Store
from tests.factories import make


@pytest.fixture
def family(store: Store) -> list[Resident]:
    """A head, her husband and their child behind one door."""
    house = store.save(House(building=store.save(Building(estate="幸福里小区", number="3")).id, unit="2", room="501"))
    births = {"孙巧": date(1960, 5, 1), "李顺": date(1958, 1, 1), "李小": date(1990, 1, 1)}
    people = [store.save(Resident(name=n, birth=b, house=house.id)) for n, b in births.items()]
    members = tuple(Member(resident=p.id, relation=r) for p, r in zip(people, ("02", "11", "20"), strict=True))
    store.save(Household(head=people[0].id, house=house.id, members=members))
    return people


def case(store: Store, resident: Resident, **changes: object) -> MediationCase:
    parties = (Party(resident=resident.id, name=resident.name), Party(name="对方", side="2"))
    return store.save(make(MediationCase, store.count(MediationCase) + 1, parties=parties, **changes))


def test_the_whole_card(store: Store, family: list[Resident]) -> None:
    head, husband, child = family
    card = resident_card(store, husband.id)
    assert card.resident == husband
    assert card.address == "幸福里小区3号楼2单元501室"
    assert card.household is not None
    assert card.household.head == head.id
    assert [(m.resident, m.relation, m.is_self) for m in card.mates] == [
        (head, "02", False), (husband, "11", True), (child, "20", False),
    ]  # fmt: skip


def test_the_head_first_then_by_age(store: Store, family: list[Resident]) -> None:
    store.save(attrs.evolve(family[2], birth=None))
    mates = eldest_first(resident_card(store, family[2].id).mates)
    assert [m.resident.name for m in mates] == ["孙巧", "李顺", "李小"]


def test_a_person_without_anything(store: Store) -> None:
    person = store.save(Resident(name="孙巧"))
    card = resident_card(store, person.id)
    assert (card.address, card.household) == ("", None)
    assert not [*card.mates, *card.cases, *card.meetings, *card.visits]


def test_somebody_who_is_gone(store: Store) -> None:
    with pytest.raises(RecordGone):
        resident_card(store, 4711)


def test_cases_of_the_household_newest_first(store: Store, family: list[Resident]) -> None:
    stranger = store.save(Resident(name="外人"))
    old = case(store, family[0], received=date(2025, 1, 1), due=None, stage="7", closed=date(2025, 1, 20))
    new = case(store, family[2], received=date(2026, 1, 1), due=None, stage="3")
    case(store, stranger)
    card = resident_card(store, family[0].id)
    assert list(card.cases) == [new, old]
    assert card.open_cases == [new]


def test_meetings_one_was_invited_to(store: Store, family: list[Resident]) -> None:
    attendee = Attendee(resident=family[0].id, name="孙巧")
    made = [
        store.save(Meeting(name="会", starts=datetime(2026, m, 25, 14), hall="议事厅", attendees=(attendee,)))
        for m in (5, 7, 6)
    ]
    assert list(resident_card(store, family[0].id).meetings) == [made[1], made[2], made[0]]
    assert not resident_card(store, family[1].id).meetings


def visit(store: Store, day: date, **changes: int) -> Visit:
    return store.save(attrs.evolve(Visit(day=day, visitor="卢清"), **changes))


def test_calls_at_the_door_and_talks_at_the_desk(store: Store, family: list[Resident]) -> None:
    at_the_door = visit(store, date(2026, 3, 1), house=family[0].house)
    at_the_desk = visit(store, date(2026, 4, 1), resident=family[0].id)
    both = visit(store, date(2026, 2, 1), house=family[0].house, resident=family[0].id)
    visit(store, date(2026, 5, 1), resident=family[1].id)
    assert list(resident_card(store, family[0].id).visits) == [at_the_desk, at_the_door, both]


def test_only_the_last_calls(store: Store, family: list[Resident]) -> None:
    for day in range(1, SHOWN_VISITS + 5):
        visit(store, date(2026, 3, day), house=family[0].house)
    shown = resident_card(store, family[0].id).visits
    assert len(shown) == SHOWN_VISITS
    assert shown[0].day == date(2026, 3, SHOWN_VISITS + 4)


def test_who_moved_out_belongs_to_the_household_no_more(store: Store, family: list[Resident]) -> None:
    home = household_of(store, family[2].id)
    assert home is not None
    left = attrs.evolve(home.members[2], until=date(2026, 1, 1))
    store.save(attrs.evolve(home, members=(*home.members[:2], left)))
    assert household_of(store, family[2].id) is None
    assert [m.resident.name for m in resident_card(store, family[0].id).mates] == ["孙巧", "李顺"]
    assert not resident_card(store, family[2].id).mates


@pytest.mark.parametrize("living", ["1", "3"])
def test_where_one_lives_comes_before_the_booklet(store: Store, living: str) -> None:
    person = store.save(Resident(name="孙巧"))
    member = (Member(resident=person.id),)
    booklet = store.save(Household(kind="2", members=member))
    assert household_of(store, person.id) == booklet
    lived_in = store.save(Household(kind=living, members=member))
    assert household_of(store, person.id) == lived_in
