"""The preview of an import: figures, sheets, what the columns mean, and what is the matter with single rows."""

from collections import Counter

from attrs import evolve
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.services.registry.import_roster import Choices, ImportPlan, Roster, SheetLayout, has_unseen, meanings
from gui.models.problem_table import COL_FIELD, COL_MESSAGE, COL_PLACE, COL_WRITTEN, ProblemTableModel
from gui.pages.importing.estate_question import EstateQuestion
from gui.theme import px
from gui.widgets.column_meanings import ColumnMeanings
from gui.widgets.figure_card import Figure
from gui.widgets.parts import Card, EmptyState, Tabs, badge, button, label

WIDTHS = {COL_PLACE: 150, COL_FIELD: 84, COL_WRITTEN: 176}
CHIPS = 6
LOOKED_AT, MOST_PLACE = 60, 260
"""So many rows say how wide the column of sheet and row is, and how wide it may be, in pixels at 100 %."""


class ImportPreview(QWidget):
    """What an import would do, and what the clerk may change about it.

    Signals:
        choices_changed: the clerk's choices, after one of them changed.
        other_requested: the clerk says that it is no roster.
        compare_requested: it is to be held against the register first.

    Attributes:
        plan: the plan that is shown.
    """

    choices_changed = Signal(object)
    other_requested = Signal()
    compare_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan: ImportPlan | None = None
        self._choices = Choices()
        self._sheet = 0
        self._unseen: dict[str, tuple[int, int]] = {}
        self.problems = ProblemTableModel(self)
        self._figures = {
            "people_new": Figure(self.tr("新增人")),
            "people_matched": Figure(self.tr("已有行"), "good"),
            "people_completed": Figure(self.tr("补全人"), "good"),
            "people_changed": Figure(self.tr("改动人"), "good"),
            "people_doubtful": Figure(self.tr("待核实行"), "accent"),
            "households": Figure(self.tr("新立户")),
            "houses": Figure(self.tr("新房屋")),
        }
        figures = QHBoxLayout()
        figures.setSpacing(px(8))
        for figure in self._figures.values():
            figures.addWidget(figure, 1)
        below = QHBoxLayout()
        below.setSpacing(px(14))
        below.addWidget(self._make_sheets(), 4)
        below.addWidget(self._make_problems(), 9)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(14))
        layout.addLayout(figures)
        layout.addLayout(below, 1)

    def show_plan(self, plan: ImportPlan, roster: Roster, choices: Choices) -> None:
        """Shows a plan."""
        self.plan, self._choices = plan, choices
        for name, figure in self._figures.items():
            figure.show_figure(f"{getattr(plan.counts, name):,}")
        self._show_sheets(plan, roster)
        self._show_problems(plan)

    def _make_sheets(self) -> Card:
        card = Card(self.tr("认出的表和列"))
        self._tabs_place = QVBoxLayout()
        self._tabs: Tabs | None = None
        self._take = QCheckBox(self.tr("导入这张表"))
        self._take.clicked.connect(self._on_take_clicked)
        self.unhidden = QCheckBox()
        self.unhidden.clicked.connect(self._on_unhidden_clicked)
        self.estate = EstateQuestion()
        self.estate.answered.connect(self._on_estate_answered)
        self.columns = ColumnMeanings()
        self.columns.changed.connect(self._on_column_changed)
        self._assumed = label(tone="quiet", size="small", wrap=True)
        no_roster = button(self.tr("不是居民花名册…"), "link")
        no_roster.clicked.connect(self.other_requested)
        taken = QHBoxLayout()
        taken.addWidget(self._take)
        taken.addStretch()
        self.compare = button(self.tr("核对名单…"), "link", self.tr("上级、派出所来的名单：新增、变动、名单里没有的"))
        self.compare.clicked.connect(self.compare_requested)
        taken.addWidget(self.compare)
        taken.addWidget(no_roster)
        card.inside.addLayout(self._tabs_place)
        card.inside.addLayout(taken)
        card.inside.addWidget(self.unhidden)
        card.inside.addWidget(self.estate)
        card.inside.addWidget(self._make_last_time())
        card.inside.addWidget(self.columns, 1)
        card.inside.addWidget(self._assumed)
        return card

    def _make_last_time(self) -> QWidget:
        """The line that says where the meanings come from, and the way back to the guess."""
        self.last_time = QWidget()
        row = QHBoxLayout(self.last_time)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(badge(self.tr("按上次的对应"), "accent"))
        row.addStretch()
        self.guess = button(self.tr("改用自动识别"), "link")
        self.guess.clicked.connect(self._on_guess_clicked)
        row.addWidget(self.guess)
        return self.last_time

    def _make_problems(self) -> Card:
        card = Card(self.tr("请留意这些行"), self.tr("没有导入的都在这里，别的行照常导入"))
        self._chips = QHBoxLayout()
        self._chips.setSpacing(px(8))
        view = QTableView()
        view.setModel(self.problems)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(px(34))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(COL_MESSAGE, QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(LOOKED_AT)
        for column, width in WIDTHS.items():
            header.resizeSection(column, px(width))
        self._problem_view = view
        self._problem_stack = QStackedWidget()
        self._problem_stack.addWidget(view)
        self._problem_stack.addWidget(EmptyState(self.tr("每一行都没有问题"), ""))
        self._remedy = label(tone="quiet", wrap=True)
        self._remedy.setMinimumHeight(px(22))
        view.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_remedy(now.row()))
        self.problems.modelReset.connect(lambda: self._show_remedy(0))
        card.inside.addLayout(self._chips)
        card.inside.addWidget(self._problem_stack, 1)
        card.inside.addWidget(self._remedy)
        return card

    def _show_remedy(self, row: int) -> None:
        remedy = self.problems.remedy(row)
        self._remedy.setText(self.tr("处理：{0}").format(remedy) if remedy else "")

    def _show_sheets(self, plan: ImportPlan, roster: Roster) -> None:
        names = [sheet.name for sheet in roster.sheets]
        self._unseen = {sheet.name: has_unseen(sheet) for sheet in roster.sheets}
        if self._tabs:
            self._tabs_place.removeWidget(self._tabs)
            self._tabs.hide()
            self._tabs.deleteLater()
        self._sheet = self._sheet if self._sheet < len(names) else 0
        asked = {one.sheet for one in plan.unplaced}
        if plan.layouts and (
            plan.layouts[self._sheet].skipped or (asked and plan.layouts[self._sheet].sheet not in asked)
        ):
            self._sheet = next((i for i, one in enumerate(plan.layouts) if one.sheet in asked), self._sheet)
        if plan.layouts and plan.layouts[self._sheet].skipped:
            self._sheet = next((i for i, one in enumerate(plan.layouts) if not one.skipped), 0)
        self._tabs = Tabs(names)
        self._tabs.choose(self._sheet)
        self._tabs.chosen.connect(self._on_sheet_chosen)
        self._tabs_place.addWidget(self._tabs)
        self._show_layout(plan.layouts[self._sheet])
        said = [*(one.sentence() for one in plan.unplaced), *plan.assumptions]
        self._assumed.setText("\n".join(said))
        self._assumed.setVisible(bool(said))

    def _show_layout(self, layout: SheetLayout) -> None:
        self.columns.show_layout(layout, {m.key: m.label for m in meanings().values()})
        assert self.plan is not None
        self.estate.show_sheet(self.plan, layout)
        self.last_time.setVisible(layout.remembered)
        self._take.setChecked(not layout.skipped)
        self._take.setEnabled(bool(layout.columns))
        rows, columns = self._unseen.get(layout.sheet, (0, 0))
        self.unhidden.setText(self.tr("也导入隐藏的行和列（{0} 行、{1} 列）").format(rows, columns))
        self.unhidden.setVisible(bool(rows or columns) and not layout.skipped)
        self.unhidden.setChecked(layout.sheet in self._choices.unhidden)

    def _show_problems(self, plan: ImportPlan) -> None:
        self.problems.set_problems(plan.problems)
        told = self._problem_view.sizeHintForColumn(COL_PLACE) + px(12)
        least, most = px(WIDTHS[COL_PLACE]), px(MOST_PLACE)
        self._problem_view.horizontalHeader().resizeSection(COL_PLACE, max(least, min(told, most)))
        self._problem_stack.setCurrentIndex(0 if plan.problems else 1)
        while item := self._chips.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for name, count in Counter(p.label for p in plan.problems).most_common(CHIPS):
            chip = button(f"{name} {count}", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda on, name=name, chip=chip: self._on_chip_clicked(name, chip, on=on))
            self._chips.addWidget(chip)
        self._chips.addStretch(1)

    def _on_chip_clicked(self, name: str, chip: QPushButton, *, on: bool) -> None:
        for other in self.findChildren(QPushButton):
            if other.property("kind") == "chip" and other is not chip:
                other.setChecked(False)
        self.problems.show_field(name if on else "")

    def _on_sheet_chosen(self, number: int) -> None:
        self._sheet = number
        if self.plan:
            self._show_layout(self.plan.layouts[number])

    def _on_take_clicked(self) -> None:
        assert self.plan is not None
        name = self.plan.layouts[self._sheet].sheet
        taken = self._take.checkState() == Qt.CheckState.Checked
        left_out = self._choices.left_out - {name} if taken else self._choices.left_out | {name}
        also = self._choices.taken | {name} if taken else self._choices.taken - {name}
        self.choices_changed.emit(evolve(self._choices, left_out=left_out, taken=also))

    def _on_unhidden_clicked(self) -> None:
        assert self.plan is not None
        name = self.plan.layouts[self._sheet].sheet
        wanted = self.unhidden.checkState() == Qt.CheckState.Checked
        unhidden = self._choices.unhidden | {name} if wanted else self._choices.unhidden - {name}
        self.choices_changed.emit(evolve(self._choices, unhidden=unhidden))

    def _on_estate_answered(self, estate: str) -> None:
        """Of the sheet that is shown, and of all others of which it is still asked: the tabs of one file are mostly of one estate."""
        assert self.plan is not None
        sheets = {self.plan.layouts[self._sheet].sheet, *(one.sheet for one in self.plan.unplaced)}
        told = {**self._choices.estates, **dict.fromkeys(sheets, estate)}
        self.choices_changed.emit(evolve(self._choices, estates=told))

    def _on_column_changed(self, index: int, meaning: str) -> None:
        assert self.plan is not None
        name = self.plan.layouts[self._sheet].sheet
        self.choices_changed.emit(evolve(self._choices, columns={**self._choices.columns, (name, index): meaning}))

    def _on_guess_clicked(self) -> None:
        """Back to what the program makes of the headings, without anything the clerk said of this sheet."""
        assert self.plan is not None
        name = self.plan.layouts[self._sheet].sheet
        columns = {place: meaning for place, meaning in self._choices.columns.items() if place[0] != name}
        self.choices_changed.emit(evolve(self._choices, columns=columns, guessed=self._choices.guessed | {name}))
