"""议事厅: one meeting from calling it to its minutes."""

from collections.abc import Mapping
from datetime import date

from gui.pages.bound import Bound
from gui.pages.hall.meeting import MeetingPage
from gui.pages.hall.to_meeting import INVITED
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

    def begin(values: Mapping[str, object]) -> None:
        meeting.show_new(date.today())
        match values.get(INVITED):
            case [str(table), *ids]:
                meeting.plan.invite_of(session.store.kinds[table].record, [i for i in ids if isinstance(i, int)])

    return Detail(
        meeting,
        meeting.show_meeting,
        begin,
        meeting.keep_draft,
        meeting.focus_first,
    )


BOUND = Bound(pages={"meeting": _meeting})
