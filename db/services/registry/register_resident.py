"""登记居民: a person, the door they live behind, and the household they join."""

from collections.abc import Collection
from datetime import date

import attrs
from attrs import frozen

from db.errors import Problem, RecordInvalid
from db.records.base import fields_of
from db.records.registry.place import Building, House
from db.records.registry.residence import Residence, moved, standing
from db.records.registry.resident import ENDED, IN_REGISTER, Resident
from db.services.answers import UNASKED, Answers
from db.services.bodies.leaving import leave_posts
from db.services.estates.naming import estate_for, keys_of, names_by_estate
from db.services.registry.alike import alike
from db.services.registry.change_house import settle
from db.services.registry.doubt_number import with_doubts
from db.services.registry.events.by_hand import left_by_hand
from db.services.registry.lived_in import live_in
from db.services.registry.next_of_family import with_phone_of
from db.services.registry.same_number import filled_from_number, same_number
from db.store import Store, among
from db.values.address import building_key, part_key


@frozen
class Door:
    """Where somebody lives, as it is typed: building and room, with or without estate and unit."""

    estate: str
    building: str
    unit: str
    room: str


def register_resident(store: Store, resident: Resident, answers: Answers = UNASKED, relation: str = "") -> Resident:
    """The resident as saved, in the household of their house; the first one there becomes its head.

    Raises:
        RecordInvalid: a field forbids saving, the number belongs to somebody already registered, or they came to their household or
            booklet only after the day on which they are said to have left.
        HouseholdMoves: others are concerned, and ``answers`` do not say what becomes of the household.
        UseChanges: they come to live in a flat that is said to stand empty, and ``answers`` do not say what it is used as.
        HeadFollows: they leave the register and are the head of others, and ``answers`` are a clerk's and do not say who follows.
        PostsGoOn: they leave the register and hold posts, and ``answers`` do not say what becomes of those.
    """
    relation = relation or answers.relation
    resident = with_phone_of(store, attrs.evolve(resident, **filled_from_number(resident)), relation)
    with store.writing("登记居民") as w:
        if twin := same_number(store, resident):
            raise RecordInvalid([_twice(store, twin)])
        before = store.get_many(Resident, [resident.id]).get(resident.id) if resident.id else None
        if answers.since and resident.house and resident.state == IN_REGISTER:
            resident = living_since(resident, before, answers.since)
        saved = w.save(with_doubts(resident, before))
        if before and before.state == IN_REGISTER and saved.state in ENDED:
            leave_posts(store, saved, answers.posts)
        if before and saved.state in ENDED and (before.state, before.state_day) != (saved.state, saved.state_day):
            return left_by_hand(store, w, saved, answers.head)
        if saved.house and saved.state == IN_REGISTER:
            settle(store, saved, relation, answers.household)
            live_in(store, saved, before, answers.use)
        return saved


def living_since(resident: Resident, before: Resident | None, since: date) -> Resident:
    """A resident who lives behind their door since a day, where they are new there; what was so before ends on its eve.

    Raises:
        RecordInvalid: where they lived before they are said to have come to only later.
    """
    if before and (before.house == resident.house or resident.residences != before.residences):
        return resident
    if not resident.residences:
        return attrs.evolve(resident, residences=(Residence(house=resident.house, since=since),))
    now = standing(resident.residences)
    if now and now.since and now.since > since:
        field = fields_of(Resident)["house"]
        told = f"原来的住处从 {now.since} 住起，搬来不会比那天还早"
        raise RecordInvalid([field.problem("since_early", told, "请核对“哪天起住”；原来的写错了，在“居住记录”里改")])
    return attrs.evolve(resident, residences=moved(resident.residences, resident.house, since))


def _twice(store: Store, twin: Resident) -> Problem:
    """That a number belongs to somebody else, who is named to whoever may see them."""
    field = fields_of(Resident)["id_number"]
    if store.seen(Resident.TABLE, [twin.id]):
        return field.problem("id_twice", f"这个号码已登记给{twin.name}", "请打开原来的登记")
    return field.problem(
        "id_twice", "这个号码已经登记过，您无权查看那一条", "请先核对证件；号码没错的，请找窗口登记员办"
    )


def duplicates_warning(store: Store, resident: Resident) -> list[Problem]:
    """A word, not a refusal, when somebody registered may be the same person, see `alike`."""
    if not (found := alike(store, resident)):
        return []
    field = fields_of(Resident)["name"]
    what = f"可能已经登记过：{found[0].why()}"
    return [field.problem("namesake", what, "请先看看是不是同一个人", blocking=False)]


def house_at(store: Store, door: Door) -> House:
    """The house behind a door, however it is spelled; building and house are made when they are new."""
    with store.writing("登记房屋") as w:
        buildings = buildings_at(store, door.estate, door.building)
        if known := house_in(store, buildings, door.unit, door.room):
            return known
        if not buildings:
            buildings = [w.save(Building(estate=estate_for(w, door.estate), number=door.building))]
        return w.save(House(building=buildings[0].id, unit=door.unit, room=door.room))


def buildings_at(store: Store, estate: str, number: str) -> list[Building]:
    """The records of a building in any spelling: one, or none; an old store may have one for each of two spellings."""
    wanted = building_key(estate, number)
    names = names_by_estate(store)
    return [b for b in store.select(Building) if wanted in keys_of(b, names)]


def house_in(store: Store, buildings: Collection[Building], unit: str, room: str) -> House | None:
    """The house of one of these buildings with a door, in any spelling; None when nobody has entered it yet."""
    wanted = (part_key(unit), part_key(room))
    houses = store.select(House, among("building", [b.id for b in buildings])) if buildings else []
    return next((h for h in houses if (part_key(h.unit), part_key(h.room)) == wanted), None)
