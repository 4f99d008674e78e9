"""What each column of a sheet means: as recognised, and as the clerk says instead."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.services.importing.layout import Column, Layout
from db.values import masks
from gui.theme import px
from gui.widgets.parts import button, label

IGNORE = ""


class ColumnMeanings(QScrollArea):
    """One line a column: its heading, an arrow, what it is taken for.

    Signals:
        changed: index of the column and the key of its new meaning.
    """

    changed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._known: Mapping[str, str] = {}
        self._changed = -1
        self._pressed: QPushButton | None = None

    def show_layout(self, layout: Layout, known: Mapping[str, str]) -> None:
        """Shows the columns of a sheet; ``known`` has what they may mean, in the clerk's words, by key."""
        self._known = known
        inside = QWidget()
        inside.setObjectName("plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(6), 0)
        if layout.skipped:
            column.addWidget(label(self.tr("不导入这张表：{0}").format(layout.skipped), "quiet", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(layout.columns):
            grid.addWidget(label(_heading(one), wrap=True), row, 0)
            grid.addWidget(self._meaning_button(one), row, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inside)
        if self._pressed is not None:
            self._pressed.setFocus()
        self._changed, self._pressed = -1, None

    def menu(self, index: int) -> QMenu:
        """The meanings that the column may be given."""
        menu = QMenu(self)
        choices: Mapping[str, str] = {**self._known, IGNORE: self.tr("不导入")}
        for key, text in choices.items():
            menu.addAction(text).triggered.connect(lambda _checked=False, key=key: self._on_chosen(index, key))
        return menu

    def _on_chosen(self, index: int, key: str) -> None:
        self._changed = index
        self.changed.emit(index, key)

    def _meaning_button(self, column: Column) -> QPushButton:
        known = self._known.get(column.meaning, "")
        made = button(known or self.tr("不导入"), "" if known else "quiet")
        made.setAccessibleName(self.tr("“{0}”这一列的含义").format(_heading(column)))
        if column.index == self._changed:  # the one that was pressed is gone with the old plan
            self._pressed = made
        made.clicked.connect(lambda: self.menu(column.index).exec(made.mapToGlobal(QPoint(0, made.height()))))
        return made


def _heading(column: Column) -> str:
    """The heading on one line; where a row of people was taken for headings, their numbers are masked."""
    return masks.in_text(column.heading.replace("\n", " "))
