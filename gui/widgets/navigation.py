"""The left side of the window: whose program this is, one line a room, and the clerk."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import px
from gui.tokens import TOKENS
from gui.widgets.elided import ElidedLabel
from gui.widgets.parts import button, label, scrolled

DIGITS = 9
"""How many lines have a digit for their key."""


@frozen
class NavEntry:
    """One line of the navigation.

    Attributes:
        key: the line's name in the program.
        label: what the clerk reads.
        last: whether it stands at the lower end.
        press: the key that leads there, beside that of its place.
    """

    key: str
    label: str
    last: bool = False
    press: str = ""


class Navigation(QFrame):
    """The navigation; what has no room on a low screen scrolls, between the name of the centre and the last lines.

    Signals:
        chosen: the key of a line.
        help_requested: the clerk wants to read what the page in front is for.
    """

    chosen = Signal(str)
    help_requested = Signal()

    def __init__(self, centre: str, entries: Sequence[NavEntry]) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setFixedWidth(px(TOKENS.nav_width))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, px(18), 0, px(12))
        self._column.setSpacing(0)
        brand = label(self.tr("党群服务台"))
        brand.setObjectName("brand")
        brand.setContentsMargins(px(20), 0, 0, 0)
        self._centre = label("", "quiet", "small", wrap=True)
        self._centre.setContentsMargins(px(21), px(3), px(8), px(12))
        self.set_centre(centre)
        self._column.addWidget(brand)
        self._column.addWidget(self._centre)
        self._keys: list[str] = []
        inside = QWidget()
        inside.setObjectName("plain")
        rooms = QVBoxLayout(inside)
        rooms.setContentsMargins(0, 0, 0, 0)
        rooms.setSpacing(0)
        first = [e for e in entries if not e.last]
        for entry in first:
            rooms.addWidget(self._line(entry), 1)
        rooms.addStretch()
        self._area = scrolled(inside)
        self._column.addWidget(self._area, len(first))
        for entry in (e for e in entries if e.last):
            self._column.addWidget(self._line(entry), 1)
        self._clerk = ElidedLabel("quiet", "small")
        help_button = button(self.tr("帮助"), "link", "F1")
        help_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        help_button.clicked.connect(self.help_requested)
        last = QWidget()
        foot = QHBoxLayout(last)
        foot.setContentsMargins(px(19), px(8), px(8), 0)
        foot.addWidget(self._clerk, 1)
        foot.addWidget(help_button)
        self._column.addWidget(last)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))

    def keys(self) -> list[str]:
        """The keys of the lines, from top to bottom."""
        return list(self._keys)

    def mark(self, key: str) -> None:
        """Marks the line whose page is shown."""
        if key in self._keys:
            line = self._group.button(self._keys.index(key))
            line.setChecked(True)
            if self._area.isAncestorOf(line):
                self._area.ensureWidgetVisible(line, 0, 0)

    def marked(self) -> str:
        """The key of the marked line; "" for none."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def take_focus(self) -> None:
        """Takes the keys, at the marked line."""
        if marked := self._group.checkedButton():
            marked.setFocus()

    def set_centre(self, name: str) -> None:
        """Another name of the centre; it keeps all its lines on a low screen too."""
        self._centre.setText(name)
        self._centre.setMinimumHeight(self._centre.heightForWidth(self.width()))

    def set_clerk(self, text: str) -> None:
        """Who works here, and what they may do; what has no room is in the tip."""
        self._clerk.set_whole(text)

    def _line(self, entry: NavEntry) -> QPushButton:
        one = button(entry.label, "nav")
        one.setCheckable(True)
        one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # As high as the style likes, and lower together where the screen is low, before anything scrolls.
        one.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        number = len(self._keys)
        one.setToolTip(entry.press or (f"Ctrl+{number + 1}" if number < DIGITS else ""))
        self._group.addButton(one, number)
        self._keys.append(entry.key)
        return one
