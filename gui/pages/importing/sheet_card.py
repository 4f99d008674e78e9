"""What the sheets of a file are, and what their columns mean; the clerk may say otherwise."""

from collections.abc import Mapping, Sequence
from functools import partial

from attrs import evolve
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from db.records.kinds import Kinds
from db.records.registry.resident import Resident
from db.services.import_file import forms_of
from db.services.importing.choices import Choices
from db.services.importing.form import TableForm
from db.services.importing.plain import TOLD_BY_OTHERS
from db.services.importing.plan import Recognised, TablePlan
from db.services.importing.unseen import has_unseen
from gui.borrowed import restyle
from gui.pages.importing.change_policy import ChangePolicy
from gui.theme import px
from gui.widgets.column_meanings import ColumnMeanings
from gui.widgets.parts import Card, Tabs, badge, button, label, scrolled
from gui.words import tr

COLUMNS, CHANGES, NOTES = range(3)
_MOST_TABS, _MOST_LETTERS = 3, 14
"""What there is room for beside each other."""


class SheetCard(Card):
    """A tab a sheet; which table it is, its columns, and what becomes of what differs.

    Signals:
        choices_changed: the clerk's choices, after one of them changed.
        roster_requested: the clerk says that it is a roster of residents.
    """

    choices_changed = Signal(object)
    roster_requested = Signal()

    def __init__(self, kinds: Kinds, policy: ChangePolicy) -> None:
        super().__init__()
        self._forms = [form for form in forms_of(kinds) if form.table != Resident.TABLE]
        self._plan: TablePlan | None = None
        self._choices = Choices()
        self._sheet = -1
        self._tabs_place = QVBoxLayout()
        self.form = button("")
        self.form.clicked.connect(self._on_form_clicked)
        self.unhidden = QCheckBox()
        self.unhidden.clicked.connect(self._on_unhidden_clicked)
        self.columns = ColumnMeanings()
        self.columns.changed.connect(self._on_column_changed)
        self._assumed = label(tone="quiet", wrap=True)
        notes = QWidget()
        notes.setObjectName("plain")
        said = QVBoxLayout(notes)
        said.setContentsMargins(0, 0, px(6), 0)
        said.addWidget(self._assumed)
        said.addStretch(1)
        self._parts, self._policy = Tabs([tr("列"), tr("改动"), tr("说明")]), policy
        self._parts.chosen.connect(self._on_part_chosen)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.columns)
        self._stack.addWidget(policy)
        self._stack.addWidget(scrolled(notes))
        kind = QHBoxLayout()
        kind.addWidget(label(tr("这张表是")))
        kind.addWidget(self.form, 1)
        self.inside.addLayout(self._tabs_place)
        self.inside.addLayout(kind)
        self.inside.addWidget(self.unhidden)
        self.inside.addWidget(self._make_last_time())
        self.inside.addWidget(self._parts)
        self.inside.addWidget(self._stack, 1)

    def begin(self) -> None:
        """Forgets another file."""
        self._sheet = -1
        self._show_part(COLUMNS)

    def show_plan(self, plan: TablePlan, choices: Choices) -> None:
        """Shows the sheets of a plan; the first that is imported comes first."""
        self._plan, self._choices = plan, choices
        if not 0 <= self._sheet < len(plan.sheets):
            self._sheet = next((i for i, one in enumerate(plan.sheets) if not one.layout.skipped), 0)
        self._show_tabs([one.sheet.name for one in plan.sheets])
        self._assumed.setText("\n".join(plan.assumptions) or tr("没有要说明的"))
        self._show_sheet()

    def sheet_menu(self) -> QMenu:
        """The sheets of a file that has too many for tabs."""
        menu = QMenu(self)
        for number, one in enumerate(self._plan.sheets if self._plan else ()):
            menu.addAction(one.sheet.name).triggered.connect(partial(self._on_sheet_chosen, number))
        return menu

    def _show_tabs(self, names: Sequence[str]) -> None:
        """Tabs, or a menu where they have no room."""
        while item := self._tabs_place.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if len(names) <= _MOST_TABS and len("".join(names)) <= _MOST_LETTERS:
            tabs = Tabs(names)
            tabs.choose(self._sheet)
            tabs.chosen.connect(self._on_sheet_chosen)
            self._tabs_place.addWidget(tabs)
            tabs.setVisible(len(names) > 1)
            return
        which = button(tr("工作表：{0}（{1} / {2}）").format(names[self._sheet], self._sheet + 1, len(names)))
        which.clicked.connect(lambda: self.sheet_menu().exec(which.mapToGlobal(QPoint(0, which.height()))))
        self._tabs_place.addWidget(which)

    @property
    def sheet(self) -> Recognised | None:
        """The sheet that is shown."""
        return self._plan.sheets[self._sheet] if self._plan and self._plan.sheets else None

    def menu(self) -> QMenu:
        """What the sheet may be: what it seems to be first, then everything else."""
        menu, sheet = QMenu(self), self.sheet
        likely = sheet.others if sheet else ()
        for form in likely:
            self._offer(menu, form)
        if self._plan and self._plan.into:
            menu.addAction(tr("不导入这张表")).triggered.connect(partial(self._on_form_chosen, ""))
            return menu
        if likely:
            menu.addSeparator()
        names = {form.name for form in likely}
        for form in self._forms:
            if form.name not in names:
                self._offer(menu, form)
        menu.addSeparator()
        menu.addAction(tr("居民花名册")).triggered.connect(lambda _on=False: self.roster_requested.emit())
        menu.addAction(tr("不导入这张表")).triggered.connect(partial(self._on_form_chosen, ""))
        return menu

    def _offer(self, menu: QMenu, form: TableForm) -> None:
        menu.addAction(form.label).triggered.connect(partial(self._on_form_chosen, form.name))

    def _show_sheet(self) -> None:
        one = self.sheet
        if one is None:
            return
        skipped = one.layout.skipped
        assert self._plan is not None
        nothing = all(other.layout.skipped for other in self._plan.sheets)
        self.form.setText(self._form_words(one))
        self.form.setProperty("kind", "primary" if nothing and self._is_asked(one) else "")
        restyle(self.form)
        self.columns.show_layout(one.layout, meanings_of(one.form) if one.form else {})
        self.last_time.setVisible(one.layout.remembered and not skipped)
        rows, columns = has_unseen(one.sheet)
        self.unhidden.setText(tr("也导入隐藏的行和列（{0} 行、{1} 列）").format(rows, columns))
        self.unhidden.setVisible(bool(rows or columns) and not skipped)
        self.unhidden.setChecked(one.sheet.name in self._choices.unhidden)

    def _form_words(self, one: Recognised) -> str:
        if one.form is None or one.layout.skipped:
            return tr("请选…") if self._is_asked(one) else tr("不导入")
        return one.form.label

    def _is_asked(self, one: Recognised) -> bool:
        """Whether nobody has said yet what a sheet is."""
        return one.sheet.name not in self._choices.forms and not one.sheet.hidden

    def _make_last_time(self) -> QWidget:
        """The line that says where the meanings come from, and the way back to the guess."""
        self.last_time = QWidget()
        row = QHBoxLayout(self.last_time)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(badge(tr("按上次的对应"), "accent"))
        row.addStretch()
        self.guess = button(tr("改用自动识别"), "link")
        self.guess.clicked.connect(self._on_guess_clicked)
        row.addWidget(self.guess)
        return self.last_time

    def _show_part(self, part: int) -> None:
        self._parts.choose(part)
        self._stack.setCurrentIndex(part)

    def _on_part_chosen(self, part: int) -> None:
        self._stack.setCurrentIndex(part)

    def _on_sheet_chosen(self, number: int, _on: bool = False) -> None:
        self._sheet = number
        self._show_tabs([one.sheet.name for one in self._plan.sheets] if self._plan else [])
        self._show_sheet()

    def _on_form_clicked(self) -> None:
        self.menu().exec(self.form.mapToGlobal(QPoint(0, self.form.height())))

    def _on_form_chosen(self, name: str, _on: bool = False) -> None:
        if one := self.sheet:
            columns = {at: said for at, said in self._choices.columns.items() if at[0] != one.sheet.name}
            forms = {**self._choices.forms, one.sheet.name: name}
            self.choices_changed.emit(evolve(self._choices, forms=forms, columns=columns))

    def _on_unhidden_clicked(self) -> None:
        if one := self.sheet:
            name = one.sheet.name
            kept = self._choices.unhidden
            self.choices_changed.emit(
                evolve(self._choices, unhidden=kept | {name} if self.unhidden.isChecked() else kept - {name})
            )

    def _on_column_changed(self, index: int, meaning: str) -> None:
        if (one := self.sheet) and one.form:
            name = one.sheet.name
            moved = {
                (name, c.index): "" for c in one.layout.columns if meaning and c.meaning == meaning and c.index != index
            }
            topic = one.form.topic(meaning)
            told = {**self._choices.columns, **({} if topic and topic.repeated else moved), (name, index): meaning}
            forms = {**self._choices.forms, name: one.form.name}
            self.choices_changed.emit(evolve(self._choices, columns=told, forms=forms))

    def _on_guess_clicked(self) -> None:
        """Back to what the program makes of the headings, without anything the clerk said of this sheet."""
        if one := self.sheet:
            name = one.sheet.name
            columns = {place: meaning for place, meaning in self._choices.columns.items() if place[0] != name}
            forms = {sheet: form for sheet, form in self._choices.forms.items() if sheet != name}
            guessed = self._choices.guessed | {name}
            self.choices_changed.emit(evolve(self._choices, columns=columns, forms=forms, guessed=guessed))


def meanings_of(form: TableForm) -> Mapping[str, str]:
    """What a column of a form may mean, by key."""
    return {topic.key: topic.label for topic in form.topics if topic.key != TOLD_BY_OTHERS}
