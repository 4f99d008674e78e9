"""Saves grids, buildings, flats, people and households of the practice community."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from db.practice.data import dice, table
from db.practice.doubts import with_doubts
from db.practice.families import IN_REGISTER, Families, Family
from db.practice.flats import SHOP, Flat, all_flats, find_owners, people_flats
from db.practice.lives import Lives, since_of, told_of_door
from db.practice.names import Names
from db.practice.persons import REGISTERED_HERE, resident_of, roots_of
from db.practice.progress import Progress
from db.practice.town import Home, Town
from db.records.base import changed
from db.records.estates.estate import Estate
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.household import HEAD, Household, Member
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.store import Store

Place = tuple[str, str]
MOVED_WITHIN = 0.06
CHIEFS_SINCE = date(2023, 3, 1)
ALIASES = {"柳荫家属院": "老柴油机厂宿舍、柴机厂家属院", "景和苑": "景和园"}


class Registrar:
    """Fills an empty store with the people of the community."""

    def __init__(self, store: Store, seed: int, today: date) -> None:
        self._store = store
        self._today = today
        self._chance = dice(seed, today, "register")
        names = Names(dice(seed, today, "names"))
        self._flats = all_flats()
        self._booklets: list[Booklet] = []
        families = Families(dice(seed, today, "families"), names, today)
        people_flats(self._flats, families, self._chance)
        self._give_rare_names()
        lives = dice(seed, today, "lives")
        self._lives, self._lots = Lives(today, names, lives), lives
        self._since = {id(f): since_of(flat, f, today, lives) for flat in self._flats for f in flat.families}
        find_owners(self._flats, names, families, self._chance)

    def register(self, progress: Progress) -> Town:
        """The community as saved."""
        grids, estates, buildings = self._save_places()
        houses = self._save_houses(buildings)
        shops = self._save_shops(buildings)
        progress.step()
        families = [(flat, house, f) for flat, house in zip(self._flats, houses, strict=True) for f in flat.families]
        places = self._store.titles("house", [house.id for _, house, _ in families])
        residents = self._save_residents(families, places, progress)
        households = self._save_households(families, residents, progress)
        by_id = {b.id: b for b in buildings.values()}
        grid_of = {g.id: g for g in grids}
        homes = [
            Home(
                household=household,
                house=house,
                building=by_id[house.building],
                grid=grid_of[by_id[house.building].grid],
                kind=family.kind,
                rented=family.rented,
                estate=flat.estate,
                place=places[house.id],
                living=_living(family, people),
            )
            for (flat, house, family), household, people in zip(families, households, residents, strict=True)
        ]
        stewards = self._stewards(homes)
        return Town(self._today, grids, estates, homes, shops, self._owners_here(houses, homes), stewards)

    def _save_places(self) -> tuple[list[Grid], dict[str, Estate], dict[Place, Building]]:
        phones = {name: phone for _, name, phone in table("staff")}
        rows = table("grids")
        with self._store.writing() as w:
            grids = w.save_all(
                [
                    Grid(name=name, chief=chief, chief_since=CHIEFS_SINCE, phone=phones[chief], party_group=group)
                    for name, _, _, group, chief in rows
                ]
            )
            names = dict.fromkeys(estate for _, estate, *_ in rows)
            estates = {e.name: e for e in w.save_all([Estate(name=n, aliases=ALIASES.get(n, "")) for n in names])}
            drafts = {
                (estate, number): Building(estate=estates[estate].id, number=number, grid=grid.id)
                for grid, (_, estate, numbers, _, _) in zip(grids, rows, strict=True)
                for number in numbers.split()
            }
            return grids, estates, dict(zip(drafts, w.save_all(list(drafts.values())), strict=True))

    def _save_houses(self, buildings: Mapping[Place, Building]) -> list[House]:
        with self._store.writing() as w:
            return w.save_all(
                [
                    flat.house(buildings[flat.estate, flat.building].id, told_of_door(flat, self._since, self._lots))
                    for flat in self._flats
                ]
            )

    def _save_shops(self, buildings: Mapping[Place, Building]) -> dict[str, House]:
        drafts = [
            House(
                building=buildings[estate, number].id, room=room, use=SHOP, area=Decimal(area), owner=owner, note=note
            )
            for estate, number, room, area, owner, note in table("shops")
        ]
        with self._store.writing() as w:
            return {house.room: house for house in w.save_all(drafts)}

    def _save_residents(
        self, families: list[tuple[Flat, House, Family]], places: Mapping[int, str], progress: Progress
    ) -> list[list[Resident]]:
        """The residents of each family, in its order."""
        drafts: list[Resident] = []
        for _, house, family in families:
            roots = roots_of(family, places[house.id], self._chance)
            moved = not family.rented and self._lots.random() < MOVED_WITHIN
            before = self._lots.choice(families)[1].id if moved else 0
            for person in family.persons:
                one = resident_of(person, family, roots, self._today, self._chance)
                since = self._since[id(family)]
                drafts.append(
                    self._lives.lived(
                        changed(one, house=house.id), person, family, since, before if before != house.id else 0
                    )
                )
        drafts = with_doubts(drafts, self._today, self._chance)
        saved: list[Resident] = []
        with self._store.writing() as w:
            for start in range(0, len(drafts), 200):
                saved += w.save_all(drafts[start : start + 200])
                progress.step()
        queue = iter(saved)
        return [[next(queue) for _ in family.persons] for _, _, family in families]

    def _save_households(
        self, families: list[tuple[Flat, House, Family]], residents: list[list[Resident]], progress: Progress
    ) -> list[Household]:
        drafts = [
            self._household(house, family, people)
            for (_, house, family), people in zip(families, residents, strict=True)
        ]
        with self._store.writing() as w:
            saved = w.save_all(drafts)
            w.save_all(self._booklets)
        progress.step()
        return saved

    def _household(self, house: House, family: Family, people: list[Resident]) -> Household:
        since = self._since[id(family)]
        members = tuple(
            Member(resident=r.id, relation=p.relation, since=max(since, p.born), until=r.state_day)
            for p, r in zip(family.persons, people, strict=True)
        )
        head = next(m.resident for m in members if m.relation == HEAD)
        here = people[0].population == REGISTERED_HERE
        if here:
            self._booklets.append(self._booklet(house, members))
        return Household(head=head, house=house.id, members=members)

    def _booklet(self, house: House, members: Sequence[Member]) -> Booklet:
        """The booklet of a family that is registered where it lives; since when, nobody has written."""
        stand = tuple(BookletMember(resident=m.resident, relation=m.relation, until=m.until) for m in members)
        head = next(m.resident for m in members if m.relation == HEAD)
        return Booklet(number=f"99{self._chance.randrange(10**7):07d}", head=head, house=house.id, members=stand)

    def _owners_here(self, houses: list[House], homes: list[Home]) -> dict[int, Resident]:
        """The resident who owns a let house, by the id of that house."""
        head_in = {home.house.id: home.head for home in homes}
        house_of = {id(flat): house for flat, house in zip(self._flats, houses, strict=True)}
        return {
            house_of[id(flat)].id: head_in[house_of[id(flat.owner_here)].id]
            for flat in self._flats
            if flat.owner_here and flat.families
        }

    def _stewards(self, homes: list[Home]) -> list[Resident]:
        """One grown-up of each building looks after it, a party member before others."""
        by_building: dict[int, list[Resident]] = {}
        for home in homes:
            there = by_building.setdefault(home.building.id, [])
            there += [r for r in home.residents if not home.rented and 45 <= (r.age(self._today) or 0) <= 72]
        return [min(able, key=lambda r: (r.politics != "01", r.id)) for _, able in sorted(by_building.items()) if able]

    def _give_rare_names(self) -> None:
        """Puts the characters that old systems lose into a few names."""
        persons = [p for f in self._flats for family in f.families if family.kind != "written" for p in family.persons]
        for sex, first, last, given in table("rare_names"):
            fitting = [p for p in persons if p.sex == sex and int(first) <= p.born.year <= int(last)]
            person = self._chance.choice(fitting)
            persons.remove(person)
            person.name = person.surname + given


def _living(family: Family, people: list[Resident]) -> tuple[tuple[Resident, str], ...]:
    """Those who live there now, with their relation to the head; the head first."""
    pairs = [(r, p.relation) for r, p in zip(people, family.persons, strict=True) if r.state == IN_REGISTER]
    return tuple(sorted(pairs, key=lambda pair: pair[1] != HEAD))
