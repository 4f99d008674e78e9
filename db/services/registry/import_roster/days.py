"""Days in a workbook that counts them from 1904 on, as the first spreadsheets for Macintosh did."""

import attrs

from db.services.registry.import_roster.recognise import SheetLayout
from db.services.sheets.raw import Cell, RawSheet
from db.values.moment import day_of_serial

_DAYS = frozenset({"birth"})
_SERIALS = range(1, 80_000)


def with_days(sheet: RawSheet, layout: SheetLayout) -> RawSheet:
    """The sheet with days in the place of numbers in its columns of days, where the workbook counts them from 1904.

    Cells in the format of a day are days already; what is meant is the number in a cell of no format.
    """
    columns = [c.index for c in layout.columns if c.meaning in _DAYS]
    if not sheet.date1904 or not columns:
        return sheet
    return attrs.evolve(
        sheet, rows=[*sheet.rows[: layout.first_row], *(_read(row, columns) for row in sheet.rows[layout.first_row :])]
    )


def _read(row: list[Cell], columns: list[int]) -> list[Cell]:
    found = list(row)
    for column in columns:
        cell = row[column] if column < len(row) else ""
        if isinstance(cell, float | int) and not isinstance(cell, bool) and int(cell) in _SERIALS:
            # 1954.1 is a year and a month.
            found[column] = cell if _is_month(cell) else day_of_serial(cell, from_1904=True)
    return found


def _is_month(number: float) -> bool:
    return 1850 <= number < 2100
