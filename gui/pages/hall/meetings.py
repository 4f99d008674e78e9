"""议事厅."""

from datetime import date

from PySide6.QtWidgets import QWidget

from db.records.hall.meeting import Meeting
from gui.pages.hall.meeting import MeetingPage
from gui.pages.record_page import Detail, PageMaking
from gui.pages.router import Router
from gui.pages.wiring.register import register
from gui.papers import paperwork
from gui.session import Session
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """The list, and one meeting from calling it to its minutes."""
    making = PageMaking(title=tr("议事厅"), new=tr("预约会议"), order=("-starts", "-id"))
    page = register(session, router, Meeting, making)
    meeting = MeetingPage(session.store, session.lookup, session.messages)
    meeting.saved.connect(lambda _table, i: page.tell_saved(i))
    meeting.back_requested.connect(page.close_record)
    meeting.notices_requested.connect(lambda i: router.print_job(paperwork.notices(i, date.today())))
    meeting.sign_in_requested.connect(lambda i: router.print_job(paperwork.sign_in_sheet(i)))
    meeting.minutes_requested.connect(lambda i: router.print_job(paperwork.minutes(i)))
    meeting.job_requested.connect(router.print_job)
    meeting.text_requested.connect(router.copy_text)
    page.set_detail(
        Detail(
            meeting,
            meeting.show_meeting,
            lambda _values: meeting.show_new(date.today()),
            meeting.keep_draft,
            meeting.focus_first,
        )
    )
    return page
