"""A sheet as it stands in its file, as the imports take it."""

from attrs import frozen

from db.services.sheets.found import Cell, Told

__all__ = ["Cell", "Merged", "RawSheet"]


@frozen
class Merged:
    """A block of merged cells; rows and columns count from 0, the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@frozen
class RawSheet:
    """One sheet as it stands in the file.

    Attributes:
        name: the name on its tab; the file's name for a text file.
        rows: the cells; row 0 is what a spreadsheet calls row 1. Blank rows are empty,
            the others equally long unless a cell stands very far to the right.
        merged: blocks whose value stands only in the first cell.
        hidden: whether the spreadsheet does not show it.
        hidden_rows: indices of the rows that it does not show, hidden or filtered.
        hidden_columns: indices of the columns that it does not show.
        date1904: whether a number that stands for a day counts from 1904 on.
        told: what the clerk should know of how single rows were read: index of the row, key of `row_problems`.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    date1904: bool = False
    told: tuple[Told, ...] = ()
