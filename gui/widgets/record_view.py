"""The table on the screen: generous rows, whole texts where they fit, opened by Enter or a double click."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from db.fields import Day, Moment
from gui.models.record_table import RecordTableModel
from gui.theme import px
from gui.tokens import TOKENS

SAMPLE_ROWS = 60
PADDING = 26
LEAST = 60
"""What is left to every other column where days are read whole, in pixels at 100 %."""


class _Plain(QStyledItemDelegate):
    """Draws a cell without the dotted frame of the focus: the whole row is what is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Takes the focus frame away."""
        super().initStyleOption(option, index)
        option.showDecorationSelected = True  # pyright: ignore[reportAttributeAccessIssue]


class RecordView(QTableView):
    """A list of records.

    Signals:
        opened: the id of the record that the clerk wants to open.
        marked: the id of the row the clerk is at; 0 for none.
    """

    opened = Signal(object)
    marked = Signal(object)

    def __init__(self, model: RecordTableModel) -> None:
        super().__init__()
        self._records = model
        self.setModel(model)
        self.setItemDelegate(_Plain(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(TOKENS.row))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setSortIndicatorShown(False)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.sectionClicked.connect(self._on_heading_clicked)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._records.id_at(index.row())))
        self.selectionModel().currentRowChanged.connect(
            lambda current: self.marked.emit(self._records.id_at(current.row()))
        )
        model.modelReset.connect(self.fit_columns)

    def current_id(self) -> int:
        """The id of the marked row; 0 for none."""
        return self._records.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else 0

    def mark(self, record_id: int) -> None:
        """Marks the row of a record and shows it, if it is listed."""
        row = self._records.row_of(record_id)
        if row >= 0:
            index = self._records.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def mark_first(self) -> None:
        """Marks the first row, if there is one."""
        self.mark(self._records.id_at(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the marked row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the columns their share of the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Widths by what the columns hold; what is over goes to all, what is missing comes from the widest, but not from days."""
        wanted = [self._wanted(column) for column in range(self._records.columnCount())]
        room = self.viewport().width()
        spare = room - sum(wanted)
        if not wanted or room < px(100):
            return
        if spare >= 0:
            total = sum(wanted)
            widths = [w + spare * w // total for w in wanted]
        else:
            whole = [isinstance(field, Day | Moment) for field in self._records.columns]
            held = sum(w for w, is_whole in zip(wanted, whole, strict=True) if is_whole)
            limit = _limit([w for w, is_whole in zip(wanted, whole, strict=True) if not is_whole], room - held)
            if limit < px(LEAST):
                whole, limit = [False] * len(wanted), _limit(wanted, room)
            widths = [w if is_whole else min(w, limit) for w, is_whole in zip(wanted, whole, strict=True)]
        widths[-1] += room - sum(widths)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, max(width, px(40)))

    def _wanted(self, column: int) -> int:
        metrics, small = QFontMetrics(self.font()), QFontMetrics(self.horizontalHeader().font())
        rows = range(min(self._records.rowCount(), SAMPLE_ROWS))
        texts = [str(self._records.index(row, column).data() or "") for row in rows]
        wide = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return max(wide, small.horizontalAdvance(self._records.columns[column].label) + px(12)) + px(PADDING)

    def _on_heading_clicked(self, column: int) -> None:
        heading = self.horizontalHeader()
        if not self._records.can_sort(column):
            return
        again = heading.isSortIndicatorShown() and heading.sortIndicatorSection() == column
        descending = again and heading.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        heading.setSortIndicatorShown(True)
        heading.setSortIndicator(column, order)
        self._records.sort(column, order)


def _limit(wanted: list[int], room: int) -> int:
    """The width at which the widest columns are capped so that all fit."""
    left, columns = room, sorted(wanted)
    for number, width in enumerate(columns):
        share = left // (len(columns) - number)
        if width > share:
            return share
        left -= width
    return room
