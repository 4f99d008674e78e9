"""Tables of what came of matters, level by level or by their sorts, and of how departments answered whistles."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QObject, Qt

from db.records.figure import Value
from db.services.matters.answering import Answering
from db.services.matters.ladder_figures import UNSAID, Rung
from db.services.matters.sorted_out import Line
from gui.models.plain_table import Index, PlainTableModel
from gui.words import tr

ROW_ROLE = Qt.ItemDataRole.UserRole
Cell = str | int | Decimal
T = TypeVar("T")
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class LinesTableModel(PlainTableModel[T]):
    """Lines of which each has a cell in each column; `ROW_ROLE` gives the line."""

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over the columns."""
        return self._headings

    def told(self, one: T) -> Sequence[Cell]:
        """The cells of a line: numbers as numbers."""
        raise NotImplementedError

    def cell(self, index: Index, role: int) -> object:
        one = self.rows[index.row()]
        if role == ROW_ROLE:
            return one
        if role in _TEXTS:
            told = self.told(one)[index.column()]
            return f"{told:,}" if isinstance(told, int) else str(told)
        return None


class LadderTableModel(LinesTableModel[Rung]):
    """A line a level; `ROW_ROLE` gives it. The sizes are the centre's, last what nobody said."""

    def __init__(self, sizes: Sequence[tuple[str, str]], parent: QObject | None = None) -> None:
        self._sizes = [*(code for code, _ in sizes), UNSAID]
        ended = (tr("办结：{0}").format(label) for _, label in sizes)
        super().__init__((tr("层级"), tr("到过"), tr("解决"), tr("化解率"), *ended, tr("办结：没写大小")), parent)

    def told(self, one: Rung) -> Sequence[Cell]:
        share = Value(one.settled, one.stood).share()
        return one.label, one.stood, one.settled, share, *(one.by_size[size] for size in self._sizes)


class AnsweringTableModel(LinesTableModel[Answering]):
    """A line a department; `ROW_ROLE` gives it."""

    def __init__(self, parent: QObject | None = None) -> None:
        in_time = (tr("按时签收"), tr("按时联系"), tr("按时到场"), tr("按时办结"))
        heads = (tr("部门"), tr("吹哨"), *in_time, tr("平均用时"), tr("黄牌"), tr("红牌"), tr("评分"))
        super().__init__(heads, parent)

    def told(self, one: Answering) -> Sequence[Cell]:
        times = (Value(*one.in_time[clock]).shown() if one.in_time[clock][1] else "—" for clock in one.in_time)
        hours = tr("{0}小时").format(one.hours) if one.hours is not None else "—"
        return one.title, one.blown, *times, hours, one.yellow, one.red, _score(one.score)


class SortedTableModel(LinesTableModel[Line]):
    """A line a code, last the sum; `ROW_ROLE` gives it."""

    def __init__(self, labels: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__((tr("哪一样"), *labels, tr("解决的占办结")), parent)

    def told(self, one: Line) -> Sequence[Cell]:
        label = f"　{one.label}" if one.is_under else one.label
        share = Value(one.counts["matters_solved"], one.counts["matters_closed"]).share()
        return label, *one.counts.values(), share


def _score(score: Decimal | None) -> str:
    return "—" if score is None else str(score)
