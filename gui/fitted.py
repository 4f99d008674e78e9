"""Dialogs as high as their words need: Qt itself stops at two thirds of the screen and squeezes the rest."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog


class FittedDialog(QDialog):
    """A dialog that fits its height to its words, when it is shown and whenever they change."""

    def fit(self) -> None:
        """Takes the height that the layout needs at the present width."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        wide = max(self.width(), self.minimumWidth(), layout.minimumSize().width())
        tall = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self.resize(wide, max(tall, self.minimumHeight()))

    def showEvent(self, event: QShowEvent) -> None:
        """Fits the height before the first paint."""
        super().showEvent(event)
        self.fit()
