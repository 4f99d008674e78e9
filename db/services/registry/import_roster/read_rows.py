"""The rows of a recognised sheet as entries: a person each, with address and place in a household."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import define, field, frozen

from db.errors import Cancelled, ValueUnreadable
from db.fields import Field, Phone
from db.records.base import fields_of
from db.records.registry.household import HEAD
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.importing.remarks import is_remark_row, is_total
from db.services.registry.import_roster import headings
from db.services.registry.import_roster.doors import DoorReader, whole
from db.services.registry.import_roster.kin import head_told, persons, relation_of
from db.services.registry.import_roster.nobody import (
    NO_PERSON,
    UNNAMED,
    is_title,
    nobody,
    without_label,
)
from db.services.registry.import_roster.read_person import Draft, Values, read_person, text
from db.services.registry.import_roster.recognise import SheetLayout
from db.services.registry.import_roster.row_problems import Remark, RowProblem
from db.services.registry.import_roster.row_values import blocks_of_doors, note_characters, row_values
from db.services.sheets.raw import RawSheet
from db.values import id_number, phone
from db.values.address import Address

# A row with a number, a telephone or a relation is about a person, even where the name is missing.
_PERSONAL = ("id_number", "phone", headings.OTHER_PHONE, "birth", headings.RELATION)
_HOUSE_FACTS = ("use", "area", "owner", "owner_phone")
_OF_A_FLAT = headings.PLACE | {headings.GRID, headings.BOOKLET, *_HOUSE_FACTS}
_FEW_COLUMNS = 3
_BOOKLET = re.compile(r"^第?(\d+)[号户]$")
_TICK_ROWS = 1000


@frozen(slots=False)
class Entry:
    """One row that names a person; without slots, because there are as many as rows and making one so takes half the time.

    Attributes:
        sheet: the sheet's name.
        row: as a spreadsheet numbers it.
        resident: the person, linked to nothing yet.
        number_fault: why the identity number is not right; "" when it is.
        place: the address, None where there is none or it cannot be read.
        relation: code of the relation to the head; "" where the sheet says nothing.
        head_name: name of the head where a column carries it.
        head_number: identity number of the head where a column carries it.
        booklet: number of the household where a column carries it.
        grid: name of the grid where a column carries it.
        block: which merged block of address cells the row stands in; 0 for none.
        house: what the row says of the dwelling itself.
        told: cells that are read once places are in the store, see `own_parts`.
    """

    sheet: str
    row: int
    resident: Resident
    number_fault: str = ""
    place: Address | None = None
    relation: str = ""
    head_name: str = ""
    head_number: str = ""
    booklet: str = ""
    grid: str = ""
    block: int = 0
    house: Mapping[str, object] = {}
    told: Mapping[str, str] = {}


@define
class SheetRows:
    """What a sheet holds.

    Attributes:
        layout: how it was understood.
        entries: one for each row that names a person.
        problems: what the clerk should know about single rows.
        passed: rows that are nobody and need no word each: subtotals, sections, repeated headings, bare addresses.
    """

    layout: SheetLayout
    entries: list[Entry] = field(factory=list[Entry])
    problems: list[RowProblem] = field(factory=list[RowProblem])
    passed: list[int] = field(factory=list[int])


def read_rows(
    sheet: RawSheet, layout: SheetLayout, today: date, tick: Callable[[int, int], bool] = lambda _done, _total: True
) -> SheetRows:
    """The persons of a sheet; what is nobody is told or counted as passed over.

    Raises:
        Cancelled: ``tick``, which is told the rows done and all rows, said so.
    """
    reader = _Reader(sheet, layout, today)
    total = len(sheet.rows)
    for index in range(layout.first_row, total):
        if index % _TICK_ROWS == 0 and not tick(index, total):
            raise Cancelled
        reader.read(index)
    return reader.found


class _Reader:
    """Reads one sheet from top to bottom; knows the row above and the section that it stands in."""

    def __init__(self, sheet: RawSheet, layout: SheetLayout, today: date) -> None:
        self.found = SheetRows(layout)
        self._rows = sheet.rows
        self._today = today
        self._cells = row_values(sheet, layout)
        self._blocks = blocks_of_doors(self._cells, layout)
        self._places = any(layout.has(key) for key in headings.PLACE)
        self._door = DoorReader(layout, self._blocks)

    def read(self, index: int) -> None:
        """Reads one row."""
        values = self._cells.of(index)
        own = self.found.layout.own  # what we wrote is what somebody typed, however strange a name
        name = text(values, headings.NAME) if own else without_label(text(values, headings.NAME))
        if is_total(self._rows[index]):
            self.found.passed.append(index + 1)
            return
        if not name or headings.is_heading(name, headings.NAME) or self._is_alone(index, name):
            self._nameless(index, values, name)
            return
        if not own and (code := nobody(name)):
            self._nobody(index, values, code, name)
            return
        people = [values] if own else persons(name, values)
        for number, one in enumerate(people):
            draft = read_person(one, self._today, own=own)
            note_characters(self._cells, draft)
            if len(people) > 1 and not number:
                draft.remark(headings.NAME, "several_people", name)
            last = self.found.entries[-1] if self.found.entries else None
            place = self._door.read(index, draft, one, last) if self._places else None
            self.found.entries.append(self._entry(index, one, draft, place))
            if draft.remarks:
                self._report(index + 1, draft.remarks)

    def _is_alone(self, index: int, name: str) -> bool:
        """Whether a text fills a row by itself and heads the rows below, or is a title: no name is like that."""
        row = self._rows[index]
        if len(row) - row.count("") != 1 or len(self.found.layout.columns) < _FEW_COLUMNS:
            return False
        return is_title(name)

    def _nameless(self, index: int, values: Values, name: str) -> None:
        """A row that names nobody: a section, a total, an empty line; what tells of a person is told."""
        filled = [cell for cell in self._rows[index] if cell != ""]
        if not filled or not any(not isinstance(c, str) or c.strip() for c in filled):
            return
        if (
            (len({str(cell) for cell in filled}) == 1 and self._door.begins_section(str(filled[0])))
            or name
            or is_remark_row(str(filled[0]))
        ):
            self.found.passed.append(index + 1)
        elif any(text(values, key) for key in _PERSONAL) or any(key not in _OF_A_FLAT for key in values):
            self._report(index + 1, [Remark(headings.NAME, "name_missing")])
        else:
            self.found.passed.append(index + 1)

    def _nobody(self, index: int, values: Values, code: str, name: str) -> None:
        """A row with a word that is no name; what it tells of a person all the same is not lost in silence."""
        if code == NO_PERSON and any(text(values, key) for key in ("id_number", headings.RELATION)):
            code = UNNAMED
        self._report(index + 1, [Remark(headings.NAME, code, name)])

    def _report(self, row: int, remarks: list[Remark]) -> None:
        sheet = self.found.layout.sheet
        self.found.problems += [r.at(sheet, row, _label(r.field)) for r in remarks]

    def _entry(self, index: int, values: Values, draft: Draft, place: Address | None) -> Entry:
        relation, head_name = head_told(values, str(draft.values["name"]))
        if not relation or relation != HEAD:
            told = relation_of(draft, text(values, headings.RELATION))
            relation = told or relation
        if self.found.layout.heads_only:
            relation, head_name = HEAD, ""
        house = _house_facts(draft, values)
        return Entry(
            sheet=self.found.layout.sheet,
            row=index + 1,
            resident=draft.resident(),
            number_fault=draft.number_fault,
            place=place,
            relation=relation,
            head_name=head_name,
            head_number=id_number.noted(told)[0] if (told := text(values, headings.HEAD_NUMBER)) else "",
            booklet=_BOOKLET.sub(r"\1", whole(booklet)) if (booklet := text(values, headings.BOOKLET)) else "",
            grid=text(values, headings.GRID) or self._door.section.get(headings.GRID),
            block=self._blocks.get(index, 0),
            house=house,
            told=draft.told,
        )


def _house_facts(draft: Draft, values: Values) -> Mapping[str, object]:
    """What the row says of the dwelling itself: use, area, owner."""
    return dict(_facts(draft, values)) if not values.keys().isdisjoint(_HOUSE_FACTS) else {}


def _facts(draft: Draft, values: Values) -> Iterator[tuple[str, object]]:
    for key in _HOUSE_FACTS:
        written = text(values, key)
        if not written:
            continue
        kind = fields_of(House)[key]
        if isinstance(kind, Phone):
            numbers, note = phone.noted(written)
            written = "、".join(numbers) if note else written
            draft.notes += [f"{kind.label}注：{note}"] if note else []
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
