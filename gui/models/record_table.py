"""The one table model: any record type, as many rows as there are, loaded as they come into view."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from db.fields import Field
from db.records.base import Record, fields_of
from gui.models.display import listed_text, native
from gui.models.record_filter import RecordFilter
from gui.models.record_source import Linked, RecordSource

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
RECORD_ROLE = Qt.ItemDataRole.UserRole + 3

PAGE_ROWS = 200
PAGES_KEPT = 20
NOWHERE = QModelIndex()


class RecordTableModel(QAbstractTableModel):
    """A list of records; its columns are the fields declared as listed.

    Only ids are held for all rows; records and the titles of what they link to come a page at a time.
    `SORT_ROLE` gives native values, `ID_ROLE` the id, `RECORD_ROLE` the record.
    """

    def __init__(self, source: RecordSource, columns: Sequence[str] = ()) -> None:
        super().__init__()
        self._source = source
        self.columns = self._columns(columns)
        self._filter = RecordFilter()
        self._order = ""
        self._blank = False
        self._pages: OrderedDict[int, dict[int, tuple[Record, Linked]]] = OrderedDict()
        self._ids: Sequence[int] = source.ids(self._filter, self._order)

    # What a page asks for.

    def set_filter(self, chosen: RecordFilter) -> None:
        """Shows what passes."""
        self._filter = chosen
        self._take(self._source.ids(self._filter, self._order))

    def show_columns(self, names: Sequence[str] = ()) -> None:
        """Shows these columns; the usual ones where none is named."""
        columns = self._columns(names)
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self.endResetModel()

    def order(self) -> str:
        """The column that orders the rows, behind a hyphen where the last comes first; "" for the usual order."""
        return self._order

    def order_by(self, order: str) -> None:
        """Orders by a column as `order` tells it."""
        if order != self._order:
            self._order = order
            self._take(self._source.ids(self._filter, self._order))

    def set_blank(self, blank: bool) -> None:
        """Hides personal data while a visitor looks on."""
        self._blank = blank
        self._tell_all_changed()

    def refresh(self) -> None:
        """Reads again after a save, here or in another window; the rows stay where they are if they can."""
        fresh = self._source.ids(self._filter, self._order)
        if list(fresh) == list(self._ids):
            self._pages.clear()
            self._tell_all_changed()
        else:
            self._take(fresh)

    def ids(self) -> Sequence[int]:
        """The ids of all that is listed, in its order."""
        return tuple(self._ids)

    def id_at(self, row: int) -> int:
        """The id of a row; 0 where there is none."""
        return self._ids[row] if 0 <= row < len(self._ids) else 0

    def row_of(self, record_id: int) -> int:
        """The row of an id; -1 when it is not listed."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def can_sort(self, column: int) -> bool:
        """Whether a click on this column's heading sorts."""
        return self._source.can_sort(self.columns[column].name)

    # What Qt asks for.

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Rows, all of them."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Listed fields."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Labels of the fields."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].label
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, SORT_ROLE, RECORD_ROLE):
            return None
        found = self._loaded(index.row())
        if found is None:
            return None
        return self._cell(found, self.columns[index.column()], role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders by a column; by none when ``column`` is -1."""
        if column >= 0 and not self.can_sort(column):
            return
        descending = "-" if order == Qt.SortOrder.DescendingOrder else ""
        self.order_by(f"{descending}{self.columns[column].name}" if column >= 0 else "")

    def _columns(self, names: Sequence[str]) -> tuple[Field[Any], ...]:
        kinds = fields_of(self._source.kind)
        return tuple(kinds[name] for name in names or [name for name, kind in kinds.items() if kind.listed])

    def _cell(self, found: tuple[Record, Linked], kind: Field[Any], role: int) -> object:
        record, linked = found
        if role == RECORD_ROLE:
            return None if self._blank else record
        value, title = getattr(record, kind.name), linked.get(kind.name, "")
        if role == SORT_ROLE:
            return None if self._blank else native(kind, value, title)
        shown = listed_text(kind, value, title, blank=self._blank)
        mark = record.mark() if kind.name == self.columns[0].name and not self._blank else ""
        return f"{shown}（{mark}）" if mark else shown

    def _loaded(self, row: int) -> tuple[Record, Linked] | None:
        number = row // PAGE_ROWS
        if number not in self._pages:
            ids = self._ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]
            records = self._source.records(ids)
            linked = self._source.linked(list(records.values()))
            self._pages[number] = {i: (record, linked.get(i, {})) for i, record in records.items()}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number].get(self._ids[row])

    def _take(self, ids: Sequence[int]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def _tell_all_changed(self) -> None:
        if self._ids and self.columns:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
