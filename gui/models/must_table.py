"""The table of those that lack what they must have: which, and what is wrong."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.services.musts import Lacking, Standing
from db.values import masks
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_TITLE, COL_FAULT = range(2)
LACKING_ROLE = Qt.ItemDataRole.UserRole


class MustTableModel(PlainTableModel[tuple[Lacking, str]]):
    """Those that lack, each with what is wrong; `LACKING_ROLE` gives the one itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("名称"), tr("情况")), parent)

    def show_standing(self, standing: Standing | None) -> None:
        """Shows who lacks; nobody where nothing is asked."""
        found: Iterable[Lacking] = standing.lacking if standing else ()
        self.show_rows((one, standing.fault(one) if standing else "") for one in found)

    def cell(self, index: Index, role: int) -> object:
        one, fault = self.rows[index.row()]
        if role == LACKING_ROLE:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return fault if index.column() == COL_FAULT else masks.in_text(one.title)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == COL_FAULT:
            return QColor(TOKENS.warn)
        return None
