"""What photos and scans belong to, and which belong to what."""

from collections.abc import Iterable, Mapping

from db.records.base import Record
from db.records.exhibit import LOOKS, Exhibit
from db.records.moving import changed_fields
from db.records.step import Step
from db.store.reading import Reader
from db.store.where import among


def altered(before: Mapping[int, Record], after: Iterable[Record]) -> dict[int, Record]:
    """Those of which more is changed than how they are looked at, as they were before."""
    return {
        one.id: there
        for one in after
        if (there := before.get(one.id)) is not None and changed_fields(there, one) - LOOKS
    }


def owners(read: Reader, exhibits: Iterable[Record]) -> list[Record]:
    """The records that photos and scans belong to, as far as they are still there."""
    found: list[Record] = []
    for number in dict.fromkeys(exhibit.of for exhibit in exhibits if isinstance(exhibit, Exhibit)):
        table, record_id = read.kinds.leads_to(number)
        if table and (owner := read.find(read.kinds[table].record, record_id)):
            found.append(owner)
    return found


def belonging(read: Reader, gone: Mapping[int, Record]) -> list[int]:
    """The ids of the photos and scans of records."""
    numbers = [read.kinds.reference_of(record) for record in gone.values()]
    return read.ids(Exhibit, among("of", numbers)) if numbers and Exhibit.TABLE in read.kinds else []


def steps_of(read: Reader, kind: type[Record], records: Iterable[Record]) -> dict[int, Step]:
    """What happened with records of a type, by id."""
    declared = read.kinds[kind.TABLE]
    if kind is Step or not (declared.flows or declared.evidence):
        return {}
    numbers = [read.kinds.reference_of(record) for record in records]
    return read.get_many(Step, read.ids(Step, among("of", numbers)))
