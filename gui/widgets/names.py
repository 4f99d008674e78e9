"""The names of those who may open a store, to choose one: by the arrows, by a digit, by the first letters or the name itself, or by a click."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from gui.theme import px
from gui.widgets.choice_list import ChoiceList

_MOST_SEEN = 6
_DIGITS = 9


class Names(ChoiceList):
    """One name a line, the first nine with their digits.

    A name is `taken` by Enter, its digit, letters that fit no other, or a click.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """The names by what they stand for."""
        digits = [f"{number}　" if number <= _DIGITS else "　 " for number in range(1, len(names) + 1)]
        super().__init__((key, f"{digit}{name}") for digit, (key, name) in zip(digits, names.items(), strict=True))
        self._names = dict(names)
        self._typed = ""
        self.setAccessibleName(self.tr("姓名"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        rows = min(max(len(names), 1), _MOST_SEEN)
        self.setFixedHeight(rows * self.sizeHintForRow(0) + px(12))
        self.choose("")
        self.clicked.connect(lambda _index: self.taken.emit(self.current()))

    def choose(self, key: str) -> None:
        """Marks what stands for a key; the first one where there is none such."""
        if self._names:
            self.go(key if key in self._names else next(iter(self._names)))

    def name(self) -> str:
        """The marked name."""
        return self._names.get(self.current(), "")

    def take_digit(self, number: int) -> None:
        """Chooses the name of a digit, if there is one."""
        if 1 <= number <= min(len(self._names), _DIGITS):
            self._take(list(self._names)[number - 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and letters choose; Enter takes the marked name."""
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self.current())
        elif text.isascii() and text.isdigit():
            self.take_digit(int(text))
        elif text.strip() and text.isprintable() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self._look_for(text)
        else:
            self._typed = ""
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A name that is typed in Chinese."""
        if text := event.commitString():
            self._look_for(text)
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """See `_look_for`: Qt would look for the digits."""

    def _take(self, key: str) -> None:
        self._typed = ""
        self.go(key)
        self.taken.emit(key)

    def _look_for(self, text: str) -> None:
        """Marks the first name that begins with what was typed, or takes it where no other does."""
        for typed in (self._typed + text.lower(), text.lower()):
            if found := [key for key, name in self._names.items() if _begins(name, typed)]:
                if len(found) == 1:
                    self._take(found[0])
                else:
                    self.go(found[0])
                    self._typed = typed
                return
        self._typed = ""


def _begins(name: str, typed: str) -> bool:
    if name.lower().startswith(typed):
        return True
    from db.values import pinyin  # only once letters are typed

    units = tuple(one for one in name if one.isalnum())
    return typed.isascii() and any(
        pinyin.initials(one).startswith(typed) for one in pinyin.spellings(units, person=True)
    )
