"""打印…: one quiet button with the papers that can be printed from a page, or with what else can be done there."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from gui.papers.paperwork import Job
from gui.widgets.press import Button

MORE_KEY = "Ctrl+M"
"""Opens what else can be done: with a list, or with what is open."""
Ids = Callable[[], Sequence[int]]
"""The records that are meant, read once a paper is chosen."""


@frozen
class Printable:
    """One paper to choose.

    Attributes:
        label: what the menu says.
        job: makes the job, once it is chosen; None when that was all, such as copying a text.
        group: the submenu it stands in; "" for none.
    """

    label: str
    job: Callable[[], Job | None]
    group: str = ""


class PrintMenu(Button):
    """The button.

    Signals:
        chosen: the printable that the clerk wants.
    """

    chosen = Signal(object)

    def __init__(self, choices: Callable[[], Sequence[Printable]], text: str = "") -> None:
        super().__init__()
        self.setText(text or self.tr("打印…"))
        self.setProperty("kind", "quiet")
        self._choices = choices
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)

    def open(self) -> None:
        """Opens the menu below the button, as a click does; the arrows choose. A button that is hidden opens none."""
        if self.isHidden():
            return
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        if actions := [one for one in self._menu.actions() if one.isEnabled()]:
            self._menu.setActiveAction(actions[0])

    def fill(self) -> QMenu:
        """The menu as it is now; it is asked for whenever it opens."""
        self._menu.clear()
        groups: dict[str, QMenu] = {"": self._menu}
        for choice in self._choices():
            if choice.group not in groups:
                groups[choice.group] = self._menu.addMenu(choice.group)
            action = groups[choice.group].addAction(choice.label)
            action.triggered.connect(lambda _checked=False, choice=choice: self.chosen.emit(choice))
        if self._menu.isEmpty():
            self._menu.addAction(self.tr("这里还没有可印的")).setEnabled(False)
        return self._menu
