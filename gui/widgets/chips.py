"""Chips of which one is chosen, and those that ask of whom something is meant."""

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button
from gui.words import tr


class Chips(QWidget):
    """A chip for each of some words, going on in the next line where one is full; the first is chosen from the start.

    Signals:
        chosen: the number of the one that is chosen now.
    """

    chosen = Signal(int)

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        flow = FlowLayout(self, px(8))
        for number, one in enumerate(words):
            chip = button(one, "chip")
            chip.setCheckable(True)
            chip.setChecked(number == 0)
            self._group.addButton(chip, number)
            flow.addWidget(chip)
        self.setFocusProxy(self._group.button(0))
        self._group.idToggled.connect(self._on_toggled)

    def current(self) -> int:
        """The number of the one that is chosen."""
        return max(self._group.checkedId(), 0)

    def choose(self, number: int) -> None:
        """Chooses one."""
        self._group.button(number).setChecked(True)

    def _on_toggled(self, number: int, on: bool) -> None:
        if on:
            self.chosen.emit(number)


@frozen
class Meant:
    """One selection of records.

    Attributes:
        words: what the chip says.
        ids: of the records, in the order of the list.
    """

    words: str
    ids: Sequence[int]


class MeantChips(Chips):
    """Asks which of some selections is meant."""

    def __init__(self, meant: Sequence[Meant]) -> None:
        super().__init__([one.words for one in meant])
        self._meant = meant

    def meant(self) -> Meant:
        """The one that is."""
        return self._meant[self.current()]


class Selecting(Protocol):
    """A list of which some may be picked."""

    def narrowed(self) -> Sequence[int] | None:
        """The ids of what it is narrowed to; None where it shows everything."""
        ...

    def picked(self) -> Sequence[int]:
        """Those of the rows that are picked."""
        ...

    def every(self) -> Sequence[int]:
        """Those of all that are listed."""
        ...


def ids_meant(listed: Selecting) -> Sequence[int]:
    """The ids of the rows that are picked; of all that are listed where none is."""
    return listed.picked() or listed.every()


def selections(listed: Selecting) -> list[Meant]:
    """The selections that may be meant, the likelier one first."""
    narrowed, picked = listed.narrowed(), listed.picked()
    every = listed.every() if narrowed is None else narrowed
    words = tr("列表全部 {0:,} 条") if narrowed is None else tr("按现在的筛选 {0:,} 条")
    all_of_them = Meant(words.format(len(every)), every)
    return [Meant(tr("选中的 {0:,} 条").format(len(picked)), picked), all_of_them] if picked else [all_of_them]
