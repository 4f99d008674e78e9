"""The tables about imports carried out: which there were, and who stayed when one was taken back."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.records.kinds import Kinds
from db.services.undo_import import Kept, PastImport
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_WHEN, COL_FILE, COL_WHAT, COL_CLERK, COL_NEW, COL_COMPLETED, COL_HOUSEHOLDS, COL_STATE = range(8)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = (COL_NEW, COL_COMPLETED, COL_HOUSEHOLDS)


class PastImportsModel(PlainTableModel[PastImport]):
    """Imports, the newest first."""

    def __init__(self, kinds: Kinds, parent: QObject | None = None) -> None:
        self._kinds = kinds
        super().__init__(
            (tr("时间"), tr("文件"), tr("资料"), tr("经手人"), tr("新增"), tr("补全、修改"), tr("新立户"), tr("状态")),
            parent,
        )

    def cell(self, index: Index, role: int) -> object:
        past = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown(past)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and (past.undone or index.column() == COL_WHEN):
            return QColor(TOKENS.quiet)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return _RIGHT
        return super().headerData(section, orientation, role)

    def _shown(self, past: PastImport) -> tuple[str, ...]:
        numbers = (f"{n:,}" for n in (past.people_new, past.people_completed, past.households))
        state = self.tr("已撤销") if past.undone else ""
        return (f"{past.when:%Y-%m-%d %H:%M}", past.file, self._what(past), past.clerk, *numbers, state)

    def _what(self, past: PastImport) -> str:
        """Of which types it brought something."""
        brought = [table for table, counts in past.kinds.items() if counts.get("new") or counts.get("changed")]
        kinds = (self._kinds.find(table) for table in ([past.table] if past.is_roster else brought))
        return "、".join(kind.label for kind in kinds if kind)


class KeptModel(PlainTableModel[Kept]):
    """Residents who stayed, and why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("姓名"), tr("为什么留着")), parent)

    def cell(self, index: Index, role: int) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        kept = self.rows[index.row()]
        return (kept.name, kept.why)[index.column()]
