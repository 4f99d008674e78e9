"""How one field is asked for: the ways to choose among, and what each of them needs to know."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from db.fields import Code, Flag, Leading, Rows
from db.records.base import fields_of
from db.records.condition import Condition, Test
from db.records.paths import Path, holds_by_days
from db.services.conditions_told import grouped
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.filters.inputs import DaysAway, Input, Picks, Range, Reaches, Ticks, Typed, YesNo, beside
from gui.widgets.filters.modes import CHOICE, NOT_CHOICE, RANGE, Mode, modes_of
from gui.widgets.parts import Tabs, scrolled
from gui.words import tr

LeftOut = Mapping[str, Sequence[str]]
"""Codes that are not offered, by path."""


def input_for(path: Path, mode: Mode, lookup: Lookup, left_out: LeftOut) -> Input:
    """What one way of asking needs to know."""
    field, test = path.field, mode.tests[0]
    if isinstance(field, Rows):
        return PartInput(mode, field, lookup)
    if mode.tests in (CHOICE, NOT_CHOICE) and isinstance(field, Code):
        return Ticks(mode, field, left_out.get(path.text, ()))
    if mode.tests in (CHOICE, NOT_CHOICE) and isinstance(field, Leading):
        return Picks(mode, field, lookup)
    if mode.tests == RANGE:
        return Range(mode, field, lookup)
    if test is Test.REACHES:
        return Reaches(mode, lookup)
    if test in (Test.LAST_DAYS, Test.NEXT_DAYS):
        return DaysAway(mode, lookup)
    if test in (Test.CONTAINS, Test.IS) and mode.value is None:
        return Typed(mode, field, lookup)
    return Input(mode)


class ConditionEditor(QWidget):
    """The ways of asking for a field, as words in a row, and below them what the chosen one needs to know.

    Signals:
        changed: it is asked otherwise.
    """

    changed = Signal()

    def __init__(self, path: Path, lookup: Lookup, left_out: LeftOut) -> None:
        super().__init__()
        self.path, self._lookup, self._left_out = path, lookup, left_out
        self.modes = modes_of(path)
        self._inputs: dict[int, Input] = {}
        self.tabs = Tabs([mode.label for mode in self.modes])
        self.tabs.setVisible(len(self.modes) > 1)
        self.tabs.chosen.connect(self.choose)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.choose(0)

    def choose(self, number: int) -> None:
        """Asks in another way; what that needs to know is made when it is first chosen."""
        self.tabs.choose(number)
        if number not in self._inputs:
            one = self._inputs[number] = input_for(self.path, self.modes[number], self._lookup, self._left_out)
            one.changed.connect(self.changed)
            self._stack.addWidget(_held(one))
        self.changed.emit()
        self._stack.setCurrentIndex(list(self._inputs).index(number))

    def current(self) -> Input:
        """What the chosen way needs to know."""
        return self._inputs[self.tabs.current()]

    def conditions(self) -> list[Condition]:
        """What is asked; [] where nothing was entered.

        Raises:
            ValueUnreadable: what is typed cannot be read.
        """
        return self.current().conditions(self.path.text)

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Shows what was asked before."""
        for number, mode in enumerate(self.modes):
            if conditions and mode.says(conditions[0]):
                self.choose(number)
                self.current().show_conditions(conditions)
                return

    def take_focus(self) -> None:
        """Takes the keys: where something is typed, else at the ways to choose among."""
        if type(self.current()) is Input:
            self.tabs.take_focus()
        else:
            self.current().take_focus()


def _held(one: Input) -> QWidget:
    """At the top of what room there is: codes take all of it, and the fields of parts scroll."""
    if isinstance(one, Ticks):
        return one
    if isinstance(one, PartInput):
        return scrolled(one)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(one)
    column.addStretch()
    return holder


class PartInput(Input):
    """The fields of parts, each of which may be asked for: all of it must hold of one and the same part."""

    def __init__(self, mode: Mode, field: Rows, lookup: Lookup) -> None:
        super().__init__(mode)
        self.inner: dict[str, Input] = {}
        self._unshown: list[Condition] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        asked = [(name, one) for name, one in fields_of(field.part).items() if not isinstance(one, Rows)]
        for row, (name, one) in enumerate(asked):
            path = Path((), field.part, name, one)
            usual = modes_of(path)[0]
            made = YesNo(usual) if isinstance(one, Flag) else input_for(path, usual, lookup, {})
            made.changed.connect(self.changed)
            self.inner[name] = made
            grid.addWidget(beside(one.label), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(made, row, 1)
        grid.setColumnStretch(1, 1)
        self.column.setContentsMargins(0, 0, px(6), 0)
        self.column.addLayout(grid)
        self.ever = QCheckBox(tr("已经结束、还没开始的也算"))
        self.ever.setVisible(holds_by_days(field.part))
        self.column.addWidget(self.ever)
        self.column.addStretch()

    def conditions(self, path: str) -> list[Condition]:
        """See `Input`; with no field asked for, whether there is any part at all. What cannot be shown here is asked on."""
        having = [condition for name, one in self.inner.items() for condition in one.conditions(name)]
        having += self._unshown
        return [Condition(path, self.mode.tests[0], having=tuple(having), ever=self.ever.isChecked())]

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """See `Input`."""
        self._unshown = []
        for one in conditions:
            self.ever.setChecked(one.ever)
            for group in grouped(one.having):
                shown = self.inner.get(group[0].path)
                if shown and shown.shows(group[0]):
                    shown.show_conditions(group)
                else:
                    self._unshown += group

    def take_focus(self) -> None:
        """See `Input`."""
        first: Any = next(iter(self.inner.values()))
        first.take_focus()
