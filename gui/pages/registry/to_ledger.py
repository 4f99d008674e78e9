"""加进专项台账…: what is picked or listed is frozen into a ledger, from the list of any type of which there are some."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from db.errors import AppError
from db.records.registry.ledger import Ledger, LedgerRow
from db.services.registry import ledgers
from db.services.registry.ledgers import Asked
from db.store import Store
from gui.dialogs.ledger_dialog import LedgerDialog
from gui.dialogs.sheet_dialog import Meant
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.session import Session
from gui.tasks import Tick, Work
from gui.widgets.print_menu import Printable
from gui.words import tr

Added = tuple[Ledger, Ledger, list[LedgerRow]]
"""A ledger before and after rows were added to it, and they."""


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

    def take(ledger: Ledger, meant: Meant) -> Work[Added]:
        by_list = (meant is whole or meant.words == whole.words) and not listed.unkept()
        conditions = listed.asked() if by_list else ()
        asked = Asked(kind, meant.ids, conditions, source if by_list else "")
        return partial(_add, store, ledger, asked, today)

    def show(added: Added) -> None:
        was, saved, fresh = added
        router.tell_saved(Ledger.TABLE, saved.id)
        router.open_record(Ledger.TABLE, saved.id)
        told = tr("“{0}”加进 {1:,} 条").format(saved.name, len(fresh))
        session.messages.inform(told, partial(back, was, saved, fresh))

    def back(was: Ledger, saved: Ledger, fresh: Sequence[LedgerRow]) -> None:
        try:
            ledgers.take_back(store, was, saved, fresh)
        except AppError as error:
            session.messages.show_error(error)
            return
        router.show_list(page.kind.TABLE)

    there = ledgers.open_ledgers(store, kind, today)
    dialog = LedgerDialog(there, page.prints.meant(), session, take, page.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.taken.connect(show)
    dialog.open()


def _add(store: Store, ledger: Ledger, asked: Asked, day: date, tick: Tick) -> Added:
    own = store.again()
    try:
        before = {row.id for row in ledgers.rows_of(own, ledger.id)} if ledger.id else set[int]()
        saved = ledgers.freeze(own, ledger, asked, day, tick)
        return ledger, saved, [row for row in ledgers.rows_of(own, saved.id) if row.id not in before]
    finally:
        own.close()
