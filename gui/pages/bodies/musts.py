"""必配: who lacks what each of them must have, as of a day; one chip a must, one line for each that lacks."""

from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.errors import ValueUnreadable
from db.fields import Day
from db.records.may import Right
from db.services.musts import Lacking, Standing, standings
from db.values.day import long_form
from gui.keys import red_key
from gui.models.must_table import COL_FAULT, COL_TITLE, LACKING_ROLE, MustTableModel
from gui.session import Session
from gui.theme import px
from gui.widgets.editors import DayEditor
from gui.widgets.parts import Card, EmptyState, PageHeader, button, label
from gui.widgets.plain_table import plain_table

WIDTHS = {COL_FAULT: 300}
ROW = 40
DAY_WIDE = 210


class MustsPage(QWidget):
    """The list of one must at a time.

    Signals:
        open_requested: table and id of the record that lacks something.
        begin_requested: the table of which a new record is to be begun, and what it begins with.

    Attributes:
        chips: the buttons of the musts, by name.
        day: as of which it is told.
        begin: begins what the chosen one lacks.
    """

    open_requested = Signal(str, object)
    begin_requested = Signal(str, object)

    def __init__(self, session: Session, lead: QWidget) -> None:
        super().__init__()
        self._session = session
        self._found = {one.must.name: one for one in standings(session.store, session.seen, date.today())}
        self._shown: Standing | None = next(iter(self._found.values()), None)
        self._group = QButtonGroup(self)
        self.chips = {name: button("", "chip") for name in self._found}
        for name, chip in self.chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on=False, name=name: self._choose(name))
            self._group.addButton(chip)
        self.day = DayEditor(Day(self.tr("按哪一天")))
        self._today = date.today()
        self.day.set_value(self._today)
        self.day.line.setAccessibleName(self.day.kind.label)
        self.day.changed.connect(self.refresh)
        self.begin = button("", "primary", "Ctrl+Enter")
        self.begin.clicked.connect(self._on_begin_clicked)
        self._told, self._note = label(size="large"), label("", "quiet", "small", wrap=True)
        self.model = MustTableModel(self)
        self.list = plain_table(self.model, COL_TITLE, WIDTHS, ROW)
        self.list.activated.connect(self._on_activated)
        self.list.selectionModel().currentRowChanged.connect(self._show_begin)
        self._empty = EmptyState("")
        self._stack = QStackedWidget()
        self._lay_out(lead)
        red_key(self, self.begin.click)

    def show_part(self, name: str) -> None:
        """Brings the list of a must to the front, as of today."""
        self.day.set_value(date.today())
        self._choose(name)

    def _choose(self, name: str) -> None:
        self._shown = self._found.get(name, self._shown)
        self.refresh()

    def refresh(self) -> None:
        """Reads again who lacks what, as of the day that is written; while that is none, all stays as it is."""
        try:
            day = self.day.value() or date.today()
        except ValueUnreadable:
            return
        if day == self._today != date.today():  # the window was left open overnight
            self._today = day = date.today()
            self.day.set_value(day)
        chosen = self._chosen()
        self._found = {one.must.name: one for one in standings(self._session.store, self._session.seen, day)}
        self._shown = self._found.get(self._shown.must.name) if self._shown else None
        for name, chip in self.chips.items():
            one = self._found[name]
            chip.setText(self.tr("{0} {1}/{2}").format(one.must.label, one.met, one.total))
            chip.setChecked(one is self._shown)
        self.model.show_standing(self._shown)
        self._say()
        row = next((n for n, (one, _) in enumerate(self.model.rows) if chosen and one.id == chosen.id), 0)
        self.list.selectRow(row)
        self._show_begin()

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        (self.list if self.model.rows else self.day).setFocus()

    def _lay_out(self, lead: QWidget) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(px(10))
        for chip in self.chips.values():
            bar.addWidget(chip)
        bar.addStretch()
        bar.addWidget(label(self.day.kind.label, "quiet"))
        self.day.setFixedWidth(px(DAY_WIDE))
        bar.addWidget(self.day)
        card = Card()
        head = QHBoxLayout()
        head.addWidget(self._told, 1)
        head.addWidget(self.begin)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        card.inside.addLayout(head)
        card.inside.addWidget(self._note)
        card.inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(22))
        column.setSpacing(px(14))
        column.addWidget(PageHeader("", lead=lead))
        column.addLayout(bar)
        column.addWidget(card, 1)

    def _say(self) -> None:
        """The heading, and what stands in place of a list of nobody."""
        one = self._shown
        if one is None:
            return
        kind, must = one.kind, one.must
        day = long_form(one.day)
        self._told.setText(self.tr("{0}：{1}/{2}").format(must.label, one.met, one.total))
        told = self.tr("{0}，{1} 个{2}里 {3} 个符合，{4} 个不符合。").format(
            day, one.total, kind.label, one.met, one.total - one.met
        )
        past = "".join(f"{said}。" for said in one.of_the_past()) if one.day != date.today() else ""
        self._note.setText(told + past)
        self._stack.setCurrentIndex(0 if one.lacking else 1)
        if one.total:
            self._empty.say(self.tr("每个{0}都有{1}").format(kind.label, must.noun), self.tr("缺的会列在这里"))
        else:
            self._empty.say(
                self.tr("还没有登记{0}").format(kind.label),
                self.tr("登记了以后，没有{0}的会列在这里").format(must.noun),
            )

    def _chosen(self) -> Lacking | None:
        return self.model.data(self.list.currentIndex(), LACKING_ROLE)  # type: ignore[return-value]

    def _show_begin(self) -> None:
        """The button is there for one that has too few."""
        one, must = self._chosen(), self._shown.must if self._shown else None
        self.begin.setText(must.begin if must else "")
        makes = self._shown is not None and self._session.may(self._shown.there.record, Right.MAKE)
        self.begin.setVisible(bool(must and makes and self.model.rows))
        self.begin.setEnabled(bool(one and must and one.count < must.least))

    def _on_activated(self, index: QModelIndex) -> None:
        one = index.data(LACKING_ROLE)
        if self._shown and one:
            self.open_requested.emit(self._shown.kind.table, one.id)

    def _on_begin_clicked(self) -> None:
        if self._shown and (one := self._chosen()):
            self.begin_requested.emit(self._shown.there.table, self._shown.begun(one))
