"""Buildings and flats, and which family lives in which."""

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import define, field, frozen

from db.practice.data import items, table
from db.practice.families import Families, Family, written_families
from db.practice.names import MALE, Names
from db.records.registry.household import HEAD
from db.records.registry.place import House

OWN, SHOP, LET, EMPTY = "0", "1", "2", "3"
OWNERS_LIVE_HERE = 0.45


@define
class Flat:
    """A dwelling before there is a record of it.

    Attributes:
        owner_here: which flat the owner lives in when they live in the community and let this one.
    """

    estate: str
    building: str
    unit: str
    room: str
    area: Decimal
    built: int
    families: list[Family] = field(factory=list[Family])
    use: str = EMPTY
    owner: str = ""
    owner_phone: str = ""
    owner_here: "Flat | None" = None

    def house(self, building_id: int, told: Mapping[str, Any]) -> House:
        """The record of it, with what is told of it besides."""
        return House(
            building=building_id,
            unit=self.unit,
            room=self.room,
            use=self.use,
            area=self.area,
            owner=self.owner,
            owner_phone=self.owner_phone,
            **told,
        )


@frozen
class Estate:
    """An estate as ``estates.json`` describes it."""

    name: str
    units: list[str]
    floors: int
    doors: int
    areas: list[Decimal]
    built: int
    empty: float
    rented: float
    families: dict[str, int]


def estates() -> dict[str, Estate]:
    """The estates by name."""
    return {item["name"]: Estate(**_exact(item)) for item in items("estates")}


def _exact(item: dict[str, Any]) -> dict[str, Any]:
    """An item with exact areas: JSON has only binary fractions."""
    return {**item, "areas": [Decimal(str(area)) for area in item["areas"]]}


def all_flats() -> list[Flat]:
    """The flats of all buildings, as one would walk through them."""
    known = estates()
    return [
        flat
        for _, estate, buildings, _, _ in table("grids")
        for building in buildings.split()
        for flat in _flats_of(known[estate], building)
    ]


def _flats_of(estate: Estate, building: str) -> Iterator[Flat]:
    for number, unit in enumerate(estate.units):
        for floor in range(1, estate.floors + 1):
            for door in range(1, estate.doors + 1):
                # What lies above each other has one plan.
                area = estate.areas[(number * estate.doors + door - 1) % len(estate.areas)]
                yield Flat(estate.name, building, unit, f"{floor}{door:02d}", area, estate.built)


def people_flats(flats: list[Flat], families: Families, chance: random.Random) -> None:
    """Puts families into the flats; some stay empty."""
    known = estates()
    for flat in flats:
        estate = known[flat.estate]
        if chance.random() < estate.empty:
            continue
        kinds = dict(estate.families)
        if rented := chance.random() < estate.rented:
            kinds |= {"elder_couple": 2, "elder_alone": 1, "three_generations": 3, "shared": 6, "single": 14}
        kind = chance.choices(list(kinds), list(kinds.values()))[0]
        flat.families = families.make(kind, rented=rented or kind == "shared")
        flat.use = LET if flat.families[0].rented else OWN
    for name, family in written_families(families):
        free = [f for f in flats if f.estate == name and not f.families]
        flat = chance.choice(free)
        flat.families, flat.use = [family], LET if family.rented else OWN


def find_owners(flats: list[Flat], names: Names, families: Families, chance: random.Random) -> None:
    """Owners live in their flat, elsewhere in the community, or somewhere else."""
    homes = [f for f in flats if f.use == OWN and f.families[0].kind in ("nuclear", "elder_couple")]
    for flat in flats:
        if flat.use == OWN:
            flat.owner = next(p.name for p in flat.families[0].persons if p.relation == HEAD)
        elif chance.random() < OWNERS_LIVE_HERE:
            flat.owner_here = chance.choice(homes)
            flat.owner = next(p.name for p in flat.owner_here.families[0].persons if p.relation == HEAD)
        else:
            surname, _ = names.lineage()
            flat.owner = names.full(surname, chance.choice((MALE, "2")), families.born(chance.randint(35, 70)))
            flat.owner_phone = practice_phone(chance)


def practice_phone(chance: random.Random) -> str:
    """A mobile number in a range that no carrier had given out when this was written: nobody can be rung up by it."""
    return f"154{chance.randrange(10**8):08d}"
