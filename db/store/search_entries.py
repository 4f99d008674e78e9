"""What of each record goes into the search index, and the number under which the index knows the record.

The number of a document is the code of its record type above the 48 bits of the record's id, so that hits of one
step come out type by type. Of what has a date the newest comes first: its id is counted backwards.
"""

from collections.abc import Iterable
from functools import cache
from typing import cast

from attrs import frozen

from db.records import CODES, KIND_OF, KINDS
from db.records.base import Record, Row
from db.records.kind import Found
from db.records.registry.place import Building, House
from db.values import address, search_numbers
from db.values.reference import ID_BITS
from db.values.search_tokens import tokens

_MASK = (1 << ID_BITS) - 1
IDENTITY, TELEPHONE, DOCUMENT = 1, 2, 3


_FOUND = {kind.table: kind.found for kind in KINDS if kind.found}


@frozen
class Entry:
    """What the index keeps of one record.

    Attributes:
        document: the number of the document.
        tokens: see `db.values.search_tokens`.
        numbers: kind and figures of each number.
        home: document of the house where this lives, or the house itself; None for no house.
        building: keys of estate and number, of a building only.
        house: document of the building and keys of unit and room, of a house only.
    """

    document: int
    tokens: frozenset[str]
    numbers: frozenset[tuple[int, str]]
    home: int | None
    building: tuple[str, str] | None
    house: tuple[int, str, str] | None


def is_searched(table: str) -> bool:
    """Whether records of a table are in the index."""
    return table in _FOUND


def document(table: str, record_id: int) -> int:
    """The number under which the index knows a record."""
    return KIND_OF[table].code << ID_BITS | (_MASK - record_id if _FOUND[table].newest_first else record_id)


def documents_of(table: str) -> tuple[int, int]:
    """The numbers of a table's documents: the first, and the one behind the last."""
    first = KIND_OF[table].code << ID_BITS
    return first, first + (1 << ID_BITS)


def next_type(number: int) -> int:
    """The first number of the record type behind that of a document."""
    return ((number >> ID_BITS) + 1) << ID_BITS


def record_of(number: int) -> tuple[str, int]:
    """Table and id of a document."""
    table = CODES[number >> ID_BITS].table
    low = number & _MASK
    return table, _MASK - low if _FOUND[table].newest_first else low


@cache
def _steps(paths: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each path as the field of the record and that of its parts, "" where there are none."""
    return tuple((first, rest) for first, _, rest in (path.partition(".") for path in paths))


def _values(record: Record, paths: tuple[str, ...]) -> list[str]:
    """The texts of the fields that paths name, without the empty ones."""
    found: list[str] = []
    for first, rest in _steps(paths):
        value = getattr(record, first)
        if rest:
            found += [str(getattr(row, rest)) for row in cast("tuple[Row, ...]", value)]
        else:
            found.append(str(value))
    return [text for text in found if text]


def entry(record: Record) -> Entry:
    """The entry of a record of a searched type."""
    searched = _FOUND[record.TABLE]
    words: set[str] = set()
    for text in _values(record, searched.persons):
        words |= tokens(text, person=True)
    for text in _values(record, searched.texts):
        words |= tokens(text, person=False)
    place: tuple[str, str] | None = None
    if isinstance(record, Building):
        place = address.building_key(record.estate, record.number)
        words |= tokens(record.title({}), person=False)
    return Entry(
        document=document(record.TABLE, record.id),
        tokens=frozenset(words),
        numbers=frozenset(_numbers(record, searched)),
        home=_home(record, searched),
        building=place,
        house=_house(record) if isinstance(record, House) else None,
    )


def _numbers(record: Record, searched: Found) -> Iterable[tuple[int, str]]:
    for kind, paths, forms in (
        (IDENTITY, searched.identities, search_numbers.of_identity),
        (TELEPHONE, searched.telephones, search_numbers.of_phones),
        (DOCUMENT, searched.documents, search_numbers.of_document),
    ):
        for text in _values(record, paths) if paths else ():
            for number in forms(text):
                yield kind, number


def _home(record: Record, searched: Found) -> int | None:
    if isinstance(record, House):
        return document(House.TABLE, record.id)
    house = int(getattr(record, searched.home)) if searched.home else 0
    return document(House.TABLE, house) if house else None


def _house(house: House) -> tuple[int, str, str]:
    return document(Building.TABLE, house.building), address.part_key(house.unit), address.part_key(house.room)
