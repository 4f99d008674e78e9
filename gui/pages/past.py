"""Opening what happened to a record, from its page, its menu or the list."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.records.base import Record
from gui.dialogs.record_history import RecordHistory
from gui.keys import keep_focus
from gui.session import Session

PAST_KEY = "Ctrl+H"


def show_past(session: Session, record: Record, over: QWidget, restored: Callable[[Record], object]) -> RecordHistory:
    """Opens it over a page; ``restored`` hears of the record where it was made again what it was once."""
    dialog = RecordHistory(session, record, over)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.restored.connect(restored)
    dialog.finished.connect(lambda _result: keep_focus(over))
    dialog.open()
    return dialog
