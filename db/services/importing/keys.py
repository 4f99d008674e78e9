"""By what a record is known again: the keys that its type declares, and those of places, which bear several names."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from db.fields import Code, CreditCode, Field, Flag, Name, Phone, Rows, Words
from db.records.base import Record, fields_of
from db.records.estates.estate import Estate
from db.records.kind import Kind
from db.records.registry.place import Building, House
from db.values import credit_code, person_name, phone
from db.values.address import building_key, estate_key, part_key
from db.values.folding import fold

Key = tuple[object, ...]
MAY_LACK = "?"
"""Behind the name of a field that may be empty in a key."""


def alternatives(kind: Kind) -> tuple[tuple[str, ...], ...]:
    """The keys of a type, the strongest first; one that declares none is known by what it cannot be without."""
    return kind.known_by or (needed(kind),)


def needed(kind: Kind) -> tuple[str, ...]:
    """What every table of a type must have a column for; a code may be the same for all its rows."""
    fields = fields_of(kind.record).items()
    return tuple(n for n, f in fields if f.required and f.is_typed and not isinstance(f, Rows | Code | Flag))


def bare(name: str) -> str:
    """A field of a key by its name alone."""
    return name.removesuffix(MAY_LACK)


def compared(field: Field[Any], value: Any) -> object:
    """What two spellings of one value share; None where it says nothing by which anything could be known."""
    if value in (field.EMPTY, None, ""):
        return None
    if isinstance(field, CreditCode):
        tidied = credit_code.tidy(str(value))
        return None if credit_code.fault(tidied) else tidied
    if isinstance(field, Phone):
        numbers = phone.noted(str(value))[0]
        return frozenset(numbers) if numbers else None
    if isinstance(field, Name):
        return person_name.key(str(value))
    if isinstance(field, Words):
        return fold(str(value)) or unicodedata.normalize("NFKC", str(value))
    return value


def keys_of(kind: Kind, record: Record) -> Iterator[Key]:
    """The keys of a record: how strong each is, and what it says; the strongest first."""
    if special := _SPECIAL.get(kind.record):
        yield from ((0, *key) for key in special(record))
        return
    fields = fields_of(kind.record)
    for strength, names in enumerate(alternatives(kind)):
        told = [(name, compared(fields[bare(name)], getattr(record, bare(name)))) for name in names]
        if all(value is not None or name.endswith(MAY_LACK) for name, value in told):
            yield (strength, *(value for _, value in told))


def stronger(kind: Kind, strength: int) -> tuple[str, ...]:
    """The fields of the keys that are stronger than one."""
    return tuple(dict.fromkeys(bare(name) for names in alternatives(kind)[:strength] for name in names))


def parts_them(kind: Kind, one: Record, other: Record, strength: int) -> Field[Any] | None:
    """The field of a stronger key in which two records differ that a weaker one finds alike; None where there is none.

    Of several it is one that surely tells them apart, where there is one.
    """
    fields = fields_of(kind.record)
    differing: list[Field[Any]] = []
    for name in stronger(kind, strength):
        told, held = (compared(fields[name], getattr(record, name)) for record in (one, other))
        if told is not None and held is not None and not _agree(told, held):
            differing.append(fields[name])
    return min(differing, key=is_number_of_its_own, default=None)


def _agree(one: object, other: object) -> bool:
    """Two sets of telephones are those of one where they share a number."""
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return not cast("frozenset[str]", one).isdisjoint(cast("frozenset[str]", other))
    return one == other


def is_number_of_its_own(field: Field[Any]) -> bool:
    """Whether two values in a field mean that somebody must look: such a number is mistyped more often than two bear one name."""
    return isinstance(field, CreditCode)


def _of_estate(record: Record) -> Iterator[Key]:
    if isinstance(record, Estate):
        yield from ((estate_key(name),) for name in record.names())


def _of_building(record: Record) -> Iterator[Key]:
    if isinstance(record, Building):
        yield record.estate, building_key("", record.number)[1]


def _of_house(record: Record) -> Iterator[Key]:
    if isinstance(record, House):
        yield record.building, part_key(record.unit), part_key(record.room)


_SPECIAL: Mapping[type[Record], Callable[[Record], Iterator[Key]]] = {
    Estate: _of_estate,
    Building: _of_building,
    House: _of_house,
}
