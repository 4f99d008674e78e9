"""The one table model: any record type, as many rows as there are, loaded as they come into view."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import Any

from attrs import define, evolve, field
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from db.fields import Field
from db.records.base import Record, fields_of
from db.services.selection import Selection
from gui.models.behind import Behind
from gui.models.display import listed_text, native
from gui.models.record_source import MARK, Linked, RecordSource
from gui.words import tr

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
RECORD_ROLE = Qt.ItemDataRole.UserRole + 3

PAGE_ROWS = 100
PAGES_KEPT = 40
NOWHERE = QModelIndex()


@define
class _Row:
    """A record in sight: the titles of what it links to, and what its cells show, by field, as they were asked for."""

    record: Record
    linked: Linked
    shown: dict[str, str] = field(factory=dict[str, str])


class RecordTableModel(QAbstractTableModel):
    """A list of records; its columns are the fields declared as listed.

    Only ids are held for all rows; records and the titles of what they link to come a page at a time. The first ids are read at once,
    the rest of a long list behind: until then it has fewer rows than there are.
    `SORT_ROLE` gives native values, `ID_ROLE` the id, `RECORD_ROLE` the record.

    Attributes:
        is_catching_up: whether the rows change because they were read behind; nobody asked for others.
        is_broken_off: whether the rest could not be read; it is read again only when somebody asks for it.

    Signals:
        counted: how many there are is known by now, or more of the rows are.
        failed: with what the rest could not be read.
    """

    counted = Signal()
    failed = Signal(object)

    def __init__(self, source: RecordSource, columns: Sequence[str] = (), parent: QObject | None = None) -> None:
        """The model; without a parent what is connected to it may keep a closed window for ever."""
        super().__init__(parent)
        self._source = source
        self.columns = self._columns(columns)
        self._asked = Selection()
        self._blank = False
        self._pages: OrderedDict[int, dict[int, _Row]] = OrderedDict()
        self._ids = array("q")
        self._total: int | None = None
        self._stamp: object = None
        self.is_catching_up = self.is_broken_off = False
        self._behind = Behind(self)
        self._behind.counted.connect(self._on_counted)
        self._behind.read.connect(self._on_read)
        self._behind.failed.connect(self._on_failed)
        self._read()

    # What a page asks for.

    def set_filter(self, asked: Selection) -> None:
        """Shows what is asked for, in the order of now."""
        self._asked = evolve(asked, order=self._asked.order)
        self._read()

    def show_columns(self, names: Sequence[str] = ()) -> None:
        """Shows these columns; the usual ones where none is named."""
        columns = self._columns(names)
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self._pages.clear()  # the mark of a record stands in the first column
            self.endResetModel()

    def order(self) -> str:
        """The column that orders the rows, behind a hyphen where the last comes first; "" for the usual order."""
        return self._asked.order

    def order_by(self, order: str) -> None:
        """Orders by a column as `order` tells it."""
        if order != self._asked.order:
            self._asked = evolve(self._asked, order=order)
            self._read()

    def set_blank(self, blank: bool) -> None:
        """Hides personal data while a visitor looks on."""
        self._blank = blank
        self._pages.clear()
        self._tell_all_changed()

    def refresh(self) -> None:
        """Reads again if anything was saved, here or in another window; the rows stay where they are if they can."""
        if self._stamp == self._source.stamp() and not self.is_broken_off:
            return
        total, known = self._total, self._start()
        if self.is_whole():
            self._settle(known)
            return
        self._total = total  # until it is counted
        # What is behind the first rows stays as it was until it is read; what moved to the front is not twice there.
        front, behind = set(known), 2 * len(known)
        self._settle(known + array("q", (i for i in self._ids[:behind] if i not in front)) + self._ids[behind:])

    def total(self) -> int | None:
        """How many there are, exactly; None while they are being counted."""
        return self._total

    def count_words(self) -> str:
        """How many there are, as it stands over a list; that it is not known yet, or that the rest could not be read."""
        if self.is_broken_off:
            return tr("没有读完，只列出前面一部分")
        return tr("正在数…") if self._total is None else tr("{count:,} 条").format(count=self._total)

    def is_whole(self) -> bool:
        """Whether all ids are known."""
        return not self._behind.is_reading() and not self.is_broken_off

    def ids(self) -> Sequence[int]:
        """The ids of all that is listed, in its order; reads them where they are not known yet."""
        if not self.is_whole():
            self._behind.give_up()
            self._on_read(self._source.ids(self._asked))
        return self._ids

    def wait(self) -> None:
        """Reads no more; for closing the window."""
        self._behind.wait()

    def id_at(self, row: int) -> int:
        """The id of a row; 0 where there is none."""
        return self._ids[row] if 0 <= row < len(self._ids) else 0

    def ids_between(self, first: int, end: int) -> Sequence[int]:
        """The ids of rows from one to another, without the last."""
        return self._ids[first:end]

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

    def _cell(self, row: _Row, kind: Field[Any], role: int) -> object:
        if role == RECORD_ROLE:
            return None if self._blank else row.record
        if role == SORT_ROLE:
            return None if self._blank else native(kind, getattr(row.record, kind.name), row.linked.get(kind.name, ""))
        if kind.name not in row.shown:
            row.shown[kind.name] = self._text(row, kind)
        return row.shown[kind.name]

    def _text(self, row: _Row, kind: Field[Any]) -> str:
        shown = listed_text(kind, getattr(row.record, kind.name), row.linked.get(kind.name, ""), blank=self._blank)
        mark = ""
        if kind.name == self.columns[0].name and not self._blank:
            mark = "，".join(filter(None, (row.record.mark(), row.linked.get(MARK, ""))))
        return f"{shown}（{mark}）" if mark else shown

    def _loaded(self, row: int) -> _Row | None:
        number = row // PAGE_ROWS
        if number not in self._pages:
            ids = self._ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]
            records = self._source.records(ids)
            linked = self._source.linked(list(records.values()))
            self._pages[number] = {i: _Row(record, linked.get(i, {})) for i, record in records.items()}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number].get(self._ids[row])

    def _read(self) -> None:
        """Reads what is asked for: the first rows now, the rest behind."""
        self._take(self._start())

    def _start(self) -> "array[int]":
        """The first ids, while the rest is read behind; all of them where there are no more."""
        self._behind.give_up()
        self.is_broken_off = False
        self._stamp = self._source.stamp()
        found = self._source.first(self._asked, PAGE_ROWS + 1)
        if found is not None and len(found) <= PAGE_ROWS:
            self._total = len(found)
        else:
            self._total = None
            self._behind.start(partial(self._source.ids_behind, self._asked))
        return array("q", (found or ())[:PAGE_ROWS])

    def _on_counted(self, count: int) -> None:
        self._total = count
        self.counted.emit()

    def _on_read(self, found: Sequence[int]) -> None:
        """Puts the rest behind the rows that are shown, where these are the first of all."""
        self.is_broken_off = False
        ids = found if isinstance(found, array) else array("q", found)
        self._total, known = len(ids), len(self._ids)
        if not known or ids[:known] != self._ids:
            self.is_catching_up = True
            self._take(ids)
            self.is_catching_up = False
        elif len(ids) > known:
            self.beginInsertRows(NOWHERE, known, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        self.counted.emit()

    def _on_failed(self, error: Exception) -> None:
        """Leaves what is shown: reading all before the clerk would take as long, and may fail as well."""
        self.is_broken_off = True
        self.failed.emit(error)
        self.counted.emit()

    def _settle(self, ids: "array[int]") -> None:
        """Shows these; the rows stay where they are if they are the same."""
        if ids == self._ids:
            self._pages.clear()
            self._tell_all_changed()
        else:
            self._take(ids)

    def _take(self, ids: "array[int]") -> None:
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def _tell_all_changed(self) -> None:
        if self._ids and self.columns:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
