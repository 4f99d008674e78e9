"""议事厅: one meeting from calling it to its minutes."""

from datetime import date

from gui.pages.bound import Bound
from gui.pages.hall.meeting import MeetingPage
from gui.pages.record_page import Detail, RecordPage
from gui.pages.router import Router
from gui.papers import paperwork
from gui.session import Session


def _meeting(session: Session, router: Router, page: RecordPage) -> Detail:
    meeting = MeetingPage(session)
    meeting.saved.connect(lambda _table, i: page.tell_saved(i))
    meeting.back_requested.connect(page.close_record)
    meeting.notices_requested.connect(lambda i: router.print_job(paperwork.notices(i, date.today())))
    meeting.sign_in_requested.connect(lambda i: router.print_job(paperwork.sign_in_sheet(i)))
    meeting.minutes_requested.connect(lambda i: router.print_job(paperwork.minutes(i)))
    meeting.job_requested.connect(router.print_job)
    meeting.text_requested.connect(router.copy_text)
    return Detail(
        meeting,
        meeting.show_meeting,
        lambda _values: meeting.show_new(date.today()),
        meeting.keep_draft,
        meeting.focus_first,
    )


BOUND = Bound(pages={"meeting": _meeting})
