"""The list of attendees: keys 1, 2 and 3 mark who came, Delete takes somebody out, with a way back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.models.attendance import ABSENT, CAME, COLUMNS, EXCUSED, OPEN, AttendanceModel
from gui.theme import px
from gui.widgets.toned import Toned

KEYS = {Qt.Key.Key_1: CAME, Qt.Key.Key_2: EXCUSED, Qt.Key.Key_3: ABSENT, Qt.Key.Key_0: OPEN}
WIDTHS = {"name": 130, "phone": 120, "role": 70, "came": 80}


class AttendanceList(QTableView):
    """Shows an `AttendanceModel`.

    Signals:
        taken_out: the number of people taken out, and a function that puts them back.
    """

    taken_out = Signal(int, object)

    def __init__(self, model: AttendanceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self.setModel(model)
        self.setItemDelegate(Toned(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(36))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(COLUMNS.index("unit"), QHeaderView.ResizeMode.Stretch)
        for name, width in WIDTHS.items():
            header.resizeSection(COLUMNS.index(name), px(width))

    def show_attendance(self, *, shown: bool) -> None:
        """Shows who came and their phones, or before the meeting only who is invited."""
        for name in ("came", "phone"):
            self.setColumnHidden(COLUMNS.index(name), not shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        key = Qt.Key(event.key())
        if key in KEYS and rows and not self.isColumnHidden(COLUMNS.index("came")):
            self._people.mark(rows, KEYS[key])
            self._go_on(max(rows))
        elif key == Qt.Key.Key_Delete and rows:
            self.take_out_selected()
        else:
            super().keyPressEvent(event)

    def take_out_selected(self) -> None:
        """Takes the selected people out."""
        gone = self._people.take_out(index.row() for index in self.selectionModel().selectedRows())
        if gone:
            back: Callable[[], None] = lambda: self._people.add(gone)  # noqa: E731  a signal carries it
            self.taken_out.emit(len(gone), back)

    def _go_on(self, row: int) -> None:
        """After a mark the next person is up."""
        if row + 1 < self._people.rowCount():
            self.selectRow(row + 1)
