"""邻居: who lives behind the doors beside, above and below a door."""

from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen

from db.records.registry.place import House
from db.records.registry.resident import IN_REGISTER, Resident
from db.store import Store, among, eq
from db.values.address_order import place_key
from db.values.floor import floor_of


class Where(StrEnum):
    """Where a door is, seen from another one."""

    ABOVE = "楼上"
    BELOW = "楼下"
    BESIDE = "同层"
    SAME_UNIT = "同单元"
    """Where the numbers of the doors tell no floors."""


@frozen
class Door:
    """A door nearby, and those of the register who live behind it."""

    where: Where
    house: House
    people: Sequence[Resident]


def neighbours(store: Store, house_id: int) -> list[Door]:
    """The doors of the same stairs that are right above, right below and on the same floor; all of the stairs where no floor is told.

    Above and below is who has the same place on the next floor, and where the floors are cut otherwise whoever is on it.
    Whoever sees only some of the residents is told of these alone.
    """
    here = store.find(House, house_id)
    if here is None:
        return []
    others = store.select(House, eq("building", here.building), eq("unit", here.unit))
    found = _nearby(here, [one for one in others if one.id != here.id])
    behind: dict[int, list[Resident]] = {}
    conditions = (among("house", [one.id for _, one in found]), eq("state", IN_REGISTER))
    for resident in store.select(Resident, *conditions) if found else ():
        behind.setdefault(resident.house, []).append(resident)
    return [Door(where, one, behind.get(one.id, ())) for where, one in found]


def _nearby(here: House, others: Sequence[House]) -> list[tuple[Where, House]]:
    ordered = sorted(others, key=lambda one: place_key(one.room))
    place = floor_of(here.room)
    if place is None:
        return [(Where.SAME_UNIT, one) for one in ordered]
    floor, at = place
    found: list[tuple[Where, House]] = []
    for where, other in ((Where.ABOVE, _next(floor, 1)), (Where.BELOW, _next(floor, -1)), (Where.BESIDE, floor)):
        on_it = [one for one in ordered if (there := floor_of(one.room)) and there[0] == other]
        same = [one for one in on_it if (there := floor_of(one.room)) and there[1] == at]
        found += [(where, one) for one in (on_it if where is Where.BESIDE else same or on_it)]
    return found


def _next(floor: int, by: int) -> int:
    """The floor above or below; no house has a floor 0."""
    return floor + by or by
