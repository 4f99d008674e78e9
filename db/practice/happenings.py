"""What happened to people in the three months, through the same doors as at the desk: who came, moved, left, was born, died, married, divided."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import define, field

from db.practice.data import table
from db.practice.families import ADULT, NOT_KIN, Person
from db.practice.names import FEMALE, MALE
from db.practice.persons import FROM_AFAR, REGISTERED_HERE, practice_number
from db.practice.town import IN_LAWS, Home, Town
from db.practice.wording import surname_of
from db.records.base import Record, changed
from db.records.registry.booklet import Booklet
from db.records.registry.household import Household
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.registry.events import Asked, Event, Newborn, Newcomer, What, carry_out, weigh
from db.services.registry.lived_in import LET, OWN
from db.services.registry.vacant import vacant_since
from db.store import Store, eq
from db.values import id_number

DAYS = {What.BORN: (71, 20), What.CAME: (64,), What.MOVED: (47,), What.LEFT: (39,), What.DIED: (33, 9), What.MARRIED: (26,), What.DIVIDED: (15,)}  # fmt: skip
"""How many days ago each happened."""
FOR_WORK = "01"
OLD_ENOUGH = 78
_HOMES: frozenset[str] = frozenset(kind.TABLE for kind in (Household, Booklet))


@define
class Happenings:
    """Looks for people of whom nothing else is told, so that no case, meeting or visit is contradicted."""

    store: Store
    town: Town
    chance: random.Random
    _homes: list[Home] = field(init=False)
    _doors: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Learns which homes and doors are free."""
        self._homes = [home for home in self.town.homes if home.kind != "written"]
        self.chance.shuffle(self._homes)
        houses = self.store.ids(House, order=("id",))
        self._doors = sorted(vacant_since(self.store, houses, self.town.today))
        self.chance.shuffle(self._doors)

    def happen(self) -> None:
        """Lets everything happen, each where the first home is that it fits."""
        ways: dict[What, Callable[[date], Iterable[Event]]] = {
            What.BORN: self._births,
            What.CAME: self._comings,
            What.MOVED: self._moves,
            What.LEFT: self._leavings,
            What.DIED: self._deaths,
            What.MARRIED: self._weddings,
            What.DIVIDED: self._divisions,
        }
        for what, ago in DAYS.items():
            for days in ago:
                self._first(ways[what](self.town.today - timedelta(days=days)))

    def _first(self, events: Iterable[Event]) -> None:
        for event in events:
            weighed = weigh(self.store, event)
            if not weighed.refused and (
                event.what is What.LEFT or not weighed.doubts
            ):  # their flat is still let to them
                people = set(carry_out(self.store, weighed).people)
                if event.what is What.CAME:
                    self._complete(people)
                self._homes = [home for home in self._homes if not people & {r.id for r in home.residents}]
                self._doors = [house for house in self._doors if house != event.asked.house]
                return

    def _complete(self, people: Iterable[int]) -> None:
        """What a number of the practice community, which is of no province, does not tell by itself."""
        there = self.store.get_many(Resident, people).values()
        with self.store.writing() as w:
            w.save_all(
                [changed(one, sex=id_number.sex(one.id_number), birth=id_number.birth(one.id_number)) for one in there]
            )

    def _free(self, kinds: Sequence[str] = (), *, rented: bool | None = None) -> Iterator[Home]:
        """Homes of which nothing else is told; of these kinds, if any are named."""
        for home in self._homes:
            if (kinds and home.kind not in kinds) or (rented is not None and home.rented is not rented):
                continue
            if all(self._is_free(resident) for resident in home.residents):
                yield home

    def _is_free(self, one: Record) -> bool:
        return {t for t, _ in self.store.pointing_at(one)} <= _HOMES

    def _age(self, one: Resident) -> int:
        return self.town.age(one)

    def _births(self, day: date) -> Iterator[Event]:
        for home in self._free(("young_couple", "nuclear"), rented=False):
            couple = [one for one in (home.head, home.spouse()) if one]
            father = next((one for one in couple if one.sex == MALE), None)
            mother = next((one for one in couple if one.sex == FEMALE), None)
            if father and mother and 23 <= self._age(mother) <= 36 and not home.children():
                sex = self.chance.choice((MALE, FEMALE))
                (given,) = {given for own, given in table("newborns") if own == sex}
                name = surname_of(father.name) + given
                if self.store.ids(Resident, eq("name", name)):
                    continue
                number = practice_number(Person("", name, sex, day, NOT_KIN), self.chance)
                child = Newborn(name=name, sex=sex, id_number=number)
                booklet = mother.population == REGISTERED_HERE
                yield Event(
                    what=What.BORN, who=(home.head.id,), asked=Asked(day=day, booklet=booklet, children=(child,))
                )

    def _comings(self, day: date) -> Iterator[Event]:
        people: list[Newcomer] = []
        for name, sex, age, relation in table("newcomers"):
            born = day - timedelta(days=365 * int(age) + 100)
            number = practice_number(Person("", name, sex, born, relation), self.chance)
            people.append(Newcomer(name=name, id_number=number, relation=relation))
        for house in self._doors:
            asked = Asked(
                day=day, house=house, people=tuple(people), reason=FOR_WORK, whence=table("hometowns")[0][0],
                population=FROM_AFAR, use=LET,
            )  # fmt: skip
            yield Event(what=What.CAME, asked=asked)

    def _moves(self, day: date) -> Iterator[Event]:
        for home in self._free(("elder_couple", "young_couple", "nuclear")):
            for house in self._doors[:1]:
                yield Event(what=What.MOVED, who=self._all(home), asked=Asked(day=day, house=house, use=OWN))

    def _leavings(self, day: date) -> Iterator[Event]:
        for home in self._free(("single", "young_couple"), rented=True):
            yield Event(what=What.LEFT, who=self._all(home), asked=Asked(day=day, whither=table("hometowns")[1][0]))

    def _deaths(self, day: date) -> Iterator[Event]:
        for home in self._free():
            old = [one for one in home.residents if self._age(one) >= OLD_ENOUGH]
            if old and len(home.residents) > 1:
                yield Event(what=What.DIED, who=(old[0].id,), asked=Asked(day=day))

    def _weddings(self, day: date) -> Iterator[Event]:
        alone = [h for h in self._free(("single",)) if len(h.residents) == 1 and 24 <= self._age(h.head) <= 38]
        for home in alone:
            for other in alone:
                if home.head.sex != other.head.sex and abs(self._age(home.head) - self._age(other.head)) <= 6:
                    asked = Asked(day=day, partner=other.head.id, together=True)
                    yield Event(what=What.MARRIED, who=(home.head.id,), asked=asked)

    def _divisions(self, day: date) -> Iterator[Event]:
        for home in self._free(("nuclear", "three_generations"), rented=False):
            grown = [c for c in home.children() if self._age(c) >= ADULT + 2]
            in_laws = any(relation in IN_LAWS for _, relation in home.living)
            if grown and not in_laws:
                for house in self._doors[:1]:
                    asked = Asked(day=day, house=house, use=OWN)
                    yield Event(what=What.DIVIDED, who=(grown[0].id,), asked=asked)

    @staticmethod
    def _all(home: Home) -> tuple[int, ...]:
        return tuple(one.id for one in home.residents)
