"""A table of a few rows that are all in memory: what the small lists of single pages share."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.values import masks

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class PlainTableModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind under fixed headings; whoever inherits gives the cells in `cell`.

    Attributes:
        rows: the rows shown.
        is_blank: whether the cells are hidden behind stars, while a visitor looks on.
    """

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self.rows: list[T] = []
        self.is_blank = False

    def show_rows(self, rows: Iterable[T]) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def set_blank(self, blank: bool) -> None:
        """Hides the cells, or shows them again."""
        self.is_blank = blank
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self._headings) - 1))

    def cell(self, index: Index, role: int) -> object:
        """What a cell tells under a role."""
        raise NotImplementedError

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See `cell`; while all is hidden, texts are stars, and of what stands behind a row nothing is told."""
        if not index.isValid():
            return None
        told = self.cell(index, role)
        if not self.is_blank:
            return told
        return masks.whole(told) if isinstance(told, str) else told if role < Qt.ItemDataRole.UserRole else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
