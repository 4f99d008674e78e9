"""居民卡: who this is, whom they live with, and what is open for them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from enum import IntEnum

from attrs import frozen

from db.fields import Ref
from db.records.base import fields_of, parts_of
from db.records.bodies.person import Person
from db.records.kind import Kind, OnCard
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household, Member
from db.records.registry.residence import standing
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.find import line_of
from db.services.matters.ways import told_once
from db.services.registry.on_cards import cards_of
from db.store import Store, among, eq
from db.store.where import Either, Every, ge, ne
from db.values import masks
from db.values.reference import reference

SHOWN = 10
"""How many of a type the card tells, besides those that are open; of the rest it says how many there are."""


@frozen
class HouseMate:
    """A member of the household, as the card lists them."""

    resident: Resident
    relation: str
    is_self: bool


class Standing(IntEnum):
    """How things stand, in the order in which the card tells them."""

    OPEN = 1
    SIMPLE = 2
    """It neither opens nor ends, such as a meeting."""
    ENDED = 3


@frozen
class Matter:
    """A record that concerns a resident: its title and the line under it, masked."""

    table: str
    id: int
    title: str
    line: str


@frozen
class Matters:
    """What concerns a resident of one type and standing, newest first.

    Attributes:
        label: what the clerk calls the type.
        more: how many older ones there are besides.
    """

    label: str
    standing: Standing
    shown: Sequence[Matter]
    more: int = 0


@frozen
class ResidentCard:
    """Everything a clerk wants to see of a person who stands at the desk.

    Attributes:
        booklet: the household booklet in which they stand; None where nobody has entered one.
        promise: what was promised last to them or at their door, with the call; None where nothing was.
    """

    resident: Resident
    address: str
    household: Household | None
    mates: Sequence[HouseMate]
    matters: Sequence[Matters]
    booklet: Booklet | None = None
    promise: Matter | None = None


def resident_card(store: Store, resident_id: int) -> ResidentCard:
    """The card of a resident.

    Raises:
        RecordGone: the resident is no longer there.
    """
    resident = store.get(Resident, resident_id)
    household = household_of(store, resident_id)
    members = household.present() if household else ()
    people = store.get_many(Resident, [m.resident for m in members])
    mates = [_mate(m, people[m.resident], resident_id) for m in members if m.resident in people]
    return ResidentCard(
        resident=resident,
        address=store.titles("house", [resident.house]).get(resident.house, ""),
        household=household,
        mates=mates,
        matters=_matters(store, resident, people or [resident_id]),
        booklet=booklet_of(store, resident_id),
        promise=_promise(store, resident),
    )


def _promise(store: Store, resident: Resident) -> Matter | None:
    """What was promised last: the newest call with a promise; at the door only since they live there."""
    whom, here = eq("resident", resident.id), standing(resident.residences)
    since = [ge("day", here.since.isoformat())] if here and here.since else []
    at_door = Every((eq("house", resident.house), *since))
    who = Either((whom, at_door)) if resident.house else whom
    found = store.select(Visit, who, ne("promise", ""), order=("-day", "-id"), limit=1)
    return next((Matter(Visit.TABLE, one.id, masks.in_text(one.promise), _when(one)) for one in found), None)


def _when(call: Visit) -> str:
    """When it was promised, and when it was kept."""
    return " · ".join(filter(None, (f"{call.day or ''}", f"{call.promise_kept} 办好" if call.promise_kept else "")))


def _matters(store: Store, resident: Resident, people: Collection[int]) -> list[Matters]:
    """What concerns a resident, or the people who live together where a type asks for it: what is open comes first.

    A matter and a way of dealing with it are one line.
    """
    asked = [(kind, ways) for kind in store.kinds if (ways := cards_of(kind))]
    concerning = {
        kind.table: {i for on in ways for i in _concerning(store, kind, on, resident, people)} for kind, ways in asked
    }
    ids = told_once(store, concerning)
    found = [line for kind, ways in asked if ids[kind.table] for line in _told(store, kind, ways[0], ids[kind.table])]
    return sorted(found, key=lambda matters: matters.standing)


def _concerning(store: Store, kind: Kind, on: OnCard, resident: Resident, people: Collection[int]) -> set[int]:
    at_door = store.ids(kind.record, eq(on.door, resident.house)) if on.door and resident.house else ()
    return {*naming(store, kind, on, people if on.household else [resident.id]), *at_door}


def naming(store: Store, kind: Kind, on: OnCard, residents: Collection[int]) -> Collection[int]:
    """The ids of the records of a type that name any of these residents, by a link or by a reference, also as the persons whom they are."""
    first, _, link = on.by.partition(".")
    field = fields_of(parts_of(kind.record)[first].part)[link] if link else fields_of(kind.record)[first]
    if isinstance(field, Ref):
        persons = store.ids(Person, among("resident", residents)) if Person.TABLE in field.to else []
        codes = store.kinds[Resident.TABLE].code, store.kinds[Person.TABLE].code
        residents = [*(reference(codes[0], i) for i in residents), *(reference(codes[1], i) for i in persons)]
    return (
        store.owner_ids(kind.record, first, link, residents)
        if link
        else store.ids(kind.record, among(first, residents))
    )


def _told(store: Store, kind: Kind, on: OnCard, ids: Collection[int]) -> Iterator[Matters]:
    these = among("id", ids)
    ordered = store.ids(kind.record, these, order=(f"-{on.order}", "-id"))
    is_open: set[int] = set()
    if on.open:
        is_open.update(store.ids(kind.record, these, *store.where(kind.record, kind.view(on.open).conditions)))
        shown = [i for i in ordered if i in is_open]
        if shown:
            yield Matters(kind.label, Standing.OPEN, _lines(store, kind, (*on.line, *on.open_line), shown))
    rest = [i for i in ordered if i not in is_open]
    if rest:
        standing = Standing.ENDED if on.open else Standing.SIMPLE
        yield Matters(kind.label, standing, _lines(store, kind, on.line, rest[:SHOWN]), len(rest[SHOWN:]))


def _lines(store: Store, kind: Kind, line: Sequence[str], ids: Sequence[int]) -> list[Matter]:
    records = store.get_many(kind.record, ids)
    linked = store.linked_titles(list(records.values()))
    return [
        Matter(
            kind.table, i, masks.in_text(one.title(linked[i])), masks.in_text(" · ".join(line_of(one, linked[i], line)))
        )
        for i in ids
        if (one := records.get(i))
    ]


def household_of(store: Store, resident_id: int) -> Household | None:
    """The household that a resident belongs to now."""
    found = store.owners(Household, "members", "resident", [resident_id])
    now = [h for h in found if any(m.resident == resident_id for m in h.present())]
    return min(now, key=lambda h: h.id, default=None)


def booklet_of(store: Store, resident_id: int) -> Booklet | None:
    """The household booklet in which a resident stands now; None where nobody has entered one."""
    found = store.owners(Booklet, "members", "resident", [resident_id])
    now = [b for b in found if any(m.resident == resident_id for m in b.present())]
    return min(now, key=lambda b: b.id, default=None)


def _mate(member: Member, resident: Resident, self_id: int) -> HouseMate:
    return HouseMate(resident, member.relation, resident.id == self_id)


def eldest_first(mates: Sequence[HouseMate]) -> list[HouseMate]:
    """The head first, then by age."""
    return sorted(mates, key=lambda m: (m.relation != "02", m.resident.birth or date.max))
