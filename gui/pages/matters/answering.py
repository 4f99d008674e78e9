"""应哨: a line a department with how it answered its whistles; over it whether 吹哨率 lies in the band, under it that band."""

from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from db.errors import AppError
from db.records.centre.centre import Rule
from db.records.matters.whistle import Whistle
from db.records.may import Right
from db.records.power import Power
from db.services.figures.measure import figures_by_name
from db.services.figures.rows import FigureRows
from db.services.matters.answering import Answering, Band, answering, band, lay_band, usual_hours
from db.store import Store
from gui.models.matter_tables import ROW_ROLE, AnsweringTableModel
from gui.pages.matters.span_page import PageWords, SpanPage
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import button, label
from gui.words import tr


class AnsweringPage(SpanPage):
    """The table.

    Attributes:
        least, most, source: the band of 吹哨率, to be laid down.
    """

    def __init__(self, session: Session, lead: QWidget) -> None:
        self.least, self.most, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        widths = {1: 70, **dict.fromkeys(range(2, 7), 92), **dict.fromkeys((7, 8, 9), 66)}
        empty = (tr("这段时间没有吹哨"), tr("在诉求上按 X 吹哨；哪个部门应得怎样，一个部门一行列在这里"))
        words = PageWords(Whistle, tr("应哨情况"), tr("个部门"), empty)
        super().__init__(session, lead, AnsweringTableModel(), widths, words)

    def refresh(self) -> None:
        """Reads the departments again."""
        span, now = self.span.span, datetime.now()

        def read(store: Store, _tick: object) -> tuple[list[Answering], Band, Decimal | None]:
            return answering(store, span, now), band(store, span, now), usual_hours(store, span)

        self._work.do(tr("正在统计"), self._session.store.count(Whistle), read, self._show)

    def extra(self) -> QWidget | None:
        """The band, for whoever may lay it down."""
        if not self._session.may(Rule, Right.CHANGE):
            return None
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        fields = ((self.least, tr("吹哨率下限%"), 70), (self.most, tr("上限%"), 70), (self.source, tr("依据"), 260))
        for field, words, width in fields:
            field.setAccessibleName(words)
            field.setFixedWidth(px(width))
            row.addWidget(label(words, "quiet"))
            row.addWidget(field)
        lay = button(tr("从今天起这样定"), "quiet")
        lay.clicked.connect(self.lay_down)
        row.addWidget(lay)
        row.addStretch(1)
        return line

    def lay_down(self) -> None:
        """Keeps the band as typed."""
        try:
            lay_band(self._session.store, self.least.text(), self.most.text(), date.today(), self.source.text())
        except AppError as error:
            self._session.messages.show_error(error)
            return
        self._session.messages.inform(tr("已定：吹哨率 {0}% 到 {1}%").format(self.least.text(), self.most.text()))
        self.refresh()

    def _show(self, found: tuple[list[Answering], Band, Decimal | None]) -> None:
        departments, lies, hours = found
        rate = tr("{0}：吹哨率 {1}%").format(self.span.span.words, lies.rate) if lies.rate is not None else ""
        took = tr("从吹哨到处置完平均 {0} 小时").format(hours) if hours is not None else ""
        self._show_rows(departments, "；".join(filter(None, (rate, lies.words(), took))))

    def _on_activated(self, index: QModelIndex) -> None:
        """Opens the whistles of the time."""
        if index.data(ROW_ROLE) is not None and self._session.can(Power.FIGURES):
            figure = figures_by_name(self._session.seen)["whistles_blown"]
            self.rows_requested.emit(FigureRows(figure, self.span.span, None))
