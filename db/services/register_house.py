"""登记房屋 from the words a clerk types while registering somebody: 幸福里小区3号楼2单元501室."""

from db.errors import ValueUnreadable
from db.records.place import Building, House
from db.services.register_resident import Door, house_at
from db.store import Store, eq
from db.values.address import building_key, building_title, parse, part_key


def new_door(store: Store, words: str) -> Door | None:
    """The door that the words name, if it can be told for certain and nobody has entered it yet.

    A building that is known keeps its spelling; a word for the estate may be left out where there is but one.
    """
    try:
        address = parse(words)
    except ValueUnreadable:
        return None
    buildings = store.select(Building)
    estates = {b.estate for b in buildings}
    estate = address.estate or (next(iter(estates)) if len(estates) == 1 else "")
    if not estate:
        return None
    wanted = building_key(estate, address.building)
    known = next((b for b in buildings if building_key(b.estate, b.number) == wanted), None)
    if known and _is_there(store, known, address.unit, address.door()):
        return None
    if known:
        return Door(known.estate, known.number, address.unit, address.door())
    return Door(estate, address.building, address.unit, address.door())


def door_title(door: Door) -> str:
    """The door as the house that it becomes is called."""
    house = House(unit=door.unit, room=door.room)
    return house.title({"building": building_title(door.estate, door.building)})


def register_house(store: Store, words: str) -> House | None:
    """The house of the words, entered with its building; None when they name no new door."""
    door = new_door(store, words)
    return house_at(store, door) if door else None


def _is_there(store: Store, building: Building, unit: str, room: str) -> bool:
    wanted = (part_key(unit), part_key(room))
    return any((part_key(h.unit), part_key(h.room)) == wanted for h in store.select(House, eq("building", building.id)))
