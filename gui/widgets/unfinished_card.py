"""没写完的: what was typed and not saved, each to go on with or to throw away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.services.unfinished import Unfinished
from gui.theme import px
from gui.widgets.parts import Card, button, label, scrolled

SHOWN = 3
LINE = 30
GAPS = 3 * 14
MOST_OF_TITLE, LEAST_OF_TITLE = 60, 6
"""Characters of a title, at most and where there is little room."""


class UnfinishedCard(Card):
    """The drafts, the newest first; hidden when there is none.

    Signals:
        open_requested: the `Unfinished` that the clerk wants to go on with.
        drop_requested: the one that the clerk does not want.
    """

    open_requested = Signal(object)
    drop_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__(margin=14)
        self._heading = label("", size="large")
        inside = QWidget()
        inside.setObjectName("plain")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, px(6), 0)
        self._lines.setSpacing(0)
        self._area = scrolled(inside)
        self.inside.setSpacing(px(6))
        self.inside.addWidget(self._heading)
        self.inside.addWidget(self._area)
        self.hide()

    def show_drafts(self, drafts: Sequence[Unfinished]) -> None:
        """Shows these."""
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._heading.setText(self.tr("没写完的 {0} 份").format(len(drafts)))
        for one in drafts:
            self._lines.addWidget(self._line(one))
        self._area.setFixedHeight(px(LINE) * min(len(drafts), SHOWN))
        self.setVisible(bool(drafts))

    def _line(self, one: Unfinished) -> QWidget:
        line = _Line(one)
        line.go_on.clicked.connect(lambda: self.open_requested.emit(one))
        line.drop.clicked.connect(lambda: self.drop_requested.emit(one))
        return line


class _Line(QWidget):
    """One draft; where its title has no room it gives way to what was being done, and to what stands beside it."""

    def __init__(self, one: Unfinished) -> None:
        super().__init__()
        self._one = one
        self.setFixedHeight(px(LINE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        self.go_on = button("", "link", self.tr("接着写"))
        self.go_on.setMinimumWidth(1)
        self.go_on.setAccessibleName(one.words())
        self.go_on.setEnabled(not one.is_gone)
        self.drop = button(self.tr("不要了"), "quiet")
        self.drop.setAccessibleName(self.tr("不要了：{0}").format(one.words()))
        self._when = label(f"{one.draft.saved_at:%m-%d %H:%M}", "quiet", "small")
        row.addWidget(self.go_on)
        row.addStretch(1)
        row.addWidget(self._when)
        row.addWidget(self.drop)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells as much of the title as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self._when.sizeHint().width() + self.drop.sizeHint().width() + px(GAPS)
        for longest in range(MOST_OF_TITLE, LEAST_OF_TITLE, -1):
            self.go_on.setText(self._one.words(longest))
            if self.go_on.sizeHint().width() <= self.width() - beside:
                return
