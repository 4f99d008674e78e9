"""组织: the page of a person, the tab where a clerk says whose a name is, and that of who lacks what must be there."""

from datetime import date

from PySide6.QtWidgets import QWidget

from db.records.bodies.person import Person
from db.records.bodies.tenure import MUSTS
from db.records.kind import PLAIN_SHEET
from gui.pages.bodies.musts import MustsPage
from gui.pages.bodies.person import ActingPersonPage
from gui.pages.bodies.whose_name import WhoseNamePage
from gui.pages.bound import Bound
from gui.pages.hall.to_meeting import to_meeting
from gui.pages.record_page import Detail, RecordPage
from gui.pages.router import Router
from gui.papers import paperwork
from gui.session import Session


def _person(session: Session, router: Router, page: RecordPage) -> Detail:
    """What is known of a person, and what they do."""
    shown = ActingPersonPage(session)
    shown.open_requested.connect(router.open_record)
    shown.back_requested.connect(page.close_record)
    shown.edit_requested.connect(page.edit_record)
    shown.saved.connect(page.tell_saved)
    shown.begin_requested.connect(lambda table, i: router.open_new(table, {"person": i}))
    shown.sheet_requested.connect(lambda i: router.print_job(paperwork.own_paper(PLAIN_SHEET, Person, i, date.today())))
    return Detail(shown, shown.show_person, refresh=shown.refresh)


def _whose_name(session: Session, router: Router, lead: QWidget) -> WhoseNamePage:
    page = WhoseNamePage(session, lead)
    page.open_requested.connect(router.open_record)
    page.saved.connect(lambda i: router.tell_saved(Person.TABLE, i))
    return page


def _musts(session: Session, router: Router, lead: QWidget) -> MustsPage:
    page = MustsPage(session, lead)
    page.open_requested.connect(router.open_record)
    page.begin_requested.connect(router.open_new)
    return page


BOUND = Bound(
    pages={"person": _person}, many={"to_meeting": to_meeting}, beside={"whose_name": _whose_name, MUSTS: _musts}
)
