"""Several lists behind one entry of the navigation, with their names as tabs in place of a title."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.pages.record_page import RecordPage
from gui.widgets.parts import Tabs


@frozen
class Tab:
    """One tab.

    Attributes:
        label: the name on it.
        make: makes its page; the tabs are handed in to stand at its head.
    """

    label: str
    make: Callable[[Tabs], RecordPage]


class TabbedPage(QWidget):
    """Pages side by side, one of them in front."""

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self._names = [tab.label for tab in tabs]
        self._heads: list[Tabs] = []
        self.pages: list[RecordPage] = []
        self._stack = QStackedWidget()
        for tab in tabs:
            head = Tabs(self._names)
            head.chosen.connect(self.show_tab)
            page = tab.make(head)
            self._heads.append(head)
            self.pages.append(page)
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.show_tab(0)

    def show_tab(self, number: int) -> None:
        """Brings a tab to the front."""
        for head in self._heads:
            head.choose(number)
        self._stack.setCurrentIndex(number)
        self.pages[number].refresh()
        self.pages[number].take_focus()

    def page_of(self, table: str) -> RecordPage | None:
        """The page of a record type, brought to the front; None when it is not here."""
        for number, page in enumerate(self.pages):
            if table == page.kind.TABLE:
                self.show_tab(number)
                return page
        return None

    def current(self) -> RecordPage:
        """The page of the tab in front."""
        return self.pages[self._stack.currentIndex()]

    def show_list(self, view: str = "") -> None:
        """Brings the list of the tab in front to the front."""
        self.pages[self._stack.currentIndex()].show_list(view)

    def take_focus(self) -> None:
        """Lets the arrow keys work at once."""
        self.pages[self._stack.currentIndex()].take_focus()

    def refresh(self) -> None:
        """Reads the shown list again."""
        self.pages[self._stack.currentIndex()].refresh()

    def keep_draft(self) -> None:
        """Keeps what is typed in any tab."""
        for page in self.pages:
            page.keep_draft()
