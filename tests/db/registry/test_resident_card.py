"""居民卡: who this is, whom they live with, what is open, where we called."""

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from db.errors import RecordGone
from db.records import KINDS
from db.records.bodies.person import Person
from db.records.hall.meeting import Attendee, Meeting
from db.records.kind import OnCard
from db.records.kinds import Kinds
from db.records.mediation.case import MediationCase, Party
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.door_parts import Letting, Owner
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, House
from db.records.registry.residence import Residence
from db.records.registry.resident import Resident, reference_to
from db.records.visits.visit import Visit
from db.services.earlier import residents_named
from db.services.registry.resident_card import (
    SHOWN,
    Matter,
    ResidentCard,
    Standing,
    booklet_of,
    eldest_first,
    household_of,
    resident_card,
)
from db.store import Store
from tests.added import with_added
from tests.added_kind import KEYS, Key
from tests.factories import begun, estate, plant


@pytest.fixture
def family(store: Store) -> list[Resident]:
    """A head, her husband and their child behind one door."""
    house = store.save(
        House(building=store.save(Building(estate=estate(store, "幸福里小区"), number="3")).id, unit="2", room="501")
    )
    births = {"孙巧": date(1960, 5, 1), "李顺": date(1958, 1, 1), "李小": date(1990, 1, 1)}
    people = [store.save(Resident(name=n, birth=b, house=house.id)) for n, b in births.items()]
    members = tuple(Member(resident=p.id, relation=r) for p, r in zip(people, ("02", "11", "20"), strict=True))
    store.save(Household(head=people[0].id, house=house.id, members=members))
    return people


def matters(card: ResidentCard, standing: Standing = Standing.SIMPLE) -> list[Matter]:
    return [one for of in card.matters if of.standing is standing for one in of.shown]


def ids(card: ResidentCard, standing: Standing = Standing.SIMPLE) -> list[int]:
    return [one.id for one in matters(card, standing)]


def case(store: Store, resident: Resident, **changes: Any) -> MediationCase:
    parties = (Party(who=reference_to(resident.id), name=resident.name), Party(name="对方", side="2"))
    return plant(store, MediationCase, 0, parties=parties, **changes)


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
    assert not [*card.mates, *card.matters]


def test_somebody_who_is_gone(store: Store) -> None:
    with pytest.raises(RecordGone):
        resident_card(store, 4711)


def test_cases_of_the_household_newest_first(store: Store, family: list[Resident]) -> None:
    stranger = store.save(Resident(name="外人"))
    old = case(store, family[0], received=date(2025, 1, 1), due=None, stage="7", closed=date(2025, 1, 20))
    new = case(store, family[2], received=date(2026, 1, 1), due=None, stage="3")
    case(store, stranger)
    card = resident_card(store, family[0].id)
    assert ids(card, Standing.OPEN) == [new.id]
    assert ids(card, Standing.ENDED) == [old.id]


def test_what_is_open_comes_first_each_type_under_its_name(store: Store, family: list[Resident]) -> None:
    case(store, family[0], stage="7", received=date(2026, 1, 1), closed=date(2026, 1, 20), due=date(2026, 2, 1))
    case(store, family[0], stage="3", received=date(2026, 1, 2), due=date(2026, 2, 2), closed=None)
    visit(store, date(2026, 3, 1), house=family[0].house)
    meet = Attendee(who=reference_to(family[0].id), name="孙巧")
    store.save(Meeting(name="会", starts=datetime(2026, 5, 25, 14), hall="议事厅", attendees=(meet,)))
    told = resident_card(store, family[0].id).matters
    assert [(m.label, m.standing) for m in told] == [
        ("调解案件", Standing.OPEN), ("会议", Standing.SIMPLE), ("走访", Standing.SIMPLE), ("调解案件", Standing.ENDED),
    ]  # fmt: skip
    lines = [m.shown[0].line for m in told]
    assert lines[0] == "孙巧、对方 · 调查核实 · 期限 2026-02-02"
    assert lines[1] == "2026-05-25 14:00 · 议事厅"
    assert lines[3] == "孙巧、对方 · 结案", "what has ended has no term any more"


