"""Tables of what came of matters level by level, and of how departments answered whistles."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QObject, Qt

from db.records.figure import Value
from db.services.matters.answering import Answering
from db.services.matters.ladder_figures import UNSAID, Rung
from gui.models.plain_table import Index, PlainTableModel
from gui.words import tr

ROW_ROLE = Qt.ItemDataRole.UserRole
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class LadderTableModel(PlainTableModel[Rung]):
    """A line a level; `ROW_ROLE` gives it. The sizes are the centre's, last what nobody said."""

    def __init__(self, sizes: Sequence[tuple[str, str]], parent: QObject | None = None) -> None:
        self._sizes = [*(code for code, _ in sizes), UNSAID]
        ended = (tr("办结：{0}").format(label) for _, label in sizes)
        super().__init__((tr("层级"), tr("到过"), tr("解决"), tr("化解率"), *ended, tr("办结：没写大小")), parent)

    def cell(self, index: Index, role: int) -> object:
        one = self.rows[index.row()]
        if role == ROW_ROLE:
            return one
        if role in _TEXTS:
            share = Value(one.settled, one.stood).share()
            sizes = (f"{one.by_size[size]:,}" for size in self._sizes)
            return (one.label, f"{one.stood:,}", f"{one.settled:,}", share, *sizes)[index.column()]
        return None


class AnsweringTableModel(PlainTableModel[Answering]):
    """A line a department; `ROW_ROLE` gives it."""

    def __init__(self, parent: QObject | None = None) -> None:
        in_time = (tr("按时签收"), tr("按时联系"), tr("按时到场"), tr("按时办结"))
        heads = (tr("部门"), tr("吹哨"), *in_time, tr("平均用时"), tr("黄牌"), tr("红牌"), tr("评分"))
        super().__init__(heads, parent)

    def cell(self, index: Index, role: int) -> object:
        one = self.rows[index.row()]
        if role == ROW_ROLE:
            return one
        if role in _TEXTS:
            times = (Value(*one.in_time[clock]).shown() if one.in_time[clock][1] else "—" for clock in one.in_time)
            hours = tr("{0}小时").format(one.hours) if one.hours is not None else "—"
            told = (one.title, f"{one.blown:,}", *times, hours, str(one.yellow), str(one.red), _score(one.score))
            return told[index.column()]
        return None


def _score(score: Decimal | None) -> str:
    return "—" if score is None else str(score)
