"""How widgets find and name other records: handed down, so that no widget knows the store."""

from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import Protocol

from attrs import evolve, frozen

from db.records.bodies.person import Person
from db.records.estates.estate import Estate
from db.records.kinds import Kinds
from db.records.letters.number import IssuedNumber
from db.records.matters.matter import Matter
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.estates.naming import estate_for, new_estate
from db.services.find import Found, find, lines_of
from db.services.find_by_name import find_by_name
from db.services.matters.slips import matter_of_slip
from db.services.note_output import note_seen
from db.services.registry.own_places import own_places_first
from db.services.registry.register_house import door_title, new_door, register_house
from db.services.registry.tell_apart import told_apart
from db.store import Store, eq
from db.values import folding, list_order, pinyin
from db.values.reference import reference

PICK_LIMIT = 200
SHOWN = 12
FEW = 200
"""So many records of a type are offered before anything is typed."""


class Lookup(Protocol):
    """Finding and naming records."""

    def find(self, words: str, table: str = "", whose: Collection[int] = ()) -> Sequence[Found]:
        """What the words find, best first, in one table or in all; of places those of residents, by their ids, before others."""
        ...

    def of_slip(self, code: str) -> Sequence[Found]:
        """The matter whose 回执码 was typed or scanned; none for what is no code."""
        ...

    def every(self, table: str, whose: Collection[int] = ()) -> Sequence[Found] | None:
        """All records of a table in the order of their names; None where there are more than `FEW`."""
        ...

    def title(self, table: str, record_id: int) -> str:
        """What the clerk calls a record; "" when it is gone."""
        ...

    def title_referred(self, number: int) -> str:
        """The same by a reference; see `db.values.reference`."""
        ...

    def reference(self, table: str, record_id: int) -> int:
        """The reference that leads to a record."""
        ...

    def phone_of(self, name: str) -> str:
        """The telephone of the one person of a name; "" where nobody or several bear it."""
        ...

    def new_title(self, words: str, table: str) -> str:
        """What could be entered anew out of the words; "" when nothing can."""
        ...

    def make(self, words: str, table: str) -> int:
        """Enters it; its id."""
        ...

    def note_seen(self, table: str, record_id: int, labels: Sequence[str]) -> None:
        """Enters in the log that fields of a record, by their labels, were seen whole."""
        ...


@frozen
class StoreLookup:
    """Looks up in a store.

    Attributes:
        kinds: the types that are found where no table is named; None for all.
    """

    store: Store
    kinds: Kinds | None = None

    def find(self, words: str, table: str = "", whose: Collection[int] = ()) -> Sequence[Found]:
        """See `Lookup`."""
        if not table:
            return find(self.store, words, kinds=self.kinds)
        kind = self.store.kinds[table]
        if kind.found is None:
            asked = words.casefold()
            every = self.every(table) or ()
            found = [f for f in every if asked in f.title.casefold() or read_from(f.title, asked) is not None]
        else:
            found = [
                f for f in find(self.store, words, PICK_LIMIT, _alone(self.store.kinds, table)) if f.table == table
            ]
        named = find_by_name(self.store, words, table)
        found = [*named, *(one for one in found if one.id not in {known.id for known in named})]
        return own_places_first(self.store, told_apart(self.store, words, found), whose)[:SHOWN]

    def of_slip(self, code: str) -> Sequence[Found]:
        """See `Lookup`."""
        if self.kinds is not None and Matter.TABLE not in self.kinds:
            return ()
        matter = matter_of_slip(self.store, code)
        return [evolve(one, equal=True) for one in lines_of(self.store, Matter.TABLE, [matter])] if matter else ()

    def every(self, table: str, whose: Collection[int] = ()) -> Sequence[Found] | None:
        """See `Lookup`."""
        ids = self.store.ids(self.store.kinds[table].record, limit=FEW + 1)
        if len(ids) > FEW:
            return None
        found = sorted(lines_of(self.store, table, ids), key=lambda one: list_order.of_text(one.title))
        return own_places_first(self.store, found, whose)

    def title(self, table: str, record_id: int) -> str:
        """See `Lookup`."""
        if not record_id:
            return ""
        title = self.store.titles(table, [record_id]).get(record_id, "")
        one = self.store.find(Resident, record_id) if table == Resident.TABLE else None
        return f"{title}（{one.mark()}）" if one and one.mark() else title

    def title_referred(self, number: int) -> str:
        """See `Lookup`."""
        table, record_id = self.store.kinds.leads_to(number)
        return self.title(table, record_id) if table else ""

    def reference(self, table: str, record_id: int) -> int:
        """See `Lookup`."""
        return reference(self.store.kinds[table].code, record_id)

    def phone_of(self, name: str) -> str:
        """See `Lookup`."""
        called = self.store.select(Person, eq("name", name), limit=2) if name else []
        return called[0].phone if len(called) == 1 else ""

    def new_title(self, words: str, table: str) -> str:
        """See `Lookup`; only houses and estates come out of words."""
        if table == Estate.TABLE:
            return new_estate(self.store, words)
        door = new_door(self.store, words) if table == House.TABLE else None
        return door_title(door) if door else ""

    def make(self, words: str, table: str) -> int:
        """See `Lookup`."""
        if table == Estate.TABLE:
            with self.store.writing("登记小区") as w:
                return estate_for(w, words)
        house = register_house(self.store, words) if table == House.TABLE else None
        return house.id if house else 0

    def note_seen(self, table: str, record_id: int, labels: Sequence[str]) -> None:
        """See `Lookup`."""
        note_seen(self.store, table, record_id, labels)


