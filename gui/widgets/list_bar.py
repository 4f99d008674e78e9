"""The lists that are offered over a list: shipped ones and the centre's own, as chips in one line; several may hold at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from db.services.saved_lists import Offered
from gui.keys import tab_through
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button

LIST_KEYS = 9
"""So many lists have a key of their own, by their places."""
FEW_LISTS = 3
"""So many have room beside the filter, and none of them is put away."""
GAP = 8


class ListBar(QWidget):
    """The chips in one line; those it has no room for are behind the last one, but for what is chosen: that is always seen.

    Attributes:
        chips: all of them, by the names of the lists.
        more: opens the menu of those that are not seen.

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
        self._flow = FlowLayout(self, px(GAP))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.more = self._make_more()
        self.refresh()

    def refresh(self) -> None:
        """Reads what is offered; what is chosen stays so, and the keys at the chip that has them."""
        on = {one.name for one in self.on()}
        names = [one.name for one in self.offered]
        self.offered = self._ask()
        if [one.name for one in self.offered] != names:
            self._make_chips()
        self.choose(*on)

    def on(self) -> list[Offered]:
        """Those that are chosen."""
        return [one for one in self.offered if one.name in self.chips and self.chips[one.name].isChecked()]

    def choose(self, *names: str) -> None:
        """Chooses these and no others, without a signal."""
        for name, chip in self.chips.items():
            chip.setChecked(name in names)
        self._fit()

    def away(self) -> list[str]:
        """The names of the lists that have no room."""
        return [name for name, chip in self.chips.items() if chip.isHidden()]

    def fill(self) -> QMenu:
        """The menu as it is now."""
        self._menu.clear()
        for number, (name, chip) in enumerate(self.chips.items(), 1):
            if chip.isHidden():
                key = f"\tAlt+{number}" if number <= LIST_KEYS else ""
                self._menu.addAction(name.replace("&", "&&") + key).triggered.connect(chip.click)
        return self._menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as many as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def press(self, number: int) -> None:
        """Chooses the list at a place, or lets it go; nothing where there is none."""
        if number < len(self.chips):
            list(self.chips.values())[number].click()

    def _make_chips(self) -> None:
        focused = next((name for name, chip in self.chips.items() if chip.hasFocus()), "")
        for chip in (*self.chips.values(), self.more):
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {one.name: _chip(one.name) for one in self.offered}
        for number, chip in enumerate(self.chips.values(), 1):
            chip.setToolTip(f"Alt+{number}" if number <= LIST_KEYS else "")
            chip.clicked.connect(self._on_chip_clicked)
            self._flow.addWidget(chip)
        self.more = self._make_more()
        tab_through([*self.chips.values(), self.more])
        self._fit()
        if focused in self.chips:
            self.chips[focused].setFocus()
        self.made.emit()

    def _make_more(self) -> QPushButton:
        """Made after the chips: once Qt has moved them into a window, the keys go from one to the next as they were made."""
        made = button("", "chip")
        made.setMenu(self._menu)
        self._flow.addWidget(made)
        return made

    def _on_chip_clicked(self) -> None:
        self._fit()
        self.chosen.emit()

    def _fit(self) -> None:
        """Puts away what the line has no room for, the last ones first; what is chosen, or has the keys, stays."""
        wide = {name: chip.sizeHint().width() + px(GAP) for name, chip in self.chips.items()}
        seen = set(wide)
        if len(wide) > FEW_LISTS and sum(wide.values()) > self.width() + px(GAP):
            self.more.setText(self.tr("更多 {0}").format(len(wide)))
            kept = [name for name, chip in self.chips.items() if chip.isChecked() or chip.hasFocus()]
            room = self.width() - self.more.sizeHint().width() - sum(wide[name] for name in kept)
            seen = set(kept)
            for name in wide:
                room -= 0 if name in kept else wide[name]
                if room < 0:
                    break
                seen.add(name)
        for name, chip in self.chips.items():
            chip.setVisible(name in seen)
        self.more.setText(self.tr("更多 {0}").format(len(wide) - len(seen)))
        self.more.setVisible(len(seen) < len(wide))


def _chip(text: str) -> QPushButton:
    made = button(text, "chip")
    made.setCheckable(True)
    return made
