"""答应办的事: those of the visits that are picked are done, or become matters."""

from collections.abc import Callable, Sequence
from datetime import date

from db.errors import AppError
from db.records.matters.matter import Matter
from db.records.may import Right
from db.records.visits.visit import Visit
from db.services.visits.promises import keep_promise, take_in_promise
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.session import Session
from gui.widgets.print_menu import Printable
from gui.words import tr


def promises(session: Session, router: Router, page: RecordPage) -> Sequence[Printable]:
    """The entries of the menu, for the one visit that is picked, or at which the clerk is."""
    picked = page.list.picked() or [page.list.view.current_id() or 0]
    if len(picked) != 1 or not session.may(Visit, Right.CHANGE):
        return []
    visit = session.store.find(Visit, picked[0])
    if visit is None:
        return []
    found: list[Printable] = []
    if visit.promise and not visit.promise_kept:
        found.append(Printable(tr("答应的事今天办好了"), lambda: keep(session, router, visit)))
    if not visit.matter and Matter.TABLE in session.seen and session.may(Matter, Right.MAKE):
        found.append(Printable(tr("转为诉求"), lambda: take_in(session, router, visit)))
    return found


def keep(session: Session, router: Router, visit: Visit) -> None:
    """What was promised is done today."""

    def do() -> None:
        saved = keep_promise(session.store, visit, date.today())
        router.tell_saved(Visit.TABLE, saved.id)
        router.open_record(Visit.TABLE, saved.id)
        session.messages.inform(tr("已记办好；怎么办好的写在“怎么办好的”里"))

    _told(session, do)


def take_in(session: Session, router: Router, visit: Visit) -> None:
    """What was promised, or found, is a matter from now on."""

    def do() -> None:
        matter, saved = take_in_promise(session.store, visit)
        router.tell_saved(Visit.TABLE, saved.id)
        router.tell_saved(Matter.TABLE, matter.id)
        router.open_record(Matter.TABLE, matter.id)
        session.messages.inform(tr("已转为诉求 {0}").format(matter.number))

    _told(session, do)


def _told(session: Session, do: Callable[[], None]) -> None:
    try:
        do()
    except AppError as error:
        session.messages.show_error(error)
