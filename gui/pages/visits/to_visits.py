"""安排走访: the doors of those who are picked or listed on a sheet to take along, and afterwards one visit for each who is picked."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt

from db.records.may import Right
from db.records.visits.visit import Visit
from db.services.visits.visit_many import take_back, visit_many
from db.services.visits.visit_round import round_of
from gui.dialogs.visit_dialog import VisitDialog
from gui.large_work import LargeWork, Work
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.papers import list_papers
from gui.session import Session
from gui.widgets.chips import ids_meant
from gui.widgets.print_menu import Printable
from gui.words import tr


def to_visits(session: Session, router: Router, page: RecordPage) -> Sequence[Printable]:
    """The entries of the menu; visits are written down for those who are picked alone."""
    if Visit.TABLE not in session.seen:
        return []
    found = [Printable(tr("安排走访：印走访登记表"), lambda: plan(session, router, page))]
    if page.list.view.picked_count() and session.may(Visit, Right.MAKE):
        found.append(Printable(tr("记走访（选中的每人一次）…"), lambda: ask(session, router, page)))
    return found


def plan(session: Session, router: Router, page: RecordPage) -> None:
    """The sheet of their doors in the order of the walk, with what was promised there."""
    chosen = page.list.chosen()
    label = chosen[0].name if len(chosen) == 1 else tr("选定的住户")
    router.print_job(list_papers.visit_list(round_of(session.store, label, ids_meant(page.list)), date.today()))


def ask(session: Session, router: Router, page: RecordPage) -> None:
    """Asks what was the same at every door."""
    ids = page.list.view.picked()

    def take(typed: Visit) -> Work:
        return lambda store, tick: visit_many(store, typed, ids, tick)

    def tell(made: Sequence[Visit]) -> None:
        router.tell_saved(Visit.TABLE, made[-1].id)
        session.messages.inform(tr("记下了 {0:,} 次走访").format(len(made)), lambda: back(made))

    def back(made: Sequence[Visit]) -> None:
        LargeWork(session, page).do(
            tr("正在撤销"),
            len(made),
            lambda store, tick: take_back(store, made, tick),
            lambda _: router.tell_saved(Visit.TABLE, made[-1].id),
        )

    dialog = VisitDialog(len(ids), session, take, page.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.taken.connect(tell)
    dialog.open()
