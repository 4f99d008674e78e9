"""What the practice community knows of its people besides: since when they live where, who is to be called, to whom houses are let."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from db.practice.families import ADULT, IN_REGISTER, Family, Person
from db.practice.flats import LET, OWN, Flat, practice_phone
from db.practice.names import FEMALE, MALE, Names
from db.practice.persons import FROM_AFAR, OLD
from db.records.base import changed
from db.records.registry.door_parts import Letting, Owner
from db.records.registry.household import HEAD
from db.records.registry.residence import Residence
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import Carer, CareTag, FormerName, PartyMembership
from db.records.spells import ONE_DAY
from db.values.day import age_on

SON, DAUGHTER = "20", "30"
GUARDIAN, TO_BE_CALLED = "1", "3"
MARRIED_IN, VISITING = "05", "3"
FOR_WORK = "01"
LOW_INCOME = "30"
YEAR = timedelta(days=365)


def since_of(flat: Flat, family: Family, today: date, chance: random.Random) -> date:
    """When a household came: after the house was built and the eldest was grown up, in the past, and before anybody left it."""
    left = [p.state_day - timedelta(days=200) for p in family.persons if p.state_day]
    if family.rented:
        return min([today - timedelta(days=chance.randint(3, 1400)), *left])
    eldest = min(p.born for p in family.persons)
    first = max(date(flat.built, 9, 1), date(eldest.year + ADULT + 2, 3, 1))
    span = max((today - first).days - 60, 1)
    return min([first + timedelta(days=int(span * chance.random() ** 2)), today, *left])


def told_of_door(flat: Flat, since: Mapping[int, date], chance: random.Random) -> Mapping[str, Any]:
    """To whom a house is let, and before; who owns it, where two do."""
    if not flat.families:
        return {}
    family = flat.families[0]
    head = next(p for p in family.persons if p.relation == HEAD)
    if flat.use == LET:
        began = since[id(family)]
        lettings = [Letting(tenant=head.name, since=began, ends=began + YEAR * chance.randint(1, 5), source="租赁合同")]
        if chance.random() < 0.15:
            ended = began - timedelta(days=chance.randint(5, 60))
            lettings.insert(0, Letting(since=ended - YEAR, ends=ended, until=ended, source="房主说的"))
        return {"lettings": tuple(lettings)}
    spouse = next((p for p in family.persons if p.relation in ("11", "12") and p.state == IN_REGISTER), None)
    if flat.use == OWN and spouse and chance.random() < 0.1:
        return {"owners": (Owner(name=flat.owner, share="1/2"), Owner(name=spouse.name, share="1/2"))}
    return {}


class Lives:
    """Adds to residents what is known of their lives."""

    def __init__(self, today: date, names: Names, chance: random.Random) -> None:
        self._today, self._names, self._chance = today, names, chance
        # Days until something ends: of each sort the first does within the month.
        self._care, self._probation = cycle((20, 50, 80)), cycle((25, 120, 240))

    def lived(self, resident: Resident, person: Person, family: Family, since: date, before: int) -> Resident:
        """The resident with since when they live there, where they lived before, and the rest; ``before`` is a house or 0."""
        began = max(since, person.born)
        homes = [Residence(house=resident.house, since=began, reason=self._reason(person, family))]
        if before and person.born < began - YEAR:
            homes.insert(0, Residence(house=before, until=began - ONE_DAY, source="本人说的"))
        if before and person.relation == HEAD and person.state == IN_REGISTER and self._chance.random() < 0.1:
            first = self._today - timedelta(days=self._chance.randint(5, 60))
            homes.append(Residence(house=before, since=first, kind=VISITING, source="走访"))
        return changed(resident, residences=tuple(homes), **dict(self._more(resident, person, family)))

    def _reason(self, person: Person, family: Family) -> str:
        if person.relation in ("28", "38"):
            return MARRIED_IN
        return FOR_WORK if family.rented and person.relation == HEAD else ""

    def _more(self, resident: Resident, person: Person, family: Family) -> Iterable[tuple[str, Any]]:
        age, chance = age_on(person.born, self._today), self._chance
        if carers := tuple(self._carers(person, family, age)):
            yield "carers", carers
        if resident.politics in ("01", "02"):
            yield from self._party(resident, age)
        if person.sex == FEMALE and age >= OLD and chance.random() < 0.04:
            surname, _ = self._names.lineage()
            yield "former_names", (FormerName(name=f"{person.surname}{surname}氏"),)
        if resident.population == FROM_AFAR and age >= 16 and chance.random() < 0.7:
            yield "permit_number", f"99JZ{chance.randrange(10**8):08d}"
            yield "permit_until", self._today + timedelta(days=chance.randint(-20, 345))
        if age >= ADULT and resident.state == IN_REGISTER and chance.random() < 0.012:
            ended = self._today - timedelta(days=chance.randint(30, 700))
            tag = CareTag(
                kind=LOW_INCOME, since=ended - YEAR * 2, until=ended, basis="收入超过标准，停发", source="区民政局"
            )
            yield "care", (*resident.care, tag)
        elif any(tag.kind == LOW_INCOME for tag in resident.care):  # 低保 is looked into every quarter
            ends = self._today + timedelta(days=next(self._care))
            yield "care", tuple(changed(t, until=ends) if t.kind == LOW_INCOME else t for t in resident.care)

    def _carers(self, person: Person, family: Family, age: int) -> Iterable[Carer]:
        chance = self._chance
        if person.state != IN_REGISTER:
            return
        if family.kind == "grandchild" and age < 16:
            head = next(p for p in family.persons if p.relation == HEAD)
            yield Carer(name=head.name, kind=GUARDIAN, basis="父母在外，委托照护")
        elif family.kind in ("elder_alone", "elder_couple") and age >= OLD and chance.random() < 0.55:
            sex = chance.choice((MALE, FEMALE))
            born = person.born + timedelta(days=365 * 26)
            name = self._names.full(person.surname, sex, born)
            relation = SON if sex == MALE else DAUGHTER
            yield Carer(name=name, kind=TO_BE_CALLED, relation=relation, phone=practice_phone(chance))

    def _party(self, resident: Resident, age: int) -> Iterable[tuple[str, Any]]:
        full = resident.politics == "01"
        days = 365 * max(age - ADULT, 2)
        joined = self._today - (
            timedelta(days=self._chance.randint(400, days)) if full else YEAR - timedelta(days=next(self._probation))
        )
        yield "party_joined", joined
        if not full:
            yield "party_full_due", joined + YEAR
        yield "party", (PartyMembership(status="1" if full else "2", since=joined),)
