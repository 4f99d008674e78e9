"""The table of what was pasted out of a chat: what, who, when, and what is to be known of it; each with a box to tick."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from db.services.matters.pasted import Line
from db.values import masks
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_SUBJECT, COL_WHO, COL_WHEN, COL_TOLD = range(4)


class PastedTableModel(PlainTableModel[Line]):
    """Messages in their order.

    Signals:
        ticked: other messages are ticked than before.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("事由"), tr("谁说的"), tr("什么时候"), tr("要知道的")), parent)
        self._wanted: set[int] = set()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows other messages; of each it is known whether it is a matter."""
        self._wanted = {row for row, line in enumerate(lines) if line.is_wanted}
        self.show_rows(lines)
        self.ticked.emit()

    def wanted(self) -> list[Line]:
        """Those that are ticked."""
        return [line for row, line in enumerate(self.rows) if row in self._wanted]

    def toggle(self, row: int) -> None:
        """Ticks a message, or takes the tick away; one that was taken in before cannot be ticked."""
        if not self.rows[row].known:
            self._wanted ^= {row}
            self.dataChanged.emit(self.index(row, 0), self.index(row, COL_TOLD))
            self.ticked.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first cell has a box."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.column() == COL_SUBJECT else found

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A click on the box."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != (index.row() in self._wanted):
            self.toggle(index.row())
        return True

    def cell(self, index: Index, role: int) -> object:
        line, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown(line)[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == COL_SUBJECT:
            return Qt.CheckState.Checked if index.row() in self._wanted else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole and index.row() not in self._wanted:
            return QColor(TOKENS.faint)
        return None

    def _shown(self, line: Line) -> tuple[str, ...]:
        when = f"{line.said.at:%m-%d %H:%M}" if line.said.at else ""
        same = tr("像是同一件：{0}").format(line.alike) if line.alike else ""
        told = line.known or (tr("像是闲话") if line.said.is_idle else same)
        return masks.in_text(line.matter.subject), line.said.name, when, told
