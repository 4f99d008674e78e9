"""The rows over and under the questions: what happened, to whom, and who is the head afterwards; each by keys alone."""

from collections.abc import Sequence
from functools import partial

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QWidget

from db.services.registry.events import LABELS, What
from gui.dialogs.life.subject import Subject
from gui.keys import on_key
from gui.theme import px
from gui.widgets.parts import button, label
from gui.words import tr

ABREAST = 3
"""So many ticks stand beside each other."""


class Ways(QWidget):
    """What may have happened: a digit chooses while the row has the keys, Alt and the digit from everywhere in the dialog.

    Signals:
        chosen: the event.
    """

    chosen = Signal(object)

    def __init__(self, offered: Sequence[What]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self._buttons: dict[What, QPushButton] = {}
        group = QButtonGroup(self)
        for number, what in enumerate(offered, 1):
            made = button(f"{number} {LABELS[what]}", "chip", f"Alt+{number}")
            made.setCheckable(True)
            made.clicked.connect(partial(self.chosen.emit, what))
            group.addButton(made)
            row.addWidget(made)
            self._buttons[what] = made
            on_key(f"Alt+{number}", self, partial(self.chosen.emit, what), everywhere=True)
        row.addStretch(1)

    def mark(self, what: What) -> None:
        """Marks one, without a signal."""
        self._buttons[what].setChecked(True)

    def stops(self) -> list[QPushButton]:
        """Where Tab stops: at the one that is chosen, else at the first."""
        made = list(self._buttons.values())
        return [one for one in made if one.isChecked()] or made[:1]

    def take_focus(self) -> None:
        """Takes the keys, at the first one."""
        next(iter(self._buttons.values())).setFocus()

    def take_digit(self, key: int) -> bool:
        """Chooses by the key of a digit; whether there is one of that number."""
        number = key - QtCore.Qt.Key.Key_1.value
        if 0 <= number < len(self._buttons):
            self.chosen.emit(list(self._buttons)[number])
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses."""
        if not self.take_digit(event.key()):
            super().keyPressEvent(event)


class Who(QWidget):
    """Ticks for those who may be meant; where it happens to one alone, ticking one takes the tick from the others.

    Signals:
        changed: others are ticked.
    """

    changed = Signal()

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.ticks: dict[int, QCheckBox] = {}
        self._meant, self._many = subject.meant, True
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(18))
        grid.addWidget(label(tr("谁"), "quiet"), 0, 0)
        for place, (i, words) in enumerate(subject.people.items()):
            tick = QCheckBox(words)
            tick.setChecked(i in subject.meant)
            tick.toggled.connect(partial(self._on_toggled, i))
            self.ticks[i] = tick
            grid.addWidget(tick, place // ABREAST, 1 + place % ABREAST)
        grid.setColumnStretch(ABREAST + 1, 1)

    def ask(self, *, many: bool, hidden: bool) -> None:
        """Asks for several, or for one alone; not at all where that is known or nobody is meant."""
        self._many = many
        self.setVisible(not hidden and len(self.ticks) > 1)
        if not many and len(self.ids()) > 1:
            first = self.ids()[0]
            for i, tick in self.ticks.items():
                self._set(tick, on=i == first)

    def ids(self) -> tuple[int, ...]:
        """Those who are ticked, whoever is asked about first."""
        ticked = [i for i, tick in self.ticks.items() if tick.isChecked()]
        return tuple(sorted(ticked, key=lambda i: (i not in self._meant[:1], ticked.index(i))))

    def _on_toggled(self, i: int, on: bool) -> None:
        if on and not self._many:
            for other, tick in self.ticks.items():
                if other != i:
                    self._set(tick, on=False)
        self.changed.emit()

    @staticmethod
    def _set(tick: QCheckBox, *, on: bool) -> None:
        tick.blockSignals(True)
        tick.setChecked(on)
        tick.blockSignals(False)


class Heads(QWidget):
    """新户主: those who stay, the one who would be first.

    Signals:
        changed: another one is wanted.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(label(tr("新户主"), "quiet"))
        self._row.addStretch(1)
        self._shown: tuple[tuple[int, str], ...] = ()
        self._wanted = 0
        self.buttons: dict[int, QPushButton] = {}
        self.setVisible(False)

    def head(self) -> int:
        """Whoever is wanted; 0 where nobody said."""
        return self._wanted

    def stops(self) -> list[QPushButton]:
        """Where Tab stops: at the one that is chosen."""
        return [one for one in self.buttons.values() if one.isChecked()]

    def offer(self, heads: tuple[tuple[int, str], ...]) -> None:
        """Offers these, the first one chosen; those that are offered already stay as they are."""
        ids = {i for i, _ in heads}
        if ids != {i for i, _ in self._shown}:
            self._wanted = 0
            self._make(heads)
        if heads:
            self.buttons[heads[0][0]].setChecked(True)
        self.setVisible(len(heads) > 1)

    def _make(self, heads: tuple[tuple[int, str], ...]) -> None:
        for old in self.buttons.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons, self._shown = {}, heads
        for place, (i, name) in enumerate(heads, 1):
            made = button(name, "chip")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(partial(self._want, i))
            self.buttons[i] = made
            self._row.insertWidget(place, made)

    def _want(self, i: int) -> None:
        self._wanted = i
        self.changed.emit()
