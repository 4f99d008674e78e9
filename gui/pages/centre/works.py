"""开展的工作: what this centre does, to be ticked; what it does not do is seen nowhere, and what was kept of it stays."""

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.kind import Switch
from db.services.centre.switches import Work, kept, turn, works
from gui.pages.router import Router
from gui.session import Session
from gui.theme import px
from gui.widgets.parts import Card, PageHeader, label, put_in_place, scrolled


class WorksPage(QWidget):
    """A tick a piece of work; the window is built anew with each."""

    def __init__(self, session: Session, router: Router, lead: QWidget) -> None:
        super().__init__()
        self._session, self._router = session, router
        self.ticks: dict[str, QCheckBox] = {}
        hint = self.tr("不勾的，左边、查找、今日里都不再出现；登记过的都留着，在有关的人和事上还看得到，勾上就回来。")
        self._card = Card(self.tr("本中心开展的工作"), hint)
        self._rows = QWidget()
        self._card.inside.addWidget(self._rows)
        inside = QWidget()
        inside.setObjectName("plain")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, px(6), 0)
        cards.addWidget(self._card)
        cards.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addWidget(scrolled(inside), 1)

    def refresh(self) -> None:
        """Reads again what the centre does."""
        self.ticks.clear()
        fresh = QWidget()
        rows = QGridLayout(fresh)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(px(28))
        rows.setVerticalSpacing(px(12))
        rows.setColumnStretch(1, 1)
        for number, work in enumerate(works(self._session.store)):
            rows.addWidget(self._tick(work), number, 0)
            rows.addWidget(label(self._words(work), "quiet", "small"), number, 1)
        put_in_place(self._card.inside, self._rows, fresh)
        self._rows = fresh

    def _tick(self, work: Work) -> QCheckBox:
        tick = QCheckBox(work.switch.label)
        tick.setChecked(work.is_on)
        tick.clicked.connect(lambda on: self._turn(work.switch, on=on))
        self.ticks[work.switch.name] = tick
        return tick

    def _words(self, work: Work) -> str:
        if not work.kinds:
            return self.tr("天数、岁数在名单里改：选中名单，改条件，再点“按现在的条件更新”")
        counts = kept(self._session.store, work)
        told = "，".join(self.tr("{0} {1} 条").format(name, count) for name, count in counts.items())
        return self.tr("已登记：{0}").format(told) if told else self.tr("还没有登记过")

    def _turn(self, switch: Switch, *, on: bool) -> None:
        try:
            turn(self._session.store, switch, on=on)
        except AppError as error:
            self._session.messages.show_error(error)
            self.refresh()
            return
        self._router.build_anew()
