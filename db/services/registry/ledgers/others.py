"""Records of any type but residents that rows of a table mean: by the keys of the type, by their door, by what they are called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, field

from db.errors import ValueUnreadable
from db.fields import Link
from db.records.base import Record, changed, fields_of
from db.records.kind import Kind
from db.records.registry.household import Household
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.services.importing.book import Book
from db.services.importing.drafts import NOT_YET
from db.services.importing.line import Line
from db.services.registry.import_roster.headings import ADDRESS, BUILDING, ESTATE, HEAD_NAME, ROOM, UNIT
from db.services.registry.ledgers.facts import Facts, facts_of
from db.services.registry.ledgers.meant import Meant
from db.values import address, person_name
from db.values.address import Address

TITLE = "title"
DOORS = (House, Household, Building)
"""The types that are known by where they are."""


@define
class Others:
    """The records of one type."""

    book: Book
    kind: Kind
    _facts: Mapping[int, Facts] | None = None
    _homes: "_Households | None" = None

    def facts(self, record: Record) -> Facts:
        """What a ledger takes down of one."""
        if self._facts is None:
            self._facts = facts_of(self.book.store, self.kind, self.book.known(self.kind.table).records)
        return self._facts[record.id]

    def meant(self, line: Line) -> Meant:
        """Which of them a row means."""
        known = self.book.known(self.kind.table)
        ids = list(dict.fromkeys(self._found(line)))
        found = [known.records[i] for i in ids if i in known.records]
        if len(found) == 1:
            return Meant(found[0])
        return Meant(maybe=found, why=f"登记里对得上的{self.kind.label}有 {len(found)} 条" if found else "")

    def _found(self, line: Line) -> Iterable[int]:
        if self.kind.record in DOORS and (found := self._by_door(line)):
            return found
        known = self.book.known(self.kind.table)
        match = known.match(changed(known.kind.record(), id=NOT_YET, **self._values(line)))
        if match.found:
            return match.found
        words = (line.text(TITLE), line.text("name"))
        return next((found for text in words if text and (found := self.book.find(self.kind.table, text))), ())

    def _values(self, line: Line) -> dict[str, Any]:
        """What the row says of the fields of the type; links as far as their words name one record."""
        values: dict[str, Any] = {}
        for name, kind in fields_of(self.kind.record).items():
            if not line.has(name):
                continue
            if isinstance(kind, Link):
                led = self.book.find(kind.to, line.text(name))
                values[name] = led[0] if len(led) == 1 else 0
            else:
                values[name] = line.value(name, kind)
        return values

    def _by_door(self, line: Line) -> list[int]:
        told = door_of(line, whole=self.kind.record is not Building)
        if self.kind.record is not Household:
            return self.book.at(self.kind.table, told) if told else []
        homes = self._households()
        found = [one for house in self.book.at(House.TABLE, told) for one in homes.by_house[house]] if told else []
        head = person_name.key(line.text(HEAD_NAME))
        if head and (found or not told):
            named = [one for one in found or homes.by_head[head] if one.head in homes.heads[head]]
            found = named or found
        return [one.id for one in found]

    def _households(self) -> "_Households":
        if self._homes is None:
            self._homes = _Households.load(self.book)
        return self._homes


@define
class _Households:
    """Households by their house, and by what their head is called."""

    by_house: dict[int, list[Household]] = field(factory=lambda: defaultdict[int, list[Household]](list))
    by_head: dict[str, list[Household]] = field(factory=lambda: defaultdict[str, list[Household]](list))
    heads: dict[str, set[int]] = field(factory=lambda: defaultdict[str, set[int]](set))

    @classmethod
    def load(cls, book: Book) -> "_Households":
        """All of them."""
        found = cls()
        every = [one for one in book.known(Household.TABLE).records.values() if isinstance(one, Household)]
        names = book.store.titles(Resident.TABLE, {one.head for one in every})
        for one in every:
            key = person_name.key(names.get(one.head, ""))
            found.by_house[one.house].append(one)
            found.by_head[key].append(one)
            found.heads[key].add(one.head)
        return found


def door_of(line: Line, *, whole: bool = True) -> Address | None:
    """The address that a row tells, of a building alone where not the ``whole`` of it is wanted; None where it tells none."""
    parts = [line.text(key) for key in (ESTATE, BUILDING, UNIT, ROOM)]
    written = line.text(ADDRESS) or line.text(TITLE)
    try:
        if not whole:
            return address.parse(f"{parts[0]}{parts[1] or written}101室")
        if parts[1] or parts[3]:
            return address.of_parts(*parts)
        return address.parse(f"{parts[0]}{written}") if written else None
    except ValueUnreadable:
        return None
