"""The rows of a recognised sheet as entries: a person each, with address and place in a household."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import attrs
from attrs import define, field, frozen

from db.errors import ValueUnreadable
from db.fields import Field
from db.records.base import fields_of
from db.records.household import HEAD, Member
from db.records.place import House
from db.records.resident import Resident
from db.services.import_roster import headings
from db.services.import_roster.headings import ADDRESS, BUILDING, ESTATE, ROOM, UNIT
from db.services.import_roster.read_person import EMPTY_HOUSE, Draft, Values, read_person, text
from db.services.import_roster.read_sheets import Cell, RawSheet
from db.services.import_roster.recognise import SheetLayout
from db.services.import_roster.row_problems import Remark, RowProblem
from db.values import address, person_name
from db.values.address import Address
from db.values.legible import MARK, legible, points

_TOTALS = ("合计", "小计", "总计", "共计", "累计", "本页合计", "本页小计", "总数")
# A row with a number, a telephone or a relation is about a person, even where the name is missing.
_PERSONAL = ("id_number", "phone", "other_phone", "birth", headings.RELATION)
_HOUSE_FACTS = ("use", "area", "owner", "owner_phone")


@frozen
class Entry:
    """One row that names a person.

    Attributes:
        sheet: the sheet's name.
        row: as a spreadsheet numbers it.
        resident: the person, linked to nothing yet.
        number_fault: why the identity number is not right; "" when it is.
        place: the address, None where there is none or it cannot be read.
        relation: code of the relation to the head; "" where the sheet says nothing.
        head_name: name of the head where a column carries it.
        booklet: number of the household where a column carries it.
        grid: name of the grid where a column carries it.
        block: which merged block of address cells the row stands in; 0 for none.
        house: what the row says of the dwelling itself.
    """

    sheet: str
    row: int
    resident: Resident
    number_fault: str = ""
    place: Address | None = None
    relation: str = ""
    head_name: str = ""
    booklet: str = ""
    grid: str = ""
    block: int = 0
    house: Mapping[str, object] = {}


@define
class SheetRows:
    """What a sheet holds.

    Attributes:
        layout: how it was understood.
        entries: one for each row that names a person.
        problems: what the clerk should know about single rows.
    """

    layout: SheetLayout
    entries: list[Entry] = field(factory=list[Entry])
    problems: list[RowProblem] = field(factory=list[RowProblem])


def read_rows(sheet: RawSheet, layout: SheetLayout, today: date) -> SheetRows:
    """The persons of a sheet; subtotals, blank rows and repeated headings are left out."""
    reader = _Reader(sheet, layout, today)
    for index in range(layout.first_row, len(sheet.rows)):
        reader.read(index)
    return reader.found


class _Reader:
    """Reads one sheet from top to bottom; knows the row above."""

    def __init__(self, sheet: RawSheet, layout: SheetLayout, today: date) -> None:
        self.found = SheetRows(layout)
        self._sheet = sheet
        self._today = today
        told = [c for c in layout.columns if c.meaning and c.meaning != headings.SEQUENCE]
        self._columns = [(c.index, c.meaning, c.heading) for c in told]
        self._fill, self._blocks = _merged_cells(sheet, layout)
        self._places = any(layout.has(key) for key in headings.PLACE)
        self._above: dict[str, str] = {}
        self._strange: list[tuple[str, str]] = []

    def read(self, index: int) -> None:
        """Reads one row."""
        row = self._sheet.rows[index]
        if _is_total(row):
            return
        values = self._values(row, index)
        name = text(values, headings.NAME)
        if headings.is_heading(name, headings.NAME):
            return
        if not name or name in EMPTY_HOUSE:
            self._without_person(index + 1, values, name)
            return
        draft = read_person(values, self._today)
        self._note_characters(draft)
        place = self._place(draft, values, index in self._blocks)
        self.found.entries.append(self._entry(index, values, draft, place))
        self._report(index + 1, draft.remarks)

    def _values(self, row: list[Cell], index: int) -> Values:
        values: dict[str, list[tuple[str, Cell]]] = {}
        self._strange.clear()
        filled = self._fill.get(index)
        width = len(row)
        for place, meaning, heading in self._columns:
            cell = row[place] if place < width else ""
            if cell == "" and filled:
                cell = filled.get(place, "")
            if isinstance(cell, str) and not cell.isprintable():
                cell = self._legible(cell, meaning)
            if cell != "":
                values.setdefault(meaning, []).append((heading, cell))
        return values

    def _legible(self, cell: str, meaning: str) -> str:
        """A cell without what nobody can see or read; a name keeps its own way."""
        kept, strange = legible(cell)
        if not strange:
            return kept
        if meaning == headings.NAME:
            return cell
        self._strange.append((meaning, strange))
        return kept

    def _note_characters(self, draft: Draft) -> None:
        for meaning, strange in self._strange:
            draft.remark(meaning, "character")
            draft.notes.append(f"{_label(meaning)}里的{MARK}原为字库外的字 {points(strange)}")

    def _without_person(self, row: int, values: Values, name: str) -> None:
        if name:
            self._report(row, [Remark(headings.NAME, "no_person")])
        elif any(text(values, key) for key in _PERSONAL):
            self._report(row, [Remark(headings.NAME, "name_missing")])

    def _report(self, row: int, remarks: list[Remark]) -> None:
        sheet = self.found.layout.sheet
        self.found.problems += [r.at(sheet, row, _label(r.field)) for r in remarks]

    def _entry(self, index: int, values: Values, draft: Draft, place: Address | None) -> Entry:
        head_name = person_name.tidy(text(values, headings.HEAD_NAME))
        relation = _relation(draft, text(values, headings.RELATION))
        if self.found.layout.heads_only or head_name in ("是", "√", "户主"):
            relation, head_name = HEAD, ""
        if head_name and not relation and person_name.key(head_name) == person_name.key(str(draft.values["name"])):
            relation = HEAD
        house = _house_facts(draft, values)
        return Entry(
            sheet=self.found.layout.sheet,
            row=index + 1,
            resident=draft.resident(),
            number_fault=draft.number_fault,
            place=place,
            relation=relation,
            head_name=head_name,
            booklet=text(values, headings.BOOKLET),
            grid=text(values, headings.GRID),
            block=self._blocks.get(index, 0),
            house=house,
        )

    def _place(self, draft: Draft, values: Values, merged: bool) -> Address | None:
        """The address of the row, or the one above for a member of the household that goes on."""
        if not self._places:
            return None
        told = {key: text(values, key) for key in headings.PLACE}
        if not any(told[key] for key in (ADDRESS, BUILDING, ROOM)):
            last = self.found.entries[-1] if self.found.entries else None
            if last and last.place and not (merged or last.block) and self._goes_on(values, last):
                return last.place
            draft.remark(ADDRESS, "address_missing")
            return None
        if told[ROOM] and not told[BUILDING] and not told[ADDRESS] and self._above and "-" not in told[ROOM]:
            told = {**told, BUILDING: self._above[BUILDING], UNIT: told[UNIT] or self._above[UNIT]}
            draft.remark(BUILDING, "building_carried")
        try:
            found = self._parsed(told)
        except ValueUnreadable:
            written = "".join(told[key] for key in (ESTATE, BUILDING, UNIT, ROOM, ADDRESS))
            draft.notes.append(f"住址写作：{written}")
            draft.remark(ADDRESS, "address_unreadable", written)
            return None
        self._above = told
        if found.rest:
            draft.notes.append(f"住址注：{found.rest}")
        return found

    def _parsed(self, told: Mapping[str, str]) -> Address:
        estate = told[ESTATE] or self.found.layout.estate
        if told[BUILDING] or told[ROOM]:
            return address.of_parts(estate, told[BUILDING], told[UNIT], told[ROOM])
        found = address.parse(told[ADDRESS])
        return found if found.estate else attrs.evolve(found, estate=estate)

    def _goes_on(self, values: Values, last: Entry) -> bool:
        relation = text(values, headings.RELATION)
        if relation:
            return _relation_code(relation) != HEAD
        head = person_name.tidy(text(values, headings.HEAD_NAME))
        return bool(head) and head == last.head_name


def _merged_cells(sheet: RawSheet, layout: SheetLayout) -> tuple[dict[int, dict[int, Cell]], dict[int, int]]:
    """What merged cells give to the rows they cover, by row and column; and the block that each row stands in."""
    shared = {c.index: c.meaning for c in layout.columns if c.meaning in headings.SHARED}
    fill: dict[int, dict[int, Cell]] = {}
    blocks: dict[int, int] = {}
    doors = {i for i, meaning in shared.items() if meaning in (ADDRESS, ROOM)}
    for number, block in enumerate(sheet.merged, start=1):
        if block.left not in shared or block.bottom == block.top or block.top < layout.first_row:
            continue
        row = sheet.rows[block.top]
        value = row[block.left] if block.left < len(row) else ""
        for index in range(block.top, min(block.bottom + 1, len(sheet.rows))):
            fill.setdefault(index, {})[block.left] = value
            if block.left in doors:
                blocks[index] = number
    return fill, blocks


def _is_total(row: list[Cell]) -> bool:
    first = next((c for c in row if c != ""), "")
    return isinstance(first, str) and re.sub(r"\s", "", first).startswith(_TOTALS)


@cache
def _relation_code(written: str) -> str | None:
    """The code of a word for a relation, None when nobody knows it."""
    try:
        return str(fields_of(Member)["relation"].read(re.sub(r"\s", "", written)))
    except ValueUnreadable:
        return None


def _relation(draft: Draft, written: str) -> str:
    """The code of a relation; an unknown word goes to the note of the draft."""
    code = _relation_code(written)
    if code is None:
        draft.remark(headings.RELATION, "unknown_code", written)
        draft.notes.append(f"与户主关系：{written}")
    return code or ""


def _house_facts(draft: Draft, values: Values) -> Mapping[str, object]:
    """What the row says of the dwelling itself: use, area, owner."""
    return dict(_facts(draft, values)) if any(key in values for key in _HOUSE_FACTS) else {}


def _facts(draft: Draft, values: Values) -> Iterator[tuple[str, object]]:
    for key in _HOUSE_FACTS:
        written = text(values, key)
        if not written:
            continue
        kind = fields_of(House)[key]
        try:
            yield key, _right(kind, written)
        except ValueUnreadable:
            draft.remark(key, "number_unreadable" if key == "area" else "unknown_code", written)
            draft.notes.append(f"{kind.label}：{written}")


def _right(kind: Field[Any], written: str) -> object:
    """The value that a cell holds, if a record of it can be saved."""
    value = kind.read(written)
    if (fault := kind.fault(value)) and fault.blocking:
        raise ValueUnreadable(fault.message, fault.remedy)
    return value


def _label(key: str) -> str:
    known = headings.meanings().get(key)
    return known.label if known else ""
