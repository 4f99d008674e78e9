"""The tables of visit days: papers of a day, lines of a paper that is keyed, buildings with their doors."""

from collections.abc import Mapping, Sequence

from attrs import frozen
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.records.visits.round_sheet import RoundSheet
from db.services.visits.coverage import BuildingCoverage, Knocked
from db.services.visits.key_sheet import ALL_RIGHT, Exceptional
from db.values import masks
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

SHEET_CODE, SHEET_TITLE, SHEET_DOORS, SHEET_VISITOR, SHEET_KEYED = range(5)
LINE_NUMBER, LINE_DOOR, LINE_HEAD, LINE_RESULT, LINE_TOLD = range(5)
COVER_TITLE, COVER_DUE, COVER_ANSWERED, COVER_UNANSWERED, COVER_NEVER = range(5)
ROW_ROLE = Qt.ItemDataRole.UserRole
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class SheetTableModel(PlainTableModel[tuple[RoundSheet, str]]):
    """Papers, each with its title; `ROW_ROLE` gives the paper."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("单号"), tr("楼栋"), tr("户数"), tr("走访人"), tr("填回")), parent)

    def cell(self, index: Index, role: int) -> object:
        sheet, title = self.rows[index.row()]
        if role == ROW_ROLE:
            return sheet
        if role in _TEXTS:
            keyed = f"{sheet.keyed:%Y-%m-%d}" if sheet.keyed else tr("没填回")
            return (sheet.code, title, str(len(sheet.doors)), sheet.visitor, keyed)[index.column()]
        return None


@frozen
class KeyedLine:
    """A door of a paper, and what was otherwise there.

    Attributes:
        head: whose door it is; "" where nobody is registered.
    """

    line: int
    door: str
    head: str = ""
    other: Exceptional | None = None


class KeyedTableModel(PlainTableModel[KeyedLine]):
    """The lines of a paper; `ROW_ROLE` gives the line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("行号"), tr("门牌"), tr("户主"), tr("结果"), tr("情况和答应办的事")), parent)
        self._results: Mapping[str, str] = {}

    def show_lines(self, lines: Sequence[KeyedLine], results: Mapping[str, str]) -> None:
        """Shows lines, with the words for results by their codes."""
        self._results = results
        self.show_rows(lines)

    def cell(self, index: Index, role: int) -> object:
        one = self.rows[index.row()]
        if role == ROW_ROLE:
            return one
        if role in _TEXTS:
            result = self._results.get(one.other.result if one.other else ALL_RIGHT, "")
            head = masks.in_text(one.head) or tr("没有登记的人")
            return (str(one.line), one.door, head, result, _told(one.other) if one.other else "")[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and one.other:
            return QColor(TOKENS.accent)
        return None


def _told(one: Exceptional) -> str:
    promise = tr("答应：{0}").format(one.promise) if one.promise else ""
    until = tr("{0}前").format(f"{one.due:%m-%d}") if one.due else ""
    parts = (one.finding, promise, until, one.owner, tr("转诉求") if one.matter else "")
    return masks.in_text("，".join(filter(None, parts)))


class CoverageTableModel(PlainTableModel[BuildingCoverage]):
    """Buildings with their doors; `ROW_ROLE` gives the building."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("楼栋"), tr("应访"), tr("走访到"), tr("没人应"), tr("没去过")), parent)

    def cell(self, index: Index, role: int) -> object:
        one = self.rows[index.row()]
        if role == ROW_ROLE:
            return one
        if role in _TEXTS:
            return one.title if index.column() == COVER_TITLE else f"{one.counts[how_of(index.column())]:,}"
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == COVER_NEVER and one.counts[Knocked.NEVER]:
            return QColor(TOKENS.accent)
        return None


def how_of(column: int) -> Knocked:
    """What a column counts; the title stands for all doors."""
    return [*Knocked][max(column, COVER_DUE) - COVER_DUE]
