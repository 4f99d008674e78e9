"""The table of those who work with the program."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.services.centre.who_works import Worker
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_NAME, COL_ROLES, COL_ENTRY, COL_OPENED = range(4)
WORKER_ROLE = Qt.ItemDataRole.UserRole


class WorkerTableModel(PlainTableModel[Worker]):
    """A row each; `WORKER_ROLE` gives the worker. Whoever has left is grey."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("姓名"), tr("今天的角色"), tr("口令"), tr("最近打开")), parent)

    def cell(self, index: Index, role: int) -> object:
        one = self.rows[index.row()]
        if role == WORKER_ROLE:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells(one)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return _colour(one, index.column())
        return None


def cells(one: Worker) -> tuple[str, str, str, str]:
    """What a row says."""
    opened = one.opened.isoformat() if one.opened else tr("没有打开过")
    if one.account.left:
        return one.account.name, one.left_words(), "—", opened
    return one.account.name, one.roles(), one.entry_words(), opened


def _colour(one: Worker, column: int) -> QColor | None:
    if one.account.left:
        return QColor(TOKENS.faint)
    lacks = (column == COL_ENTRY and (one.entry is None or one.entry.must_change)) or (
        column == COL_ROLES and not one.account.roles_on(one.day)
    )
    return QColor(TOKENS.warn) if lacks else None
