"""The rows of a 专项台账 on the screen: Space marks, Enter or F2 writes in a cell, Enter opens, Delete takes out."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from db.records.registry.ledger import TICK, LedgerColumn
from gui.keys import on_key
from gui.models.ledger_table import DONE, FIRST_OWN, GRID, NAME, PLACE, ROW_ROLE, LedgerTableModel
from gui.theme import px
from gui.tokens import TOKENS

ROW = 38
_DAY_AND_NAME = "2026-12-30 欧阳某某"
LOOKED_AT = 60
"""So many rows say how wide their columns are: a thousand, as Qt looks at, take half a second."""


class _Framed(QStyledItemDelegate):
    """Frames the cell the clerk is at: that is the one which Enter and F2 write in."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws the cell, and the frame over it."""
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, QTableView) and view.currentIndex() == index:
            painter.save()
            painter.setPen(QColor(TOKENS.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))  # pyright: ignore[reportAttributeAccessIssue]
            painter.restore()


class LedgerView(QTableView):
    """The rows; Space marks those that are selected, Enter or F2 writes in a column of the ledger's own, a note or a day.

    The cell that they write in is framed, ← and → go along the row. Anywhere else Enter opens who it is, and F2 writes in the first column
    of the ledger's own in which words stand, else the note. Delete takes out.

    Signals:
        removed: the rows that are selected are to be taken out.
        marked: the rows that are selected are to be marked, or let go.
        opened: the row that is to be opened.
    """

    removed = Signal()
    marked = Signal()
    opened = Signal(object)

    def __init__(self, model: LedgerTableModel) -> None:
        super().__init__()
        self._rows, self._column = model, NAME
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setItemDelegate(_Framed(self))
        on_key("F2", self, self.write_here)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setResizeContentsPrecision(LOOKED_AT)

    def show_columns(self, *, grid: bool) -> None:
        """Shows the columns that say something: the ``grid`` where there is more than one, a place that is not the name itself, telephones."""
        rows = self._rows.rows
        idle = {GRID} if not grid else set[int]()
        idle |= {PLACE} if all(row.place in ("", row.name) for row in rows) else set()
        idle |= {self._rows.column_of("phone")} if not any(row.phone for row in rows) else set()
        for column in range(self._rows.columnCount()):  # another ledger had others
            self.setColumnHidden(column, column in idle)

    def fit(self) -> None:
        """Widths by what stands in the columns; the last one takes the rest."""
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        for column in range(self._rows.columnCount() - 1):
            most = px(260) if column in (NAME, PLACE) else px(150)
            least = max(px(90), self._day_width() if column == DONE else 0)
            header.resizeSection(column, max(min(header.sectionSize(column) + px(18), most), least))
        header.setStretchLastSection(True)

    def _day_width(self) -> int:
        """What a day and who did it on that day need: a column may be empty now and be filled in the next minute."""
        return self.fontMetrics().horizontalAdvance(_DAY_AND_NAME) + px(20)

    def go_to(self, row: int) -> None:
        """Selects a row alone; the clerk stays in the column."""
        hidden = self._column >= self._rows.columnCount() or self.isColumnHidden(self._column)
        self.setCurrentIndex(self._rows.index(row, NAME if hidden else self._column))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Remembers the column: rows that are read again let it go."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._column = current.column()
        self.viewport().update()

    def write_here(self) -> None:
        """Writes in the cell the clerk is at; where nothing is written there, in the first one of the row for words."""
        here = self.currentIndex()
        if not here.isValid() or self.state() == QAbstractItemView.State.EditingState:
            return
        if not self._rows.is_written(here.column()):
            own = [n for n, one in enumerate(self._rows.columns, FIRST_OWN) if one.form != TICK]
            here = self._rows.index(here.row(), own[0] if own else self._rows.column_of("note"))
            self.setCurrentIndex(here)
        self._write(here)

    def _write(self, here: QModelIndex) -> None:
        shown = self._rows.at(here.column())
        if isinstance(shown, LedgerColumn) and shown.form == TICK:
            self._rows.setData(here, None, Qt.ItemDataRole.CheckStateRole)
        else:
            self.edit(here)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Enter goes on from the line that is written in, which takes it later
        here = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and here.isValid():
            self.marked.emit()
            return
        if event.key() == Qt.Key.Key_Delete and here.isValid():
            self.removed.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.isValid():
            if self._rows.is_written(here.column()):
                self._write(here)
            else:
                self.opened.emit(here.data(ROW_ROLE))
            return
        super().keyPressEvent(event)
