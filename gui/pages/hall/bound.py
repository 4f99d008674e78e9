"""议事厅: one meeting from calling it to its minutes, and resolutions that are entered by themselves."""

from datetime import date
from functools import partial

from db.services.hall.write_minutes import keep_resolution
from gui.pages.bound import Bound, Saving
from gui.pages.hall.meeting import MeetingPage
from gui.pages.record_page import Detail, RecordPage
from gui.pages.router import Router
from gui.papers import paperwork
from gui.session import Session


def _meeting(session: Session, router: Router, page: RecordPage) -> Detail:
    meeting = MeetingPage(session.store, session.lookup, session.messages)
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


def _keep_resolution(session: Session, _page: RecordPage) -> Saving:
    """What is entered by itself gets its number out of the book."""
    return Saving(partial(keep_resolution, session.store))


BOUND = Bound(pages={"meeting": _meeting}, saves={"keep_resolution": _keep_resolution})
