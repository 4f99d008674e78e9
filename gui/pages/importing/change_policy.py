"""有改动的: what becomes of each field of which the table says something else than what is registered."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from db.services.importing.choices import Choices, Take
from db.services.importing.plan import TablePlan
from gui.theme import px
from gui.widgets.parts import button, label, scrolled
from gui.words import tr

ALL = ("", "")
"""In place of table and field: all of them."""


class ChangePolicy(QWidget):
    """A line and its two answers for each field that differs somewhere: keep what is registered, or take what the table says.

    Signals:
        chosen: table and field, `ALL` for all of them, and whose value counts.
    """

    chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pressed: tuple[tuple[str, str], Take] | None = None
        self._again: QPushButton | None = None
        self.fields: Mapping[tuple[str, str], int] = {}

    def show_plan(self, plan: TablePlan, choices: Choices) -> None:
        """Shows the fields that differ in the rows of a plan."""
        labels: dict[tuple[str, str], str] = {}
        counted: Counter[tuple[str, str]] = Counter()
        for draft in plan.drafts:
            for name, change in draft.changes.items():
                if not change.fills:
                    key = draft.kind.table, name
                    labels[key] = f"{draft.kind.label}·{change.field.label}"
                    counted[key] += 1
        self.fields = dict(counted)
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        inside = QWidget()
        inside.setObjectName("plain")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, px(6), 0)
        grid.setColumnStretch(2, 1)
        words = tr("和登记的不同时用哪个；空着的格总不会盖掉登记的。") if counted else tr("没有和登记不同的内容")
        grid.addWidget(label(words, "quiet", wrap=True), 0, 0, 1, 3)
        if counted:
            self._line(grid, 1, ALL, tr("全部 {0} 处").format(sum(counted.values())), choices.otherwise)
        for row, (key, count) in enumerate(counted.items(), start=2):
            taken = choices.fields.get(key, choices.otherwise)
            self._line(grid, 2 * row, key, tr("{0} {1} 处").format(labels[key], count), taken)
        grid.setRowStretch(2 * len(counted) + 4, 1)
        self._column.addWidget(scrolled(inside))
        if self._again is not None:  # the button that was pressed is gone with the old plan
            self._again.setFocus()
        self._pressed = self._again = None

    def _line(self, grid: QGridLayout, row: int, key: tuple[str, str], words: str, now: Take) -> None:
        grid.addWidget(label(words, wrap=True), row, 0, 1, 3)
        for column, (take, text) in enumerate(((Take.KEEP, tr("保留原来的")), (Take.TABLE, tr("用表里的")))):
            made = button(text, "chip")
            made.setCheckable(True)
            made.setChecked(take is now)
            made.setAccessibleName(f"{words} {text}")
            made.clicked.connect(lambda _on=False, take=take: self._on_pressed(key, take))
            if self._pressed == (key, take):
                self._again = made
            grid.addWidget(made, row + 1, column)

    def _on_pressed(self, key: tuple[str, str], take: Take) -> None:
        self._pressed = key, take
        self.chosen.emit(key, take)
