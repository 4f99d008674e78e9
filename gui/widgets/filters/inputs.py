"""What is typed or ticked for one way of asking; each tells the conditions that it makes."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from attrs import evolve
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import ValueUnreadable
from db.fields import Code, Day, Field, Leading, Moment, Stored, Text, Whole
from db.records.condition import Condition, Test
from db.records.paths import OLDEST
from gui.lookup import Lookup
from gui.theme import px
from gui.widgets.choice_list import ChoiceList
from gui.widgets.editors import Editor, LinkEditor, RefEditor, editor_for
from gui.widgets.editors.choice import matching
from gui.widgets.filters.modes import Mode
from gui.widgets.parts import Tabs, button, label
from gui.words import tr

FEW = 12
"""So many codes are seen at once; of more one is looked for by its initials."""
MOST_DAYS = 36500
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DAYS = ("天",)
_AGES = re.compile(r"\d+")


class Input(QWidget):
    """The base: nothing is typed, the way of asking says all.

    Signals:
        changed: something else is typed, ticked or picked.
    """

    changed = Signal()

    def __init__(self, mode: Mode) -> None:
        super().__init__()
        self.mode = mode
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(8))

    def conditions(self, path: str) -> list[Condition]:
        """What is asked; [] where nothing was entered.

        Raises:
            ValueUnreadable: what is typed cannot be read.
        """
        values: tuple[Stored, ...] = () if self.mode.value is None else (self.mode.value,)
        return [Condition(path, self.mode.tests[0], values)]

    def shows(self, condition: Condition) -> bool:
        """Whether it can show what was asked."""
        return self.mode.says(condition)

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Shows what was asked before."""

    def take_focus(self) -> None:
        """Takes the keys where there is something to type."""


def beside(text: str) -> QLabel:
    """A word that stands beside an editor, as high as its line."""
    made = label(text, "quiet")
    made.setMinimumHeight(px(36))
    return made


class YesNo(Input):
    """Whether something of a part is so, which nobody has to say."""

    def __init__(self, mode: Mode) -> None:
        super().__init__(mode)
        self.tabs = Tabs([tr("不限"), tr("是"), tr("否")])
        self.tabs.chosen.connect(lambda _number: self.changed.emit())
        self.column.addWidget(self.tabs)

    def shows(self, condition: Condition) -> bool:
        """See `Input`."""
        return condition.test is Test.IS

    def conditions(self, path: str) -> list[Condition]:
        """See `Input`."""
        said = self.tabs.current()
        return [Condition(path, Test.IS, (int(said == 1),))] if said else []

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """See `Input`."""
        for one in conditions:
            self.tabs.choose(1 if one.values == (1,) else 2)

    def take_focus(self) -> None:
        """See `Input`."""
        self.tabs.take_focus()


class Ticks(Input):
    """Codes to tick. Space ticks; so does Enter what was just looked for, and the first one: otherwise Enter is the dialog's, as everywhere.

    Of many, one is found by initials or a part of its word.
    """

    def __init__(self, mode: Mode, field: Code, left_out: Collection[str] = ()) -> None:
        super().__init__(mode)
        self._table = field.codes()
        self.words = _Words(self._tick_found)
        self.words.setPlaceholderText(tr("拼音首字母找，空格勾选"))
        self.words.textEdited.connect(self._narrow)
        labels = self._table.labels.items()
        self.list = ChoiceList(((code, text) for code, text in labels if code not in left_out), ticks=True)
        self.list.setAccessibleName(field.label)
        self.words.setVisible(len(self.list.keys()) > FEW)
        self.list.setMinimumHeight(px(150))
        self.list.model().dataChanged.connect(lambda *_: self.changed.emit())
        self.column.addWidget(self.words)
        self.column.addWidget(self.list, 1)

    def tick(self, *codes: str) -> None:
        """Ticks these and no others; one that the table has no more stands there as it is."""
        known = self.list.keys()
        for code in codes:
            if code not in known:
                self.list.add(code, self._table.label(code))
        self.list.tick(codes)

    def look_for(self, words: str) -> None:
        """Shows those that fit words alone, as if they had been typed here."""
        if not self.words.isHidden():
            self.words.setText(words)
            self._narrow(words)

    def conditions(self, path: str) -> list[Condition]:
        """See `Input`."""
        return _of_several(path, self.mode, self.list.ticked())

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """See `Input`."""
        self.tick(*(str(value) for one in conditions for value in one.values))
        if first := self.list.ticked()[:1]:
            self.list.go(first[0])

    def take_focus(self) -> None:
        """See `Input`."""
        (self.words if self.words.isVisibleTo(self) else self.list).setFocus()
        if not self.list.current():
            self.list.step(0)

    def _narrow(self, typed: str) -> None:
        found = matching(self._table.labels, self._table.code(typed), typed) if typed.strip() else None
        self.list.narrow(found)
        seen = list(self.list.seen())
        if seen:
            self.list.go(found[0] if found and found[0] in seen else seen[0])

    def _tick_found(self) -> None:
        if code := self.list.current():
            self.list.turn(code)
            self.words.clear()
            self._narrow("")


