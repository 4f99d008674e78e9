"""What of each record goes into the search index, and the number under which the index knows the record.

The number of a document is the code of its record type above the 48 bits of the record's id, so that hits of one
step come out type by type. Of what has a date the newest comes first: its id is counted backwards.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from typing import NamedTuple, cast

from db.records.base import Record, Row
from db.records.kind import Found
from db.records.kinds import Kinds
from db.records.registry.place import Building, House
from db.values import address, search_numbers
from db.values.reference import ID_BITS, ID_MASK, parted, reference
from db.values.search_tokens import tokens

IDENTITY, TELEPHONE, DOCUMENT = 1, 2, 3


class Entry(NamedTuple):
    """What the index keeps of one record.

    Attributes:
        document: the number of the document.
        tokens: see `db.values.search_tokens`.
        numbers: kind and figures of each number.
        home: document of the house where this lives, or the house itself; None for no house.
        buildings: keys of estate and number, of a building only: one for each name of its estate.
        house: document of the building and keys of unit and room, of a house only.
    """

    document: int
    tokens: Set[str]
    numbers: Set[tuple[int, str]]
    home: int | None
    buildings: Set[tuple[str, str]]
    house: tuple[int, str, str] | None


def searched(kinds: Kinds, table: str) -> Found | None:
    """How records of a table are found; None where they are not in the index."""
    kind = kinds.find(table)
    return kind.found if kind else None


def document(kinds: Kinds, table: str, record_id: int) -> int:
    """The number under which the index knows a record."""
    code, turned = _numbered(kinds, table)
    return reference(code, ID_MASK - record_id if turned else record_id)


@cache
def _numbered(kinds: Kinds, table: str) -> tuple[int, bool]:
    """The code of a type, and whether its ids are counted backwards."""
    kind = kinds[table]
    return kind.code, bool(kind.found and kind.found.newest_first)


def documents_of(kinds: Kinds, table: str) -> tuple[int, int]:
    """The numbers of a table's documents: the first, and the one behind the last."""
    first = kinds[table].code << ID_BITS
    return first, first + (1 << ID_BITS)


def next_type(number: int) -> int:
    """The first number of the record type behind that of a document."""
    return ((number >> ID_BITS) + 1) << ID_BITS


def record_of(kinds: Kinds, number: int) -> tuple[str, int]:
    """Table and id of a document."""
    code, low = parted(number)
    kind = kinds.coded(code)
    return kind.table, ID_MASK - low if kind.found and kind.found.newest_first else low


_Steps = Sequence[tuple[str, str]]
"""Each path as the field of the record and that of its parts, "" where there are none."""


class _Told(NamedTuple):
    """What is told of a record type, ready for reading: of a large import every record asks."""

    persons: _Steps
    texts: _Steps
    numbers: Sequence[tuple[int, _Steps, Callable[[str], Iterable[str]]]]


@cache
def _told(searched: Found) -> _Told:
    numbers = (
        (IDENTITY, _steps(searched.identities), search_numbers.of_identity),
        (TELEPHONE, _steps(searched.telephones), search_numbers.of_phones),
        (DOCUMENT, _steps(searched.documents), search_numbers.of_document),
    )
    return _Told(_steps(searched.persons), _steps(searched.texts), [one for one in numbers if one[1]])


def _steps(paths: tuple[str, ...]) -> _Steps:
    return [(first, rest) for first, _, rest in (path.partition(".") for path in paths)]


def _values(record: Record, steps: _Steps) -> list[str]:
    """The texts of the fields to which steps lead, without the empty ones."""
    found: list[str] = []
    for first, rest in steps:
        if not (value := getattr(record, first)):
            continue
        if rest:
            found += [str(told) for row in cast("tuple[Row, ...]", value) if (told := getattr(row, rest))]
        else:
            found.append(str(value))
    return found


@cache
def _looked_at(kind: type[Record], how: Found) -> tuple[str, ...]:
    """The fields of a record that its entry is made of, but for a building's, of which other records tell as well."""
    paths = (*how.persons, *how.texts, *how.identities, *how.telephones, *how.documents, how.home)
    own = ("building", "unit", "room") if kind is House else ()
    return tuple(dict.fromkeys([path.partition(".")[0] for path in paths if path] + [*own]))


def is_same(how: Found, before: Record | None, record: Record) -> bool:
    """Whether the entry of a saved record surely is the one that was made of it before."""
    if before is None or isinstance(record, Building):
        return False
    return all(getattr(record, name) == getattr(before, name) for name in _looked_at(type(record), how))


def entry(kinds: Kinds, record: Record, how: Found, names: Sequence[str] = ()) -> Entry:
    """The entry of a record of a type that is found so; ``names`` are those of the estate of a building."""
    told = _told(how)
    words: set[str] = set()
    for text in _values(record, told.persons) if told.persons else ():
        words = words | tokens(text, person=True) if words else tokens(text, person=True)
    for text in _values(record, told.texts) if told.texts else ():
        words |= tokens(text, person=False)
    numbers: set[tuple[int, str]] = set()
    for of, steps, forms in told.numbers:
        for text in _values(record, steps):
            for number in forms(text):
                numbers.add((of, number))
    places: set[tuple[str, str]] = set()
    if isinstance(record, Building):
        for name in names or ("",):
            places.add(address.building_key(name, record.number))
            words |= tokens(record.title({"estate": name}), person=False)
    return Entry(
        document=document(kinds, record.TABLE, record.id),
        tokens=words,
        numbers=numbers,
        home=_home(kinds, record, how),
        buildings=places,
        house=_house(kinds, record) if isinstance(record, House) else None,
    )


def _home(kinds: Kinds, record: Record, how: Found) -> int | None:
    if isinstance(record, House):
        return document(kinds, House.TABLE, record.id)
    house = int(getattr(record, how.home)) if how.home else 0
    return document(kinds, House.TABLE, house) if house else None


def _house(kinds: Kinds, house: House) -> tuple[int, str, str]:
    return document(kinds, Building.TABLE, house.building), address.part_key(house.unit), address.part_key(house.room)
