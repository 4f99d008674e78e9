"""The table of what is to be done: number, matter, who, stage, and how long there is."""

from datetime import date

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.services.due import DueItem
from db.values import masks
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_NUMBER, COL_MATTER, COL_WHO, COL_STAGE, COL_DUE = range(5)
ITEM_ROLE = Qt.ItemDataRole.UserRole
SOON_DAYS = 1


class DueTableModel(PlainTableModel[DueItem]):
    """Due items in the order given; `ITEM_ROLE` gives the item itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("编号"), tr("事项"), tr("当事人 / 来源"), tr("环节"), tr("期限")), parent)
        self._today = date.today()

    def set_items(self, items: list[DueItem], today: date) -> None:
        """Shows other items."""
        self._today = today
        self.show_rows(items)

    def cell(self, index: Index, role: int) -> object:
        item = self.rows[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return masks.in_text(self._shown(item)[index.column()])
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == COL_DUE:
            return QColor(urgency_colour(item.days_left(self._today)))
        return None

    def _shown(self, item: DueItem) -> tuple[str, ...]:
        return (item.number, item.matter, item.who, item.stage, due_words(item.days_left(self._today)))


def due_words(days: int | None) -> str:
    """逾期 1 天, 今天, 剩 3 天; "—" without a last day."""
    if days is None:
        return "—"
    if days < 0:
        return tr("逾期 {0} 天").format(-days)
    return tr("今天") if days == 0 else tr("剩 {0} 天").format(days)


def urgency_colour(days: int | None) -> str:
    """Red when late, orange today and tomorrow, plain otherwise."""
    if days is None:
        return TOKENS.quiet
    if days < 0:
        return TOKENS.accent
    return TOKENS.warn if days <= SOON_DAYS else TOKENS.text
