"""Who is invited and who came: the attendees of one meeting, marked by one key each."""

from collections.abc import Iterable, Sequence

import attrs
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from db.fields import Code
from db.records.base import fields_of
from db.records.hall.meeting import Attendee
from gui.models.display import listed_text
from gui.models.plain_table import NOWHERE, Index, PlainTableModel
from gui.tokens import TOKENS

COLUMNS = ("name", "unit", "phone", "role", "came")
CAME, EXCUSED, ABSENT, OPEN = "1", "2", "3", "0"
TONES = {CAME: TOKENS.good, EXCUSED: TOKENS.warn, ABSENT: TOKENS.accent, OPEN: TOKENS.faint}


class AttendanceModel(PlainTableModel[Attendee]):
    """The attendees in their order.

    Signals:
        changed: somebody was added, taken out or marked.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([fields_of(Attendee)[name].label for name in COLUMNS], parent)

    def attendees(self) -> tuple[Attendee, ...]:
        """All of them."""
        return tuple(self.rows)

    def set_attendees(self, people: Iterable[Attendee]) -> None:
        """Shows others; not a change."""
        self.show_rows(people)

    def add(self, people: Sequence[Attendee]) -> None:
        """Adds people at the end."""
        if not people:
            return
        first = len(self.rows)
        self.beginInsertRows(NOWHERE, first, first + len(people) - 1)
        self.rows += people
        self.endInsertRows()
        self.changed.emit()

    def take_out(self, rows: Iterable[int]) -> list[Attendee]:
        """Takes people out and gives them back, so that it can be undone by `add`."""
        gone: list[Attendee] = []
        for row in sorted(set(rows), reverse=True):
            self.beginRemoveRows(NOWHERE, row, row)
            gone.append(self.rows.pop(row))
            self.endRemoveRows()
        if gone:
            self.changed.emit()
        return gone[::-1]

    def mark(self, rows: Iterable[int], came: str) -> None:
        """Marks people as having come, excused, absent or open."""
        marked = list(rows)
        for row in marked:
            self.rows[row] = attrs.evolve(self.rows[row], came=came)
        self._tell(marked)
        self.changed.emit()

    def count(self, came: str) -> int:
        """How many are marked so."""
        return sum(a.came == came for a in self.rows)

    def cell(self, index: Index, role: int) -> object:
        person, name = self.rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return listed_text(fields_of(Attendee)[name], getattr(person, name), "", blank=False)
        if role == Qt.ItemDataRole.ForegroundRole and name == "came":
            return QColor(TONES.get(person.came, TOKENS.text))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        choice = index.isValid() and isinstance(fields_of(Attendee)[COLUMNS[index.column()]], Code)
        return flags | Qt.ItemFlag.ItemIsEditable if choice else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        name = COLUMNS[index.column()]
        self.rows[index.row()] = attrs.evolve(self.rows[index.row()], **{name: str(value)})
        self._tell([index.row()])
        self.changed.emit()
        return True

    def _tell(self, rows: Iterable[int]) -> None:
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
