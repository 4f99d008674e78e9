"""Which rows make a household: what relations, merged cells and addresses tell, and what has to be assumed."""

from collections.abc import Iterable, Mapping, Sequence

import attrs
from attrs import define, field

from db.records.base import changed
from db.records.registry.household import HEAD, Household, Member
from db.services.registry.import_roster import headings
from db.services.registry.import_roster.booklets import NOTHING as NO_BOOKLET
from db.services.registry.import_roster.match import Person
from db.services.registry.import_roster.places import HouseDraft
from db.services.registry.import_roster.read_rows import Entry
from db.services.registry.import_roster.recognise import SheetLayout
from db.services.registry.import_roster.row_problems import Remark
from db.values import person_name


@define(eq=False)
class Seat:
    """One row with the person and the house it speaks of."""

    entry: Entry
    person: Person
    home: HouseDraft | None
    remarks: list[Remark] = field(factory=list[Remark])


_Sign = tuple[str, str, int | str]
_WHOLE = 18


def _is_head(seat: Seat) -> bool:
    return seat.entry.relation == HEAD


def _signs(booklet: str, heads: Iterable[str], home: HouseDraft | None, sheet: str = "") -> list[_Sign]:
    """Booklet and head with the door; a booklet without a door counts within one sheet only."""
    signs: list[_Sign] = []
    if booklet not in NO_BOOKLET and (home or sheet):
        signs.append(("booklet", booklet, id(home) if home else sheet))
    if home:
        signs += [("head", person_name.key(head), id(home)) for head in dict.fromkeys(heads)]
    return signs


@define(eq=False)
class Group:
    """Rows that belong together: ``told`` by relations and the like, or assumed because they share an address."""

    seats: list[Seat]
    told: bool
    after_other_head: bool = False

    def head(self) -> Seat | None:
        """The row of the head, where one is told."""
        return next((s for s in self.seats if s.entry.relation == HEAD), None)

    def home(self) -> HouseDraft | None:
        """The house of the first row that has one."""
        return next((s.home for s in self.seats if s.home), None)

    def booklet(self) -> str:
        """The number of the household, where one is told."""
        return next((s.entry.booklet for s in self.seats if s.entry.booklet not in NO_BOOKLET), "")

    def signs(self) -> "list[_Sign]":
        """By what rows of the same household are known wherever they stand."""
        heads = [s.entry.head_name or s.person.resident.name for s in self.seats if s.entry.head_name or _is_head(s)]
        numbers = [s.entry.head_number for s in self.seats if s.entry.head_number]
        numbers += [s.person.sign() for s in self.seats if _is_head(s)]
        signs = _signs(self.booklet(), heads, self.home(), self.seats[0].entry.sheet)
        return [*signs, *(("number", number, 0) for number in dict.fromkeys(numbers) if len(number) == _WHOLE)]


@define(eq=False)
class Family:
    """A household of the import.

    Attributes:
        household: the record as it is in the store; id 0 while it is not.
        home: the house it lives in.
        number: of the booklet by which it goes.
        head: the head, where one is known to this import.
        added: persons to be added, with their relation.
        relations: relations to be filled in, by id of the member's resident.
        assumed: whether only a common address makes it a household.
        changed: whether the record in the store is to be saved again.
    """

    household: Household
    home: HouseDraft | None = None
    number: str = ""
    head: Person | None = None
    added: list[tuple[Person, str]] = field(factory=list[tuple[Person, str]])
    relations: dict[int, str] = field(factory=dict[int, str])
    assumed: bool = False
    changed: bool = False
    _present: dict[int, Member] | None = None

    def has_head(self) -> bool:
        """Whether somebody is the head already."""
        return bool(self.household.head or self.head or any(m.relation == HEAD for m in self.household.present()))

    def member(self, resident: int) -> Member | None:
        """Who lives in it, as the store has it; a dormitory is looked through once for all its rows."""
        if self._present is None:
            self._present = {}
            for member in self.household.present():
                self._present.setdefault(member.resident, member)
        return self._present.get(resident)


def tells_households(layout: SheetLayout) -> bool:
    """Whether a sheet says who is who in a household, and not only where people live."""
    return layout.heads_only or layout.has(headings.RELATION) or layout.has(headings.HEAD_NAME)


def group(seats: Iterable[Seat], layout: SheetLayout, *, first_is_head: bool = False) -> list[Group]:
    """The rows of a sheet as households, in their order."""
    held_together = tells_households(layout) or layout.merged_groups
    found = _told_groups(seats) if held_together else _groups_by_address(seats)
    if first_is_head and not tells_households(layout):
        for one in found:
            one.seats[0].entry = attrs.evolve(one.seats[0].entry, relation=HEAD)
    return found


def _groups_by_address(seats: Iterable[Seat]) -> list[Group]:
    found: dict[int, Group] = {}
    for seat in seats:
        if seat.home:
            found.setdefault(id(seat.home), Group([], told=False)).seats.append(seat)
    return list(found.values())


def _told_groups(seats: Iterable[Seat]) -> list[Group]:
    groups: list[Group] = []
    for seat in seats:
        last = groups[-1] if groups else None
        if last is None or _parts(last, seat):
            groups.append(Group([seat], told=True, after_other_head=bool(last and _second_head(last, seat))))
        else:
            last.seats.append(seat)
    for one in groups:
        one.told = any(_is_told(s.entry) for s in one.seats)
    return [one for one in groups if one.told or one.home()]


