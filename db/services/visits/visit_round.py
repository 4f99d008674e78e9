"""走访: the doors of a grid or of a building with who lives there and what was promised at the last call."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from db.records.matters.flow import CLOSED_STAGES
from db.records.matters.matter import Matter
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import IN_REGISTER, Resident
from db.records.visits.visit import Visit
from db.services.registry.resident_card import HouseMate, eldest_first
from db.store import Store, among, eq, ne, none_of
from db.values import code_table
from db.values.address_order import place_key


@frozen
class RoundDoor:
    """One door.

    Attributes:
        building: estate and building.
        place: unit and room.
        person: the head of the household, or the eldest who lives there; "" when nobody is registered.
        count: how many are registered there.
        care: labels of the groups in which somebody there is looked after.
        promise: what the last call promised that promised anything, and its day.
        house: its record.
        last: that call; None where nothing was ever promised.
        matters: what is open of it, or of who lives there.
    """

    building: str
    place: str
    person: str
    count: int
    care: Sequence[str]
    promise: str
    promised: date | None
    house: House
    last: Visit | None
    matters: Sequence[str]


@frozen
class Round:
    """Doors that are walked together: those of a grid or of a building, or some of them.

    Attributes:
        houses: these alone; () for all of the buildings.
    """

    label: str
    buildings: tuple[int, ...]
    grid: str
    houses: tuple[int, ...] = ()


def rounds(store: Store) -> list[Round]:
    """Each grid as a whole, followed by its buildings as they are walked; buildings of no grid come last."""
    buildings = store.select(Building)
    titles = store.titles("building", [b.id for b in buildings])
    grids = [*store.select(Grid, order=("name",)), Grid(name="未划网格")]
    found: list[Round] = []
    for grid in grids:
        own = sorted((b for b in buildings if b.grid == grid.id), key=lambda b: place_key(titles[b.id]))
        if not own:
            continue
        if grid.id:
            found.append(Round(grid.name, tuple(b.id for b in own), grid.name))
        found += [Round(titles[b.id], (b.id,), grid.name) for b in own]
    return found


def round_of(store: Store, label: str, residents: Iterable[int]) -> Round:
    """The doors of residents, each once; of those who live at no door of the community there is none."""
    houses = store.get_many(House, {one.house for one in store.get_many(Resident, residents).values() if one.house})
    buildings = tuple(dict.fromkeys(house.building for house in houses.values()))
    return Round(label, buildings, "", tuple(houses))


def doors_of(store: Store, buildings: Collection[int], today: date, only: Collection[int] = ()) -> list[RoundDoor]:
    """The doors of buildings in the order of the walk; of these houses ``only``, where some are named."""
    titles = store.titles("building", buildings)
    houses = [one for one in store.select(House, among("building", tuple(buildings))) if not only or one.id in only]
    ids = tuple(house.id for house in houses)
    people: dict[int, list[Resident]] = {}
    for resident in store.select(Resident, among("house", ids), eq("state", IN_REGISTER)):
        people.setdefault(resident.house, []).append(resident)
    heads = {h.house: h.head for h in store.select(Household, among("house", ids)) if h.head and h.present()}
    promises = _promises(store, ids, people)
    matters = _matters(store, ids, people)
    found = [
        evolve(
            _door(
                house, titles.get(house.building, ""), people.get(house.id, []), heads, promises.get(house.id), today
            ),
            matters=matters.get(house.id, ()),
        )
        for house in houses
    ]
    return sorted(found, key=lambda door: (place_key(door.building), place_key(door.place)))


def called(store: Store, houses: Collection[int]) -> Mapping[int, str]:
    """Whose door each is: the head of the household, or the eldest who lives there; without those where nobody is registered."""
    ids = tuple(houses)
    people: dict[int, list[Resident]] = {}
    for resident in store.select(Resident, among("house", ids), eq("state", IN_REGISTER)):
        people.setdefault(resident.house, []).append(resident)
    heads = {h.house: h.head for h in store.select(Household, among("house", ids)) if h.head and h.present()}
    return {house: _first(there, heads.get(house, 0)).name for house, there in people.items()}


def _first(people: Collection[Resident], head: int) -> Resident:
    mates = [HouseMate(one, "02" if one.id == head else "", False) for one in people]
    return eldest_first(mates)[0].resident


def _door(
    house: House,
    building: str,
    people: list[Resident],
    heads: Mapping[int, int],
    visit: Visit | None,
    today: date,
) -> RoundDoor:
    head = heads.get(house.id, 0)
    kinds = code_table.load("care")
    care = {tag.kind for one in people for tag in one.care if tag.until is None or tag.until >= today}
    return RoundDoor(
        building=building,
        place=house.title({"building": ""}),
        person=_first(people, head).name if people else "",
        count=len(people),
        care=[label for code, label in kinds.labels.items() if code in care],
        promise=visit.promise if visit else "",
        promised=visit.day if visit else None,
        house=house,
        last=visit,
        matters=(),
    )


def _promises(store: Store, houses: tuple[int, ...], people: Mapping[int, list[Resident]]) -> dict[int, Visit]:
    """The last visit with a promise by house: at the door, or with somebody who lives behind it."""
    door_of = {one.id: house for house, found in people.items() for one in found}
    promised = ne("promise", "")
    visits = {v.id: v for v in store.select(Visit, among("house", houses), promised)}
    visits |= {v.id: v for v in store.select(Visit, among("resident", tuple(door_of)), promised)}
    last: dict[int, Visit] = {}
    for visit in sorted(visits.values(), key=lambda v: (v.day or date.min, v.id)):
        last[visit.house or door_of.get(visit.resident, 0)] = visit
    return last


def _matters(store: Store, houses: tuple[int, ...], people: Mapping[int, list[Resident]]) -> dict[int, list[str]]:
    """What is open by house: about the door, or brought by somebody who lives behind it; what was joined to another is told there."""
    door_of = {store.kinds.reference_of(one): house for house, found in people.items() for one in found}
    is_open = none_of("stage", CLOSED_STAGES)
    found = {m.id: m for m in store.select(Matter, among("house", houses), is_open)}
    brought = store.owners(Matter, "claimants", "who", tuple(door_of)) if door_of else []
    found |= {m.id: m for m in brought if m.is_open()}
    by_house: dict[int, list[str]] = {}
    for matter in sorted(found.values(), key=lambda m: m.id):
        doors = {matter.house} if matter.house in houses else {door_of.get(c.who, 0) for c in matter.claimants} - {0}
        for house in () if matter.root else doors:
            by_house.setdefault(house, []).append(matter.subject)
    return by_house
