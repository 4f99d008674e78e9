"""The cells of a row by what their columns mean: merged cells give to the rows they cover, 同上 takes from above."""

from collections.abc import Collection, Mapping, Sequence

from db.services.importing.cells import BEGIN_DITTO, DITTO
from db.services.importing.headings import SEQUENCE
from db.services.importing.layout import Layout
from db.services.sheets.raw import Cell, RawSheet
from db.values.legible import legible

Values = Mapping[str, Sequence[tuple[str, Cell]]]
"""Heading and cell by meaning."""
Blocks = Mapping[int, Mapping[int, int]]
"""The number of the merged block in which a cell stands, by row and column."""


class RowValues:
    """Reads the rows of one sheet, from top to bottom.

    Attributes:
        strange: of the row that was given last, what nobody could read: meaning and characters.
    """

    def __init__(
        self,
        sheet: RawSheet,
        layout: Layout,
        shared: Collection[int],
        own: Collection[str] = (),
        names: Collection[str] = (),
    ) -> None:
        """Of a sheet and its layout.

        Args:
            sheet: the cells.
            layout: what they mean.
            shared: columns whose merged cells stand for all the rows that they cover.
            own: meanings of which every row has its own, so that 同上 says nothing there.
            names: those of them that keep what they say all the same, and characters that nobody can read.
        """
        self._sheet = sheet
        self._first = layout.first_row
        self._is_ours = layout.own
        self._own, self._names = own, names
        told = [c for c in layout.columns if c.meaning and c.meaning != SEQUENCE]
        self._columns = [(c.index, c.meaning, c.heading) for c in told]
        self._fill, self.blocks = _merged_cells(sheet, layout.first_row, shared)
        self._above: dict[int, tuple[int, Cell]] = {}
        self.strange: list[tuple[str, str]] = []

    def of(self, index: int) -> Values:
        """Heading and cell by meaning, of those cells that say something."""
        row = self._sheet.rows[index]
        values: dict[str, list[tuple[str, Cell]]] = {}
        self.strange.clear()
        filled = self._fill.get(index)
        width = len(row)
        for place, meaning, heading in self._columns:
            cell = row[place] if place < width else ""
            if cell == "" and (not filled or (cell := filled.get(place, "")) == ""):
                continue
            if isinstance(cell, str):
                if not cell.isprintable():
                    cell = self._legible(cell, meaning)
                if not cell:
                    continue
                if cell[0] in BEGIN_DITTO and cell.strip() in DITTO and not self._is_ours:
                    cell = self._of_above(index, place, meaning, cell)
                    if not cell:
                        continue
            if meaning in values:
                values[meaning].append((heading, cell))
            else:
                values[meaning] = [(heading, cell)]
        return values

    def _legible(self, cell: str, meaning: str) -> str:
        """A cell without what nobody can see or read; a name keeps its own way."""
        kept, strange = legible(cell)
        if not strange:
            return kept
        if meaning in self._names:
            return cell
        self.strange.append((meaning, strange))
        return kept

    def _of_above(self, index: int, place: int, meaning: str, cell: str) -> Cell:
        """What 同上 stands for: the nearest cell above that says something itself."""
        if meaning in self._own:
            return cell if meaning in self._names else ""
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


def _merged_cells(
    sheet: RawSheet, first_row: int, columns: Collection[int]
) -> tuple[Mapping[int, Mapping[int, Cell]], Blocks]:
    """What merged cells of these columns give to the rows they cover, by row and column, and the block of each of these cells."""
    fill: dict[int, dict[int, Cell]] = {}
    blocks: dict[int, dict[int, int]] = {}
    for number, block in enumerate(sheet.merged, start=1):
        if block.left not in columns or block.bottom == block.top or not first_row <= block.top < len(sheet.rows):
            continue  # templates have merged cells that nobody filled in, also below the last row
        row = sheet.rows[block.top]
        value = row[block.left] if block.left < len(row) else ""
        for index in range(block.top, min(block.bottom + 1, len(sheet.rows))):
            fill.setdefault(index, {})[block.left] = value
            blocks.setdefault(index, {})[block.left] = number
    return fill, blocks
