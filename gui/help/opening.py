"""F1 in the window of a store: its pages, and what is said of those that are switched off."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.records.power import Power
from gui.help.sheet import HelpSheet
from gui.help.topics import off_topics, topics
from gui.pages.entries import Line, PageEntry
from gui.session import Session


def open_help(window: QWidget, session: Session, lines: Sequence[Line], apart: Sequence[PageEntry], front: str) -> None:
    """Opens the help over a window or a dialog with these pages, at the text of the one in front; once."""
    if isinstance(window, HelpSheet):
        return
    read = topics(lines, apart, session.kinds)
    sheet = HelpSheet(
        window, read, front, off_topics(session.store.kinds, session.kinds, sets=session.can(Power.SETTINGS))
    )
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.open()
