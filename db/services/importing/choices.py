"""What the clerk wants otherwise than it was recognised, and what was decided of doubts and changes."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

LEFT_OUT = "不导入这个工作表"


class Take(StrEnum):
    """What becomes of a field of which the sheet says something else than the store.

    Attributes:
        KEEP: it stays as it is.
        TABLE: what the sheet says takes its place.
    """

    KEEP = "keep"
    TABLE = "table"


@frozen
class Choices:
    """What the clerk has said so far.

    Attributes:
        forms: the form of a sheet, by the sheet; "" leaves it out.
        columns: the meaning of columns, by sheet and index of the column; "" leaves a column out.
        guessed: sheets of which it does not count what the clerk said of such columns last time.
        unhidden: sheets of which hidden rows and columns are taken as well.
        left_out: rows that are not taken, by sheet and row.
        fields: what becomes of changes in a field, by table and field.
        changes: the same for a single row, by sheet, row and field.
        otherwise: what becomes of all other changes.
        answers: what was decided of a doubt, by sheet, row and what the problem asks.
    """

    forms: Mapping[str, str] = {}
    columns: Mapping[tuple[str, int], str] = {}
    guessed: frozenset[str] = frozenset()
    unhidden: frozenset[str] = frozenset()
    left_out: frozenset[tuple[str, int]] = frozenset()
    fields: Mapping[tuple[str, str], Take] = {}
    changes: Mapping[tuple[str, int, str], Take] = {}
    otherwise: Take = Take.KEEP
    answers: Mapping[tuple[str, int, str], str] = {}

    def takes(self, table: str, place: tuple[str, int], field: str) -> bool:
        """Whether what the sheet says of a field takes the place of what the store says."""
        said = self.changes.get((*place, field)) or self.fields.get((table, field)) or self.otherwise
        return said is Take.TABLE
