"""今日."""

from datetime import date

from PySide6.QtWidgets import QWidget

from db.records.meeting import Meeting
from gui import paperwork
from gui.pages.router import Router
from gui.pages.today import TodayPage
from gui.session import Session


def make(session: Session, router: Router) -> QWidget:
    """What is due, the month, the next meeting."""
    page = TodayPage(session.store, session.backups)
    page.open_requested.connect(router.open_record)
    page.list_requested.connect(router.show_list)
    page.notices_requested.connect(lambda i: router.print_job(paperwork.notices(i, date.today())))
    page.meeting_requested.connect(lambda: router.open_new(Meeting.TABLE))
    page.import_requested.connect(lambda: router.show_page("import"))
    return page
