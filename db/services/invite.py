"""邀请住户: whole grids and buildings at once, or one household; nobody twice."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from db.records.household import Household
from db.records.meeting import Attendee
from db.records.place import Building, Grid, House
from db.records.resident import Resident
from db.store import Store, ne
from db.values.address_order import place_key

BOOKLET_ONLY = "2"


@frozen
class InvitationGroup:
    """Households that are invited together: those of a grid, or of a building."""

    label: str
    households: tuple[int, ...]


def invitation_groups(store: Store) -> list[InvitationGroup]:
    """The grids with households, then the buildings, in the order of their names."""
    houses = {h.id: h.building for h in store.select(House)}
    buildings = {b.id: b for b in store.select(Building)}
    by_building: dict[int, list[int]] = {}
    for household in store.select(Household, ne("kind", BOOKLET_ONLY)):
        by_building.setdefault(houses.get(household.house, 0), []).append(household.id)
    grids = [_grid_group(grid, buildings.values(), by_building) for grid in store.select(Grid, order=("name",))]
    titles = store.titles("building", by_building)
    own = [InvitationGroup(titles[b], tuple(ids)) for b, ids in by_building.items() if b in titles]
    return [g for g in grids if g.households] + sorted(own, key=lambda g: place_key(g.label))


def _grid_group(grid: Grid, buildings: Iterable[Building], by_building: dict[int, list[int]]) -> InvitationGroup:
    ids = [i for b in buildings if b.grid == grid.id for i in by_building.get(b.id, [])]
    return InvitationGroup(grid.name, tuple(ids))


def invite_households(store: Store, household_ids: Iterable[int], already: Sequence[Attendee] = ()) -> list[Attendee]:
    """One guest a household that is not yet invited: its head, or its first member; ordered as doors are."""
    taken = {a.household for a in already if a.household}
    households = [h for h in store.get_many(Household, household_ids).values() if h.id not in taken]
    places = store.titles("house", [h.house for h in households])
    guests = {h.id: h.head or next((m.resident for m in h.present()), 0) for h in households}
    people = store.get_many(Resident, guests.values())
    invited = [
        Attendee(
            household=h.id,
            resident=guests[h.id],
            name=people[guests[h.id]].name,
            phone=people[guests[h.id]].phone,
            unit=places.get(h.house, ""),
        )
        for h in households
        if guests[h.id] in people
    ]
    return sorted(invited, key=lambda a: place_key(a.unit))
