"""彻底删除…: what is picked in a list goes for good, where two people have decided that."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from db.errors import AppError
from db.records.duties.retention import Appraisal
from db.records.power import Power
from db.services.duties.purge import NotApproved, approved, purge
from gui.dialogs.purge_dialog import PurgeDialog
from gui.pages.record_page import RecordPage
from gui.session import Session
from gui.widgets.chips import Meant
from gui.widgets.print_menu import Printable
from gui.words import tr


def to_purge(session: Session, page: RecordPage) -> Sequence[Printable]:
    """The entry of the menu, for whoever may and where something is picked: never for a whole list by mistake."""
    if not (session.store.can(Power.PURGE) and page.list.picked()):
        return []
    return [Printable(tr("彻底删除…"), lambda: ask(session, page))]


def ask(session: Session, page: RecordPage) -> None:
    """Asks by which appraisal; then it is gone, and the clerk hears what still holds it."""
    store, kind = session.store, page.kind
    decided = approved(store)
    if not decided:
        session.messages.show_error(NotApproved())
        return

    def do(appraisal: Appraisal, meant: Meant) -> AppError | None:
        try:
            done = purge(store, appraisal, list(store.get_many(kind, meant.ids).values()))
        except AppError as error:
            return error
        page.refresh()
        session.messages.inform(done.told())
        return None

    picked = page.prints.meant()[:1]
    dialog = PurgeDialog(kind.LABEL, picked, decided, do, page.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
