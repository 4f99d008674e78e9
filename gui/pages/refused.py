"""What stands in place of a page, or of a record, that is not for who works here: who may, and the way back."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import NotAllowed
from gui.keys import on_key
from gui.widgets.parts import EmptyState, button

REFUSED = "refused"
"""Its name among the pages of the window."""


class RefusedPage(QWidget):
    """The refusal in words.

    Signals:
        back_requested: the clerk wants back to where it was asked for.
    """

    back_requested = Signal()

    def __init__(self, error: NotAllowed) -> None:
        super().__init__()
        state = EmptyState(error.message, error.remedy)
        self.back = button(self.tr("返回"), "primary", "Esc")
        self.back.clicked.connect(self.back_requested)
        state.add_action(self.back)
        column = QVBoxLayout(self)
        column.addWidget(state)
        on_key("Escape", self, self.back_requested.emit)

    def take_focus(self) -> None:
        """Lets Enter lead back."""
        self.back.setFocus()


def refused_page(error: NotAllowed, back: Callable[[], None]) -> RefusedPage:
    """The refusal, with the way back."""
    page = RefusedPage(error)
    page.back_requested.connect(back)
    return page
