"""Words under each other, one of which is current and, where several can be chosen, each with a box to tick."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListView

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class _Entries(QAbstractListModel):
    """The entries by their keys, and which are ticked."""

    def __init__(self, entries: Iterable[tuple[str, str]], *, ticks: bool) -> None:
        super().__init__()
        self.entries = list(entries)
        self.ticked: set[str] = set()
        self._ticks = ticks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        key, text = self.entries[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and self._ticks:
            return Qt.CheckState.Checked if key in self.ticked else Qt.CheckState.Unchecked
        return text if role in _SHOWN else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if self._ticks else found

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        key = self.entries[index.row()][0]
        self.take(self.ticked | {key} if Qt.CheckState(value) == Qt.CheckState.Checked else self.ticked - {key})
        return True

    def add(self, key: str, text: str) -> None:
        row = len(self.entries)
        self.beginInsertRows(NOWHERE, row, row)
        self.entries.append((key, text))
        self.endInsertRows()

    def take(self, ticked: Iterable[str]) -> None:
        self.ticked = set(ticked)
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1), [Qt.ItemDataRole.CheckStateRole])


class ChoiceList(QListView):
    """A list to choose from. With boxes Space ticks, and Ctrl+A all that are seen, or none where all of them are ticked.

    Enter ticks the first one, and is the dialog's as soon as one is ticked.

    Signals:
        moved: the key of the entry that became current.
        taken: the key of an entry that Enter or a double click took; with boxes a double click ticks it or not instead.
    """

    moved = Signal(str)
    taken = Signal(str)

    def __init__(self, entries: Iterable[tuple[str, str]] = (), *, ticks: bool = False) -> None:
        super().__init__()
        self._entries = _Entries(entries, ticks=ticks)
        self._ticks = ticks
        self.setModel(self._entries)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.activated.connect(self._on_activated)

    def keys(self) -> list[str]:
        """The keys of all entries."""
        return [key for key, _ in self._entries.entries]

    def seen(self) -> dict[str, str]:
        """The entries that are not hidden: text by key."""
        return {key: text for row, (key, text) in enumerate(self._entries.entries) if not self.isRowHidden(row)}

    def add(self, key: str, text: str) -> None:
        """One more entry, behind the others."""
        self._entries.add(key, text)

    def current(self) -> str:
        """The key of the current entry; "" where there is none that is seen."""
        row = self.currentIndex().row()
        return self.keys()[row] if row >= 0 and not self.isRowHidden(row) else ""

    def go(self, key: str) -> None:
        """Makes an entry the current one, and brings it into sight."""
        self.setCurrentIndex(self._entries.index(self.keys().index(key)))

    def step(self, by: int) -> None:
        """Goes on among the entries that are seen."""
        seen = list(self.seen())
        if seen:
            at = seen.index(self.current()) + by if self.current() in seen else 0
            self.go(seen[min(max(at, 0), len(seen) - 1)])

    def narrow(self, keys: Collection[str] | None) -> None:
        """Hides all but these; None shows all."""
        for row, (key, _) in enumerate(self._entries.entries):
            self.setRowHidden(row, keys is not None and key not in keys)

    def ticked(self) -> list[str]:
        """The keys of the entries that are ticked, in the order of the list."""
        return [key for key in self.keys() if key in self._entries.ticked]

    def tick(self, keys: Iterable[str]) -> None:
        """Ticks these and no others."""
        self._entries.take(keys)

    def turn(self, key: str) -> None:
        """Ticks an entry, or takes the tick off."""
        self._entries.take(self._entries.ticked ^ {key})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if self._ticks and event.matches(QKeySequence.StandardKey.SelectAll):
            seen = set(self.seen())
            every = self._entries.ticked >= seen
            self._entries.take(self._entries.ticked - seen if every else self._entries.ticked | seen)
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if not (self._ticks and is_enter):
            super().keyPressEvent(event)
        elif self.ticked() or not self.current():
            event.ignore()
        else:
            self.turn(self.current())
            event.accept()

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(self.keys()[index.row()])

    def _on_activated(self, index: QModelIndex) -> None:
        key = self.keys()[index.row()]
        if self._ticks:
            self.turn(key)
        self.taken.emit(key)
