"""搬家、改住处: what becomes of the household when somebody is registered behind another door.

Nobody joins a household of strangers, and nobody leaves their own, without the clerk having said so.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum

import attrs
from attrs import frozen

from db.records.registry.household import BOOKLET_ONLY, HEAD, Household, Member
from db.records.registry.resident import IN_REGISTER, Resident
from db.services.registry.resident_card import household_of
from db.store import Store, eq, ne


class Becomes(Enum):
    """What becomes of the household of a resident whose door is another one now."""

    USUAL = "usual"
    """Who has none joins those who live there; who has one stays in it, and one who is alone in it takes it along."""
    TOGETHER = "together"
    """The whole household moves with the resident."""
    JOIN = "join"
    """The resident alone moves, into the household that is there."""
    OWN = "own"
    """The resident alone moves, and begins a household."""


@frozen
class HouseChange:
    """What the clerk is to be asked about a resident before saving.

    Attributes:
        left: the names of those whom the resident would leave behind in the present household.
        met: the names of those who live behind the new door in a household of their own.
    """

    left: tuple[str, ...] = ()
    met: tuple[str, ...] = ()


def house_change(store: Store, resident: Resident) -> HouseChange:
    """Whom a resident, as typed, would leave and meet behind the door that they are registered behind now."""
    if not resident.house or resident.state != IN_REGISTER:
        return HouseChange()
    theirs = _own(store, resident)
    if theirs and theirs.house == resident.house:
        return HouseChange()
    there = living_at(store, resident.house)
    return HouseChange(
        left=_names(store, theirs, but=resident.id) if theirs else (),
        met=_names(store, there, but=resident.id) if there else (),
    )


def settle(store: Store, resident: Resident, relation: str, becomes: Becomes) -> None:
    """Puts a saved resident into the household that the clerk wants them in."""
    theirs = _own(store, resident)
    if theirs is None:
        _enter(store, resident, relation, own=becomes is Becomes.OWN)
        return
    if theirs.house == resident.house:
        return
    alone = not _names(store, theirs, but=resident.id)
    there = living_at(store, resident.house)
    if becomes is Becomes.TOGETHER or (alone and (becomes is Becomes.OWN or there is None)):
        _move(store, theirs, resident)
    elif becomes in (Becomes.JOIN, Becomes.OWN):
        _leave(store, theirs, resident)
        _enter(store, resident, relation, own=becomes is Becomes.OWN)


def living_at(store: Store, house_id: int) -> Household | None:
    """The household that lives behind a door; one of which nobody is left in the register does not count."""
    present = store.select(Household, eq("house", house_id), ne("kind", BOOKLET_ONLY))
    return next((h for h in present if _names(store, h)), None)


def _own(store: Store, resident: Resident) -> Household | None:
    theirs = household_of(store, resident.id) if resident.id else None
    return theirs if theirs and theirs.kind != BOOKLET_ONLY else None


def _names(store: Store, household: Household, but: int = 0) -> tuple[str, ...]:
    """Who belongs to a household and is in the register, besides one."""
    found = store.get_many(Resident, (m.resident for m in household.present() if m.resident != but))
    return tuple(one.name for one in found.values() if one.state == IN_REGISTER)


def _move(store: Store, household: Household, resident: Resident) -> None:
    """The household behind the resident's door, with all who lived together behind the old one."""
    mates = store.get_many(Resident, (m.resident for m in household.present()))
    with_them: Iterable[Resident] = [m for m in mates.values() if m.id != resident.id and m.house == household.house]
    for one in with_them:
        store.save(attrs.evolve(one, house=resident.house))
    store.save(attrs.evolve(household, house=resident.house))


def _leave(store: Store, household: Household, resident: Resident) -> None:
    members = tuple(
        attrs.evolve(m, until=date.today()) if m.resident == resident.id and m.until is None else m
        for m in household.members
    )
    head = 0 if household.head == resident.id else household.head
    store.save(attrs.evolve(household, members=members, head=head))


def _enter(store: Store, resident: Resident, relation: str, *, own: bool) -> None:
    living = None if own else living_at(store, resident.house)
    if living is None:
        head = Member(resident=resident.id, relation=HEAD)
        store.save(Household(house=resident.house, head=resident.id, members=(head,)))
        return
    heads = relation == HEAD and not living.head
    member = Member(resident=resident.id, relation=relation if heads or relation != HEAD else "")
    joined = attrs.evolve(living, members=(*living.members, member), head=resident.id if heads else living.head)
    store.save(joined)
