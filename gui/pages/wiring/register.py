"""The page of list and form that most pages are."""

from datetime import date

from db.records.base import Record
from gui.pages.record_page import PageMaking, RecordPage
from gui.pages.router import Router
from gui.papers import paperwork
from gui.session import Session


def register(session: Session, router: Router, kind: type[Record], making: PageMaking) -> RecordPage:
    """A page of list and form, wired to the window."""
    page = RecordPage(session, kind, making)
    page.record_saved.connect(router.tell_saved)
    page.print_requested.connect(lambda table, i: router.print_job(paperwork.record_sheet(table, i, date.today())))
    page.job_requested.connect(router.print_job)
    return page
