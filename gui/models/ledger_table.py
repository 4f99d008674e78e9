"""The rows of one 专项台账: who, where, the columns of its own, a note, and whether it is done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.records.base import fields_of
from db.records.registry.ledger import TICK, Ledger, LedgerColumn, LedgerRow
from db.services.registry.ledgers.facts import name_label, place_label
from db.services.registry.ledgers.marks import YES, told
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

BEFORE_OWN = ("name", "place", "grid", "done")
"""The fields whose columns stand before those of the ledger's own, however many these are."""
NAME, PLACE, GRID, DONE = range(len(BEFORE_OWN))
FIRST_OWN = len(BEFORE_OWN)
AFTER_OWN = ("phone", "note")
"""Those whose columns stand behind them."""
WRITTEN = ("note", "done")
"""Those that are written in place."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
Write = Callable[[LedgerRow, LedgerColumn | str, str], bool]
"""Writes something into a column of the ledger's own or a field of a row; whether it could stand there."""


class LedgerTableModel(PlainTableModel[LedgerRow]):
    """The columns of the ledger's own stand behind the mark; they are written in place, as notes and days are."""

    def __init__(self, write: Write, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._write = write
        self.columns: tuple[LedgerColumn, ...] = ()

    def show_ledger(self, ledger: Ledger, rows: Sequence[LedgerRow]) -> None:
        """Shows the rows of another ledger, or others of the same."""
        labels = fields_of(LedgerRow)
        self.columns = ledger.columns
        first = (name_label(ledger.table), place_label(ledger.table), labels["grid"].label, tr("办了"))
        own = (column.name for column in ledger.columns)
        self._headings = (*first, *own, *(labels[name].label for name in AFTER_OWN))
        self.show_rows(rows)

    def put(self, rows: Sequence[LedgerRow]) -> None:
        """Shows rows as they are by now, where they stand."""
        fresh = {row.id: row for row in rows}
        for number, row in enumerate(self.rows):
            if row.id in fresh:
                self.rows[number] = fresh[row.id]
                self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))

    def at(self, column: int) -> LedgerColumn | str:
        """The column of the ledger's own, or the field of the rows, that a column shows."""
        own = column - FIRST_OWN
        if own < 0:
            return BEFORE_OWN[column]
        return self.columns[own] if own < len(self.columns) else AFTER_OWN[own - len(self.columns)]

    def column_of(self, field: str) -> int:
        """The column that shows a field of the rows."""
        if field in BEFORE_OWN:
            return BEFORE_OWN.index(field)
        return FIRST_OWN + len(self.columns) + AFTER_OWN.index(field)

    def is_written(self, column: int) -> bool:
        """Whether something is written in a column in place."""
        shown = self.at(column)
        return isinstance(shown, LedgerColumn) or shown in WRITTEN

    def cell(self, index: Index, role: int) -> object:
        row, shown = self.rows[index.row()], self.at(index.column())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._tone(row, shown)
        if isinstance(shown, LedgerColumn) and shown.form == TICK:
            return _ticked(bool(told(row, shown))) if role == Qt.ItemDataRole.CheckStateRole else None
        if role == Qt.ItemDataRole.EditRole:
            return told(row, shown) if isinstance(shown, LedgerColumn) else _written(row, shown)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return told(row, shown) if isinstance(shown, LedgerColumn) else _told(row, shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What stands in a column of the ledger's own, notes and days are written in place."""
        found = super().flags(index)
        if self.is_blank or not self.is_written(index.column()):
            return found
        shown = self.at(index.column())
        is_tick = isinstance(shown, LedgerColumn) and shown.form == TICK
        return found | (Qt.ItemFlag.ItemIsUserCheckable if is_tick else Qt.ItemFlag.ItemIsEditable)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Writes what was typed, or turns a tick."""
        if not self.is_written(index.column()):
            return False
        row, shown = self.rows[index.row()], self.at(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and isinstance(shown, LedgerColumn):
            return self._write(row, shown, "" if told(row, shown) else YES)
        if role != Qt.ItemDataRole.EditRole:
            return False
        before = told(row, shown) if isinstance(shown, LedgerColumn) else _written(row, shown)
        return str(value) == before or self._write(row, shown, str(value))

    def _tone(self, row: LedgerRow, shown: LedgerColumn | str) -> QColor | None:
        """Quiet for what is done, and for the name of somebody whom the register does not know; the mark itself is green."""
        if shown == "done":
            return QColor(TOKENS.good) if row.done else None
        return QColor(TOKENS.quiet) if row.done else QColor(TOKENS.warn) if shown == "name" and not row.who else None


def _told(row: LedgerRow, field: str) -> str:
    kind = fields_of(LedgerRow)[field]
    if field == "done":
        return f"{kind.show(row.done)} {row.did}".strip() if row.done else ""
    if field == "name" and not row.who:
        return tr("{0}（没登记）").format(kind.mask(row.name))
    return kind.mask(getattr(row, field))


def _written(row: LedgerRow, field: str) -> str:
    """What a clerk goes on from who writes in a field."""
    return fields_of(LedgerRow)[field].show(getattr(row, field))


def _ticked(yes: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if yes else Qt.CheckState.Unchecked
