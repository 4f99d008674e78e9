"""办理情况月公示: the paper of a month is begun as a 公示, looked at and saved as any other; the same as a table."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from db.errors import AppError
from db.records.letters.announcement import Announcement
from db.records.matters.matter import Matter
from db.records.may import Right
from db.records.power import Power
from db.services.matters.posting import LABEL, export_posting, month_before, posting_of, posting_there
from db.values.calendar_period import MONTH, CalendarPeriod, period_of
from gui.file_choice import TABLES, where_to
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.session import Session
from gui.widgets.print_menu import Printable
from gui.words import tr

TAKEN_OVER = ("kind", "title_text", "body", "day", "objection_phone")
"""What of the paper is there before anything is typed."""


def monthly_posting(session: Session, router: Router, page: RecordPage) -> Sequence[Printable]:
    """The entries of the menu: the month that is over, then this one."""
    today = date.today()
    months = (month_before(today), period_of(today, MONTH))
    found: list[Printable] = []
    if Announcement.TABLE in session.seen and session.may(Announcement, Right.MAKE) and session.can(Power.FIGURES):
        found += [
            Printable(
                tr("办理情况公示：{0}").format(one.shown()), lambda one=one: post(session, router, one), tr(LABEL)
            )
            for one in months
        ]
    if session.may(Matter, Right.EXPORT):
        found += [
            Printable(
                tr("导出办理情况：{0}…").format(one.shown()), lambda one=one: ask_export(session, page, one), tr(LABEL)
            )
            for one in months
        ]
    return found


def post(session: Session, router: Router, month: CalendarPeriod) -> None:
    """Opens the paper of a month that is there already, or begins it."""
    try:
        if there := posting_there(session.store, month):
            router.open_record(Announcement.TABLE, there)
            return
        paper = posting_of(session.store, month, datetime.now())
    except AppError as error:
        session.messages.show_error(error)
        return
    router.open_new(Announcement.TABLE, {name: getattr(paper, name) for name in TAKEN_OVER})
    session.messages.inform(tr("看一遍再保存；张贴地点、公示天数请补上"))


def ask_export(session: Session, page: RecordPage, month: CalendarPeriod) -> None:
    """Asks where to, and writes the table there."""
    if (path := where_to(page, tr("导出办理情况到"), f"{LABEL}-{month.shown()}", TABLES)) is not None:
        export(session, month, path)


def export(session: Session, month: CalendarPeriod, path: Path) -> None:
    """Writes what is posted of a month."""
    try:
        count = export_posting(session.store, month, path)
    except AppError as error:
        session.messages.show_error(error)
        return
    session.messages.inform(tr("已导出 {0} 行：{1}").format(count, path.name))
