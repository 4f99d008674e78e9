"""邀请参会…: what is picked or listed is invited to a meeting, from the list of residents, households or persons."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt

from db.errors import AppError
from db.records.hall.meeting import Meeting
from db.records.may import Right
from db.services.hall.invite_many import coming_meetings, invite_to, uninvite
from gui.dialogs.meeting_choice import MeetingChoice
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.session import Session
from gui.widgets.print_menu import Printable
from gui.words import tr

INVITED = "invited"
"""Among what a new meeting is begun from: the table of those who are invited, and their ids."""


def to_meeting(session: Session, router: Router, page: RecordPage) -> Sequence[Printable]:
    """The entry of the menu; none where the centre holds no meetings, or the clerk calls none."""
    if Meeting.TABLE not in session.seen or not session.may(Meeting, Right.CHANGE):
        return []
    return [Printable(tr("邀请参会…"), lambda: ask(session, router, page))]


def ask(session: Session, router: Router, page: RecordPage) -> None:
    """Asks to which meeting; those who are in it already are not added again."""
    meetings = coming_meetings(session.store, datetime.now())
    dialog = MeetingChoice(meetings, page.prints.meant(), page.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: invite(session, router, page, dialog.meeting(), dialog.ids()))
    dialog.open()


def invite(session: Session, router: Router, page: RecordPage, meeting: int, ids: Sequence[int]) -> None:
    """Invites to a meeting, with a way back; to a new one, which is opened with them."""
    if not meeting:
        router.open_new(Meeting.TABLE, {INVITED: [page.kind.TABLE, *ids]})
        return
    store, messages = session.store, session.messages

    def take_back() -> None:
        try:
            uninvite(store, meeting, found.fresh)
        except AppError as error:
            messages.show_error(error)
        router.tell_saved(Meeting.TABLE, meeting)

    try:
        saved, found = invite_to(store, meeting, page.kind, ids)
    except AppError as error:
        messages.show_error(error)
        return
    router.tell_saved(Meeting.TABLE, meeting)
    told = [tr("“{0}”加了 {1:,} 人").format(saved.name, len(found.fresh))]
    if found.already:
        told.append(tr("{0:,} 人已在名单里").format(found.already))
    if found.gone:
        told.append(tr("{0:,} 人不在册，没有加").format(found.gone))
    messages.inform("；".join(told), take_back)
