"""The table of what somebody has in hand: sort, what, day, where it stands; each with a box to tick."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from db.services.centre.handover.in_hand import Line
from db.services.centre.handover.take_over import Key
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_GROUP, COL_LABEL, COL_TITLE, COL_DAY, COL_NOTE = range(5)
LINE_ROLE = Qt.ItemDataRole.UserRole


class HandoverTableModel(PlainTableModel[Line]):
    """Lines in the order given; `LINE_ROLE` gives the line. What stayed though it was to go says why, in red.

    Signals:
        ticked: other lines are ticked than before.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("哪一类"), tr("种类"), tr("内容"), tr("日期"), tr("说明")), parent)
        self.keys: frozenset[Key] = frozenset()
        self._stayed: dict[Key, str] = {}

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Shows other lines; those that are ticked and still there stay so."""
        self.show_rows(lines)
        self.keys &= {line.key for line in self.rows}
        self.ticked.emit()

    def say_stayed(self, stayed: dict[Key, str]) -> None:
        """Says of lines why they stayed."""
        self._stayed = stayed
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, COL_NOTE))

    def toggle(self, row: int) -> None:
        """Ticks a line, or takes the tick away."""
        self.keys ^= {self.rows[row].key}
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self.ticked.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first cell has a box."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.column() == COL_GROUP else found

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A click on the box."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != (self.rows[index.row()].key in self.keys):
            self.toggle(index.row())
        return True

    def cell(self, index: Index, role: int) -> object:
        line, column = self.rows[index.row()], index.column()
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown(line)[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == COL_GROUP:
            return Qt.CheckState.Checked if line.key in self.keys else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == COL_NOTE and line.key in self._stayed:
                return QColor(TOKENS.accent)
            return QColor(TOKENS.faint) if line.is_covered else None
        return None

    def _shown(self, line: Line) -> tuple[str, ...]:
        day = line.day.isoformat() if line.day else ""
        stayed = self._stayed.get(line.key)
        return line.group, line.label, line.title, day, tr("没交：{0}").format(stayed) if stayed else line.note
