"""The table of what is to be done: number, matter, who, stage, and how long there is."""

from collections.abc import Callable, Sequence
from datetime import datetime, time

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.services.clocks import Urgency, left_words, urgency
from db.services.due import DueItem
from db.values import masks
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_NUMBER, COL_MATTER, COL_WHO, COL_STAGE, COL_DUE = range(5)
ITEM_ROLE = Qt.ItemDataRole.UserRole
SOON_DAYS = 1
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
            return QColor(self._colour(item))
        return None

    def _told(self, row: int) -> DueItem:
        start = row // PIECE * PIECE
        self.rows[start : start + PIECE] = self._whom(self.rows[start : start + PIECE])
        return self.rows[row]

    def _shown(self, item: DueItem) -> tuple[str, ...]:
        return (item.number, item.matter, item.who, item.stage, self._left(item))

    def _left(self, item: DueItem) -> str:
        ends = item.ends or (datetime.combine(item.due, time()) if item.due else None)
        return left_words(ends, self._now, item.paused_at) or "—"

    def _colour(self, item: DueItem) -> str:
        if item.ends is None:
            return urgency_colour(item.days_left(self._now.date()))
        return COLOURS[urgency(item.ends, item.warn_at, item.red_at, item.paused_at, self._now)]


def urgency_colour(days: int | None) -> str:
    """Red when late, orange today and tomorrow, plain otherwise."""
    if days is None:
        return TOKENS.quiet
    if days < 0:
        return TOKENS.accent
    return TOKENS.warn if days <= SOON_DAYS else TOKENS.text
