"""Residents whom rows of a table mean: as the import of rosters knows somebody again, and by less where a ledger alone depends on it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import define, field

from db.records.estates.estate import Estate
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import IN_REGISTER, Resident
from db.services.importing.book import Book
from db.services.registry.import_roster.match import NOBODY, Person, PersonBook, Verdict, fault_of
from db.services.registry.import_roster.places import HouseDraft, PlaceBook
from db.services.registry.import_roster.read_rows import Entry
from db.services.registry.import_roster.signs import phones_of
from db.services.registry.ledgers.facts import Facts
from db.services.registry.ledgers.meant import Meant
from db.values.address import Address, building_key, part_key


@define
class People:
    """Everybody in the register.

    Attributes:
        places: the doors behind which they live.
    """

    places: PlaceBook
    _grids: Mapping[int, str]
    _book: PersonBook = field(factory=PersonBook)
    _doors: dict[tuple[str, str, str], list[HouseDraft]] | None = None

    @classmethod
    def load(cls, book: Book, today: date) -> "People":
        """All residents whom the store holds."""
        store = book.store
        grids = store.select(Grid)
        places = PlaceBook.load(grids, store.select(Estate), store.select(Building), store.select(House))
        found = cls(places, {grid.id: grid.name for grid in grids})
        homes = found.places.by_id
        for resident in store.select(Resident):
            found._book.add(Person(resident, homes.get(resident.house), fault_of(resident, today)))
        return found

    def facts(self, resident: Resident) -> Facts:
        """What a ledger takes down of one: `facts.facts_of` without asking the store."""
        home = self.places.by_id.get(resident.house)
        if home is None:
            return Facts(resident.name)
        building = home.building.record
        estate = home.building.estate.record.title({}) if home.building.estate else ""
        place = home.record.title({"building": building.title({"estate": estate})})
        return Facts(resident.name, place, self._grids.get(building.grid, ""))

    def meant(self, entry: Entry) -> Meant:
        """Whom a row means.

        Whoever bears the name and lives behind the door, or has the telephone, that the row tells is meant for certain: a ledger is
        not a registration. One who is alone in bearing the name is taken, and the clerk is asked to look.
        """
        homes = self._homes(entry.place) if entry.place else []
        home = homes[0] if homes else None
        possible = _here(self._book.possible(entry, home))
        match = self._book.find(entry, home) if _says_more(entry) else NOBODY
        if match.verdict is Verdict.SAME and match.person:
            return Meant(match.person.resident)
        if match.verdict is Verdict.NUMBER_TAKEN and match.person:
            return Meant(maybe=[match.person.resident], why="证件号码是登记里另一个人的，姓名不同")
        phones = phones_of(entry.resident)
        close = [
            one
            for one in possible
            if any(one.home is door for door in homes) or not phones.isdisjoint(phones_of(one.resident))
        ]
        if len(close) == 1:
            return Meant(close[0].resident)
        maybe = [one.resident for one in close or possible]
        if not maybe:
            return Meant()
        if len(maybe) > 1:
            return Meant(maybe=maybe, why=f"登记里有 {len(maybe)} 位叫这个名字的")
        if match.verdict is Verdict.PERHAPS or entry.place:
            return Meant(maybe=maybe, why="登记里有同名的，住址或号码对不上")
        return Meant(maybe=maybe, likely=True, why="只按姓名对上，登记里只有一位叫这个名字的")

    def _homes(self, place: Address) -> list[HouseDraft]:
        """The door at an address; of one that names no estate those of all estates."""
        if place.estate:
            return [self.places.house_of(place)]
        if self._doors is None:
            self._doors = defaultdict(list)
            for one in self.places.by_id.values():
                number = building_key("", one.building.record.number)[1]
                self._doors[number, part_key(one.record.unit), part_key(one.record.room)].append(one)
        return self._doors.get(place.key()[1:], [])


def _says_more(entry: Entry) -> bool:
    """Whether a row says more of somebody than the name."""
    one = entry.resident
    return bool(one.id_number or one.birth or one.phone or entry.place)


def _here(people: Sequence[Person]) -> list[Person]:
    """Those who are in the register, where there are any; else those who were."""
    return [one for one in people if one.resident.state == IN_REGISTER] or list(people)
