"""Who a row speaks of: somebody in the store, somebody higher up in the file, or nobody yet.

An identity number that is right decides. Without one, name, day of birth and address together decide. The same name
alone never makes two rows one person; where something more agrees but not enough, the clerk decides.
"""

from collections import defaultdict
from datetime import date
from enum import Enum

from attrs import define, field, frozen

from db.records.resident import Resident
from db.services.import_roster import cells
from db.services.import_roster.places import HouseDraft
from db.services.import_roster.read_rows import Entry
from db.services.import_roster.row_problems import NUMBER_DOUBTS
from db.values import person_name


@define(eq=False)
class Person:
    """A person of the import.

    Attributes:
        resident: the record as it is or will be; id 0 while it is not in the store.
        home: the house lived in.
        number_fault: why the identity number is not right; "" when it is.
        changed: whether the record in the store is to be saved again.
        claimed: whether a row without firm evidence was already taken for this person.
    """

    resident: Resident
    home: HouseDraft | None
    number_fault: str = ""
    changed: bool = False
    claimed: bool = False

    def birth(self) -> date | None:
        """The day of birth, if need be from a number damaged only behind it."""
        return self.resident.birth or cells.birth_hint(self.resident.id_number)


class Verdict(Enum):
    """How sure it is who a row speaks of."""

    NOBODY = "nobody"
    SAME = "same"
    PERHAPS = "perhaps"
    NUMBER_TAKEN = "number_taken"


@frozen
class Match:
    """Who a row speaks of, and how sure that is."""

    verdict: Verdict
    person: Person | None = None


def fault_of(resident: Resident, today: date) -> str:
    """Why the number of a record in the store is not right; what 待核实 says of it comes first."""
    for code, doubt in NUMBER_DOUBTS.items():
        if doubt in resident.doubt:
            return code
    return cells.read_number(resident.id_number, resident.id_kind, today).fault


@define
class PersonBook:
    """All persons by number and by name."""

    by_number: dict[str, list[Person]] = field(factory=lambda: defaultdict[str, list[Person]](list))
    by_name: dict[str, list[Person]] = field(factory=lambda: defaultdict[str, list[Person]](list))

    def add(self, person: Person) -> None:
        """Makes a person known."""
        self.by_name[person_name.key(person.resident.name)].append(person)
        self.number_changed(person)

    def number_changed(self, person: Person) -> None:
        """Makes a person known under a number that has become right."""
        number = person.resident.id_number
        if number and not person.number_fault and person not in self.by_number[number]:
            self.by_number[number].append(person)

    def find(self, entry: Entry, home: HouseDraft | None) -> Match:
        """Whom a row speaks of."""
        number = entry.resident.id_number
        named = self.by_name.get(person_name.key(entry.resident.name), [])
        if number and not entry.number_fault and (holders := self.by_number.get(number)):
            same = [p for p in holders if p in named]
            return Match(Verdict.SAME, same[0]) if same else Match(Verdict.NUMBER_TAKEN, holders[0])
        possible = [p for p in named if not _contradicts(p, entry)] if named else []
        if not possible:
            return Match(Verdict.NOBODY)
        sure = [p for p in possible if _is_sure(p, entry, home)]
        if len(sure) == 1:
            return Match(Verdict.SAME, sure[0])
        if twin := next((p for p in sure or possible if _coincides(p, entry, home)), None):
            twin.claimed = True
            return Match(Verdict.SAME, twin)
        perhaps = sure or [p for p in possible if _shares_something(p, entry, home)]
        return Match(Verdict.PERHAPS, perhaps[0]) if perhaps else Match(Verdict.NOBODY)


def _birth(entry: Entry) -> date | None:
    return entry.resident.birth or cells.birth_hint(entry.resident.id_number)


def _contradicts(person: Person, entry: Entry) -> bool:
    """Whether they are surely two: two right numbers, or two days of birth."""
    one, other = person.resident, entry.resident
    if one.id_number and other.id_number and not person.number_fault and not entry.number_fault:
        return one.id_number != other.id_number
    born, said = person.birth(), _birth(entry)
    return born is not None and said is not None and born != said


def _is_sure(person: Person, entry: Entry, home: HouseDraft | None) -> bool:
    one, other = person.resident, entry.resident
    if other.id_number and one.id_number == other.id_number:
        return True
    if home is None or person.home is not home or _sexes_differ(one, other):
        return False
    born = person.birth()
    return (born is not None and born == _birth(entry)) or _same_phone(one, other)


def _coincides(person: Person, entry: Entry, home: HouseDraft | None) -> bool:
    """Whether the row says just what the store holds: the row was imported before."""
    one, other = person.resident, entry.resident
    return (
        bool(one.id)
        and not person.claimed
        and person.home is home
        and (one.id_number, person.birth(), one.sex) == (other.id_number, _birth(entry), other.sex)
        and (not other.phone or _same_phone(one, other))
    )


def _shares_something(person: Person, entry: Entry, home: HouseDraft | None) -> bool:
    """Whether more than the name agrees."""
    born = person.birth()
    return (
        (home is not None and person.home is home)
        or (born is not None and born == _birth(entry))
        or _same_phone(person.resident, entry.resident)
    )


def _sexes_differ(one: Resident, other: Resident) -> bool:
    return {one.sex, other.sex} == {"1", "2"}


def _same_phone(one: Resident, other: Resident) -> bool:
    return bool(({one.phone, one.other_phone} & {other.phone, other.other_phone}) - {""})