def test_a_call_tells_how_it_was_what_was_seen_and_what_was_promised(store: Store, family: list[Resident]) -> None:
    made = Visit(
        day=date(2026, 3, 1), visitor="卢清", resident=family[0].id, result="4", finding="家里漏水，电话13904351276"
    )
    store.save(attrs.evolve(made, promise="带人来看"))
    (matter,) = matters(resident_card(store, family[0].id), Standing.SIMPLE)
    assert matter.title == "2026-03-01 走访孙巧"
    assert matter.line.endswith("家里漏水，电话139****1276 · 答应：带人来看")
    assert not matter.line.startswith("家里")


def test_a_type_added_to_a_store_stands_on_the_card_as_it_declares(store: Store, family: list[Resident]) -> None:
    on_card = OnCard("holder", "what", ("{keeper}",), open="借出的", household=True)
    with_added(store, KEYS)
    store.kinds = Kinds((*KINDS, attrs.evolve(KEYS, on_card=on_card)))
    key = store.save(Key(what="活动室大门", keeper="卢清", holder=family[2].id))
    (told,) = resident_card(store, family[0].id).matters
    assert (told.label, told.standing, list(told.shown)) == (
        "备用钥匙", Standing.OPEN, [Matter(Key.TABLE, key.id, "活动室大门", "卢清")],
    )  # fmt: skip


def test_meetings_one_was_invited_to(store: Store, family: list[Resident]) -> None:
    attendee = Attendee(who=reference_to(family[0].id), name="孙巧")
    made = [
        store.save(Meeting(name="会", starts=datetime(2026, m, 25, 14), hall="议事厅", attendees=(attendee,)))
        for m in (5, 7, 6)
    ]
    assert ids(resident_card(store, family[0].id)) == [made[1].id, made[2].id, made[0].id]
    assert not resident_card(store, family[1].id).matters


def visit(store: Store, day: date, **changes: int) -> Visit:
    return store.save(attrs.evolve(Visit(day=day, visitor="卢清"), **changes))


def test_calls_at_the_door_and_talks_at_the_desk(store: Store, family: list[Resident]) -> None:
    at_the_door = visit(store, date(2026, 3, 1), house=family[0].house)
    at_the_desk = visit(store, date(2026, 4, 1), resident=family[0].id)
    both = visit(store, date(2026, 2, 1), house=family[0].house, resident=family[0].id)
    visit(store, date(2026, 5, 1), resident=family[1].id)
    assert ids(resident_card(store, family[0].id)) == [at_the_desk.id, at_the_door.id, both.id]


def test_only_the_last_calls(store: Store, family: list[Resident]) -> None:
    made = [visit(store, date(2026, 3, day), house=family[0].house) for day in range(1, SHOWN + 5)]
    (told,) = resident_card(store, family[0].id).matters
    assert [one.id for one in told.shown] == [one.id for one in made[:3:-1]]
    assert (len(told.shown), told.more) == (SHOWN, 4)


def test_who_moved_out_belongs_to_the_household_no_more(store: Store, family: list[Resident]) -> None:
    home = household_of(store, family[2].id)
    assert home is not None
    left = attrs.evolve(home.members[2], until=date(2026, 1, 1))
    store.save(attrs.evolve(home, members=(*home.members[:2], left)))
    assert household_of(store, family[2].id) is None
    assert [m.resident.name for m in resident_card(store, family[0].id).mates] == ["孙巧", "李顺"]
    assert not resident_card(store, family[2].id).mates


