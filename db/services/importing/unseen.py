"""What a spreadsheet does not show is not imported unless the clerk wants it, and either way it is told."""

from collections.abc import Iterator
from typing import TypeVar

import attrs

from db.services.importing.layout import Layout
from db.services.importing.problems import WHOLE_ROW, RowProblem, of_sheet
from db.services.sheets.found import column_of
from db.services.sheets.raw import Cell, RawSheet

L = TypeVar("L", bound=Layout)


def has_unseen(sheet: RawSheet) -> tuple[int, int]:
    """How many rows and columns of a sheet say something and are not shown."""
    rows = sum(any(c != "" for c in sheet.rows[i]) for i in sheet.hidden_rows if i < len(sheet.rows))
    width = max((len(row) for row in sheet.rows), default=0)
    hidden = [c for c in sheet.hidden_columns if c < width]
    columns = sum(any(len(row) > c and row[c] != "" for row in sheet.rows) for c in hidden)
    return rows, columns


def without_unseen(sheet: RawSheet, layout: L) -> tuple[RawSheet, L]:
    """A sheet and its layout without what is not shown: hidden rows are blank, hidden columns mean nothing.

    The headings keep their hidden rows: they say what a column is. A column of which the clerk said what it means comes
    in although it is hidden.
    """
    rows = sheet.hidden_rows
    columns = sheet.hidden_columns - layout.corrected.keys()
    if rows:
        shown: list[list[Cell]] = [
            [] if index in rows and index >= layout.first_row else row for index, row in enumerate(sheet.rows)
        ]
        sheet = attrs.evolve(sheet, rows=shown)
    if columns:
        told = tuple(attrs.evolve(c, meaning="" if c.index in columns else c.meaning) for c in layout.columns)
        layout = attrs.evolve(layout, columns=told)
    return sheet, layout


def _told(sheet: RawSheet, layout: Layout) -> Iterator[RowProblem]:
    """What is to be said of rows and of single cells; of cells of columns that are not imported, nothing."""
    headings = {column.index: column.heading for column in layout.columns if column.meaning}
    for one in sheet.told:
        row, column, code = one[0], column_of(one), one[1].partition("@")[0]
        if column < 0:
            yield of_sheet(sheet.name, row + 1, WHOLE_ROW, code)
        elif row >= layout.first_row and column in headings:
            yield of_sheet(sheet.name, row + 1, headings[column], code)


def problems_of(sheet: RawSheet, layout: Layout, *, taken: bool) -> list[RowProblem]:
    """What there is to tell of how a sheet was read: what it hides, ``taken`` or not, and rows that were not plain."""
    found = list(_told(sheet, layout))
    said = "_taken" if taken else ""
    for row in sorted(sheet.hidden_rows):
        if layout.first_row <= row < len(sheet.rows) and any(c != "" for c in sheet.rows[row]):
            found.append(of_sheet(sheet.name, row + 1, WHOLE_ROW, f"row_hidden{said}"))
    for column in layout.columns:
        if column.index in sheet.hidden_columns and column.meaning and column.index not in layout.corrected:
            found.append(of_sheet(sheet.name, layout.first_row, column.heading, f"column_hidden{said}"))
    return found
