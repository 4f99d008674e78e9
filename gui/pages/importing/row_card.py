"""The rows of a file that is to be imported, by what becomes of them, and the one that is chosen."""

from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from db.records.kinds import Kinds
from db.services.importing.choices import Choices
from db.services.importing.drafts import Place
from db.services.importing.plan import TablePlan
from db.services.importing.problems import Verdict
from gui.models.import_rows import (
    COL_PLACE,
    COL_TITLE,
    COL_VERDICT,
    COL_WORDS,
    SHOWN,
    ImportRow,
    ImportRowsModel,
    Part,
    word_for,
)
from gui.pages.importing.row_detail import RowDetail
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import Card, EmptyState, button
from gui.widgets.plain_table import plain_table
from gui.words import tr

WIDTHS = {COL_PLACE: 124, COL_VERDICT: 112, COL_TITLE: 150}
ROW = 30
ROWS_TO_DETAIL = (3, 1)
"""How table and detail share the height."""
_LEAST_DETAIL, _MOST_DETAIL = 64, 170
_NOWHERE: Place = ("", 0)


class RowCard(Card):
    """A chip for each part of the rows, the rows, and below them all that there is to say of one."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self.model = ImportRowsModel(self)
        self.view = plain_table(self.model, COL_WORDS, WIDTHS, ROW, gives_way=(COL_PLACE,))
        self.view.horizontalHeader().setSectionResizeMode(COL_TITLE, QHeaderView.ResizeMode.Stretch)
        self.view.setAccessibleName(tr("要导入的行"))
        self.detail = RowDetail(kinds)
        self.detail.setMinimumHeight(px(_LEAST_DETAIL))
        self.detail.setMaximumHeight(px(_MOST_DETAIL))
        self._choices = Choices()
        self.part: Part | None = None
        self._place = _NOWHERE
        self._next: Place | None = None
        self._goes_on = False
        chips = QWidget()
        chips.setObjectName("plain")
        self._chips = FlowLayout(chips, px(8))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(EmptyState(tr("还没有行"), tr("左边选好这张表是什么，每一行会怎样都列在这里。")))
        self.inside.addWidget(chips)
        self.inside.addWidget(self._stack, ROWS_TO_DETAIL[0])
        self.inside.addWidget(self.detail, ROWS_TO_DETAIL[1])
        self.view.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row_chosen(now.row()))
        self.view.activated.connect(lambda _index: self.detail.take_focus())

    def begin(self) -> None:
        """Forgets another file."""
        self.part, self._place, self._next = None, _NOWHERE, None

    def show_plan(self, plan: TablePlan, choices: Choices) -> None:
        """Shows the rows of a plan."""
        self._choices = choices
        self.model.set_plan(plan, self.part)
        if self.part is not None and not self.model.rows:
            self.part = None
            self.model.show_only(None)
        self._show_chips()
        wanted, self._next = self._next or self._place, None
        self._choose(wanted)
        if self._goes_on:  # the button that was pressed is gone with the old plan
            self._goes_on = False
            (self.detail if self.detail.buttons() else self.view).setFocus()
            self.detail.take_focus()

    def chosen(self) -> ImportRow | None:
        """The row that is chosen."""
        row = self.view.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def show_only(self, part: Part | None) -> None:
        """Shows the rows of one part; all for None."""
        self.part = part
        self.model.show_only(part)
        self._show_chips()
        self._choose(self._place)

    def go_on(self) -> None:
        """Chooses the row after this one when the next plan is shown: all that was asked of this one is settled."""
        self.keep_keys()
        row = self.view.currentIndex().row() + 1
        if self.part is Verdict.DOUBTFUL and row < len(self.model.rows):
            self._next = self.model.rows[row].place

    def keep_keys(self) -> None:
        """Leaves the keys in the detail when the next plan is shown."""
        self._goes_on = True

    def _choose(self, place: Place) -> None:
        self._stack.setCurrentIndex(0 if self.model.rows else 1)
        row = max(self.model.find(place), 0)
        if self.model.rows:
            self.view.selectRow(row)
            self.view.scrollTo(self.model.index(row, 0))
        self._on_row_chosen(row)

    def _on_row_chosen(self, row: int) -> None:
        chosen = self.model.rows[row] if 0 <= row < len(self.model.rows) else None
        self._place = chosen.place if chosen else self._place
        self.detail.show_row(chosen, self._choices)
        self.detail.setVisible(bool(self.model.rows))

    def _show_chips(self) -> None:
        while item := self._chips.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        counts = self.model.counts()
        told = [(part, word_for(part), counts[part]) for part in SHOWN if counts.get(part)]
        for part, word, count in ((None, tr("全部"), self.model.total()), *told):
            chip = button(tr("{0} {1:,} 行").format(word, count), "chip")
            chip.setCheckable(True)
            chip.setChecked(part is self.part)
            chip.clicked.connect(lambda _on=False, part=part: self.show_only(part))
            self._chips.addWidget(chip)
            chip.show()
