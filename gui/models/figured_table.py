"""The table of the rows of a figure: what each is called, and what tells it from others; read as it comes into view."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt

from db.services.figures.counted import Ids
from db.services.find import second_line
from db.store import Store
from db.values import masks
from gui.models.plain_table import Index, PlainTableModel
from gui.words import tr

COL_TITLE, COL_MORE = range(2)
ROW_ROLE = Qt.ItemDataRole.UserRole
PIECE = 50


class FiguredTableModel(PlainTableModel[tuple[str, int]]):
    """Rows of any types; `ROW_ROLE` gives table and id."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__((tr("名称"), tr("情况")), parent)
        self._store = store
        self._told: dict[tuple[str, int], tuple[str, str]] = {}

    def show_ids(self, ids: Ids) -> None:
        """Shows other rows, type by type."""
        self._told = {}
        self.show_rows((table, i) for table, found in ids.items() for i in found)

    def cell(self, index: Index, role: int) -> object:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if row not in self._told:
                start = index.row() // PIECE * PIECE
                self._read(self.rows[start : start + PIECE])
            return self._told[row][index.column()]
        return None

    def _read(self, rows: Sequence[tuple[str, int]]) -> None:
        """What is gone meanwhile is told as nothing."""
        by_table: dict[str, list[int]] = {}
        for table, i in rows:
            by_table.setdefault(table, []).append(i)
        for table, ids in by_table.items():
            found = self._lines(table, ids)
            self._told |= {(table, i): found.get(i, ("", "")) for i in ids}

    def _lines(self, table: str, ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
        kind = self._store.kinds[table]
        records = self._store.get_many(kind.record, ids)
        linked = self._store.linked_titles(list(records.values()))
        return {
            i: (masks.in_text(one.title(linked[i])), second_line(kind, one, linked[i])) for i, one in records.items()
        }
