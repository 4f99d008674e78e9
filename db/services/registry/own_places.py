"""Places of those whom it concerns come first: their house, their building, their estate, their grid."""

from collections.abc import Collection, Sequence

from db.records.estates.estate import Estate
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.find import Found
from db.store import Store

_PLACES = frozenset(kind.TABLE for kind in (House, Building, Estate, Grid))


def own_places_first(store: Store, found: Sequence[Found], residents: Collection[int]) -> list[Found]:
    """What was found in one table, in the order it has, but of what fits equally well the places of these residents first."""
    if not residents or not found or found[0].table not in _PLACES:
        return list(found)
    homes = store.get_many(House, {one.house for one in store.get_many(Resident, residents).values()} - {0})
    own = store.get_many(Building, {home.building for home in homes.values()})
    estates, grids = ({*(getattr(one, name) for one in own.values())} - {0} for name in ("estate", "grid"))
    houses = store.get_many(House, [one.id for one in found]) if found[0].table == House.TABLE else {}
    building_of = {i: house.building for i, house in houses.items()} or {one.id: one.id for one in found}
    buildings = (
        store.get_many(Building, building_of.values()) if found[0].table in (House.TABLE, Building.TABLE) else {}
    )

    def far(one: Found) -> int:
        """0 for what is their own; one more with every step away."""
        if one.table == Estate.TABLE:
            return one.id not in estates
        if one.table == Grid.TABLE:
            return one.id not in grids
        if one.id in homes and one.table == House.TABLE:
            return 0
        building = buildings.get(building_of[one.id])
        return 3 if building is None else 1 if building.id in own else 2 if building.estate in estates else 3

    return sorted(found, key=lambda one: (one.near, not one.equal, far(one)))
