"""Dialogs as high as their words need, and never higher than the screen: Qt itself stops at two thirds and squeezes the rest."""

from PySide6 import QtCore
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from gui.borrowed import screen_of
from gui.theme import px
from gui.widgets.parts import scrolled

TITLE_BAR = 40
"""What the frame of a window takes of the screen, in pixels."""
LEAST = 120


class FittedDialog(QDialog):
    """A dialog that fits its height to its words, when it is shown and whenever they change.

    Where the screen is too low for them, all but the last line of its layout, the buttons, goes into an area that scrolls.
    """

    _area: QScrollArea | None = None

    def fit(self) -> None:
        """Takes the height that the layout needs at the present width, as far as the screen has it."""
        layout = self.layout()
        if layout is None:
            return
        room = screen_of(self).availableGeometry().height() - TITLE_BAR
        wide, tall = self._needs()
        if tall > room and self._area is None and isinstance(layout, QBoxLayout):
            focused = self.focusWidget()
            self._area = _into_area(layout)
            if focused is not None:  # what goes elsewhere loses the keys, and they would go to the first button
                focused.setFocus()
            wide, tall = self._needs()
        self.resize(wide, min(max(tall, self.minimumHeight()), max(room, self.minimumHeight())))
        self._stay_on_screen()

    def bring_to_sight(self, widget: QWidget) -> None:
        """Shows what was just said, where the words scroll."""
        if self._area is not None and not widget.isHidden():
            layout = self.layout()
            if layout is not None:
                layout.activate()
            self._area.ensureWidgetVisible(widget)

    def say_in(self, line: QLabel, words: str) -> None:
        """Says something in one of its lines, and brings it to sight; the line is hidden for ""."""
        line.setText(words)
        line.setVisible(bool(words))
        self.fit()
        self.bring_to_sight(line)

    def scroll_area(self) -> QScrollArea | None:
        """What scrolls the words; None where all of them fit."""
        return self._area

    def showEvent(self, event: QShowEvent) -> None:
        """Fits the height before the first paint."""
        super().showEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes through what does not fit, page by page."""
        steps = {QtCore.Qt.Key.Key_PageDown: 1, QtCore.Qt.Key.Key_PageUp: -1}
        if self._area is not None and event.key() in steps:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + steps[QtCore.Qt.Key(event.key())] * bar.pageStep())
            return
        super().keyPressEvent(event)

    def _needs(self) -> tuple[int, int]:
        """Width, and the height for all the words at it."""
        layout = self.layout()
        assert layout is not None
        for part in reversed(self.findChildren(QWidget)):  # from the inside out: else they go by the words before
            if (inner := part.layout()) is not None:
                inner.activate()
        layout.activate()
        wide = max(self.width(), self.minimumWidth(), layout.minimumSize().width())
        if self._area is None:
            return wide, _height_of(layout, wide)
        inside, foot = self._area.widget().layout(), layout.itemAt(layout.count() - 1)
        assert inside is not None
        assert foot is not None
        edges = layout.contentsMargins()
        words = _height_of(inside, wide - edges.left() - edges.right())
        return wide, edges.top() + words + layout.spacing() + foot.sizeHint().height() + edges.bottom()

    def _stay_on_screen(self) -> None:
        """Moves up where it was put too low for its height."""
        bottom = screen_of(self).availableGeometry().bottom()
        over = self.y() + TITLE_BAR + self.height() - bottom
        if self.isVisible() and over > 0:
            self.move(self.x(), max(self.y() - over, screen_of(self).availableGeometry().top()))


def _height_of(layout: QLayout, wide: int) -> int:
    return layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.sizeHint().height()


def _into_area(layout: QBoxLayout) -> QScrollArea:
    """Moves all items of a layout but the last one into an area that scrolls."""
    inside = QWidget()
    inside.setObjectName("ground")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, px(12), 0)
    column.setSpacing(layout.spacing())
    while layout.count() > 1:
        first = layout.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None:
            # Not by `takeAt`: a widget tells its changes to its first item alone, as long as that one lives.
            shown = not widget.isHidden()
            layout.removeWidget(widget)
            column.addWidget(widget)
            widget.setVisible(shown)
            continue
        item = layout.takeAt(0)
        assert item is not None
        if isinstance(item, QLayout):
            item.setParent(None)
            column.addLayout(item)
        else:
            column.addItem(item)
    area = scrolled(inside)
    area.setMinimumHeight(px(LEAST))
    area.setMinimumWidth(column.totalMinimumSize().width())
    layout.insertWidget(0, area, 1)
    area.show()  # now, not with the next events: it has to know its size
    return area
