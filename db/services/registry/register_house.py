"""登记房屋 from the words a clerk types while registering somebody: 幸福里小区3号楼2单元501室."""

from db.errors import ValueUnreadable
from db.records.registry.place import Building, House
from db.services.estates.naming import estate_called, estate_of, names_by_estate
from db.services.registry.register_resident import Door, buildings_at, house_at, house_in
from db.store import Store
from db.values.address import building_title, estate_key, parse


def new_door(store: Store, words: str) -> Door | None:
    """The door that the words name, if it can be told for certain and nobody has entered it yet.

    A building that is known keeps its spelling; a word for the estate may be left out where there is but one, or none yet.
    """
    try:
        address = parse(words)
    except ValueUnreadable:
        return None
    names = names_by_estate(store)
    estates = {estate_of(b, names) for b in store.select(Building)}
    estate = address.estate or (next(iter(estates)) if len(estates) == 1 else "")
    if not estate and estates - {""}:
        return None
    if (
        estate
        and estate.isascii()
        and estate_key(estate) not in {estate_key(n) for called in names.values() for n in called}
    ):
        return None  # initials find an estate, and name none
    buildings = buildings_at(store, estate, address.building)
    if house_in(store, buildings, address.unit, address.door()):
        return None
    if buildings:
        return Door(estate_of(buildings[0], names), buildings[0].number, address.unit, address.door())
    known = estate_called(store, estate)
    return Door(known.title({}) if known else estate, address.building, address.unit, address.door())


def door_title(door: Door) -> str:
    """The door as the house that it becomes is called."""
    house = House(unit=door.unit, room=door.room)
    return house.title({"building": building_title(door.estate, door.building)})


def register_house(store: Store, words: str) -> House | None:
    """The house of the words, entered with its building; None when they name no new door."""
    door = new_door(store, words)
    return house_at(store, door) if door else None
