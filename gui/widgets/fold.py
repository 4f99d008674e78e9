"""The heading of fields that are seldom needed: shut it tells what is in them, open they stand under it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.icons import icon
from gui.theme import px
from gui.widgets.press import Button


class FoldHeading(Button):
    """A line that opens and shuts a group of fields; `toggled` tells."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._summary = title, ""
        self.setProperty("kind", "fold")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._show)
        self._show()

    def set_summary(self, text: str) -> None:
        """What is in the fields, or which they are."""
        self._summary = text
        self._show()

    def summary(self) -> str:
        """What is told while it is shut."""
        return self._summary

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the summary to the new width."""
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        shut = not self.isChecked()
        self.setIcon(icon("chevron_down" if shut else "chevron_up"))
        told = f"{self._title}：{self._summary}" if shut and self._summary else self._title
        self.setText(self.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, self.width() - px(34)))
        self.setToolTip(self.tr("展开") if shut else self.tr("收起"))
        self.setAccessibleName(told)
