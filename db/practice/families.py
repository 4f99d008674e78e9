"""Families as they live in such a community: who they are to the head, of what age, of which name."""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from attrs import define, field, frozen

from db.practice.data import items
from db.practice.names import FEMALE, HAN, MALE, Names
from db.records.registry.household import HEAD

ADULT = 18
IN_REGISTER, MOVED, DEAD = "1", "2", "3"
HUSBAND, WIFE = "11", "12"
NOT_KIN = "99"
# Codes of GB/T 4761 by sex: an only child, the first, second and third of a sex; parents of husband and wife.
ONLY_CHILD = {MALE: "21", FEMALE: "31"}
NTH_CHILD = {MALE: ("22", "23", "24"), FEMALE: ("32", "33", "34")}
GRANDCHILD = {MALE: "41", FEMALE: "42"}
DAUGHTERS_CHILD = {MALE: "43", FEMALE: "44"}
OWN_PARENT = {MALE: "51", FEMALE: "52"}
WIFES_PARENT = {MALE: "55", FEMALE: "56"}
HUSBANDS_PARENT = {MALE: "53", FEMALE: "54"}
SON_IN_LAW, DAUGHTER_IN_LAW = "28", "38"


@define
class Person:
    """Somebody of a household before there is a record of them."""

    surname: str
    name: str
    sex: str
    born: date
    relation: str
    people: str = HAN
    id_kind: str = "111"
    id_number: str = ""
    state: str = IN_REGISTER
    state_day: date | None = None


@frozen
class Family:
    """A household before there is a record of it.

    Attributes:
        kind: the word of ``estates.json``, or ``written`` for one of ``families.json``.
        rented: whether they rent the flat.
    """

    kind: str
    rented: bool
    persons: list[Person] = field(factory=list[Person])


