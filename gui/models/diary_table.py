"""The table of 民情日志: when, what was done, with what, and what is told besides."""

from PySide6.QtCore import QObject, Qt

from db.services.visits.diary import DiaryEntry
from db.values.day import has_clock
from gui.models.plain_table import Index, PlainTableModel
from gui.words import tr

AT, WHAT, TITLE, MORE = range(4)
ENTRY_ROLE = Qt.ItemDataRole.UserRole


class DiaryTableModel(PlainTableModel[DiaryEntry]):
    """Lines of a diary; `ENTRY_ROLE` gives the line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("时间"), tr("做了什么"), tr("哪一件"), tr("说明")), parent)

    def cell(self, index: Index, role: int) -> object:
        one = self.rows[index.row()]
        if role == ENTRY_ROLE:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            at = f"{one.at:%m-%d %H:%M}" if has_clock(one.at) else f"{one.at:%m-%d}"
            return (at, one.what, one.title, one.more)[index.column()]
        return None
