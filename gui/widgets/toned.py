"""Cells that keep their own colour while their row is chosen: a last day is as urgent then."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem


class Toned(QStyledItemDelegate):
    """Draws the text of a chosen row in the colour that its model gives it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Takes the colour of the model for chosen rows, too."""
        super().initStyleOption(option, index)
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(tone, QColor | QBrush):
            palette = QPalette(option.palette)  # pyright: ignore[reportAttributeAccessIssue]
            palette.setBrush(QPalette.ColorRole.HighlightedText, QBrush(tone))
            option.palette = palette  # pyright: ignore[reportAttributeAccessIssue]
