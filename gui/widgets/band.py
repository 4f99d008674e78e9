"""The band over every page: that this is the practice community, and a warning."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.theme import px
from gui.widgets.parts import label


class Band(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("band")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(28), px(4), px(28), px(4))
        self.practice = label(self.tr("练习小区：这里的人和事都是编的，可以随便试，随时可以复原"), "warn", "small")
        self.warning = label("", "warn", "small")
        self._is_practice = False
        for one in (self.practice, self.warning):
            row.addWidget(one)
            one.hide()
        row.addStretch()
        self.hide()

    def show_practice(self, *, on: bool) -> None:
        """Says that it is the practice community, or not."""
        self._is_practice = on
        self._show()

    def warn(self, text: str) -> None:
        """Shows a warning; "" for none."""
        self.warning.setText(text)
        self._show()

    def _show(self) -> None:
        self.practice.setVisible(self._is_practice)
        self.warning.setVisible(bool(self.warning.text()))
        self.setVisible(self._is_practice or bool(self.warning.text()))
