"""What the import found in single rows: where, what, and what was done about it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from db.services.import_roster import RowProblem
from db.values import masks
from gui.tokens import TOKENS

COL_PLACE, COL_FIELD, COL_MESSAGE, COL_WRITTEN = range(4)
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ProblemTableModel(QAbstractTableModel):
    """The problems of an import, all or those of one field."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[RowProblem] = ()
        self._shown: Sequence[RowProblem] = ()
        self._blank = False
        self._headers = (self.tr("工作表和行"), self.tr("栏目"), self.tr("问题"), self.tr("原文"))

    def set_problems(self, problems: Sequence[RowProblem]) -> None:
        """Shows other problems, all of them."""
        self._all = problems
        self.show_field("")

    def show_field(self, name: str) -> None:
        """Shows only the problems of a field, by its label; all for ""."""
        self.beginResetModel()
        self._shown = [p for p in self._all if p.label == name] if name else self._all
        self.endResetModel()

    def set_blank(self, blank: bool) -> None:
        """Blanks what the rows say while somebody looks on."""
        self._blank = blank
        self.show_field("")

    def remedy(self, row: int) -> str:
        """What was done about the problem in a row, and what to do; "" where there is none."""
        return self._shown[row].remedy if 0 <= row < len(self._shown) else ""

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        problem = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(problem)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == COL_PLACE:
            return QColor(TOKENS.quiet)
        return None

    def _text(self, problem: RowProblem) -> tuple[str, ...]:
        written = masks.whole(problem.written) if self._blank else problem.written
        place = self.tr("{0} 第{1}行").format(problem.sheet, problem.row)
        return (place, problem.label, problem.message, written)
