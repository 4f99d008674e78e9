"""以前删掉的: records that were deleted in the ordinary way and of which the log still tells; some are picked to go for good."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.records.base import Record
from db.store.audit import Entry
from db.values import masks
from gui.fitted import FittedDialog
from gui.theme import px
from gui.widgets.parts import button, button_row, label

_ROWS = 10


class DeletedRecords(FittedDialog):
    """Shows them, the newest first; what is typed above narrows them.

    Attributes:
        words: what narrows the list.
        list: the records.
        go: goes on with those that are picked.
    """

    def __init__(
        self,
        kind: str,
        found: Sequence[tuple[Record, Entry]],
        chosen: Callable[[Sequence[Record]], object],
        parent: QWidget | None = None,
    ) -> None:
        """``kind`` is what the type is called; ``chosen`` gets what was picked."""
        super().__init__(parent)
        self._found, self._chosen = tuple(found), chosen
        title = self.tr("以前删掉的{0}").format(kind)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(640))
        told = self.tr("登记里已经没有，操作日志里还有内容的，最近删的在前。选中要彻底删除的，可以选几条。")
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("按姓名或日期找"))
        self.words.setAccessibleName(self.words.placeholderText())
        self.words.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._on_picked)
        for record, entry in self._found:
            said = self.tr("{0}　{1:%Y-%m-%d %H:%M} {2}删除").format(
                masks.in_text(record.title({})) or kind, entry.at, entry.actor
            )
            self.list.addItem(QListWidgetItem(said))
        self.list.setSpacing(px(3))
        self.list.setMinimumHeight(px(32) * _ROWS)
        self.go = button(self.tr("彻底删除选中的…"), "primary")
        self.go.setEnabled(False)
        self.go.clicked.connect(self.commit)
        leave = button(self.tr("返回"))
        leave.clicked.connect(self.reject)
        empty = label(self.tr("没有：删掉的都已经彻底删除，或者从来没有删过。"), wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(18))
        column.setSpacing(px(12))
        column.addWidget(label(title, size="large"))
        for one in (label(told, "quiet", wrap=True), self.words, self.list) if found else (empty,):
            column.addWidget(one)
        column.addLayout(button_row(None, *((self.go, leave) if found else (leave,))))
        (self.words if found else leave).setFocus()

    def picked(self) -> list[Record]:
        """The records of the rows that are picked and shown."""
        rows = (self.list.row(item) for item in self.list.selectedItems() if not item.isHidden())
        return [self._found[row][0] for row in sorted(rows)]

    def commit(self) -> None:
        """Goes on with what is picked."""
        if picked := self.picked():
            self.accept()
            self._chosen(picked)

    def _narrow(self, typed: str) -> None:
        wanted = typed.strip()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text())
            if item.isHidden():
                item.setSelected(False)

    def _on_picked(self) -> None:
        self.go.setEnabled(bool(self.picked()))
