"""The chips over a 专项台账: what is left, done and all of it, then each grid with how many are left there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from db.records.registry.ledger import LedgerRow
from db.services.registry.ledgers.counts import by_grid
from gui.keys import tab_through
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button
from gui.words import tr

LEFT, EVERY, DONE = "left", "every", "done"
_GRID = "grid "


class LedgerChips(QWidget):
    """The chips, in as many lines as they need; one grid alone has none.

    Signals:
        chosen: the state that was chosen, and the grid; "" for every grid.

    Attributes:
        state, grid: what is chosen.
        chips: by state, those of the grids by ``grid`` and their name.
    """

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.state, self.grid = LEFT, ""
        self.chips: dict[str, QPushButton] = {}
        self._flow = FlowLayout(self, px(8))

    def show_rows(self, rows: Sequence[LedgerRow], state: str, grid: str) -> None:
        """Shows how many of the rows of a ledger are what, and which of them is chosen."""
        self.state, self.grid = state, grid
        total, left = len(rows), sum(row.done is None for row in rows)
        wanted = [
            (LEFT, tr("还剩 {0:,}").format(left), state == LEFT),
            (DONE, tr("已办 {0:,}").format(total - left), state == DONE),
            (EVERY, tr("全部 {0:,}").format(total), state == EVERY),
        ]
        found = by_grid(rows)
        if len(found) > 1:
            wanted += [
                (f"{_GRID}{one.grid}", tr("{0} 还剩 {1:,}").format(one.grid, one.left), one.grid == grid)
                for one in found
            ]
        if list(self.chips) != [key for key, _, _ in wanted]:
            self._make([key for key, _, _ in wanted])
        for key, text, on in wanted:
            self.chips[key].setText(text)
            self.chips[key].setChecked(on)

    def _make(self, keys: Sequence[str]) -> None:
        focused = next((key for key, chip in self.chips.items() if chip.hasFocus()), "")
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for key in keys:
            chip = button("", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on=False, key=key: self._on_clicked(key))
            self._flow.addWidget(chip)
            self.chips[key] = chip
        tab_through(list(self.chips.values()))
        if focused in self.chips:
            self.chips[focused].setFocus()

    def _on_clicked(self, key: str) -> None:
        if key.startswith(_GRID):
            grid = key.removeprefix(_GRID)
            self.chosen.emit(self.state, "" if grid == self.grid else grid)
        else:
            self.chosen.emit(key, self.grid)
