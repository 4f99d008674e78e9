"""以前删掉的: records that were deleted in the ordinary way and of which the log still tells; some are picked to go for good."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from db.records.base import Record
from db.store.audit import Entry
from db.values import masks
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.parts import button, button_row, label
from gui.words import tr

_ROWS = 10
NOWHERE = QModelIndex()
Found = tuple[Record, Entry]


class DeletedModel(QAbstractListModel):
    """A line a record: what it was called, when it went, who deleted it."""

    def __init__(self, kind: str, found: Sequence[Found], parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = [(_said(kind, *one), one[0]) for one in found]
        self._shown = self._lines

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """What a line says."""
        texts = (QtCore.Qt.ItemDataRole.DisplayRole, QtCore.Qt.ItemDataRole.AccessibleTextRole)
        return self._shown[index.row()][0] if index.isValid() and role in texts else None

    def narrow(self, words: str) -> None:
        """Shows those in whose line some words stand."""
        self.beginResetModel()
        self._shown = [one for one in self._lines if words in one[0]]
        self.endResetModel()

    def record(self, row: int) -> Record:
        """The record of a line, as it was."""
        return self._shown[row][1]


def _said(kind: str, record: Record, entry: Entry) -> str:
    title = masks.in_text(record.title({})) or kind
    return tr("{0}　{1:%Y-%m-%d %H:%M} {2}删除").format(title, entry.at, entry.actor)


class DeletedRecords(FittedDialog):
    """Shows them, the newest first; what is typed above narrows them.

    Attributes:
        model: the records.
        words: what narrows them.
        list: where they are picked.
        go: goes on with those that are picked.
    """

    def __init__(
        self, kind: str, found: Sequence[Found], chosen: Callable[[Sequence[Record]], object], parent: QWidget
    ) -> None:
        """``kind`` is what the type is called; ``chosen`` gets what was picked."""
        super().__init__(parent)
        self._chosen = chosen
        title = self.tr("以前删掉的{0}").format(kind)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(640))
        self.model = DeletedModel(kind, found, self)
        self.words, self.list = QLineEdit(), QListView()
        self.words.setPlaceholderText(self.tr("按姓名或日期找"))
        self.words.setAccessibleName(self.words.placeholderText())
        self.words.textChanged.connect(lambda typed: self.model.narrow(typed.strip()))
        self.list.setAccessibleName(title)
        self.list.setModel(self.model)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setSpacing(px(3))
        self.list.setMinimumHeight(px(32) * _ROWS)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.go.setEnabled(bool(self.picked())))
        self.model.modelReset.connect(lambda: self.go.setEnabled(False))
        self.go = button(self.tr("彻底删除选中的…"), "primary")
        self.go.setEnabled(False)
        self.go.clicked.connect(self.commit)
        leave = button(self.tr("返回"))
        leave.clicked.connect(self.reject)
        told = self.tr("登记里已经没有，操作日志里还有内容的，最近删的在前。选中要彻底删除的，可以选几条。")
        empty = self.tr("没有：删掉的都已经彻底删除，或者从来没有删过。")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(12))
        column.addWidget(label(title, size="large"))
        for one in (label(told, "quiet", wrap=True), self.words, self.list) if found else (label(empty, wrap=True),):
            column.addWidget(one)
        column.addLayout(button_row(None, *((self.go, leave) if found else (leave,))))
        (self.words if found else leave).setFocus()

    def picked(self) -> list[Record]:
        """The records of the lines that are picked."""
        return [self.model.record(row) for row in sorted({one.row() for one in self.list.selectedIndexes()})]

    def commit(self) -> None:
        """Goes on with what is picked."""
        if picked := self.picked():
            self.accept()
            self._chosen(picked)
