"""The cells of a row by what their columns mean: merged cells give to the rows they cover, 同上 takes from above."""

from collections.abc import Mapping

from db.services.registry.import_roster import headings
from db.services.registry.import_roster.headings import ADDRESS, ROOM
from db.services.registry.import_roster.nobody import DITTO
from db.services.registry.import_roster.read_person import Draft, Values
from db.services.registry.import_roster.recognise import SheetLayout
from db.services.sheets.raw import Cell, RawSheet
from db.values.legible import MARK, legible, points

# What is one's own: 同上 says nothing there.
_OWN = frozenset({headings.NAME, "id_number", headings.SEQUENCE})


class RowValues:
    """Reads the rows of one sheet, from top to bottom.

    Attributes:
        blocks: the merged block of address cells that a row stands in, by index.
    """

    def __init__(self, sheet: RawSheet, layout: SheetLayout) -> None:
        self._sheet = sheet
        self._first = layout.first_row
        self._own = layout.own
        told = [c for c in layout.columns if c.meaning and c.meaning != headings.SEQUENCE]
        self._columns = [(c.index, c.meaning, c.heading) for c in told]
        self._fill, self.blocks = _merged_cells(sheet, layout)
        self._above: dict[int, tuple[int, Cell]] = {}
        self._strange: list[tuple[str, str]] = []

    def of(self, index: int) -> Values:
        """Heading and cell by meaning, of those cells that say something."""
        row = self._sheet.rows[index]
        values: dict[str, list[tuple[str, Cell]]] = {}
        self._strange.clear()
        filled = self._fill.get(index)
        width = len(row)
        for place, meaning, heading in self._columns:
            cell = row[place] if place < width else ""
            if cell == "" and (not filled or (cell := filled.get(place, "")) == ""):
                continue
            if isinstance(cell, str):
                if not cell.isprintable():
                    cell = self._legible(cell, meaning)
                if cell.strip() in DITTO and not self._own:
                    cell = self._of_above(index, place, meaning, cell)
                if not cell:
                    continue
            if meaning in values:
                values[meaning].append((heading, cell))
            else:
                values[meaning] = [(heading, cell)]
        return values

    def note_characters(self, draft: Draft) -> None:
        """Tells of what nobody could read in the row that was given last."""
        for meaning, strange in self._strange:
            draft.remark(meaning, "character")
            label = headings.meanings()[meaning].label
            draft.notes.append(f"{label}里的{MARK}原为字库外的字 {points(strange)}")

    def _legible(self, cell: str, meaning: str) -> str:
        """A cell without what nobody can see or read; a name keeps its own way."""
        kept, strange = legible(cell)
        if not strange:
            return kept
        if meaning == headings.NAME:
            return cell
        self._strange.append((meaning, strange))
        return kept

    def _of_above(self, index: int, place: int, meaning: str, cell: str) -> Cell:
        """What 同上 stands for: the nearest cell above that says something itself."""
        if meaning in _OWN:
            return cell if meaning == headings.NAME else ""
        known_at, known = self._above.get(place, (self._first, ""))
        for above in range(index - 1, known_at - 1, -1):
            row = self._sheet.rows[above]
            found = row[place] if place < len(row) else ""
            if found == "" and (filled := self._fill.get(above)):
                found = filled.get(place, "")
            if found != "" and not (isinstance(found, str) and found.strip() in DITTO):
                known = found
                break
        self._above[place] = (index, known)
        return known


def _merged_cells(sheet: RawSheet, layout: SheetLayout) -> tuple[Mapping[int, Mapping[int, Cell]], Mapping[int, int]]:
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
