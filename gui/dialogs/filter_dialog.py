"""筛选: a field is found by its initials or by what it should be, and that is said in the editor that fits it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from db.errors import ValueUnreadable
from db.fields import Rows
from db.records.condition import Condition
from db.services.conditions_told import Choice
from gui.borrowed import screen_of
from gui.fitted import TITLE_BAR, FittedDialog
from gui.keys import red_key, step, stops_in
from gui.lookup import KnownOnly, Lookup, initials
from gui.theme import px
from gui.widgets.choice_list import ChoiceList
from gui.widgets.filters.by_value import ByValue, by_place, by_value
from gui.widgets.filters.editor import ConditionEditor, LeftOut
from gui.widgets.filters.inputs import Ticks
from gui.widgets.parts import button, button_row, label

_NAMED = 4
"""What is called so comes before what has such a value."""
Given = Mapping[str, Sequence[Condition]]
"""What is asked already, by path."""


class FilterDialog(FittedDialog):
    """Asks for one filter.

    Attributes:
        words: where a field is looked for.
        fields: those that are found.
        go: takes the filter; so do Enter and Ctrl+Enter.
        taken: what was asked in the end; () until then.
    """

    def __init__(
        self, choices: Sequence[Choice], lookup: Lookup, given: Given, left_out: LeftOut, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = {choice.path.text: choice for choice in choices}
        self._given, self._left_out = given, left_out
        self._lookup = KnownOnly(lookup)
        self._editors: dict[str, ConditionEditor] = {}
        self._by_value: Mapping[str, ByValue] = {}
        self.taken: tuple[Condition, ...] = ()
        self.setWindowTitle(self.tr("筛选"))
        room = screen_of(self).availableGeometry().height() - TITLE_BAR
        self.setMinimumSize(px(840), min(px(540), room))
        self._make_fields()
        self._stack = QStackedWidget()
        self._title = label("", size="large")
        self._told = label("", "accent", "small", wrap=True)
        right = QVBoxLayout()
        right.setSpacing(px(12))
        for one in (self._title, self._stack, self._told):
            right.addWidget(one, 1 if one is self._stack else 0)
        halves = QHBoxLayout()
        halves.setSpacing(px(24))
        halves.addLayout(self._left, 4)
        halves.addLayout(right, 9)
        self.go = button(self.tr("加上这个筛选"), "primary", "Ctrl+Enter")
        self.go.setDefault(True)
        self.go.clicked.connect(self.commit)
        self._cancel = button(self.tr("不，返回"))
        self._cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(24), px(28), px(20))
        column.setSpacing(px(16))
        column.addLayout(halves, 1)
        column.addLayout(button_row(None, self._cancel, self.go))
        red_key(self, self.commit)
        self.fields.go(choices[0].path.text)
        self.words.setFocus()

    @property
    def editor(self) -> ConditionEditor:
        """That of the field which is chosen."""
        found = self._stack.currentWidget()
        assert isinstance(found, ConditionEditor)
        return found

    def choose(self, path: str, asked: Sequence[Condition] = ()) -> bool:
        """Chooses a field and shows what was asked of it, to be asked otherwise; whether there is one."""
        if path not in self._choices:
            return False
        self.fields.go(path)
        self.editor.show_conditions(asked)
        self.editor.take_focus()
        return True

    def go_on(self) -> None:
        """On to the editor of the field; what was typed and is a value of it stands there already."""
        path, typed = self.fields.current(), self.words.text().strip()
        if typed and path in self._by_value and not self._given.get(path):
            self.editor.show_conditions(self._by_value[path].asked)
            inside = self.editor.current()
            if isinstance(inside, Ticks) and not self._by_value[path].asked:
                inside.look_for(typed)
        self.editor.take_focus()

    def commit(self) -> None:
        """Takes the filter, or says what is missing."""
        try:
            found = self.editor.conditions()
        except ValueUnreadable as error:
            self._tell(str(error))
            return
        if not found:
            self._tell(self.tr("还没有填要筛选什么"))
            self.editor.take_focus()
            return
        self.taken = tuple(found)
        self.accept()

    def told(self) -> str:
        """What is said under the editor."""
        return self._told.text()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes from the search to the fields, through the editor and to the buttons, and round."""
        stops = [self.words, self.fields, *stops_in(self.editor), self._cancel, self.go]
        return step(stops, onward=onward) or step([stops[-1], *stops[:-1]], onward=onward)

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def _make_fields(self) -> None:
        self.words = _Words(self)
        self.words.setPlaceholderText(self.tr("哪一栏，或要的值：年龄、党员"))
        self.words.setAccessibleName(self.tr("筛选哪一栏"))
        self.words.textEdited.connect(self._narrow)
        self.fields = ChoiceList((path, choice.label) for path, choice in self._choices.items())
        self.fields.setAccessibleName(self.tr("可以筛选的栏"))
        self.fields.moved.connect(self._on_field_chosen)
        self.fields.taken.connect(lambda _path: self.go_on())
        self._left = QVBoxLayout()
        self._left.setSpacing(px(8))
        self._left.addWidget(self.words)
        self._left.addWidget(self.fields, 1)

    def _narrow(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        ranks = {p: rank for p, choice in self._choices.items() if (rank := _rank(choice.label, wanted)) is not None}
        every = self._choices.values()
        self._by_value = by_value(every, wanted, self._left_out, letters=not ranks)
        if wanted and not ranks and not self._by_value:
            self._by_value = by_place(every, wanted, self._lookup)
        ranks = {p: _NAMED + one.rank for p, one in self._by_value.items()} | ranks
        self._tell("" if ranks or not wanted else self.tr("没有这一栏，也没有哪一栏有这个值"))
        self.fields.narrow(ranks)
        if ranks:
            self.fields.go(min(ranks, key=lambda path: ranks[path]))

    def _on_field_chosen(self, path: str) -> None:
        choice = self._choices[path]
        if path not in self._editors:
            editor = self._editors[path] = ConditionEditor(choice.path, self._lookup, self._left_out)
            editor.changed.connect(lambda: self._tell(""))
            self._stack.addWidget(editor)
            if not isinstance(choice.path.field, Rows):  # a second one of parts is another one
                editor.show_conditions(self._given.get(path, ()))
        self._stack.setCurrentWidget(self._editors[path])
        self._title.setText(choice.label)
        self._tell("")


class _Words(QLineEdit):
    """Enter goes on to the editor, the arrows through the fields."""

    def __init__(self, dialog: FilterDialog) -> None:
        super().__init__()
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._dialog.go_on()
            event.accept()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._dialog.fields.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def _rank(name: str, wanted: str) -> int | None:
    """How well a label fits what is typed; None where it does not."""
    letters = initials(name)
    fits = (name.startswith(wanted), letters.startswith(wanted), wanted in name, wanted in letters)
    return next((rank for rank, is_so in enumerate(fits) if is_so), None)