def test_who_one_lives_with_is_one_thing_and_the_booklet_another(store: Store) -> None:
    person = store.save(Resident(name="孙巧"))
    booklet = store.save(Booklet(members=(BookletMember(resident=person.id),)))
    assert household_of(store, person.id) is None
    lived_in = store.save(Household(members=(Member(resident=person.id),)))
    assert household_of(store, person.id) == lived_in
    assert booklet_of(store, person.id) == booklet
    store.save(attrs.evolve(booklet, members=(attrs.evolve(booklet.members[0], until=date(2026, 1, 1)),)))
    assert booklet_of(store, person.id) is None


def test_a_case_of_the_person_whom_a_resident_is_stands_on_the_card(store: Store) -> None:
    resident = plant(store, Resident, name="孙巧", house=0)
    person = store.save(Person(name="孙巧", resident=resident.id))
    parties = (Party(who=store.kinds.reference_of(person), name="孙巧"), Party(name="对方", side="2"))
    case = begun(store, MediationCase, changes={"parties": parties})
    shown = [one.id for matters in resident_card(store, resident.id).matters for one in matters.shown]
    assert case.id in shown
    assert residents_named(store, case) == [resident.id]


def test_a_type_that_only_leads_to_residents_stands_on_the_card_without_a_word(
    store: Store, family: list[Resident]
) -> None:
    with_added(store, KEYS)
    key = store.save(Key(what="活动室大门", keeper="卢清", holder=family[2].id))
    (told,) = resident_card(store, family[2].id).matters
    assert (told.label, told.standing, list(told.shown)) == (
        "备用钥匙", Standing.SIMPLE, [Matter(Key.TABLE, key.id, "活动室大门", "卢清 · 领用人 李小")],
    )  # fmt: skip
    assert not resident_card(store, family[0].id).matters


def test_a_reference_in_parts_leads_to_the_card_too(store: Store, family: list[Resident]) -> None:
    shop = plant(
        store,
        House,
        owners=(Owner(who=reference_to(family[1].id)),),
        lettings=(Letting(who=reference_to(family[1].id), tenant="李顺"), Letting(tenant="外人")),
    )
    (told,) = resident_card(store, family[1].id).matters
    assert (told.label, [one.id for one in told.shown]) == ("房屋", [shop.id]), "once, though two parts lead there"
    assert not resident_card(store, family[0].id).matters


def test_the_booklet_and_the_last_promise_stand_on_the_card(store: Store, family: list[Resident]) -> None:
    head, husband, _ = family
    booklet = store.save(Booklet(number="8801", members=(BookletMember(resident=head.id, relation="02"),)))
    at_the_door = store.save(
        Visit(day=date(2026, 3, 1), visitor="卢清", house=head.house, promise="问电梯，13904351276")
    )
    store.save(Visit(day=date(2026, 2, 1), visitor="卢清", resident=head.id, promise="换灯"))
    store.save(Visit(day=date(2026, 4, 1), visitor="卢清", resident=head.id))
    store.save(
        Visit(day=date(2026, 5, 1), visitor="卢清", resident=store.save(Resident(name="外人")).id, promise="别的")
    )
    card = resident_card(store, head.id)
    assert card.booklet == booklet
    assert card.promise == Matter(Visit.TABLE, at_the_door.id, "问电梯，139****1276", "2026-03-01")
    assert resident_card(store, husband.id).booklet is None


def test_what_was_promised_to_those_before_is_not_theirs_and_what_was_kept_says_so(
    store: Store, family: list[Resident]
) -> None:
    head = family[0]
    lived = Residence(house=head.house, since=date(2026, 3, 1))
    store.save(attrs.evolve(store.get(Resident, head.id), residences=(lived,)))
    store.save(Visit(day=date(2026, 2, 28), visitor="卢清", house=head.house, promise="给前一家换锁"))
    assert resident_card(store, head.id).promise is None
    day = date(2026, 3, 1)
    call = store.save(Visit(day=day, visitor="卢清", house=head.house, promise="换灯", promise_kept=date(2026, 3, 9)))
    assert resident_card(store, head.id).promise == Matter(Visit.TABLE, call.id, "换灯", "2026-03-01 · 2026-03-09 办好")
