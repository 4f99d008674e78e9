"""One line of text that shortens before it takes room from what stands beside it; the whole is its tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from gui.theme import px

LEAST = 60


class ElidedLabel(QLabel):
    """The line."""

    def __init__(self, tone: str = "", size: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if tone:
            self.setProperty("tone", tone)
        if size:
            self.setProperty("textSize", size)
        self._whole = ""
        self._fitted: tuple[str, int] = ("", -1)

    def set_whole(self, text: str) -> None:
        """Shows a text, as much of it as there is room for."""
        self._whole = " ".join(text.split())
        self._fit()

    def whole(self) -> str:
        """The text, shortened or not."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Asks for little width: it takes what there is."""
        return QSize(px(LEAST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """See `sizeHint`."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._fitted == (self._whole, self.width()):
            return
        self._fitted = (self._whole, self.width())
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
