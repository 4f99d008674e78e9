"""The lines of a pasted list with whoever they name: one row a person, one for a line that names nobody."""

from collections.abc import Iterable, Sequence

from attrs import frozen
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.services.find import Found
from db.services.registry.find_listed import How, Line
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_TICK, COL_NUMBER, COL_WRITTEN, COL_HOW, COL_PERSON, COL_WHERE = range(6)
TICK = "✓"


@frozen
class Row:
    """A line and one whom it may mean; None for nobody."""

    line: Line
    person: Found | None


class ListedTableModel(PlainTableModel[Row]):
    """What came of a list, all of it or what the clerk has to look at; whom he takes is ticked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (tr("选"), tr("行"), tr("名单上写的"), tr("结果"), tr("居民"), tr("住处、号码；要看的")), parent
        )
        self._lines: Sequence[Line] = ()
        self._ticked: set[tuple[int, str, int]] = set()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Shows another list; whoever was found for certain is ticked."""
        self._lines = lines
        self._ticked = {_key(line, line.people[0]) for line in lines if line.how is How.ONE}
        self.show_part(doubtful=False)

    def show_part(self, *, doubtful: bool) -> None:
        """Shows all lines, or those alone that were not found for certain."""
        kept = (line for line in self._lines if not (doubtful and line.how is How.ONE))
        self.show_rows(Row(line, person) for line in kept for person in (line.people or (None,)))

    def is_ticked(self, row: Row) -> bool:
        """Whether the clerk takes the person of a row."""
        return row.person is not None and _key(row.line, row.person) in self._ticked

    def toggle(self, rows: Iterable[int]) -> None:
        """Takes whom rows name, or no more."""
        for number in rows:
            row = self.rows[number]
            if row.person is not None:
                self._ticked ^= {_key(row.line, row.person)}
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, COL_WHERE))

    def taken(self) -> tuple[int, ...]:
        """The ids of whom the clerk takes, each once, in the order of the list."""
        people = (person for line in self._lines for person in line.people if _key(line, person) in self._ticked)
        return tuple(dict.fromkeys(person.id for person in people))

    def cell(self, index: Index, role: int) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(row)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._tone(row, index.column())
        return None

    def _texts(self, row: Row) -> tuple[str, ...]:
        line, person = row.line, row.person
        where = " · ".join(one for one in (line.note, person.subtitle if person else "") if one)
        tick = TICK if self.is_ticked(row) else ""
        return tick, str(line.number), line.written, line.how.value, person.title if person else "", where

    def _tone(self, row: Row, column: int) -> QColor | None:
        if column == COL_HOW and row.line.how is not How.ONE:
            return QColor(TOKENS.accent if row.line.how is How.NOBODY else TOKENS.warn)
        return QColor(TOKENS.quiet) if column in (COL_NUMBER, COL_WHERE) else None


def _key(line: Line, person: Found) -> tuple[int, str, int]:
    return line.number, line.written, person.id
