"""The table of what is to be done: number, matter, who, stage, and how long there is."""

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from db.services.whats_due import DueItem
from gui.tokens import TOKENS

COL_NUMBER, COL_MATTER, COL_WHO, COL_STAGE, COL_DUE = range(5)
ITEM_ROLE = Qt.ItemDataRole.UserRole
SOON_DAYS = 1
Index = QModelIndex | QPersistentModelIndex


class DueTableModel(QAbstractTableModel):
    """Due items in the order given; `ITEM_ROLE` gives the item itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[DueItem] = []
        self._today = date.today()
        self._headers = (self.tr("编号"), self.tr("事项"), self.tr("当事人 / 来源"), self.tr("环节"), self.tr("期限"))

    def set_items(self, items: list[DueItem], today: date) -> None:
        """Shows other items."""
        self.beginResetModel()
        self._items, self._today = items, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown(item)[index.column()]
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
        return f"逾期 {-days} 天"
    return "今天" if days == 0 else f"剩 {days} 天"


def urgency_colour(days: int | None) -> str:
    """Red when late, orange today and tomorrow, plain otherwise."""
    if days is None:
        return TOKENS.quiet
    if days < 0:
        return TOKENS.accent
    return TOKENS.warn if days <= SOON_DAYS else TOKENS.text
