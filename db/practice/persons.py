"""Resident records of the persons of a family: numbers, telephones, where they are registered, whom to look after."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

from db.practice.data import table
from db.practice.families import ADULT, IN_REGISTER, Family, Person
from db.practice.flats import practice_phone
from db.practice.names import MALE
from db.records.registry.household import HEAD
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import CareTag, Telephone
from db.values import id_number
from db.values.day import age_on

OLD, VERY_OLD = 60, 80
OWN, CHILDS = "1", "3"
"""Codes of the table ``phone_owner``."""
REGISTERED_HERE, FROM_AFAR, STAYING, FOREIGN = "1", "2", "3", "4"
HERE, ELSEWHERE = "01", "02"
CITY = "清和市南屏区枣树街道"


@frozen
class Roots:
    """Where the members of a household are registered, all of them alike."""

    population: str
    match: str
    address: str


def roots_of(family: Family, place: str, chance: random.Random) -> Roots:
    """Owners mostly belong to the place; tenants mostly come from afar."""
    lot = chance.random()
    if lot < (0.14 if family.rented else 0.88):
        return Roots(REGISTERED_HERE, HERE, CITY + place)
    if lot < (0.3 if family.rented else 0.95):
        return Roots(STAYING, ELSEWHERE, chance.choice(table("other_addresses"))[0])
    return Roots(FROM_AFAR, ELSEWHERE, chance.choice(table("hometowns"))[0])


def resident_of(person: Person, family: Family, roots: Roots, today: date, chance: random.Random) -> Resident:
    """The record of a person, without the house they live in."""
    age = age_on(person.born, today)
    foreign = person.id_kind != "111"
    return Resident(
        name=person.name,
        id_kind=person.id_kind,
        id_number=person.id_number or practice_number(person, chance),
        sex=person.sex,
        birth=person.born,
        ethnicity=person.people,
        politics="" if foreign else _politics(age, chance),
        phone=_phone(age, chance),
        telephones=_further(age, chance),
        registered_at="" if foreign else roots.address,
        population=FOREIGN if foreign else roots.population,
        residence_match="" if foreign else roots.match,
        state=person.state,
        state_day=person.state_day,
        care=tuple(_care(person, family, today, chance)) if person.state == IN_REGISTER else (),
    )


def _further(age: int, chance: random.Random) -> tuple[Telephone, ...]:
    """The telephone at home of some of the old, or that of a child."""
    if age < OLD or chance.random() >= 0.22:
        return ()
    number = f"200{chance.randrange(10**4):04d}"
    return (Telephone(number=number, of=OWN if age % 2 else CHILDS),)


def practice_number(person: Person, chance: random.Random) -> str:
    """A number whose check is right and whose region, 99xxxx, no place in the country has; of Hong Kong, 810000."""
    region = "810000" if person.id_kind == "HKR" else f"99{chance.randint(1, 9):02d}{chance.randint(1, 30):02d}"
    order = chance.randrange(1, 480) * 2 + (1 if person.sex == MALE else 0)
    first17 = f"{region}{person.born:%Y%m%d}{order:03d}"
    return first17 + id_number.check_character(first17)


def _phone(age: int, chance: random.Random) -> str:
    share = 0.0 if age < 10 else 0.6 if age < ADULT else 0.98 if age < 75 else 0.72
    return practice_phone(chance) if chance.random() < share else ""


def _politics(age: int, chance: random.Random) -> str:
    """Party member, candidate, league member or none, by age; nothing for small children."""
    lot = chance.random()
    if age < 14:
        return ""
    if age < 28:
        return "03" if lot < 0.45 else "02" if lot < 0.47 and age >= 20 else "01" if lot < 0.5 and age >= 21 else "13"
    if lot < 0.004:
        return chance.choice(("05", "07", "10"))
    return "01" if lot < (0.22 if age >= OLD else 0.12) else "02" if lot < 0.13 and age < 45 else "13"


def _care(person: Person, family: Family, today: date, chance: random.Random) -> Iterable[CareTag]:
    """Why somebody is looked after: what age and household tell, and a few decrees."""
    age = age_on(person.born, today)
    present = [p for p in family.persons if p.state == IN_REGISTER]
    all_old = all(age_on(p.born, today) >= OLD for p in present)
    if age >= VERY_OLD:
        yield CareTag(kind="10", since=_birthday(person.born, VERY_OLD), basis="年满80周岁，街道高龄津贴名册")
    if age >= OLD and all_old:
        lone = len(present) == 1
        since = max(_ago(today, chance, 1500), _birthday(person.born, OLD))
        yield CareTag(kind="11" if lone else "12", since=since, basis="网格走访登记")
    if age >= 75 and chance.random() < 0.09:
        yield CareTag(kind="13", since=_ago(today, chance, 900), basis="区民政局失能等级评估")
    if chance.random() < (0.05 if age >= OLD else 0.018 if age >= 6 else 0.0):
        yield CareTag(kind="20", since=_ago(today, chance, 4000), basis="残疾人证")
    if person.relation == HEAD and chance.random() < (0.035 if family.kind in _HARD_UP else 0.006):
        yield CareTag(kind="30", since=_ago(today, chance, 1200), basis="区民政局审批，每季度复核")
    if person.sex == MALE and age >= 24 and chance.random() < (0.06 if age < 45 else 0.09):
        since = max(_ago(today, chance, 2500), _birthday(person.born, 22))
        yield CareTag(kind="50", since=since, basis="退役军人服务站登记")
    if family.kind == "grandchild" and age < 16:
        since = max(_ago(today, chance, 900), _birthday(person.born, 3))
        yield CareTag(kind="40", since=since, basis="父母在外务工，社区留守儿童台账")


_HARD_UP = frozenset({"elder_alone", "one_parent", "grandchild", "with_old_parent", "single"})


def _birthday(born: date, years: int) -> date:
    day = 28 if (born.month, born.day) == (2, 29) else born.day
    return born.replace(year=born.year + years, day=day)


def _ago(today: date, chance: random.Random, days: int) -> date:
    return today - timedelta(days=chance.randint(30, days))
