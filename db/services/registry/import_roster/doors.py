"""The address of a row: its own cells, the section it stands in, or the household that goes on from the row above."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import attrs

from db.errors import ValueUnreadable
from db.records.registry.household import HEAD
from db.services.registry.import_roster import headings
from db.services.registry.import_roster.headings import ADDRESS, BUILDING, ESTATE, ROOM, UNIT
from db.services.registry.import_roster.kin import relation_code
from db.services.registry.import_roster.read_person import Draft, Values, text
from db.services.registry.import_roster.recognise import SheetLayout
from db.services.registry.import_roster.sections import Section, section_of
from db.services.sheets.raw import Cell
from db.values import address, person_name
from db.values.address import Address


class RowAbove(Protocol):
    """What a household that goes on needs of the row above."""

    @property
    def place(self) -> Address | None:
        """Its address."""
        ...

    @property
    def block(self) -> int:
        """The merged block of address cells that it stands in."""
        ...

    @property
    def head_name(self) -> str:
        """The head of its household."""
        ...


class DoorReader:
    """Reads the addresses of a sheet from top to bottom.

    Attributes:
        section: what holds for the rows that follow.
    """

    def __init__(self, layout: SheetLayout, blocks: Mapping[int, int]) -> None:
        self.section = layout.section
        self._estate = layout.estate
        self._blocks = blocks
        self._above: dict[str, str] = {}
        self._written: list[Sequence[tuple[str, Cell]] | None] = []
        self._read: dict[str, str] = {}
        self._last: tuple[Mapping[str, str], Section, Address] | None = None

    def begins_section(self, written: str) -> bool:
        """Whether a text that fills a row by itself holds for the rows below it; it is remembered then."""
        found = section_of(written)
        if found:
            self.section = found.under(self.section)
            self._above = {}
        return found is not None

    def read(self, index: int, draft: Draft, values: Values, last: RowAbove | None) -> Address | None:
        """The address of a row, or the one above for a member of the household that goes on."""
        told = self._told(values)
        if not (told[ADDRESS] or told[BUILDING] or told[ROOM]):
            if last and last.place and not (index in self._blocks or last.block) and _goes_on(values, last):
                return last.place
            draft.remark(ADDRESS, "address_missing")
            return None
        if self._last and self._last[0] is told and self._last[1] is self.section:
            found = self._last[2]
        elif (there := self._found(draft, told)) is not None:
            found = there
        else:
            return None
        if found.rest:
            draft.notes.append(f"住址注：{found.rest}")
        return found

    def _found(self, draft: Draft, cells: Mapping[str, str]) -> Address | None:
        """The address in these cells, for the next row of the household, too, where nothing else has to be told of it."""
        told = self._with_section(draft, cells)
        try:
            found = self._parsed(told)
        except ValueUnreadable:
            written = "".join(told[key] for key in (ESTATE, BUILDING, UNIT, ROOM, ADDRESS))
            draft.notes.append(f"住址写作：{written}")
            draft.remark(ADDRESS, "address_unreadable", written)
            return None
        self._above = told
        if cells[BUILDING] or cells[ADDRESS]:
            self._last = cells, self.section, found
        return found

    def _told(self, values: Values) -> dict[str, str]:
        """The cells of the address; those of a row are nearly always the same as above."""
        written = [values.get(key) for key in headings.PLACE]
        if written != self._written:
            self._written = written
            self._read = {key: whole(text(values, key)) for key in headings.PLACE}
        return self._read

    def _with_section(self, draft: Draft, told: Mapping[str, str]) -> dict[str, str]:
        """The parts with what the section says of a building that the row does not name, or the row above."""
        if told[BUILDING] or told[ADDRESS]:
            return {**told, ESTATE: told[ESTATE] or self.section.get(ESTATE)}
        if building := self.section.get(BUILDING):
            known = {key: told[key] or self.section.get(key) for key in (ESTATE, UNIT)}
            return {**told, **known, BUILDING: building}
        if self._above and "-" not in told[ROOM]:
            draft.remark(BUILDING, "building_carried")
            return {**told, BUILDING: self._above[BUILDING], UNIT: told[UNIT] or self._above[UNIT]}
        return dict(told)

    def _parsed(self, told: Mapping[str, str]) -> Address:
        estate = told[ESTATE] or self._estate
        if told[BUILDING] or told[ROOM]:
            return address.of_parts(estate, told[BUILDING], told[UNIT], told[ROOM])
        found = self._parsed_text(told[ADDRESS])
        return found if found.estate else attrs.evolve(found, estate=estate)

    def _parsed_text(self, written: str) -> Address:
        """An address in one cell; one without a building is in that of the section."""
        building, unit = self.section.get(BUILDING), self.section.get(UNIT)
        if not building:
            return address.parse(written)
        try:
            found = address.parse(written)
        except ValueUnreadable:
            return address.parse(f"{building}{unit}{'单元' if unit else ''}{written}")
        if written.count("-") == 1 and not found.estate and not any(c in written for c in "楼栋幢座#＃"):
            return address.parse(f"{building}{written.replace('-', '单元')}")  # 1-101 under 3号楼 is a unit and a room
        return found


def whole(written: str) -> str:
    """A number as another program wrote it, 3.0, without its needless decimals."""
    return written[:-2] if written.endswith(".0") and written[:-2].isdigit() else written


def _goes_on(values: Values, last: RowAbove) -> bool:
    relation = text(values, headings.RELATION)
    if relation:
        return relation_code(relation) != HEAD
    head = person_name.tidy(text(values, headings.HEAD_NAME))
    return bool(head) and head == last.head_name


__all__ = ["DoorReader", "Section"]