class Families:
    """Makes families of each kind."""

    def __init__(self, chance: random.Random, names: Names, today: date) -> None:
        self._chance = chance
        self._names = names
        self._today = today
        self._makers: Mapping[str, Callable[[], list[list[Person]]]] = {
            "nuclear": lambda: [self._nuclear()],
            "young_couple": lambda: [self._couple(self._chance.randint(24, 38))],
            "elder_couple": lambda: [self._couple(self._chance.randint(60, 86))],
            "elder_alone": lambda: [self._elder_alone()],
            "single": lambda: [[self._single(self._chance.randint(22, 48))]],
            "one_parent": lambda: [self._one_parent()],
            "three_generations": lambda: [self._three_generations()],
            "grandchild": lambda: [self._grandchild()],
            "with_old_parent": lambda: [self._with_old_parent()],
            "shared": self._shared,
        }

    def make(self, kind: str, *, rented: bool) -> list[Family]:
        """The household of a kind, or several that share a flat."""
        return [Family(kind, rented, persons) for persons in self._makers[kind]()]

    def born(self, age: int) -> date:
        """A day of birth of somebody who is so many years old today."""
        day = min(self._today.day, 28)
        return self._today.replace(year=self._today.year - age, day=day) - timedelta(days=self._chance.randrange(364))

    def _person(self, sex: str, age: int, relation: str, lineage: tuple[str, str] | None = None) -> Person:
        surname, people = lineage or self._names.lineage()
        born = self.born(age)
        return Person(surname, self._names.full(surname, sex, born), sex, born, relation, people)

    def _single(self, age: int) -> Person:
        return self._person(self._chance.choice((MALE, FEMALE)), age, HEAD)

    def _pair(self, husbands_age: int, lineage: tuple[str, str] | None = None) -> tuple[Person, Person]:
        """Husband and wife, one of them the head."""
        wifes_age = max(22, husbands_age - self._chance.choice((-2, -1, 0, 0, 1, 1, 2, 2, 3, 4, 6)))
        his, hers = (HEAD, WIFE) if self._chance.random() < 0.74 else (HUSBAND, HEAD)
        return self._person(MALE, husbands_age, his, lineage), self._person(FEMALE, wifes_age, hers)

    def _couple(self, husbands_age: int) -> list[Person]:
        return _head_first(list(self._pair(husbands_age)))

    def _elder_alone(self) -> list[Person]:
        """A widow or widower; sometimes the other one died not long ago."""
        sex = FEMALE if self._chance.random() < 0.66 else MALE
        left = self._person(sex, self._chance.randint(66, 92), HEAD)
        if self._chance.random() >= 0.18:
            return [left]
        other = MALE if sex == FEMALE else FEMALE
        age = self._today.year - left.born.year + self._chance.randint(-1, 3)
        gone = self._person(other, age, HUSBAND if other == MALE else WIFE)
        gone.state, gone.state_day = DEAD, self._today - timedelta(days=self._chance.randint(12, 85))
        return [left, gone]

    def _children(self, parents_age: int, lineage: tuple[str, str], youngest: int, oldest: int) -> list[Person]:
        """Up to three children; the younger parent was 21 to 40 when they were born."""
        first = min(oldest, parents_age - self._chance.randint(23, 31))
        ages = [max(youngest, first)]
        while len(ages) < 3 and self._chance.random() < (0.42 if len(ages) == 1 else 0.06):
            ages.append(ages[-1] - self._chance.randint(2, 6))
        ages = [age for age in ages if age >= 0 and 21 <= parents_age - age <= 40]
        sexes = [self._chance.choice((MALE, FEMALE)) for _ in ages]
        found: list[Person] = []
        for place, (age, sex) in enumerate(zip(ages, sexes, strict=True)):
            code = ONLY_CHILD[sex] if len(ages) == 1 else NTH_CHILD[sex][sexes[:place].count(sex)]
            found.append(self._person(sex, age, code, lineage))
        return found

    def _nuclear(self) -> list[Person]:
        lineage = self._names.lineage()
        husband, wife = self._pair(self._chance.randint(27, 52), lineage)
        children = self._children(min(self._age(husband), self._age(wife)), lineage, 0, 24)
        if children and self._age(children[0]) >= ADULT and self._chance.random() < 0.25:
            children[0].state, children[0].state_day = MOVED, self._today - timedelta(days=self._chance.randint(9, 80))
        return [*_head_first([husband, wife]), *children]

    def _one_parent(self) -> list[Person]:
        lineage = self._names.lineage()
        sex = FEMALE if self._chance.random() < 0.7 else MALE
        age = self._chance.randint(29, 50)
        parent = self._person(sex, age, HEAD, lineage if sex == MALE else None)
        children = self._children(age, lineage, 2, 22)
        return [parent, *children]

    def _three_generations(self) -> list[Person]:
        """The old couple's, or the young couple's household."""
        lineage = self._names.lineage()
        young, wife = self._pair(self._chance.randint(29, 44), lineage)
        children = self._children(min(self._age(young), self._age(wife)), lineage, 0, 16)
        if self._chance.random() < 0.36:
            return self._under_the_old(lineage, young, wife, children)
        if self._chance.random() < 0.62:
            relations = OWN_PARENT if young.relation == HEAD else HUSBANDS_PARENT
            parents = self._parents(lineage, self._age(young), relations)
        else:
            line = (wife.surname, wife.people)
            parents = self._parents(line, self._age(wife), WIFES_PARENT if wife.relation != HEAD else OWN_PARENT)
        return [*_head_first([young, wife]), *children, *parents]

    def _under_the_old(
        self, lineage: tuple[str, str], young: Person, wife: Person, children: list[Person]
    ) -> list[Person]:
        parents = self._parents(lineage, self._age(young), {MALE: HEAD, FEMALE: WIFE})
        parents[0].relation = HEAD
        young.relation, wife.relation = ONLY_CHILD[MALE] if self._chance.random() < 0.6 else "22", DAUGHTER_IN_LAW
        for child in children:
            child.relation = GRANDCHILD[child.sex]
        return [*parents, young, wife, *children]

    def _parents(self, lineage: tuple[str, str], childs_age: int, relations: Mapping[str, str]) -> list[Person]:
        """Both parents, or one that is left; the father first."""
        mothers_age = childs_age + self._chance.randint(22, 29)
        fathers_age = mothers_age + self._chance.randint(0, 4)
        father = self._person(MALE, fathers_age, relations[MALE], lineage)
        mother = self._person(FEMALE, mothers_age, relations[FEMALE])
        lot = self._chance.random()
        return [father, mother] if lot < 0.6 else [mother] if lot < 0.88 else [father]

    def _grandchild(self) -> list[Person]:
        """Grandparents with the child of a son or daughter who works far away."""
        lineage = self._names.lineage()
        age = self._chance.randint(4, 14)
        parents = self._parents(lineage, age + self._chance.randint(23, 30), {MALE: HEAD, FEMALE: WIFE})
        parents[0].relation = HEAD
        sex = self._chance.choice((MALE, FEMALE))
        through_son = self._chance.random() < 0.7
        code = GRANDCHILD[sex] if through_son else DAUGHTERS_CHILD[sex]
        return [*parents, self._person(sex, age, code, lineage if through_son else None)]

    def _with_old_parent(self) -> list[Person]:
        """A grown child, single or divorced, with the parent that is left."""
        lineage = self._names.lineage()
        age = self._chance.randint(36, 60)
        sex = self._chance.choice((MALE, FEMALE))
        parent = self._parents(lineage, age, OWN_PARENT)[-1]
        child = self._person(sex, age, HEAD, lineage)
        if self._chance.random() < 0.5:
            parent.relation, child.relation = HEAD, "22" if sex == MALE else "32"
            return [parent, child]
        return [child, parent]

    def _shared(self) -> list[list[Person]]:
        """Three young people in one flat: one lease, or a household each."""
        sex = self._chance.choice((MALE, FEMALE))
        people = [self._person(sex, self._chance.randint(21, 31), HEAD) for _ in range(3)]
        if self._chance.random() < 0.5:
            return [[person] for person in people]
        for person in people[1:]:
            person.relation = NOT_KIN
        return [people]

    def _age(self, person: Person) -> int:
        return (self._today - person.born).days * 4 // 1461


def written_families(families: Families) -> list[tuple[str, Family]]:
    """The households of ``families.json`` with the estate they live in."""
    found: list[tuple[str, Family]] = []
    for item in items("families"):
        persons = [
            Person(
                surname=p["name"][:1], name=p["name"], sex=p["sex"], born=families.born(p["age"]), relation=p["relation"],
                people=p["ethnicity"], id_kind=p.get("id_kind", "111"), id_number=p.get("id_number", ""),
            )
            for p in item["people"]
        ]  # fmt: skip
        found.append((item["estate"], Family("written", item["rented"], persons)))
    return found


def _head_first(persons: list[Person]) -> list[Person]:
    return sorted(persons, key=lambda p: p.relation != HEAD)
