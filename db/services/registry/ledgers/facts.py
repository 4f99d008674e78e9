"""What a ledger takes down of a record of any type as it is on a day: what it is called, where it is, and in which grid."""

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen

from db.fields import CreditCode, IdNumber, Link, Phone
from db.records.base import Record, columns_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.estates.estate import Estate
from db.records.kind import Kind, Room
from db.records.registry.ledger import Ledger
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.store.reading import Reader

_PLACES = {Person.TABLE: "住址或单位", Body.TABLE: "小区"}
_NAMES = {Resident.TABLE: "姓名", Person.TABLE: "姓名"}


@frozen
class Facts:
    """What is told of one record.

    Attributes:
        name: its title.
        place: the door, the building or the estate where it is; of somebody who lives elsewhere the unit that they work for.
        grid: the name of the grid.
        number: by which it is known to everybody: an identity number, the code of an organisation.
        phone: its telephone; that of who is at its head where it has none.
    """

    name: str = ""
    place: str = ""
    grid: str = ""
    number: str = ""
    phone: str = ""


def has_ledgers(kind: Kind) -> bool:
    """Whether there are ledgers of a type: of all that has a list, but for what the settings look after and ledgers themselves."""
    return bool(kind.tab) and kind.room is not Room.CENTRE and kind.record is not Ledger


def name_label(table: str) -> str:
    """What the clerk calls what the records of a type are called."""
    return _NAMES.get(table, "名称")


def place_label(table: str) -> str:
    """What the clerk calls where the records of a type are."""
    return _PLACES.get(table, "住址")


def facts_of(store: Reader, kind: Kind, records: Mapping[int, Record]) -> dict[int, Facts]:
    """What is told of records of one type, by id."""
    names = store.titles(kind.table, records)
    behind = _behind(store, records)
    where = _Where.read(store, [*records.values(), *behind.values()])
    told: dict[int, Facts] = {}
    for i, record in records.items():
        who = behind.get(i)
        place, grid = where.of(record)
        if who is not None and not (place and grid):
            home = where.of(who)
            place, grid = place or home[0], grid or home[1]
        told[i] = Facts(names.get(i, ""), place or where.unit(record), grid, *_reached(record, who))
    return told


def reached_by(store: Reader, records: Mapping[int, Record]) -> dict[int, tuple[str, str]]:
    """Number and telephone of records of one type, by id; nothing else is read for these."""
    behind = _behind(store, records)
    return {i: _reached(record, behind.get(i)) for i, record in records.items()}


def _reached(record: Record, who: Resident | None) -> tuple[str, str]:
    number = _first(record, IdNumber) or _first(record, CreditCode) or (_first(who, IdNumber) if who else "")
    return number, _first(record, Phone) or (_first(who, Phone) if who else "")


def _behind(store: Reader, records: Mapping[int, Record]) -> dict[int, Resident]:
    """The resident behind each: who a person is, who heads a household."""
    led = {i: _led(record, Resident.TABLE) for i, record in records.items() if not isinstance(record, Resident)}
    found = store.get_many(Resident, {to for to in led.values() if to})
    return {i: found[to] for i, to in led.items() if to in found}


@frozen
class _Where:
    """Doors, buildings, estates and grids by id, with what they are called."""

    houses: Mapping[int, House]
    buildings: Mapping[int, Building]
    titles: Mapping[str, Mapping[int, str]]

    @classmethod
    def read(cls, store: Reader, records: Sequence[Record]) -> "_Where":
        """All that the records lead to."""
        houses = store.get_many(House, {_led(record, House.TABLE) for record in records} - {0})
        led = {_led(record, Building.TABLE) for record in records} | {house.building for house in houses.values()}
        buildings = store.get_many(Building, led - {0})
        grids = {_led(record, Grid.TABLE) for record in records} | {one.grid for one in buildings.values()}
        estates = {_led(record, Estate.TABLE) for record in records}
        units = {record.unit for record in records if isinstance(record, Person)}
        wanted = (
            (House.TABLE, set(houses)),
            (Building.TABLE, set(buildings)),
            (Grid.TABLE, grids - {0}),
            (Estate.TABLE, estates - {0}),
            (Body.TABLE, units - {0}),
        )
        return cls(houses, buildings, {table: store.titles(table, ids) for table, ids in wanted})

    def of(self, record: Record) -> tuple[str, str]:
        """Where a record is by itself, and its grid."""
        house = self.houses.get(_led(record, House.TABLE))
        building = self.buildings.get(_led(record, Building.TABLE) or (house.building if house else 0))
        grid = _led(record, Grid.TABLE) or (building.grid if building else 0)
        place = self._title(House.TABLE, house.id if house else 0) or self._title(
            Building.TABLE, building.id if building else 0
        )
        return place or self._title(Estate.TABLE, _led(record, Estate.TABLE)), self._title(Grid.TABLE, grid)

    def unit(self, record: Record) -> str:
        """Whom somebody works for; "" for nobody."""
        return self._title(Body.TABLE, record.unit) if isinstance(record, Person) else ""

    def _title(self, table: str, record_id: int) -> str:
        return self.titles[table].get(record_id, "")


@cache
def _links(row: type[Record], to: str) -> tuple[str, ...]:
    return tuple(name for name, field in columns_of(row).items() if isinstance(field, Link) and field.to == to)


def _led(record: Record, to: str) -> int:
    """The id of the first record of a type that a field leads to; of the record itself where it is one; 0 for none."""
    if to == record.TABLE:
        return record.id
    return next((led for name in _links(type(record), to) if (led := int(getattr(record, name)))), 0)


@cache
def _fields(row: type[Record], kind: type[IdNumber] | type[Phone] | type[CreditCode]) -> tuple[str, ...]:
    return tuple(name for name, field in columns_of(row).items() if isinstance(field, kind))


def _first(record: Record, kind: type[IdNumber] | type[Phone] | type[CreditCode]) -> str:
    return next((text for name in _fields(type(record), kind) if (text := str(getattr(record, name)))), "")
