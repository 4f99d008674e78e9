"""The rows of one 专项台账: who, where, the columns of its own, and whether it is done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.records.base import fields_of
from db.records.registry.ledger import TICK, Ledger, LedgerColumn, LedgerRow
from db.services.registry.ledgers.marks import YES, told
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

NAME, PLACE, GRID = range(3)
FIRST_OWN = 3
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
Write = Callable[[LedgerRow, LedgerColumn, str], bool]
"""Writes something into a column of a row; whether it could stand there."""


class LedgerTableModel(PlainTableModel[LedgerRow]):
    """The columns of the ledger's own stand between the grid and the day on which it was done; they are written in place."""

    def __init__(self, write: Write, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._write = write
        self.columns: tuple[LedgerColumn, ...] = ()

    def show_ledger(self, ledger: Ledger, rows: Sequence[LedgerRow]) -> None:
        """Shows the rows of another ledger, or others of the same."""
        labels = fields_of(LedgerRow)
        self.columns = ledger.columns
        own = [column.name for column in ledger.columns]
        self._headings = (*(labels[n].label for n in ("name", "place", "grid")), *own, tr("办了"))
        self.show_rows(rows)

    def put(self, rows: Sequence[LedgerRow]) -> None:
        """Shows rows as they are by now, where they stand."""
        fresh = {row.id: row for row in rows}
        for number, row in enumerate(self.rows):
            if row.id in fresh:
                self.rows[number] = fresh[row.id]
                self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))

    def column_at(self, column: int) -> LedgerColumn | None:
        """The column of the ledger's own; None for another one."""
        own = column - FIRST_OWN
        return self.columns[own] if 0 <= own < len(self.columns) else None

    def cell(self, index: Index, role: int) -> object:
        row, own = self.rows[index.row()], self.column_at(index.column())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ForegroundRole:
            return (
                QColor(TOKENS.good if index.column() == self.columnCount() - 1 else TOKENS.quiet) if row.done else None
            )
        if own is not None and own.form == TICK:
            return _ticked(bool(told(row, own))) if role == Qt.ItemDataRole.CheckStateRole else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if own is not None:
            return told(row, own)
        return self._told(row, index.column())

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What stands in a column of the ledger's own is written in place."""
        found, own = super().flags(index), self.column_at(index.column())
        if own is None or self.is_blank:
            return found
        more = Qt.ItemFlag.ItemIsUserCheckable if own.form == TICK else Qt.ItemFlag.ItemIsEditable
        return found | more

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Writes what was typed, or turns a tick."""
        own = self.column_at(index.column())
        if own is None or role not in (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.CheckStateRole):
            return False
        row = self.rows[index.row()]
        typed = str(value)
        if role == Qt.ItemDataRole.CheckStateRole:
            typed = "" if told(row, own) else YES
        return typed == told(row, own) or self._write(row, own, typed)

    def _told(self, row: LedgerRow, column: int) -> str:
        labels = fields_of(LedgerRow)
        if column >= FIRST_OWN:
            done = labels["done"].show(row.done) if row.done else ""
            return f"{done} {row.did}".strip()
        name = ("name", "place", "grid")[column]
        return labels[name].mask(getattr(row, name))


def _ticked(yes: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if yes else Qt.CheckState.Unchecked
