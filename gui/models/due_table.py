"""The table of what is to be done: number, matter, who, stage, and how long there is."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.services.clocks import Urgency
from db.services.due import DueItem
from db.services.urgent import left_of, urgency_of
from db.values import masks
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_NUMBER, COL_MATTER, COL_WHO, COL_STAGE, COL_DUE = range(5)
ITEM_ROLE = Qt.ItemDataRole.UserRole
PIECE = 50
"""Of how many lines at once it is read whom they concern, as they come into view."""
COLOURS = {
    Urgency.NONE: TOKENS.text,
    Urgency.YELLOW: TOKENS.warn,
    Urgency.RED: TOKENS.accent,
    Urgency.LATE: TOKENS.accent,
}


class DueTableModel(PlainTableModel[DueItem]):
    """Due items in the order given; `ITEM_ROLE` gives the item itself.

    Whom an item concerns is read when it comes into view, a piece of the list at a time.
    """

    def __init__(
        self, parent: QObject | None = None, whom: Callable[[Sequence[DueItem]], list[DueItem]] = list
    ) -> None:
        super().__init__((tr("编号"), tr("事项"), tr("当事人 / 来源"), tr("环节"), tr("期限")), parent)
        self._now = datetime.now()
        self._whom = whom

    def set_items(self, items: list[DueItem], now: datetime) -> None:
        """Shows other items."""
        self._now = now
        self.show_rows(items)

    def pass_on(self, now: datetime) -> None:
        """Shows how long there is at a later time."""
        self._now = now
        if self.rows:
            self.dataChanged.emit(self.index(0, COL_DUE), self.index(len(self.rows) - 1, COL_DUE))

    def cell(self, index: Index, role: int) -> object:
        item = self.rows[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if item.is_brief and index.column() in (COL_WHO, COL_MATTER):
                item = self._told(index.row())
            return masks.in_text(self._shown(item)[index.column()])
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == COL_DUE:
            return QColor(colour_of(item, self._now))
        return None

    def _told(self, row: int) -> DueItem:
        start = row // PIECE * PIECE
        self.rows[start : start + PIECE] = self._whom(self.rows[start : start + PIECE])
        return self.rows[row]

    def _shown(self, item: DueItem) -> tuple[str, ...]:
        return (item.number, item.matter, item.who, item.stage, left_of(item, self._now) or "—")


def colour_of(item: DueItem, now: datetime) -> str:
    """Red when late or nearly so, orange when warned of, quiet without a last day and while it stands still."""
    if item.ends is None and item.days_left(now.date()) is None:
        return TOKENS.quiet
    return COLOURS[urgency_of(item, now)]
