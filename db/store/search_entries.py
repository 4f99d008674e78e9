"""What of each record goes into the search index, and the number under which the index knows the record.

The number of a document is the code of its record type above the 48 bits of the record's id, so that hits of one
step come out type by type. Of what has a date the newest comes first: its id is counted backwards.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple, cast

from attrs import frozen

from db.records.base import Record, Row
from db.records.hall.meeting import Meeting, Resolution, Topic
from db.records.letters.announcement import Announcement
from db.records.letters.number import IssuedNumber
from db.records.mediation.case import MediationCase
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.values import address, search_numbers
from db.values.search_tokens import tokens

ID_BITS = 48
_MASK = (1 << ID_BITS) - 1
IDENTITY, TELEPHONE, DOCUMENT = 1, 2, 3


@frozen(kw_only=True)
class Searched:
    """How one record type is found; paths name fields, ``parties.name`` a field of the parts.

    Attributes:
        code: of the record type within document numbers; never changed, never used again.
        persons: fields with names of persons.
        texts: fields with other short text.
        identities: fields with identity numbers.
        telephones: fields with telephone numbers.
        documents: fields with numbers of cases, booklets and the like.
        home: the link to the house where this lives.
        newest_first: whether later records come before earlier ones.
    """

    code: int
    persons: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    home: str = ""
    newest_first: bool = False


SEARCHED: Mapping[type[Record], Searched] = {
    Resident: Searched(
        code=1,
        persons=("name",),
        identities=("id_number", "documents.number"),
        telephones=("phone", "other_phone"),
        home="house",
    ),
    Household: Searched(code=2, documents=("booklet",), home="house"),
    MediationCase: Searched(
        code=3,
        persons=("parties.name",),
        texts=("title_text", "number"),
        telephones=("parties.phone",),
        documents=("number",),
        newest_first=True,
    ),
    Topic: Searched(code=4, texts=("subject",), persons=("proposer",), newest_first=True),
    Meeting: Searched(code=5, texts=("name", "minutes_number"), documents=("minutes_number",), newest_first=True),
    Resolution: Searched(
        code=6, texts=("matter", "number"), persons=("owner",), documents=("number",), newest_first=True
    ),
    Building: Searched(code=7, persons=("steward",), documents=("number",)),
    House: Searched(code=8, persons=("owner",), telephones=("owner_phone",)),
    Grid: Searched(code=9, texts=("name",), persons=("chief",), telephones=("phone",), documents=("code",)),
    Announcement: Searched(code=10, texts=("title_text", "number"), documents=("number",), newest_first=True),
    IssuedNumber: Searched(
        code=11, texts=("matter", "written", "recipient"), documents=("written", "serial"), newest_first=True
    ),
}
_BY_TABLE = {kind.TABLE: searched for kind, searched in SEARCHED.items()}
_BY_CODE = {searched.code: kind.TABLE for kind, searched in SEARCHED.items()}


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
    tokens: Set[str]
    numbers: Set[tuple[int, str]]
    home: int | None
    building: tuple[str, str] | None
    house: tuple[int, str, str] | None


def is_searched(table: str) -> bool:
    """Whether records of a table are in the index."""
    return table in _BY_TABLE


def document(table: str, record_id: int) -> int:
    """The number under which the index knows a record."""
    searched = _BY_TABLE[table]
    return searched.code << ID_BITS | (_MASK - record_id if searched.newest_first else record_id)


def documents_of(table: str) -> tuple[int, int]:
    """The numbers of a table's documents: the first, and the one behind the last."""
    first = _BY_TABLE[table].code << ID_BITS
    return first, first + (1 << ID_BITS)


def next_type(number: int) -> int:
    """The first number of the record type behind that of a document."""
    return ((number >> ID_BITS) + 1) << ID_BITS


def record_of(number: int) -> tuple[str, int]:
    """Table and id of a document."""
    table = _BY_CODE[number >> ID_BITS]
    low = number & _MASK
    return table, _MASK - low if _BY_TABLE[table].newest_first else low


_Steps = Sequence[tuple[str, str]]
"""Each path as the field of the record and that of its parts, "" where there are none."""


class _Told(NamedTuple):
    """What is told of a record type, ready for reading: of a large import every record asks."""

    persons: _Steps
    texts: _Steps
    numbers: Sequence[tuple[int, _Steps, Callable[[str], Iterable[str]]]]


@cache
def _told(kind: type[Record]) -> _Told:
    searched = SEARCHED[kind]
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
        value = getattr(record, first)
        if not value:
            continue
        if rest:
            found += [str(getattr(row, rest)) for row in cast("tuple[Row, ...]", value)]
        else:
            found.append(str(value))
    return [text for text in found if text]


def entry(record: Record) -> Entry:
    """The entry of a record of a searched type."""
    kind = type(record)
    told = _told(kind)
    words: set[str] = set()
    for text in _values(record, told.persons) if told.persons else ():
        words = words | tokens(text, person=True) if words else tokens(text, person=True)
    for text in _values(record, told.texts) if told.texts else ():
        words |= tokens(text, person=False)
    place: tuple[str, str] | None = None
    if isinstance(record, Building):
        place = address.building_key(record.estate, record.number)
        words |= tokens(record.title({}), person=False)
    return Entry(
        document=document(record.TABLE, record.id),
        tokens=words,
        numbers={
            (of, number)
            for of, steps, forms in told.numbers
            for text in _values(record, steps)
            for number in forms(text)
        },
        home=_home(record, SEARCHED[kind]),
        building=place,
        house=_house(record) if isinstance(record, House) else None,
    )


def _home(record: Record, searched: Searched) -> int | None:
    if isinstance(record, House):
        return document(House.TABLE, record.id)
    house = int(getattr(record, searched.home)) if searched.home else 0
    return document(House.TABLE, house) if house else None


def _house(house: House) -> tuple[int, str, str]:
    return document(Building.TABLE, house.building), address.part_key(house.unit), address.part_key(house.room)
