"""A link whose words go on in the next line where there is no more room: an address is read whole, however long it is."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from gui.widgets.press import Button

_LEAST = 6
"""It is never narrower than so many characters."""


class LongLink(Button):
    """The link. Its `text` has the ends of its lines in it; `whole` is what was written."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setProperty("kind", "link")
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def whole(self) -> str:
        """The words, in one line."""
        return self._whole

    def sizeHint(self) -> QSize:
        """As wide as its words in one line, and as high as they are now."""
        return QSize(self._around() + self.fontMetrics().horizontalAdvance(self._whole), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as a few characters, or as all of them where they are fewer."""
        few = self._around() + self.fontMetrics().horizontalAdvance(self._whole[:_LEAST])
        return QSize(few, super().sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As high as the lines that the words fill."""
        lines = self._laid(width).count("\n") - self.text().count("\n")
        return super().sizeHint().height() + lines * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the words to the new width."""
        super().resizeEvent(event)
        if (laid := self._laid(self.width())) != self.text():
            self.setText(laid)

    def _around(self) -> int:
        """What stands beside the words."""
        metrics = self.fontMetrics()
        return super().sizeHint().width() - max(map(metrics.horizontalAdvance, self.text().split("\n")))

    def _laid(self, width: int) -> str:
        return laid_in(self._whole, self.fontMetrics(), width - self._around())


def laid_in(text: str, metrics: QFontMetrics, width: int) -> str:
    """A text in as many lines as it needs, none wider; broken anywhere, as Chinese is, and a run of figures or letters where it can."""
    lines, line = [], ""
    for character in text:
        if line and metrics.horizontalAdvance(line + character) > width:
            kept = line.rstrip("0123456789") if character.isdigit() else line
            kept = kept or line
            lines.append(kept)
            line = line[len(kept) :]
        line += character
    return "\n".join([*lines, line])
