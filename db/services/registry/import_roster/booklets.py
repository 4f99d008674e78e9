"""户号: which booklets the rows of a roster name, and who stands in them: whoever the row says to be registered elsewhere does not."""

from collections.abc import Iterable, Mapping

from attrs import define, field

from db.records.base import changed
from db.records.registry.booklet import Booklet, BookletMember
from db.records.registry.heads import HEAD
from db.services.registry.import_roster.match import Person
from db.services.registry.import_roster.places import HouseDraft
from db.services.registry.import_roster.read_rows import Entry

NOTHING = frozenset({"", "0", "00", "000"})
"""What people write into a column of household numbers that has nothing to say."""
_REGISTERED = frozenset({"", "1", "5"})
"""户籍人口, 空挂户, or nothing said: of all other kinds of people the booklet is elsewhere; codes of the table ``population``."""
_TELLING = 6
"""So many characters a number of the police has at least; a shorter one counts the doors of a list."""
_Key = tuple[str, int | str]


@define(eq=False)
class BookletDraft:
    """A booklet of the import.

    Attributes:
        record: as it is in the store; id 0 while it is not.
        home: the house that the rows name beside it.
        head: who is told to be the head, where the record has none.
        added: who is to be entered in it, with the relation.
        changed: whether the record in the store is to be saved again.
    """

    record: Booklet
    home: HouseDraft | None = None
    head: Person | None = None
    added: list[tuple[Person, str]] = field(factory=list[tuple[Person, str]])
    changed: bool = False

    def has_head(self) -> bool:
        """Whether somebody is the head already."""
        return bool(self.record.head or self.head)


def numbers_of(booklets: Iterable[Booklet]) -> Mapping[int, str]:
    """The number of the booklet in which each resident stands, or whose head they are; the first one where there are several."""
    found: dict[int, str] = {}
    for one in booklets:
        for resident in (one.head, *(m.resident for m in one.present())):
            if resident and one.number:
                found.setdefault(resident, one.number)
    return found


class BookletBook:
    """All booklets of an import: those in the store, and those that rows add."""

    def __init__(self, booklets: Iterable[Booklet], homes: Mapping[int, HouseDraft]) -> None:
        self.drafts: list[BookletDraft] = []
        self._known: dict[_Key, BookletDraft] = {}
        self._standing: set[int] = set()
        self._entered: set[int] = set()
        for one in booklets:
            self._standing.update(m.resident for m in one.present())
            self._keep(BookletDraft(one, homes.get(one.house)), one.number, "")

    def enter(self, entry: Entry, person: Person, home: HouseDraft | None) -> None:
        """Enters the person of a row in the booklet that it names."""
        number = entry.booklet
        if number in NOTHING or not (home or entry.sheet):
            return
        draft = next((self._known[key] for key in _keys(number, home, entry.sheet) if key in self._known), None)
        if draft is None:
            draft = BookletDraft(Booklet(number=number), home)
            self._keep(draft, number, entry.sheet)
        elif draft.home is None and home is not None:
            draft.home, draft.changed = home, True
        relation = entry.relation
        if relation == HEAD and not draft.has_head():
            draft.head, draft.changed = person, True
        if entry.resident.population not in _REGISTERED or self._stands(person):
            return
        self._entered.add(id(person))
        has_other = any(one == HEAD for _, one in draft.added) or any(
            m.relation == HEAD for m in draft.record.present()
        )
        draft.added.append((person, "" if relation == HEAD and has_other else relation))
        draft.changed = True

    def _stands(self, person: Person) -> bool:
        return id(person) in self._entered or (person.resident.id in self._standing and bool(person.resident.id))

    def _keep(self, draft: BookletDraft, number: str, sheet: str) -> None:
        self.drafts.append(draft)
        for key in _keys(number, draft.home, sheet):
            self._known.setdefault(key, draft)


def _keys(number: str, home: HouseDraft | None, sheet: str) -> list[_Key]:
    """By what a booklet is known again: a long number alone, a short one with its door, or within its sheet."""
    if number in NOTHING:
        return []
    keys: list[_Key] = [(number, "")] if len(number) >= _TELLING else []
    if home:
        keys.append((number, id(home)))
    elif sheet:
        keys.append((number, sheet))
    return keys


def saved_booklet(draft: BookletDraft, resident_ids: Mapping[int, int], house_id: int) -> Booklet:
    """The booklet as it is to be saved; ``resident_ids`` has the id of each person by the person's identity."""
    old = draft.record
    members = [BookletMember(resident=resident_ids[id(p)], relation=relation) for p, relation in draft.added]
    head = old.head or (resident_ids[id(draft.head)] if draft.head else 0)
    return changed(old, head=head, house=old.house or house_id, members=(*old.members, *members))
