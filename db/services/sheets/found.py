"""A sheet as the child finds it, before it is sent: plain values, and the filled rows only."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

Cell = str | float | bool | date | datetime | time | timedelta
Block = tuple[int, int, int, int]
"""Top, left, bottom and right of merged cells, counted from 0; the last ones belong to it."""
Told = tuple[int, str]
"""Index of a row and a key of the words about it: what the clerk should know of how the row, or a cell in it, was read."""

COVERED = "cell_covered"
ROWS_REPEATED = "rows_repeated"
CELLS_REPEATED = "cells_repeated"
QUOTE_OPEN = "quote_open"
CUT_OFF = "cut_off"
CELL_FAULT, CELL_UNRECKONED = "cell_fault", "cell_unreckoned"
"""Of one cell: an error stands there, or a formula of which the file does not have what it comes to; see `of_cell`."""
LONGEST_CELL = 1_000_000
"""Characters that are read of a cell; a file with a longer one is none that somebody filled in."""


class Found(NamedTuple):
    """One sheet.

    Attributes:
        name: the name on its tab; the file's name for a text file.
        rows: index and cells of each row that has any, upwards; may be read once.
        told: what there is to say of single rows; complete when the rows have been read.
        height: about how many rows there are, for the progress.
        merged: the blocks of merged cells.
        hidden: whether the spreadsheet does not show it.
        hidden_rows: indices of rows that it does not show.
        hidden_columns: indices of columns that it does not show.
        date1904: whether days are counted from 1904 on.
    """

    name: str
    rows: Iterable[tuple[int, list[Cell]]]
    told: list[Told]
    height: int = 0
    merged: Sequence[Block] = ()
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    date1904: bool = False


def of_cell(code: str, column: int) -> str:
    """The key of words about one cell."""
    return f"{code}@{column}"


def column_of(told: Told) -> int:
    """The column of the cell about which there is something to say; -1 where it is about a row."""
    _, _, column = told[1].partition("@")
    return int(column) if column else -1


def filled(rows: Iterable[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that say something, without the blank cells at their end."""
    for index, row in rows:
        end = len(row)
        while end and ((last := row[end - 1]) == "" or (isinstance(last, str) and last.isspace())):
            end -= 1
        if end:
            yield index, row if end == len(row) else row[:end]


def shown(
    rows: Iterable[tuple[int, list[Cell]]], merged: Sequence[Block], told: list[Told]
) -> Iterator[tuple[int, list[Cell]]]:
    """The rows with what merged cells show: only the first cell of a block counts; what it covers is told."""
    waiting = sorted(merged, reverse=True)
    active: list[tuple[Block, Cell]] = []
    for index, row in rows:
        while waiting and waiting[-1][0] <= index:
            block = waiting.pop()
            starts = block[0] == index and block[1] < len(row)
            active.append((block, row[block[1]] if starts else ""))
        active = [one for one in active if one[0][2] >= index]
        if any([_uncover(row, index, block, value) for block, value in active]):
            told.append((index, COVERED))
        yield index, row


def _uncover(row: list[Cell], index: int, block: Block, value: Cell) -> bool:
    """Blanks what a block covers in a row; whether there was anything else than what the block shows."""
    covered = False
    for column in range(block[1] + (index == block[0]), min(block[3] + 1, len(row))):
        covered = covered or row[column] not in ("", value)
        row[column] = ""
    return covered
