"""Opening what happened to a record, from its page, its menu or the list."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.records.base import Record
from gui.dialogs.record_history import RecordHistory
from gui.keys import keep_focus, on_key
from gui.session import Session

if TYPE_CHECKING:
    from gui.pages.record_page import RecordPage

PAST_KEY = "Ctrl+H"


def show_past(session: Session, record: Record, over: QWidget, restored: Callable[[Record], object]) -> RecordHistory:
    """Opens it over a page; ``restored`` hears of the record where it was made again what it was once."""
    dialog = RecordHistory(session, record, over)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.restored.connect(restored)
    dialog.finished.connect(lambda _result: keep_focus(over))
    dialog.open()
    return dialog


def offer_past(session: Session, page: "RecordPage") -> None:
    """Opens it by its key for the record that is open, or that is marked in the list, and by the button of the form."""

    def restored(record: Record) -> None:
        if page.is_record_open():
            page.open_record(record.id)
        page.tell_saved(record.id)

    def ask() -> None:
        asked = page.place().opened or (0 if page.is_record_open() else page.list.view.current_id())
        if record := session.store.find(page.kind, asked) if asked else None:
            show_past(session, record, page, restored)

    on_key(PAST_KEY, page, ask)
    page.form_page.past_requested.connect(ask)
