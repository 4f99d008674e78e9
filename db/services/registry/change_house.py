"""搬家、改住处: what becomes of the household when somebody is registered behind another door.

Nobody joins a household of strangers, and nobody leaves their own, without the clerk having said so.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from db.records.registry.household import HEAD, Household, Member
from db.records.registry.resident import IN_REGISTER, Resident
from db.services.answers import Becomes, Choice, Undecided
from db.services.registry.events.by_hand import moved_out, next_head
from db.services.registry.resident_card import household_of
from db.store import Store, eq

SOME = 3
"""How many names a question tells."""


class HouseholdMoves(Undecided):
    """A resident is to be registered behind another door: what becomes of the household is to be said."""

    code = "household_moves"


def settle(store: Store, resident: Resident, relation: str, becomes: Becomes) -> None:
    """Puts a saved resident into the household that the clerk wants them in.

    Raises:
        HouseholdMoves: they would leave others, or live with others, and ``becomes`` does not say what is meant.
    """
    theirs = household_of(store, resident.id) if resident.id else None
    if theirs is not None and theirs.house == resident.house:
        return
    left = _names(store, theirs, but=resident.id) if theirs else ()
    if theirs and left and becomes is Becomes.ASK:
        raise _asked_of_left(store, resident, left)
    if theirs and left and becomes is Becomes.TOGETHER:
        _move(store, theirs, resident)
        return
    there = living_at(store, resident.house)
    met = _names(store, there, but=resident.id) if there else ()
    if met and becomes not in (Becomes.JOIN, Becomes.OWN):
        raise _asked_of_met(store, resident, met)
    joins = bool(met) and becomes is Becomes.JOIN
    if theirs and not left and not joins:
        _move(store, theirs, resident)
        return
    if theirs:
        with store.writing() as w:
            moved_out(store, w, resident.id, date.today())
    was_seated = bool(store.owner_ids(Household, "members", "resident", [resident.id]))
    _enter(store, resident, relation, date.today() if was_seated else None, own=not joins)


def _asked_of_left(store: Store, resident: Resident, left: Sequence[str]) -> HouseholdMoves:
    head = next_head(store, resident.id, date.today())
    stays = f"户主改为{head}，别人不动" if head else "别人不动"
    return HouseholdMoves(
        f"全户一起搬到{_address(store, resident)}吗？",
        f"现在同户的有{_listed(left)}。只改本人的，就从这一户迁出，{stays}。",
        Choice(Becomes.TOGETHER, "全户一起搬"),
        Choice(Becomes.ALONE, "只改本人"),
    )


def _asked_of_met(store: Store, resident: Resident, met: Sequence[str]) -> HouseholdMoves:
    return HouseholdMoves(
        f"编入{_address(store, resident)}的这一户吗？",
        f"那里住着{_listed(met)}。不是一家人就另立一户。",
        Choice(Becomes.JOIN, "编入这一户"),
        Choice(Becomes.OWN, "另立一户"),
    )


def _address(store: Store, resident: Resident) -> str:
    return store.titles("house", [resident.house]).get(resident.house, "")


def _listed(names: Sequence[str]) -> str:
    rest = f"等 {len(names)} 人" if len(names) > SOME else ""
    return "、".join(names[:SOME]) + rest


def living_at(store: Store, house_id: int) -> Household | None:
    """The household that lives behind a door; one of which nobody is left in the register does not count."""
    present = store.select(Household, eq("house", house_id))
    return next((h for h in present if _names(store, h)), None)


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


def _enter(store: Store, resident: Resident, relation: str, since: date | None, *, own: bool) -> None:
    """Gives them a seat from a day on; None where nobody knows since when they are there."""
    living = None if own else living_at(store, resident.house)
    if living is None:
        head = Member(resident=resident.id, relation=HEAD, since=since)
        store.save(Household(house=resident.house, head=resident.id, members=(head,)))
        return
    heads = relation == HEAD and not living.head
    member = Member(resident=resident.id, relation=relation if heads or relation != HEAD else "", since=since)
    joined = attrs.evolve(living, members=(*living.members, member), head=resident.id if heads else living.head)
    store.save(joined)
