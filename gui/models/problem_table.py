"""What the import found in single rows: where, what, and what was done about it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from db.records.base import fields_of
from db.records.registry.resident import Resident
from db.services.registry.import_roster import RowProblem
from db.values import masks
from gui.models.plain_table import Index, PlainTableModel
from gui.tokens import TOKENS
from gui.words import tr

COL_PLACE, COL_FIELD, COL_MESSAGE, COL_WRITTEN = range(4)


class ProblemTableModel(PlainTableModel[RowProblem]):
    """The problems of an import, all or those of one field."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("工作表和行"), tr("栏目"), tr("问题"), tr("原文")), parent)
        self._all: Sequence[RowProblem] = ()
        self._is_alone = False

    def set_problems(self, problems: Sequence[RowProblem]) -> None:
        """Shows other problems, all of them."""
        self._all = problems
        self._is_alone = len({problem.sheet for problem in problems}) == 1
        self.show_field("")

    def show_field(self, name: str) -> None:
        """Shows only the problems of a field, by its label; all for ""."""
        self.show_rows([p for p in self._all if p.label == name] if name else self._all)

    def remedy(self, row: int) -> str:
        """What was done about the problem in a row, and what to do; "" where there is none."""
        return self.rows[row].remedy if 0 <= row < len(self.rows) else ""

    def cell(self, index: Index, role: int) -> object:
        problem = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(problem)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == COL_PLACE:
            return QColor(TOKENS.quiet)
        return None

    def _text(self, problem: RowProblem) -> tuple[str, ...]:
        place = (self.tr("第{1}行") if self._is_alone else self.tr("{0} 第{1}行")).format(problem.sheet, problem.row)
        return (place, problem.label, problem.message, _masked(problem))


def _masked(problem: RowProblem) -> str:
    """What the row says, masked as the field is for which it was read: the clerk finds the cell by sheet and row."""
    kind = fields_of(Resident).get(problem.field)
    return masks.in_text(problem.written) if kind is None else masks.in_text(kind.mask_shown(problem.written))
