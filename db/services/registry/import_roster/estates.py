"""Rows that leave out the estate of a building which other rows of the sheet name with it.

Where one estate alone has a building of that number, it is meant. Where a column of estates has each once, above the
rows that it holds for, the row above tells. Otherwise nobody can tell which building it is: the person gets no house, and
the address is kept in the note.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from db.records.base import changed
from db.services.registry.import_roster.headings import ADDRESS, ESTATE
from db.services.registry.import_roster.read_person import with_note
from db.services.registry.import_roster.read_rows import Entry, SheetRows
from db.services.registry.import_roster.row_problems import ESTATE_UNSURE_DOUBT, Remark, RowProblem
from db.values.address import building_key

Estates = dict[str, dict[str, str]]
"""By number of the building the estates that have it: the key of each, and how it is written."""
Told = tuple[Entry, RowProblem | None]
_LABELS = {ADDRESS: "住址", ESTATE: "小区"}


def with_estates(rows: SheetRows) -> SheetRows:
    """The rows of a sheet with the estates that they leave out; what was not certain is told."""
    entries = rows.entries
    known: Estates = {}
    for place in dict.fromkeys(e.place for e in entries if e.place and e.place.estate):
        estate, number = building_key(place.estate, place.building)
        known.setdefault(number, {}).setdefault(estate, place.estate)
    if not known or all(e.place is None or e.place.estate for e in entries):  # as nearly always
        return rows
    are_above = rows.layout.has(ESTATE) and _are_written_once(entries)
    found = list(_carried(entries, known) if are_above else (_settled(entry, known) for entry in entries))
    told = [problem for _, problem in found if problem]
    return attrs.evolve(rows, entries=[entry for entry, _ in found], problems=[*rows.problems, *told])


def _settled(entry: Entry, known: Estates) -> Told:
    """A row with the estate that alone has its building; without its house where several have it."""
    if entry.place is None or entry.place.estate:
        return entry, None
    estates = known.get(building_key("", entry.place.building)[1], {})
    if len(estates) == 1:
        return attrs.evolve(entry, place=attrs.evolve(entry.place, estate=next(iter(estates.values())))), None
    if not estates:
        return entry, None
    written = entry.place.written()
    doubts = "；".join(filter(None, (entry.resident.doubt, ESTATE_UNSURE_DOUBT)))
    resident = changed(with_note(entry.resident, f"住址写作：{written}"), doubt=doubts)
    problem = Remark(ADDRESS, "estate_unsure", written).at(entry.sheet, entry.row, _LABELS[ADDRESS])
    return attrs.evolve(entry, place=None, resident=resident), problem


def _are_written_once(entries: Sequence[Entry]) -> bool:
    """Whether each estate stands once, above rows that leave it out, and so holds for them."""
    places = [e.place for e in entries if e.place]
    times = Counter(place.estate for place in places if place.estate)
    after = [following.estate for place, following in pairwise(places) if place.estate]
    return bool(places[0].estate) and max(times.values()) == 1 and len(after) == len(times) and not any(after)


def _carried(entries: Sequence[Entry], known: Estates) -> Iterator[Told]:
    """The rows with the estate of the row above; one whose building no row names with that estate alone is told."""
    estate = ""
    for entry in entries:
        if entry.place is None:
            yield entry, None
            continue
        place = entry.place
        estate = place.estate or estate
        sure = place.estate or len(known.get(building_key("", place.building)[1], ())) == 1
        problem = None if sure else Remark(ESTATE, "estate_carried").at(entry.sheet, entry.row, _LABELS[ESTATE])
        yield attrs.evolve(entry, place=attrs.evolve(place, estate=estate)), problem
