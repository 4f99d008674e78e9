"""邀请住户: whole grids and buildings at once, or one household; nobody twice."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from db.records.hall.meeting import Attendee
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import IN_REGISTER, Resident, reference_to
from db.store import Store
from db.values.address_order import place_key


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
    for household in store.select(Household):
        by_building.setdefault(houses.get(household.house, 0), []).append(household.id)
    grids = [_grid_group(grid, buildings.values(), by_building) for grid in store.select(Grid, order=("name",))]
    titles = store.titles("building", by_building)
    own = [InvitationGroup(titles[b], tuple(ids)) for b, ids in by_building.items() if b in titles]
    return [g for g in grids if g.households] + sorted(own, key=lambda g: place_key(g.label))


def _grid_group(grid: Grid, buildings: Iterable[Building], by_building: dict[int, list[int]]) -> InvitationGroup:
    ids = [i for b in buildings if b.grid == grid.id for i in by_building.get(b.id, [])]
    return InvitationGroup(grid.name, tuple(ids))


def invite_households(store: Store, household_ids: Iterable[int], already: Sequence[Attendee] = ()) -> list[Attendee]:
    """One guest a household that is not yet invited: its head, or the first member still there; ordered as doors are.

    A household of which nobody is left in the register gets no invitation.
    """
    taken = {a.household for a in already if a.household}
    households = [h for h in store.get_many(Household, household_ids).values() if h.id not in taken]
    places = store.titles("house", [h.house for h in households])
    asked = {h.id: [h.head, *(m.resident for m in h.present())] for h in households}
    people = store.get_many(Resident, {i for ids in asked.values() for i in ids if i})
    invited = [
        Attendee(
            household=h.id, who=reference_to(guest.id), name=guest.name, phone=guest.phone, unit=places.get(h.house, "")
        )
        for h in households
        if (guest := _guest(people, asked[h.id]))
    ]
    return sorted(invited, key=lambda a: place_key(a.unit))


def _guest(people: Mapping[int, Resident], ids: Iterable[int]) -> Resident | None:
    return next((people[i] for i in ids if i in people and people[i].state == IN_REGISTER), None)