class _Words(QLineEdit):
    """A line in which Space, and Enter after a word, do something; Down goes on to the list below."""

    def __init__(self, take: Callable[[], None]) -> None:
        super().__init__()
        self._take = take

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Without a word Enter is the dialog's."""
        is_enter = event.key() in ENTER and not event.modifiers()
        if event.key() == Qt.Key.Key_Space or (is_enter and self.text().strip()):
            self._take()
            event.accept()
        elif is_enter:
            event.ignore()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class Range(Input):
    """From and to, each of which may be left open."""

    def __init__(self, mode: Mode, field: Field[Any], lookup: Lookup) -> None:
        super().__init__(mode)
        self._field = field
        plain = evolve(field, required=False) if not isinstance(field, Moment) else Day(field.label, looks=field.looks)
        self.first, self.last = editor_for(plain, lookup), editor_for(plain, lookup)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for word, editor in ((tr("从"), self.first), (tr("到"), self.last)):
            editor.target().setAccessibleName(f"{field.label}{word}")
            editor.changed.connect(self.changed)
            row.addWidget(beside(word), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(editor, 1)
        self.column.addLayout(row)

    def conditions(self, path: str) -> list[Condition]:
        """See `Input`; two ends between which nothing lies are a slip."""
        ends = ((Test.AT_LEAST, self._stored(self.first)), (Test.AT_MOST, self._stored(self.last)))
        first, last = self.first.value(), self.last.value()
        if None not in (first, last) and first > last:
            raise ValueUnreadable(tr("“从”在“到”的后面，一条也不会有"), tr("请核对，或对调过来"))
        return [Condition(path, test, (value,)) for test, value in ends if value is not None]

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """See `Input`."""
        for one in conditions:
            editor = self.first if one.test is Test.AT_LEAST else self.last
            editor.set_value(editor.kind.load(one.values[0]))

    def take_focus(self) -> None:
        """See `Input`."""
        self.first.setFocus()

    def _stored(self, editor: Editor) -> Stored:
        value = editor.value()
        if value is not None and (fault := editor.kind.fault(value)) is not None and fault.blocking:
            editor.show_problem(fault)
            raise ValueUnreadable(fault.message, fault.remedy)
        return value.isoformat() if type(value) is date else editor.kind.store(value)


class Typed(Input):
    """One value: a text that is contained or meant, or a span of time."""

    def __init__(self, mode: Mode, field: Field[Any], lookup: Lookup) -> None:
        super().__init__(mode)
        contains = mode.tests[0] is Test.CONTAINS
        self.editor = editor_for(Text(field.label) if contains else evolve(field, required=False), lookup)
        self.editor.target().setAccessibleName(field.label)
        self.editor.changed.connect(self.changed)
        self.column.addWidget(self.editor)

    def conditions(self, path: str) -> list[Condition]:
        """See `Input`."""
        value = self.editor.kind.store(self.editor.value())
        return [] if value in (None, "") else [Condition(path, self.mode.tests[0], (value,))]

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """See `Input`."""
        for one in conditions:
            self.editor.set_value(self.editor.kind.load(one.values[0]))

    def take_focus(self) -> None:
        """See `Input`."""
        self.editor.setFocus()


class DaysAway(Input):
    """So many days back or ahead."""

    def __init__(self, mode: Mode, lookup: Lookup) -> None:
        super().__init__(mode)
        self.editor = editor_for(Whole(tr("天数"), units=_DAYS, least=0, most=MOST_DAYS), lookup)
        self.editor.target().setAccessibleName(mode.label)
        self.editor.changed.connect(self.changed)
        row = QHBoxLayout()
        row.addWidget(self.editor, 1)
        row.addWidget(beside(tr("天，今天算在内")), 2, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def conditions(self, path: str) -> list[Condition]:
        """See `Input`."""
        days = self.editor.value()
        if days is not None and (fault := self.editor.kind.fault(days)) is not None:
            self.editor.show_problem(fault)
            raise ValueUnreadable(fault.message, fault.remedy)
        return [] if days is None else [Condition(path, self.mode.tests[0], (days,))]

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """See `Input`."""
        for one in conditions:
            self.editor.set_value(one.values[0])

    def take_focus(self) -> None:
        """See `Input`."""
        self.editor.setFocus()


class Reaches(DaysAway):
    """So many days ahead, and the ages of which one is reached until then."""

    def __init__(self, mode: Mode, lookup: Lookup) -> None:
        super().__init__(mode, lookup)
        self.ages = editor_for(Text(tr("满几岁")), lookup)
        self.ages.target().setAccessibleName(tr("满几岁"))
        self.ages.changed.connect(self.changed)
        row = QHBoxLayout()
        row.addWidget(self.ages, 1)
        row.addWidget(beside(tr("岁，几个之间用顿号，例如 60、65、80")), 2, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def conditions(self, path: str) -> list[Condition]:
        """See `Input`."""
        days = [value for one in super().conditions(path) for value in one.values]
        ages = [int(one) for one in _AGES.findall(str(self.ages.value()))]
        if not days and not ages:
            return []
        if not days or not ages or not all(0 < age <= OLDEST for age in ages):
            raise ValueUnreadable(tr("要填今后几天，和 1 到 150 之间的岁数"), tr("例如：30 天，60、65、80 岁"))
        return [Condition(path, self.mode.tests[0], (*days, *dict.fromkeys(ages)))]

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """See `Input`."""
        super().show_conditions(conditions)
        for one in conditions:
            self.ages.set_value("、".join(map(str, one.values[1:])))


class Picks(Input):
    """Records to pick, one after another; each can be taken out again."""

    def __init__(self, mode: Mode, field: Leading, lookup: Lookup) -> None:
        super().__init__(mode)
        self._lookup = lookup
        found = editor_for(evolve(field, required=False), lookup)
        assert isinstance(found, LinkEditor | RefEditor)
        self.editor = found
        self.editor.line.setAccessibleName(field.label)
        self.editor.picked.connect(self._on_picked)
        self.editor.changed.connect(self.changed)
        self.picked: dict[int, QWidget] = {}
        self.column.addWidget(self.editor)

    def conditions(self, path: str) -> list[Condition]:
        """See `Input`; what is typed and not picked is no record yet."""
        self.editor.value()
        return _of_several(path, self.mode, list(self.picked))

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """See `Input`."""
        for number in (value for one in conditions for value in one.values):
            if isinstance(number, int):
                self.add(number)

    def add(self, number: int) -> None:
        """One more."""
        if number in self.picked:
            return
        self.editor.set_value(number)
        title = self.editor.line.text() or tr("（已删除）")
        self.editor.set_value(0)
        out = button(f"{title}  ✕", "chip")
        out.setAccessibleName(tr("去掉{0}").format(title))
        out.clicked.connect(lambda: self._take_out(number))
        self.picked[number] = out
        self.column.addWidget(out, 0, Qt.AlignmentFlag.AlignLeft)

    def take_focus(self) -> None:
        """See `Input`; what there is to pick is seen at once."""
        self.editor.setFocus()
        if self.editor.line.hasFocus() and not self.picked:
            self.editor.offer_all()

    def _on_picked(self, number: int) -> None:
        if number:
            self.add(number)

    def _take_out(self, number: int) -> None:
        gone = self.picked.pop(number)
        self.column.removeWidget(gone)
        gone.deleteLater()
        self.changed.emit()
        self.editor.setFocus()


def _of_several(path: str, mode: Mode, values: Sequence[Stored]) -> list[Condition]:
    """One of several values, or just one; nothing of none."""
    if not values:
        return []
    several, single = mode.tests
    return [Condition(path, single if len(values) == 1 else several, tuple(values))]
