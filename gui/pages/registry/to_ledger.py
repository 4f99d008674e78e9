"""加进专项台账…: what is picked or listed is frozen into a ledger, from the list of any type of which there are some."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from db.records.registry.ledger import Ledger
from db.services.registry.ledgers import freezing
from db.services.registry.ledgers.freezing import Added, Asked
from db.store import Store
from gui.dialogs.ledger_dialog import LedgerDialog
from gui.large_work import LargeWork, Work
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.session import Session
from gui.tasks import Tick
from gui.widgets.chips import Meant
from gui.widgets.print_menu import Printable
from gui.words import tr


def to_ledger(session: Session, router: Router, page: RecordPage) -> Sequence[Printable]:
    """The entry of the menu."""
    return [Printable(tr("加进专项台账…"), lambda: ask(session, router, page))]


def ask(session: Session, router: Router, page: RecordPage) -> None:
    """Asks into which one; then it is opened."""
    store, kind = session.store, session.store.kinds[page.kind.TABLE]
    listed, today = page.list, date.today()
    chosen = listed.chosen()
    source = chosen[0].name if len(chosen) == 1 else ""
    whole = page.prints.meant()[-1]
    key = f"{Ledger.TABLE} {kind.table}"

    def take(ledger: Ledger, meant: Meant) -> Work:
        by_list = (meant is whole or meant.words == whole.words) and not listed.unkept()
        conditions = listed.asked() if by_list else ()
        asked = Asked(kind, meant.ids, conditions, source if by_list else "")
        return lambda store, tick: freezing.add(store, ledger, asked, today, tick)

    def show(added: Added) -> None:
        session.chosen_last[key] = added.now.id
        router.tell_saved(Ledger.TABLE, added.now.id)
        router.open_record(Ledger.TABLE, added.now.id)
        told = tr("“{0}”加进 {1:,} 条").format(added.now.name, len(added.rows))
        session.messages.inform(told, partial(_take_back, session, router, page, added))

    there = freezing.open_ledgers(store, kind, today)
    last = session.chosen_last.get(key, 0) if listed.view.picked_count() else 0
    dialog = LedgerDialog(there, page.prints.meant(), session, take, page.window(), last)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.taken.connect(show)
    dialog.open()


def _take_back(session: Session, router: Router, page: RecordPage, added: Added) -> None:
    def work(store: Store, tick: Tick) -> None:
        freezing.take_back(store, added, tick)

    LargeWork(session, page).do(tr("正在撤销"), len(added.rows), work, lambda _: router.show_list(page.kind.TABLE))
