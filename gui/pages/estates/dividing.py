"""拆分与合并: a clerk says which buildings belong to which estate from which day on, and sees what comes of it first."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import AppError
from db.fields import Day, Link, Looks, Text
from db.records.estates.estate import Estate
from db.services.estates.dividing import Division, buildings_of, carry_out, weigh_join, weigh_split
from db.services.estates.past_divisions import take_back
from gui.pages.estates.past_divisions import PastDivisions
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import DayEditor, Editor, LinkEditor, TextEditor
from gui.widgets.parts import Card, PageHeader, button, label, scrolled

MOST = 40
"""How many addresses are shown at once of what moves."""


class DividingPage(QWidget):
    """One card for what is asked, one for what comes of it.

    Signals:
        open_requested: table and id of the estate that the buildings belong to now.
        taken_back: one was taken back; the estate that was made for it may be gone.
    """

    open_requested = Signal(str, object)
    taken_back = Signal()

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self._plan: Division | None = None
        self.split, self.join = button(self.tr("拆分"), "chip"), button(self.tr("合并"), "chip")
        for chip in (self.split, self.join):
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.clicked.connect(self._on_way_chosen)
        self.split.setChecked(True)
        lookup = session.lookup
        self.estate = LinkEditor(Link(self.tr("小区"), to="estate"), lookup)
        self.name = TextEditor(Text(self.tr("新小区的名称")))
        self.into = LinkEditor(Link(self.tr("并入"), to="estate"), lookup)
        self.day = DayEditor(Day(self.tr("从哪天起"), looks=Looks.NEAR))
        self.day.set_value(date.today())
        self.ticks: dict[int, QCheckBox] = {}
        self._rows = {one: self._row(one) for one in (self.estate, self.name, self.into, self.day)}
        self._buildings = QVBoxLayout()
        self.past = PastDivisions(session.store)
        self.past.take_back_requested.connect(self._take_back)
        self._told = label("", "quiet", wrap=True)
        self._fault = label("", "warn", wrap=True)
        self.done = button(self.tr("拆分"), "primary")
        self.done.clicked.connect(self._on_done_clicked)
        self.estate.picked.connect(lambda _id: self._show_buildings())
        for one in self._rows:
            one.changed.connect(self._weigh)
        self._lay_out(lead)
        self._on_way_chosen()

    def _lay_out(self, lead: QWidget) -> None:
        inside = QWidget()
        inside.setObjectName("plain")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, px(6), 0)
        cards.setSpacing(px(14))
        asked, comes = Card(), Card(self.tr("办了以后"))
        for row in self._rows.values():
            asked.inside.addWidget(row)
        asked.inside.addLayout(self._buildings)
        comes.inside.addWidget(self._told)
        comes.inside.addWidget(self._fault)
        foot = QHBoxLayout()
        foot.addWidget(self.done)
        foot.addStretch()
        comes.inside.addLayout(foot)
        for card in (asked, comes, self.past):
            cards.addWidget(card)
        cards.addStretch(1)
        bar = QHBoxLayout()
        bar.setSpacing(px(10))
        for chip in (self.split, self.join):
            bar.addWidget(chip)
        bar.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addLayout(bar)
        column.addWidget(scrolled(inside), 1)

    def _row(self, editor: Editor) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        caption = label(editor.kind.label, "quiet")
        caption.setFixedWidth(px(110))
        line.addWidget(caption)
        line.addWidget(editor, 1)
        return row

    def refresh(self) -> None:
        """Reads again what stands in the estate and what was done before; what was typed stays."""
        self._show_buildings()
        self.past.refresh()

    def _on_way_chosen(self) -> None:
        splits = self.split.isChecked()
        self._rows[self.name].setVisible(splits)
        self._rows[self.into].setVisible(not splits)
        self.done.setText(self.tr("拆分") if splits else self.tr("合并"))
        self._show_buildings()

    def _chosen(self, editor: LinkEditor) -> Estate | None:
        try:
            return self._session.store.find(Estate, editor.value())
        except AppError:
            return None

    def _show_buildings(self) -> None:
        """Ticks for the buildings of the estate that is chosen; those that were ticked stay so."""
        ticked = {i for i, tick in self.ticks.items() if tick.isChecked()}
        self.ticks = {}
        while item := self._buildings.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        estate = self._chosen(self.estate) if self.split.isChecked() else None
        buildings = buildings_of(self._session.store, estate) if estate else []
        if buildings:
            self._buildings.addWidget(label(self.tr("勾上分出去的楼栋："), "quiet"))
        titles = self._session.store.titles("building", [building.id for building in buildings])
        for building in buildings:
            tick = QCheckBox(titles[building.id])
            tick.setChecked(building.id in ticked)
            tick.toggled.connect(self._weigh)
            self.ticks[building.id] = tick
            self._buildings.addWidget(tick)
        self._weigh()

    def _weigh(self) -> None:
        """Tells what comes of it, or why it cannot be done."""
        self._plan, fault = None, ""
        if (estate := self._chosen(self.estate)) is None:
            fault = self.tr("请先选小区")
        else:
            try:
                self._plan = self._weighed(estate)
            except AppError as error:
                fault = str(error)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self._told.setText(self._sentence(self._plan) if self._plan else "")
        self.done.setEnabled(self._plan is not None)

    def _weighed(self, estate: Estate) -> Division | None:
        store, day = self._session.store, self.day.value() or date.today()
        if self.split.isChecked():
            going = [i for i, tick in self.ticks.items() if tick.isChecked()]
            return weigh_split(store, estate, self.name.value(), going, day)
        into = self._chosen(self.into)
        return weigh_join(store, estate, into, day) if into else None

    def _sentence(self, plan: Division) -> str:
        counts = self.tr("从 {0} 起，{1} 栋楼归“{2}”，{3} 栋留下；涉及 {4} 套房屋、{5} 户、{6} 位居民，住址跟着改。").format(
            plan.day.isoformat(), len(plan.moving), plan.into.title({}), plan.staying,
            plan.houses, plan.households, plan.residents,
        )  # fmt: skip
        lines = [f"{moving.before} → {moving.after}" for moving in plan.moving[:MOST]]
        if (rest := len(plan.moving) - MOST) > 0:
            lines.append(self.tr("还有 {0} 栋").format(rest))
        return "\n".join([counts, *lines])

    def _on_done_clicked(self) -> None:
        """Does it and tells of it with a way back; what another window did meanwhile is told in words."""
        if (plan := self._plan) is None:
            return
        store = self._session.store
        try:
            done = carry_out(store, plan)
        except AppError as error:
            self._session.messages.show_error(error)
            self._show_buildings()
            return
        said = self.tr("{0} 栋楼已归“{1}”").format(len(plan.moving), plan.into.title({}))
        self._session.messages.inform(said, lambda: self._take_back(done.seq))
        self.name.set_value("")
        self.into.set_value(0)
        self.refresh()
        self.open_requested.emit(Estate.TABLE, done.division.into.id)

    def _take_back(self, seq: int) -> None:
        """Takes one back and says so, here: the estate that was made for it is gone."""
        try:
            take_back(self._session.store, seq)
        except AppError as error:
            self._session.messages.show_error(error)
            self.refresh()
            return
        self.refresh()
        self.taken_back.emit()
        self._session.messages.inform(self.tr("已经撤回，楼栋的小区和住址都和办以前一样"))
