"""Grids, buildings and houses of an import: those in the store and those that addresses add."""

from collections.abc import Iterable, Mapping
from typing import Protocol

import attrs
from attrs import define, field

from db.records.estates.estate import Estate
from db.records.registry.place import Building, Grid, House
from db.services.registry.import_roster.row_problems import Remark
from db.values import address
from db.values.address import Address

HouseKey = tuple[int, str, str]


@define(eq=False)
class GridDraft:
    """A grid; its record's id is 0 while it is not in the store."""

    record: Grid


@define(eq=False)
class EstateDraft:
    """An estate; its record's id is 0 while it is not in the store."""

    record: Estate


@define(eq=False)
class BuildingDraft:
    """A building, the estate it stands in, and the grid it will belong to."""

    record: Building
    estate: EstateDraft | None = None
    grid: GridDraft | None = None
    changed: bool = False


@define(eq=False)
class HouseDraft:
    """A house, and the building it stands in."""

    record: House
    building: BuildingDraft
    changed: bool = False


class Homed(Protocol):
    """Somebody, or some family, that may have a home."""

    @property
    def home(self) -> HouseDraft | None:
        """Where they live."""
        ...


@define
class PlaceBook:
    """All places, found by any spelling of their address.

    Attributes:
        estates: by the keys of all that they are called.
        buildings: by the keys of estate and number, of one whose estate has several names several times.
        spellings: for each estate the ways in which it is written, in the order in which they came.
    """

    grids: dict[str, GridDraft] = field(factory=dict[str, GridDraft])
    estates: dict[str, EstateDraft] = field(factory=dict[str, EstateDraft])
    buildings: dict[tuple[str, str], BuildingDraft] = field(factory=dict[tuple[str, str], BuildingDraft])
    houses: dict[HouseKey, HouseDraft] = field(factory=dict[HouseKey, HouseDraft])
    by_id: dict[int, HouseDraft] = field(factory=dict[int, HouseDraft])
    spellings: dict[str, dict[str, None]] = field(factory=dict[str, dict[str, None]])
    _seen: dict[Address, HouseDraft] = field(factory=dict[Address, HouseDraft])

    @classmethod
    def load(
        cls, grids: Iterable[Grid], estates: Iterable[Estate], buildings: Iterable[Building], houses: Iterable[House]
    ) -> "PlaceBook":
        """The places that are in the store."""
        book = cls()
        book.grids = {g.name: GridDraft(g) for g in grids}
        known = {e.id: EstateDraft(e) for e in estates}
        for draft in known.values():
            book._know(draft)
        by_id = {b.id: BuildingDraft(b, known.get(b.estate)) for b in buildings}
        # An old store may have a building twice, in two spellings: houses of both are found by either.
        first: dict[int, BuildingDraft] = {}
        for i, draft in by_id.items():
            first[i] = book._enter(draft)
            book.spelled(draft.estate.record.title({}) if draft.estate else "")
        for house in houses:
            if building := by_id.get(house.building):
                draft = HouseDraft(house, building)
                book.by_id[house.id] = draft
                door = (id(first[house.building]), address.part_key(house.unit), address.part_key(house.room))
                book.houses.setdefault(door, draft)
        return book

    def _know(self, draft: EstateDraft) -> None:
        for name in draft.record.names():
            self.estates.setdefault(address.estate_key(name), draft)

    def _enter(self, draft: BuildingDraft) -> BuildingDraft:
        """The building by the keys of which this one is found: itself, or one in another spelling."""
        names = draft.estate.record.names() if draft.estate else ("",)
        keys = [address.building_key(name, draft.record.number) for name in names]
        first = next((self.buildings[key] for key in keys if key in self.buildings), draft)
        for key in keys:
            self.buildings.setdefault(key, first)
        return first

    def spelled(self, estate: str) -> None:
        """Remembers a way to write an estate."""
        self.spellings.setdefault(address.estate_key(estate), {}).setdefault(estate)

    def house_of(self, place: Address) -> HouseDraft:
        """The house at an address, made with its building when there is none yet."""
        if known := self._seen.get(place):
            return known
        estate, number, unit, door = place.key()
        building = self.buildings.get((estate, number))
        if building is None:
            building = self._enter(BuildingDraft(Building(number=place.building), self._estate(place.estate)))
            self.buildings.setdefault((estate, number), building)
        self.spelled(place.estate)
        house = self.houses.get((id(building), unit, door))
        if house is None:
            house = HouseDraft(House(unit=place.unit, room=place.door()), building)
            self.houses[id(building), unit, door] = house
        self._seen[place] = house
        return house

    def _estate(self, name: str) -> EstateDraft | None:
        """The estate of a name, made when there is none yet; None for no name."""
        known = self.estates.get(address.estate_key(name)) if name else None
        if name and known is None:
            known = EstateDraft(Estate.called(name))
            self._know(known)
        return known

    def each_building(self) -> list[BuildingDraft]:
        """All buildings, each once."""
        return list({id(b): b for b in self.buildings.values()}.values())

    def new_estates(self) -> list[EstateDraft]:
        """The estates that are not in the store, each once."""
        return list({id(e): e for e in self.estates.values() if not e.record.id}.values())

    def copied(self) -> "PlaceBook":
        """The same places, to which more can be added."""
        return attrs.evolve(
            self, grids={**self.grids}, estates={**self.estates}, buildings={**self.buildings}, houses={**self.houses}
        )

    def add(self, house: HouseDraft) -> None:
        """Adds a house that was dropped, in which somebody lives after all."""
        building = house.building
        if building.estate:
            self._know(building.estate)
        if building.grid:
            self.grids.setdefault(building.grid.record.name, building.grid)
        self._enter(building)
        door = (id(building), address.part_key(house.record.unit), address.part_key(house.record.room))
        self.houses.setdefault(door, house)

    def drop_unused(self, users: Iterable[Homed]) -> None:
        """Forgets new places where nobody lives after all: who is known elsewhere was not moved there."""
        used = {id(one.home) for one in users if one.home}
        self.houses = {k: h for k, h in self.houses.items() if h.record.id or id(h) in used}
        buildings = {id(h.building) for h in self.houses.values()}
        self.buildings = {k: b for k, b in self.buildings.items() if b.record.id or id(b) in buildings}
        estates = {id(b.estate) for b in self.buildings.values() if b.estate}
        self.estates = {k: e for k, e in self.estates.items() if e.record.id or id(e) in estates}
        grids = {id(b.grid) for b in self.buildings.values() if b.grid}
        self.grids = {k: g for k, g in self.grids.items() if g.record.id or id(g) in grids}

    def join_grid(self, house: HouseDraft, name: str) -> list[Remark]:
        """Puts the building of a house into a grid, unless it is in another one."""
        grid = self.grids.get(name)
        if grid is None:
            grid = self.grids[name] = GridDraft(Grid(name=name))
        building = house.building
        if building.grid is None and not building.record.grid:
            building.grid, building.changed = grid, True
        elif building.grid is not grid and (not grid.record.id or building.record.grid != grid.record.id):
            return [Remark("grid", "differs", name)]
        return []

    def complete(self, house: HouseDraft, facts: Mapping[str, object]) -> list[Remark]:
        """Fills what is not known of a dwelling; what differs is left and told."""
        remarks: list[Remark] = []
        for name, value in facts.items():
            old = getattr(house.record, name)
            if value in ("", None) or value == old:
                continue
            if old in ("", None):
                house.record = attrs.evolve(house.record, **{name: value})  # pyright: ignore[reportArgumentType]
                house.changed = True
            else:
                remarks.append(Remark(name, "differs", str(value), str(old)))
        return remarks