@frozen
class KnownOnly:
    """Looks up what is there and enters nothing: for whoever asks, and does not write."""

    lookup: Lookup

    def find(self, words: str, table: str = "", whose: Collection[int] = ()) -> Sequence[Found]:
        """See `Lookup`."""
        return self.lookup.find(words, table, whose)

    def of_slip(self, code: str) -> Sequence[Found]:
        """See `Lookup`."""
        return self.lookup.of_slip(code)

    def every(self, table: str, whose: Collection[int] = ()) -> Sequence[Found] | None:
        """See `Lookup`."""
        return self.lookup.every(table, whose)

    def title(self, table: str, record_id: int) -> str:
        """See `Lookup`."""
        return self.lookup.title(table, record_id)

    def title_referred(self, number: int) -> str:
        """See `Lookup`."""
        return self.lookup.title_referred(number)

    def reference(self, table: str, record_id: int) -> int:
        """See `Lookup`."""
        return self.lookup.reference(table, record_id)

    def phone_of(self, name: str) -> str:
        """See `Lookup`."""
        return self.lookup.phone_of(name)

    def new_title(self, words: str, table: str) -> str:
        """See `Lookup`: nothing."""
        return ""

    def make(self, words: str, table: str) -> int:
        """See `Lookup`: nothing."""
        return 0

    def note_seen(self, table: str, record_id: int, labels: Sequence[str]) -> None:
        """See `Lookup`."""
        self.lookup.note_seen(table, record_id, labels)


@cache
def _alone(kinds: Kinds, table: str) -> Kinds:
    """The type of a table, and the book by whose numbers its records are found, too."""
    return Kinds(kind for kind in kinds if kind.table in (table, IssuedNumber.TABLE))


@cache
def initials(label: str) -> str:
    """First letters of the usual readings of a label: 邻里纠纷 gives lljf."""
    return "".join(pinyin.readings(c)[0][0] if pinyin.readings(c) else c for c in label).casefold()


@lru_cache(maxsize=8192)
def read_from(label: str, letters: str) -> int | None:
    """At which of its characters a label begins to be read as the letters say; None where nowhere.

    Every likely reading counts, whole or by first letters: 藏族 is zz, zangz and zangzu, 朝鲜族 is cx. Other letters mean nothing.
    """
    if not (letters.isascii() and letters.isalnum()):
        return None
    starts = [
        start
        for spelling in pinyin.spellings(folding.units(label))
        for start in range(len(spelling))
        if _is_read(spelling[start:], letters)
    ]
    return min(starts, default=None)


def _is_read(syllables: Sequence[str], letters: str) -> bool:
    """Whether letters are the beginnings of syllables one after another."""
    if not letters or not syllables:
        return not letters
    first = syllables[0]
    return any(
        first.startswith(letters[:n]) and _is_read(syllables[1:], letters[n:])
        for n in range(min(len(first), len(letters)), 0, -1)
    )
