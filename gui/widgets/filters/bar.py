"""What a list is narrowed by, as chips: each is opened again, or taken off."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from db.services.conditions_told import Said
from gui.theme import px
from gui.widgets.flow import FlowLayout
from gui.widgets.parts import button


class FilterBar(QWidget):
    """The chips; it is not there while there are none.

    Signals:
        opened: the number of the filter that is to be asked otherwise.
        taken_off: the number of the filter that goes.
    """

    opened = Signal(int)
    taken_off = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, px(8))
        self.chips: list[FilterChip] = []
        self.hide()

    def show_filters(self, filters: Sequence[Said]) -> None:
        """Shows these in place of those before; the keys stay at the same place."""
        focused = next((n for n, chip in enumerate(self.chips) if chip.has_keys()), -1)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [FilterChip(one.text) for one in filters]
        for number, chip in enumerate(self.chips):
            chip.open.clicked.connect(lambda _=False, n=number: self.opened.emit(n))
            chip.off.clicked.connect(lambda _=False, n=number: self.taken_off.emit(n))
            chip.removal_keyed.connect(lambda n=number: self.taken_off.emit(n))
            self._flow.addWidget(chip)
        self.setVisible(bool(self.chips))
        if focused >= 0 and self.chips:
            self.chips[min(focused, len(self.chips) - 1)].open.setFocus()


class FilterChip(QFrame):
    """One filter in words, with a cross.

    Signals:
        removal_keyed: Delete was pressed on it.
    """

    removal_keyed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("kind", "filter")
        self.open = button(text, "filter", self.tr("回车改这个筛选，Delete 去掉"))
        self.off = button("✕", "filter")
        self.off.setAccessibleName(self.tr("去掉筛选“{0}”").format(text))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.open)
        row.addWidget(self.off)

    def text(self) -> str:
        """The filter in words."""
        return self.open.text()

    def has_keys(self) -> bool:
        """Whether the focus is in it."""
        return self.open.hasFocus() or self.off.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes it off."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_keyed.emit()
        else:
            super().keyPressEvent(event)
