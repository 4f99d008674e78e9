"""The registry of the practice community as it was saved, with the look-ups that stories, meetings and visits need."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from attrs import define, frozen

from db.records.estates.estate import Estate
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident

SPOUSES = frozenset({"10", "11", "12"})
CHILDREN = frozenset({"2", "3"})
IN_LAWS = frozenset({"28", "38"})


@frozen
class Home:
    """A household behind its door, with those who live there now; the head is the first."""

    household: Household
    house: House
    building: Building
    grid: Grid
    kind: str
    rented: bool
    estate: str
    place: str
    living: tuple[tuple[Resident, str], ...]

    @property
    def residents(self) -> list[Resident]:
        """Those who live there now."""
        return [resident for resident, _ in self.living]

    @property
    def head(self) -> Resident:
        """The head."""
        return self.living[0][0]

    def spouse(self) -> Resident | None:
        """The husband or wife of the head."""
        return next((r for r, relation in self.living if relation in SPOUSES), None)

    def children(self) -> list[Resident]:
        """Sons and daughters of the head."""
        return [r for r, relation in self.living if relation[0] in CHILDREN and relation not in IN_LAWS]

    @property
    def floor(self) -> int:
        """The storey; the last two digits of the room are the door."""
        return int(self.house.room[:-2])

    @property
    def stack(self) -> tuple[int, str, str]:
        """What is the same for flats that lie above each other."""
        return self.house.building, self.house.unit, self.house.room[-2:]

    @property
    def stairs(self) -> tuple[int, str]:
        """What is the same for flats on one staircase."""
        return self.house.building, self.house.unit


@define(slots=False)
class Town:
    """All homes of the community.

    Attributes:
        estates: by name.
        owners: the resident who owns a let house, by id of the house.
        stewards: the residents who look after a building.
    """

    today: date
    grids: list[Grid]
    estates: dict[str, Estate]
    homes: list[Home]
    shops: dict[str, House]
    owners: dict[int, Resident]
    stewards: list[Resident]

    @cached_property
    def home_of(self) -> Mapping[int, Home]:
        """The home of each resident."""
        return {r.id: home for home in self.homes for r in home.residents}

    def in_estate(self, estate: str) -> list[Home]:
        """The homes of an estate; of all when there is no such word."""
        return [h for h in self.homes if not estate or h.estate == estate]

    def age(self, resident: Resident) -> int:
        """Full years today."""
        return resident.age(self.today) or 0
