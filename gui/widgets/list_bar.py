"""The lists that are offered over a list: shipped ones and the centre's own, as chips; several may hold at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from db.services.saved_lists import Offered
from gui.keys import tab_through
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button

LIST_KEYS = 9
"""So many lists have a key of their own, by their places."""


class ListBar(QWidget):
    """The chips, in as many lines as they need.

    Signals:
        chosen: others are chosen than before.
        made: there are other chips than before.
    """

    chosen = Signal()
    made = Signal()

    def __init__(self, ask: Callable[[], Sequence[Offered]]) -> None:
        super().__init__()
        self._ask = ask
        self.offered: Sequence[Offered] = ()
        self.chips: dict[str, QPushButton] = {}
        self._flow = FlowLayout(self, px(8))
        self.refresh()

    def refresh(self) -> None:
        """Reads what is offered; what is chosen stays so, and the keys at the chip that has them."""
        on = {one.name for one in self.on()}
        names = [one.name for one in self.offered]
        self.offered = self._ask()
        if [one.name for one in self.offered] != names:
            self._make_chips()
        for name, chip in self.chips.items():
            chip.setChecked(name in on)

    def on(self) -> list[Offered]:
        """Those that are chosen."""
        return [one for one in self.offered if one.name in self.chips and self.chips[one.name].isChecked()]

    def choose(self, *names: str) -> None:
        """Chooses these and no others, without a signal."""
        for name, chip in self.chips.items():
            chip.setChecked(name in names)

    def press(self, number: int) -> None:
        """Chooses the list at a place, or lets it go; nothing where there is none."""
        if number < len(self.chips):
            list(self.chips.values())[number].click()

    def _make_chips(self) -> None:
        focused = next((name for name, chip in self.chips.items() if chip.hasFocus()), "")
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {one.name: _chip(one.name) for one in self.offered}
        for number, chip in enumerate(self.chips.values(), 1):
            chip.setToolTip(f"Alt+{number}" if number <= LIST_KEYS else "")
            chip.clicked.connect(self.chosen)
            self._flow.addWidget(chip)
        tab_through(list(self.chips.values()))
        if focused in self.chips:
            self.chips[focused].setFocus()
        self.made.emit()


def _chip(text: str) -> QPushButton:
    made = button(text, "chip")
    made.setCheckable(True)
    return made
