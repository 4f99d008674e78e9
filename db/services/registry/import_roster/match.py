"""Who a row speaks of: somebody in the store, somebody higher up in the file, or nobody yet.

Two rows are one person only by a strong sign: an identity number that is right, or the name with day of birth and
door, or the like. A number that says nothing (0, 无证, 111111, digits that a spreadsheet rounded) is no sign, and a
contradiction in sex, birth or number parts them whatever else agrees. What was imported before is found again because
the row says just what the store holds. Where something agrees but not enough, the clerk decides.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from enum import Enum
from itertools import islice

from attrs import define, field, frozen

from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.services.registry.apart import are_apart
from db.services.registry.import_roster import cells
from db.services.registry.import_roster.places import BuildingDraft, HouseDraft
from db.services.registry.import_roster.read_rows import Entry
from db.services.registry.import_roster.row_problems import MASKED, NUMBER_DOUBTS
from db.services.registry.import_roster.signs import (
    agrees_with_mask,
    bare_number,
    is_telling,
    phones_of,
    sign_of,
    sounds_alike,
)
from db.values import id_number, person_name

_FEW = 8
# How many namesakes that share something are looked at: one is enough for a doubt, and thousands would take for ever.
_LOOKED_AT = 50
Trait = tuple[object, ...]


@define(eq=False)
class Person:
    """A person of the import.

    Attributes:
        resident: the record as it is or will be; id 0 while it is not in the store.
        home: the house lived in.
        number_fault: why the identity number is not right; "" when it is.
        changed: whether the record in the store is to be saved again.
        filled: whether something of it that was empty is filled by that.
        claimed: whether a row without firm evidence was already taken for this person.
        row: sheet and row of who is new, for what has to be told of them.
        told: cells of our own export that are read once they are saved, see `own_parts`.
    """

    resident: Resident
    home: HouseDraft | None
    number_fault: str = ""
    changed: bool = False
    filled: bool = False
    claimed: bool = False
    row: tuple[str, int] = ("", 0)
    told: Mapping[str, str] = {}

    def birth(self) -> date | None:
        """The day of birth, if need be from a number damaged only behind it."""
        return self.resident.birth or cells.birth_hint(self.resident.id_number)

    def sign(self) -> str:
        """The number where it is right and says who it is, else ""."""
        return "" if self.number_fault else sign_of(self.resident.id_kind, self.resident.id_number)

    def further(self) -> Set[str]:
        """What the other papers of theirs say of who they are, and numbers that were theirs before."""
        return _further(self.resident)


class Agrees(Enum):
    """What two of one name, or what two numbers, have in common."""

    NUMBER = "证件号码相同"
    BIRTH = "同名同生日"
    PHONE = "同名同电话"
    DOOR = "同名同住处"


class Verdict(Enum):
    """How sure it is who a row speaks of."""

    NOBODY = "nobody"
    SAME = "same"
    PERHAPS = "perhaps"
    NUMBER_TAKEN = "number_taken"


@frozen
class Match:
    """Who a row speaks of, and how sure that is.

    Attributes:
        verdict: how sure.
        person: who.
        renamed: whether the number is the same and the name is only written otherwise.
    """

    verdict: Verdict
    person: Person | None = None
    renamed: bool = False


NOBODY = Match(Verdict.NOBODY)


def fault_of(resident: Resident, today: date) -> str:
    """Why the number of a record in the store is not right; what 待核实 says of it comes first, but of one of fifteen figures."""
    if id_number.is_old(resident.id_number):
        return cells.read_number(resident.id_number, resident.id_kind, today).fault
    for code, doubt in NUMBER_DOUBTS.items():
        if doubt in resident.doubt:
            return code
    return cells.read_number(resident.id_number, resident.id_kind, today).fault


@define(eq=False)
class _Claim:
    """What a row says of a person, put together for comparing; ``sign`` and ``further`` as `Person` has them."""

    resident: Resident
    home: HouseDraft | None
    birth: date | None
    sign: str
    further: Set[str]
    masked: bool

    @classmethod
    def of_entry(cls, entry: Entry, home: HouseDraft | None) -> "_Claim":
        """What a row says."""
        one = entry.resident
        born = one.birth or cells.birth_hint(one.id_number)
        sign = "" if entry.number_fault else sign_of(one.id_kind, one.id_number)
        return cls(one, home, born, sign, _further(one), entry.number_fault == MASKED or "*" in one.id_number)


@define(eq=False)
class _Namesakes:
    """All persons of one name; where they are many, found by what they share with a row."""

    people: list[Person] = field(factory=list[Person])
    _by_trait: dict[Trait, dict[int, Person]] | None = None

    def add(self, person: Person) -> None:
        """One more."""
        self.people.append(person)
        self.learn(person)

    def learn(self, person: Person) -> None:
        """Makes a person found by what is now known of them."""
        if self._by_trait is not None:
            for trait in _traits(person.home, person.birth(), person.resident, open_=not person.sign()):
                self._by_trait.setdefault(trait, {})[id(person)] = person

    def sharing(self, claim: _Claim, *strength: int) -> Iterator[Person]:
        """Those who may be meant, the strongest signs first; of very many who share only little not all."""
        if len(self.people) <= _FEW:
            return iter(self.people)
        if self._by_trait is None:
            self._by_trait = {}
            for person in self.people:
                self.learn(person)
        return self._found(self._by_trait, claim, strength)

    def _found(
        self, by_trait: dict[Trait, dict[int, Person]], claim: _Claim, strength: tuple[int, ...]
    ) -> Iterator[Person]:
        for trait in _traits(claim.home, claim.birth, claim.resident, open_=bool(claim.sign)):
            # Somebody whose number is right is only sought among those whose number is not known.
            if trait[0] is bool(claim.sign) and trait[1] in strength:
                yield from islice(by_trait.get(trait, {}).values(), _LOOKED_AT)


def _traits(home: HouseDraft | None, birth: date | None, resident: Resident, *, open_: bool) -> Iterator[Trait]:
    """By what a person is found among namesakes; the second place tells how strong: 2 for a pair, 1 for one thing."""
    place = id(home) if home else 0
    phones = phones_of(resident)
    number = bare_number(resident.id_number)
    pairs: list[Trait] = [(2, "whole", place, number, birth, resident.sex)]
    if number:
        pairs += [(2, "number", number), (2, "tail", number[-4:])]
    if home:
        pairs += [(2, "birth", place, birth)] if birth else []
        pairs += [(2, "phone", place, phone) for phone in phones]
        pairs.append((1, "home", place))
    if birth:
        pairs.append((1, "birth", birth))
    pairs += [(1, "phone", phone) for phone in phones]
    for pair in pairs:
        yield (False, *pair)
        if open_:
            yield (True, *pair)


@define
class PersonBook:
    """All persons by number, by the numbers of their other papers and of before, and by name."""

    _by_number: dict[str, list[Person]] = field(factory=dict[str, list[Person]])
    _by_further: dict[str, list[Person]] = field(factory=dict[str, list[Person]])
    _by_name: dict[str, _Namesakes] = field(factory=dict[str, _Namesakes])

    def add(self, person: Person) -> None:
        """Makes a person known."""
        self._by_name.setdefault(person_name.key(person.resident.name), _Namesakes()).add(person)
        self._number(person)

    def learn(self, person: Person) -> None:
        """Makes a person found by what a row has told of them."""
        self._number(person)
        self._by_name[person_name.key(person.resident.name)].learn(person)

    def possible(self, entry: Entry, home: HouseDraft | None) -> list[Person]:
        """Those who bear the name of a row and whom nothing parts from it; of very many only who shares something else with it."""
        namesakes = self._by_name.get(person_name.key(entry.resident.name))
        if namesakes is None:
            return []
        claim = _Claim.of_entry(entry, home)
        return [one for one in _each_once(namesakes.sharing(claim, 2, 1)) if not _contradicts(one, claim)]

    def _number(self, person: Person) -> None:
        if sign := person.sign():
            _hold(self._by_number, sign, person)
        if person.resident.documents:
            for further in person.further():
                _hold(self._by_further, further, person)

    def find(self, entry: Entry, home: HouseDraft | None) -> Match:
        """Whom a row speaks of."""
        claim = _Claim.of_entry(entry, home)
        name = person_name.key(entry.resident.name)
        if claim.sign and (holders := self._by_number.get(claim.sign) or self._by_further.get(claim.sign)):
            return _of_holders(holders, name, entry.resident)
        if claim.further and (known := self._by_papers(claim, name)):
            return Match(Verdict.SAME, known)
        namesakes = self._by_name.get(name)
        if namesakes is None:
            return NOBODY
        possible = [p for p in _each_once(namesakes.sharing(claim, 2)) if not _contradicts(p, claim)]
        sure = [p for p in possible if _is_sure(p, claim)]
        if len(sure) == 1:
            return Match(Verdict.SAME, sure[0])
        if twin := next((p for p in sure or possible if _coincides(p, claim)), None):
            twin.claimed = True
            return Match(Verdict.SAME, twin)
        weaker = sure or _each_once(namesakes.sharing(claim, 2, 1))
        perhaps = islice((p for p in weaker if not _contradicts(p, claim) and _shares_something(p, claim)), _FEW)
        found = _likeliest(list(perhaps), claim)
        return Match(Verdict.PERHAPS, found) if found else NOBODY

    def _by_papers(self, claim: _Claim, name: str) -> Person | None:
        """Who bears the name of a row and one of the further numbers in it."""
        books = (self._by_number, self._by_further)
        holders = (p for sign in sorted(claim.further) for book in books for p in book.get(sign, ()))
        return next((p for p in holders if person_name.key(p.resident.name) == name), None)


def _hold(book: dict[str, list[Person]], sign: str, person: Person) -> None:
    holders = book.setdefault(sign, [])
    if person not in holders:
        holders.append(person)


def _likeliest(people: list[Person], claim: _Claim) -> Person | None:
    """The first who may be meant; not one of whom somebody said that another, who agrees in as much and came later, is not the same."""
    for one in people:
        agrees = len(_shared(one, claim))
        others = (p for p in people if p.resident.id > one.resident.id and len(_shared(p, claim)) >= agrees)
        if not any(are_apart(one.resident, other.resident) for other in others):
            return one
    return None


def _of_holders(holders: list[Person], key: str, row: Resident) -> Match:
    """Who is meant by a right number that is known already; of two who bear it whoever has it written so."""
    named = [person for person in holders if person_name.key(person.resident.name) == key]
    if named:
        as_written = (person for person in named if person.resident.id_number == row.id_number)
        return Match(Verdict.SAME, next(as_written, named[0]))
    for person in holders:
        if sounds_alike(person.resident.name, row.name):
            return Match(Verdict.SAME, person, renamed=True)
    return Match(Verdict.NUMBER_TAKEN, holders[0])


def _each_once(people: Iterable[Person]) -> Iterator[Person]:
    seen: set[int] = set()
    for person in people:
        if id(person) not in seen:
            seen.add(id(person))
            yield person


def _contradicts(person: Person, claim: _Claim) -> bool:
    """Whether they are surely two: two right numbers, two days of birth, a man and a woman."""
    one, other = person.resident, claim.resident
    if claim.sign and (sign := person.sign()):
        return sign != claim.sign
    if {one.sex, other.sex} == {"1", "2"}:
        return True
    born = person.birth()
    return born is not None and claim.birth is not None and born != claim.birth


def _is_sure(person: Person, claim: _Claim) -> bool:
    """Whether something strong agrees: a number as good as whole, or name, day of birth and door."""
    one, other = person.resident, claim.resident
    if is_telling(other.id_kind, other.id_number) and bare_number(other.id_number) in _written(one):
        return True
    if _masks_differ(one, claim):
        return False
    at_home = claim.home is not None and person.home is claim.home
    born = claim.birth is not None and person.birth() == claim.birth
    if claim.masked and agrees_with_mask(one.id_number, other.id_number):
        return at_home or born
    return at_home and (born or (bool(one.id) and _same_phone(one, other)))


def _written(one: Resident) -> set[str]:
    """The numbers of somebody as they stand, right or wrong, those of before too."""
    return {bare_number(one.id_number), *(bare_number(paper.number) for paper in one.documents)}


def _masks_differ(one: Resident, claim: _Claim) -> bool:
    return (
        claim.masked and "*" not in one.id_number and not agrees_with_mask(one.id_number, claim.resident.id_number, 0)
    )


def _coincides(person: Person, claim: _Claim) -> bool:
    """Whether the row says just what the store holds, and no other row did: it was imported before."""
    one, other = person.resident, claim.resident
    if not one.id or person.claimed or person.home is not claim.home:
        return False
    if claim.masked:
        same_number = agrees_with_mask(one.id_number, other.id_number, 0) or one.id_number == other.id_number
        return same_number and other.sex in ("", one.sex)
    number = bare_number(one.id_number)
    return (number, person.birth(), one.sex) == (bare_number(other.id_number), claim.birth, other.sex) and (
        not other.phone or _same_phone(one, other)
    )


def _shares_something(person: Person, claim: _Claim) -> bool:
    """Whether more than the name agrees."""
    return bool(_shared(person, claim)) or (
        claim.masked and agrees_with_mask(person.resident.id_number, claim.resident.id_number)
    )


def _shared(person: Person, claim: _Claim) -> list[Agrees]:
    """What agrees besides the name."""
    born = person.birth()
    agree = {
        Agrees.BIRTH: born is not None and born == claim.birth,
        Agrees.PHONE: _same_phone(person.resident, claim.resident),
        Agrees.DOOR: claim.home is not None and person.home is claim.home,
    }
    return [one for one, does in agree.items() if does]


def agreeing(one: Resident, other: Resident, today: date) -> tuple[Agrees, ...]:
    """What two records have in common that makes them perhaps one person, by what an import goes by; nothing where they are surely two.

    Of those who bear one number that says who somebody is, that alone; else of those of one name what agrees besides.
    """
    entry = Entry("", 0, one, fault_of(one, today))
    homes: dict[int, HouseDraft] = {}
    for house in (one.house, other.house):
        if house and house not in homes:
            homes[house] = HouseDraft(House(id=house), BuildingDraft(Building()))
    claim = _Claim.of_entry(entry, homes.get(one.house))
    person = Person(other, homes.get(other.house), fault_of(other, today))
    if ({claim.sign, *claim.further} & {person.sign(), *person.further()}) - {""}:
        return (Agrees.NUMBER,)
    if person_name.key(one.name) != person_name.key(other.name) or _contradicts(person, claim):
        return ()
    return tuple(_shared(person, claim))


def _further(resident: Resident) -> Set[str]:
    if not resident.documents:  # as nearly all
        return frozenset()
    return {sign for paper in resident.documents if (sign := sign_of(paper.kind, paper.number))}


def is_hidden_twin(person: Person, entry: Entry) -> bool:
    """Whether a row whose number is hidden may well be somebody whose number is known: it makes nobody new."""
    return entry.number_fault == MASKED and agrees_with_mask(person.resident.id_number, entry.resident.id_number, 0)


def _same_phone(one: Resident, other: Resident) -> bool:
    return not phones_of(one).isdisjoint(phones_of(other))
