"""加进专项台账…: what is picked or listed is frozen into a ledger, from the list of any type of which there are some."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt

from db.records.registry.ledger import Ledger
from db.services.registry import ledgers
from db.services.registry.ledgers import Asked
from gui.dialogs.ledger_dialog import LedgerDialog
from gui.dialogs.sheet_dialog import Meant
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.session import Session
from gui.widgets.print_menu import Printable
from gui.words import tr


def to_ledger(session: Session, router: Router, page: RecordPage) -> Sequence[Printable]:
    """The entry of the menu; none where the centre has no ledgers."""
    if Ledger.TABLE not in session.kinds:
        return []
    return [Printable(tr("加进专项台账…"), lambda: ask(session, router, page))]


def ask(session: Session, router: Router, page: RecordPage) -> None:
    """Asks into which one; then it is opened."""
    store, kind = session.store, session.store.kinds[page.kind.TABLE]
    listed, today = page.list, date.today()
    chosen = listed.chosen()
    source = chosen[0].name if len(chosen) == 1 else ""
    whole = page.prints.meant()[-1]
    added: list[tuple[Ledger, int]] = []

    def take(ledger: Ledger, meant: Meant) -> None:
        by_list = (meant is whole or meant.words == whole.words) and not listed.unkept()
        conditions = listed.asked() if by_list else ()
        asked = Asked(kind, meant.ids, conditions, source if by_list else "")
        before = len(ledgers.rows_of(store, ledger.id)) if ledger.id else 0
        saved = ledgers.freeze(store, ledger, asked, today)
        added.append((saved, len(ledgers.rows_of(store, saved.id)) - before))

    def show() -> None:
        for saved, count in added:
            router.tell_saved(Ledger.TABLE, saved.id)
            router.open_record(Ledger.TABLE, saved.id)
            session.messages.inform(tr("“{0}”加进 {1:,} 条").format(saved.name, count))

    there = ledgers.open_ledgers(store, kind, today)
    dialog = LedgerDialog(there, page.prints.meant(), session.lookup, take, page.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(show)
    dialog.open()
