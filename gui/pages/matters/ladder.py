"""分级化解: a line a level with how many problems ever stood there, how many were settled there, and what ended there by size."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from db.records.matters.ladder import COUNTED
from db.records.matters.matter import Matter
from db.records.power import Power
from db.services.figures.measure import figures_by_name
from db.services.figures.rows import FigureRows
from db.services.matters.ladder_figures import Rung, ladder
from db.values import code_table
from gui.models.matter_tables import ROW_ROLE, LadderTableModel
from gui.pages.matters.span_page import PageWords, SpanPage
from gui.session import Session
from gui.words import tr


class LadderPage(SpanPage):
    """The table."""

    def __init__(self, session: Session, lead: QWidget) -> None:
        sizes = list(code_table.load("matter_size").labels.items())
        model = LadderTableModel(sizes)
        widths = {1: 70, 2: 70, 3: 80, **dict.fromkeys(range(4, 5 + len(sizes)), 124)}
        empty = (tr("还没有层级"), tr("在“设置 → 选项”里定本中心有哪几层"))
        super().__init__(session, lead, model, widths, PageWords(Matter, tr("分级化解情况"), tr("层"), empty))

    def refresh(self) -> None:
        """Reads the levels again."""
        span = self.span.span
        count = self._session.store.count(Matter)
        self._work.do(tr("正在统计"), count, lambda store, _tick: ladder(store, span), self._show)

    def _show(self, found: list[Rung]) -> None:
        words = tr(
            "{0}：到过这一层的、在这一层解决的，并案的算一件；没有分过级的、会务、转走或告知法定途径的不在里面"
        ).format(self.span.span.words)
        self._show_rows(found, words)

    def _on_activated(self, index: QModelIndex) -> None:
        """Opens what ever stood at the level; of those that the centre added there is no figure."""
        rung = index.data(ROW_ROLE)
        names = {code: name for name, (code, _) in COUNTED.items()}
        if rung is not None and rung.level in names and self._session.can(Power.FIGURES):
            figure = figures_by_name(self._session.seen)[f"settled_at_{names[rung.level]}"]
            self.rows_requested.emit(FigureRows(figure, self.span.span, None))