def _is_told(entry: Entry) -> bool:
    """Whether a row says that its person belongs to a household."""
    return bool(entry.relation or entry.head_name or entry.block or entry.booklet not in NO_BOOKLET)


def _second_head(last: Group, seat: Seat) -> bool:
    """Whether a row begins a household only because the one above in the same house has its head."""
    return (
        seat.entry.relation == HEAD and last.head() is not None and seat.home is not None and last.home() is seat.home
    )


def _parts(last: Group, seat: Seat) -> bool:
    """Whether a row begins a new household."""
    above, entry = last.seats[-1].entry, seat.entry
    if entry.relation == HEAD and last.head() is not None:
        return True
    if entry.booklet and above.booklet and (entry.booklet != above.booklet or entry.booklet not in NO_BOOKLET):
        return entry.booklet != above.booklet
    if entry.head_name and above.head_name and entry.head_name != above.head_name:
        return True
    return entry.block != above.block or seat.home is not last.seats[-1].home


class Households:
    """All households of an import: those in the store, and those that the groups of rows add."""

    def __init__(self, families: Iterable[Family], persons: Mapping[int, Person]) -> None:
        self.families: list[Family] = list(families)
        self._of: dict[int, Family] = {}
        self._homes: dict[int, Family] = {}
        self._signs: dict[_Sign, Family] = {}
        for family in self.families:
            for member in family.household.present():
                if person := persons.get(member.resident):
                    self._of.setdefault(id(person), family)
            if family.home:
                self._homes.setdefault(id(family.home), family)
            head = persons.get(family.household.head)
            self._sign(family, _signs(family.number, [head.resident.name] if head else [], family.home))

    def _sign(self, family: Family, signs: Iterable["_Sign"]) -> None:
        for sign in signs:
            self._signs.setdefault(sign, family)

    def family_of(self, person: Person) -> Family | None:
        """The household that a person lives in."""
        return self._of.get(id(person))

    def place(self, one: Group) -> None:
        """Finds or makes the household of a group and puts its persons there; remarks go to the rows."""
        if not one.told and all(s.person.resident.id for s in one.seats):
            return  # all known already, and nobody says that they are a household
        if one.after_other_head:
            one.seats[0].remarks.append(Remark(headings.RELATION, "two_heads"))
        signs = one.signs() if one.told else []
        target = self._target(one, signs)
        for seat in one.seats:
            own = self.family_of(seat.person)
            if own is None:
                self._join(target or self._new(one), seat)
                target = self.family_of(seat.person)
            elif own is target:
                _fill_relation(own, seat)
            elif one.told:
                seat.remarks.append(Remark(headings.RELATION, "other_household"))
        if target and one.told:
            self._complete(target, one)
            self._sign(target, signs)

    def _target(self, one: Group, signs: Sequence[_Sign]) -> Family | None:
        """The household in the store, or higher up in the file, that a group is; the head's comes first."""
        head = one.head()
        if head and (family := self.family_of(head.person)):
            return family
        found = list(dict.fromkeys(f for s in one.seats if (f := self.family_of(s.person))))
        if found and (one.told or len(found) == 1):
            return found[0]
        return self._elsewhere(signs, head) if one.told else None

    def _elsewhere(self, signs: Iterable[_Sign], head: Seat | None) -> Family | None:
        """The household whose rows stand elsewhere: same booklet or same head behind the same door."""
        for sign in signs:
            family = self._signs.get(sign)
            if family and not (head and family.has_head()):
                return family
        return None

    def _new(self, one: Group) -> Family:
        home = one.home()
        if home and id(home) in self._homes and not one.after_other_head:
            one.seats[0].remarks.append(Remark(headings.ADDRESS, "house_shared"))
        family = Family(Household(), home, assumed=not one.told)
        if home:
            self._homes.setdefault(id(home), family)
        self.families.append(family)
        return family

    def _join(self, family: Family, seat: Seat) -> None:
        relation = seat.entry.relation
        if relation == HEAD:
            if family.has_head():
                seat.remarks.append(Remark(headings.RELATION, "differs", relation))
                relation = ""
            else:
                family.head = seat.person
        family.added.append((seat.person, relation))
        family.changed = True
        self._of[id(seat.person)] = family

    def _complete(self, family: Family, one: Group) -> None:
        """Fills the house and the number of the household where they are empty."""
        family.number = family.number or one.booklet()
        if (home := one.home()) and family.home is None:
            family.home, family.changed = home, True
            self._homes.setdefault(id(home), family)


def _fill_relation(family: Family, seat: Seat) -> None:
    """Fills the relation of a member of a household in the store where it is empty."""
    relation, resident = seat.entry.relation, seat.person.resident.id
    member = family.member(resident)
    if not member or not relation or member.relation == relation:
        return
    if member.relation or (relation == HEAD and family.has_head()):
        seat.remarks.append(Remark(headings.RELATION, "differs", relation, member.relation))
        return
    family.relations[resident] = relation
    if relation == HEAD:
        family.head = seat.person
    family.changed = True


def saved_form(family: Family, resident_ids: Mapping[int, int], house_id: int) -> Household:
    """The household as it is to be saved; ``resident_ids`` has the id of each person by the person's identity."""
    old = family.household
    members = [changed(m, relation=family.relations.get(m.resident, m.relation)) for m in old.members]
    members += [Member(resident=resident_ids[id(p)], relation=relation) for p, relation in family.added]
    head = old.head or (resident_ids[id(family.head)] if family.head else 0)
    return changed(old, head=head, house=old.house or house_id, members=tuple(members))
