"""分类统计: what came and what became of it by 来源, 类别 or 性质; Enter opens the matters behind a number."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from db.records.matters.matter import Matter
from db.records.power import Power
from db.services.figures.measure import figures_by_name
from db.services.matters.sorted_out import BY, TOLD, Line, heading, sorted_out
from gui.models.matter_tables import ROW_ROLE, SortedTableModel
from gui.pages.matters.span_page import PageWords, SpanPage
from gui.session import Session
from gui.widgets.chips import Chips
from gui.words import tr


class SortedPage(SpanPage):
    """The table.

    Attributes:
        by: by what matters are told apart.
    """

    def __init__(self, session: Session, lead: QWidget) -> None:
        figures = figures_by_name(session.store.kinds)
        model = SortedTableModel([figures[name].label for name in TOLD])
        self.by = Chips([tr("按{0}").format(heading(one)) for one in BY])
        empty = (tr("这段时间没有诉求"), tr("登记了诉求，从哪里来的、哪一类的各有多少，列在这里"))
        widths = dict.fromkeys(range(1, len(TOLD) + 2), 116)
        super().__init__(session, lead, model, widths, PageWords(Matter, tr("诉求分类统计"), tr("行"), empty))
        self.by.chosen.connect(lambda _number: self.refresh())

    def refresh(self) -> None:
        """Counts again."""
        span, by = self.span.span, BY[self.by.current()]
        count = self._session.store.count(Matter)
        self._work.do(tr("正在统计"), count, lambda store, _tick: sorted_out(store, span, by), self._show)

    def beside(self) -> QWidget | None:
        """By what they are told apart."""
        return self.by

    def _show(self, found: list[Line]) -> None:
        words = tr("{0}，按{1}：反映的问题、在办的等并案的算一件，跟并入的那件一类；受理的各算一件；在办的是现在的")
        self._show_rows(found, words.format(self.span.span.words, heading(BY[self.by.current()])))

    def _on_activated(self, index: QModelIndex) -> None:
        """Opens what the number counts; from the name of the line all that was brought."""
        line = index.data(ROW_ROLE)
        if line is None or not self._session.can(Power.FIGURES):
            return
        column = index.column() - 1 if 1 <= index.column() <= len(TOLD) else 0
        store, by = self._session.store, BY[self.by.current()]
        self.rows_requested.emit(line.rows(store, TOLD[column], self.span.span, by))
