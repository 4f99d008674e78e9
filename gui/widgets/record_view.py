"""The table on the screen: generous rows, whole texts where they fit, opened by Enter or a double click."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

from db.fields import Day, Moment
from gui.models.record_table import RecordTableModel
from gui.theme import px
from gui.tokens import TOKENS
from gui.widgets.column_widths import Column, widths
from gui.widgets.toned import Toned

SAMPLE_ROWS = 60
PADDING = 26


class _Plain(Toned):
    """Draws a cell without the dotted frame of the focus: the whole row is what is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Takes the focus frame away."""
        super().initStyleOption(option, index)
        option.showDecorationSelected = True  # pyright: ignore[reportAttributeAccessIssue]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Underlines the row the clerk is at while rows are picked: it need not be one of them."""
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, RecordView) and view.is_picking and index.row() == view.currentIndex().row():
            rect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, QColor(TOKENS.accent))


class RecordView(QTableView):
    """A list of records. Rows are picked by Space, by Ctrl or Shift with a click, by Shift with an arrow, and by Ctrl+A.

    Attributes:
        is_picking: whether rows are picked one by one: the arrows go on without letting them go.
        when_whole: goes on once all that is listed is read; reads it here where nobody has another way.

    Signals:
        opened: the id of the record that the clerk wants to open.
        marked: the id of the row the clerk is at; 0 for none.
    """

    opened = Signal(object)
    marked = Signal(object)

    def __init__(self, model: RecordTableModel) -> None:
        super().__init__()
        self._records = model
        self._first = 0
        self.is_picking = False
        self.when_whole: Callable[[Callable[[], object]], object] = self._read_all
        self.setModel(model)
        self.setItemDelegate(_Plain(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        # One of its own, which has nothing: else each column is asked whether all of its million rows are picked.
        heading.setSelectionModel(QItemSelectionModel(model, heading))
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.sectionClicked.connect(self._on_heading_clicked)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._records.id_at(index.row())))
        self.selectionModel().currentRowChanged.connect(
            lambda current: self.marked.emit(self._records.id_at(current.row()))
        )
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._kept = 0
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)

    def current_id(self) -> int:
        """The id of the marked row; 0 for none."""
        return self._records.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else 0

    def picked_count(self) -> int:
        """How many rows are picked; none while the clerk is merely at one."""
        count = sum(part.height() for part in self._parts())
        return count if count > 1 or self.is_picking else 0

    def picked(self) -> list[int]:
        """The ids of the rows that are picked, in the order of the list."""
        if not self.picked_count():
            return []
        found: list[int] = []
        below = 0
        for top, bottom in sorted((part.top(), part.bottom()) for part in self._parts()):
            found += self._records.ids_between(max(top, below), bottom + 1)
            below = max(below, bottom + 1)
        return found

    def _parts(self) -> Sequence[QItemSelectionRange]:
        """What is selected, in runs of rows: it may be all of a million."""
        found = self.selectionModel().selection()
        return [found.at(number) for number in range(found.count())]

    def selectAll(self) -> None:
        """Picks all that are listed, not only those that were read by now."""
        self.when_whole(super().selectAll)

    def _read_all(self, then: Callable[[], object]) -> None:
        self._records.ids()
        then()

    def unpick(self) -> None:
        """Lets go what is picked; the clerk stays at the row."""
        if self.is_picking or self.picked_count():
            self.is_picking = False
            self.mark(self.current_id())
            self.viewport().update()

    def turn(self) -> None:
        """Picks the row the clerk is at, or lets it go; the clerk stays at it."""
        here, select = self.currentIndex(), QItemSelectionModel.SelectionFlag
        if not here.isValid():
            return
        how = select.Toggle if self.is_picking or self.picked_count() else select.ClearAndSelect
        self.is_picking = True
        self.selectionModel().select(here, how | select.Rows)
        if not self.picked_count():
            self.unpick()
        self.viewport().update()

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

    def order_by(self, order: str) -> None:
        """Orders the rows as `RecordTableModel.order` tells it, and marks the heading."""
        names = [column.name for column in self._records.columns]
        heading, name = self.horizontalHeader(), order.lstrip("-")
        way = Qt.SortOrder.DescendingOrder if order.startswith("-") else Qt.SortOrder.AscendingOrder
        heading.setSortIndicatorShown(name in names)
        if name in names:
            heading.setSortIndicator(names.index(name), way)
        self._records.order_by(order)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Keeps what is picked while plain arrows go on."""
        if self.is_picking and isinstance(event, QKeyEvent) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A plain click lets go what is picked."""
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self.is_picking = bool(event.modifiers() & held) and bool(self.is_picking or self.currentIndex().isValid())
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the marked row on Enter, picks it on Space."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.turn()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the columns their share of the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def _on_about_to_reset(self) -> None:
        self._kept = self.current_id() if self._records.is_catching_up else 0

    def _on_reset(self) -> None:
        self._first, self.is_picking = 0, False
        self.fit_columns()
        if self._kept:
            self.mark(self._kept)

    def fit_columns(self) -> None:
        """Widths by what the columns hold; see `gui.widgets.column_widths`."""
        room = self.viewport().width()
        if room < px(100):
            return
        rows = range(min(self._records.rowCount(), SAMPLE_ROWS))
        columns = [self._asks(column, rows) for column in range(self._records.columnCount())]
        for column, width in enumerate(widths(columns, room)):
            self.setColumnWidth(column, max(width, px(40)))

    def _asks(self, column: int, rows: range) -> Column:
        """What a column asks for; the first one for what was seen of it, too, further down."""
        small = QFontMetrics(self.horizontalHeader().font())
        least = small.horizontalAdvance(self._records.columns[column].label) + px(12 + PADDING)
        texts = self._texts(column, rows)
        wanted = max(least, self._wide(texts), 0 if column else self._first)
        filled = sum(map(bool, texts)) / len(texts) if texts else 1.0
        return Column(wanted, least, filled, isinstance(self._records.columns[column], Day | Moment))

    def _texts(self, column: int, rows: range) -> list[str]:
        return [str(self._records.index(row, column).data() or "") for row in rows]

    def _wide(self, texts: list[str]) -> int:
        """The width at which all of these are read whole."""
        metrics = QFontMetrics(self.font())
        return max((metrics.horizontalAdvance(text) for text in texts if text), default=0) + px(PADDING)

    def _on_scrolled(self) -> None:
        """Makes room for the first column of the rows that came into sight."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height())
        rows = range(max(first, 0), last if last >= 0 else self._records.rowCount())
        if (wide := self._wide(self._texts(0, rows))) > max(self.columnWidth(0), self._first):
            self._first = wide
            self.fit_columns()

    def _on_heading_clicked(self, column: int) -> None:
        """Orders by a column, the other way round where it orders already; Qt has turned the arrow by then, and is not asked."""
        if self._records.can_sort(column):
            name = self._records.columns[column].name
            self.order_by(f"-{name}" if self._records.order() == name else name)
