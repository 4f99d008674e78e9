"""Over which time and of which place the figures are asked; what is no time and no place is said below, with whose figures stay."""

from attrs import frozen
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import ValueUnreadable
from db.fields import Ref
from db.records.scopes import SCOPES
from db.services.figures.report import Report
from db.services.figures.scope import Scope
from db.services.figures.span import Span
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import RefEditor
from gui.widgets.parts import label
from gui.widgets.span_line import SpanLine


@frozen
class Asked:
    """What is asked, as a window hands it to the one that comes in its place.

    Attributes:
        place: a reference; 0 for all.
        figure: the name of the one whose rows are seen; "" for none.
    """

    span: Span
    place: int
    figure: str


class _PlaceLine(RefEditor):
    """Its problems are said for both lines together."""

    def show_problem(self, problem: object) -> None:
        self._set_state("wrong" if problem else "")


class AskedLine(QWidget):
    """The two lines.

    Signals:
        chosen: another time or place than before.

    Attributes:
        span: over which time.
        where: of which place.
    """

    chosen = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._place = 0
        self._bad_span = self._failed = self._shown = ""
        self.span = SpanLine()
        self.span.chosen.connect(lambda _span: self.chosen.emit())
        self.span.refused.connect(self._on_refused)
        to = tuple(table for table in SCOPES if table in session.seen)
        kind = Ref(self.tr("范围"), to=to, help=self.tr("哪个网格、小区、楼栋；空着就是全部"))
        self.where = _PlaceLine(kind, session.lookup)
        self.where.line.setAccessibleName(kind.label)
        self.where.line.setPlaceholderText(self.tr("全部；写网格、小区、楼栋"))
        self.where.picked.connect(self._on_picked)
        self.where.left.connect(self._tell)
        self.where.changed.connect(self._tell)
        self._told = label("", "accent", "small", wrap=True)
        self._told.hide()
        self._lay_out()

    def scope(self) -> Scope | None:
        """The place that is picked, as it is called now; None for all. What is there no more is taken out, and said."""
        store = self._session.store
        if not self._place:
            return None
        table, record_id = store.kinds.leads_to(self._place)
        title = store.titles(table, [record_id]).get(record_id, "") if table else ""
        return Scope(table, record_id, title) if title else None

    def asked(self) -> tuple[Span, Scope | None]:
        """What holds now; a place that is gone meanwhile is asked for no more, and is left to be read."""
        scope = self.scope()
        if scope is None and self._place:
            self._place = 0
            self.where.show_problem(True)
        return self.span.span, scope

    def kept(self, figure: str) -> Asked:
        """What holds now, and the figure whose rows are seen."""
        return Asked(self.span.span, self._place, figure)

    def ask(self, other: Asked) -> None:
        """Takes what held elsewhere; whoever calls it has the figures reckoned."""
        with QSignalBlocker(self.span), QSignalBlocker(self.where):
            self.span.show_span(other.span)
            self.where.set_value(other.place)
        self._place = other.place

    def say_shown(self, of: Report | None, failed: str = "") -> None:
        """Takes down whose figures are shown, None for nobody's, and why newer ones are not."""
        place = of.scope.title if of and of.scope else self.tr("全部")
        self._shown, self._failed = f"{of.span.words} · {place}" if of else "", failed
        self._tell()

    def told(self) -> str:
        """What is said below; "" where the figures are those that are asked for."""
        return self._told.text()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(10))
        for words, part, wide in ((self.tr("期间"), self.span, 170), (self.tr("范围"), self.where, 240)):
            part.setFixedWidth(px(wide))
            line.addWidget(label(words, "quiet"))
            line.addWidget(part)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(line)
        column.addWidget(self._told)

    def _on_picked(self, number: int) -> None:
        """0 where it was taken out: the whole centre again."""
        self._place = number
        self.chosen.emit()

    def _on_refused(self, why: str) -> None:
        self._bad_span = why
        self._tell()

    def _tell(self) -> None:
        why = [self._bad_span, self._bad_place(), self._failed]
        left = self.tr("下面的数还是{0}的").format(self._shown) if any(why) and self._shown else ""
        self._told.setText("；".join(filter(None, (*why, left))))
        self._told.setVisible(bool(self._told.text()))

    def _bad_place(self) -> str:
        if self.where.line.hasFocus():
            return ""  # while somebody types, it is not yet a mistake
        try:
            picked = self.where.value()
        except ValueUnreadable as error:
            return str(error)
        return self.tr("“{0}”已经不在了，请另选范围").format(self.where.line.text()) if picked != self._place else ""
