"""今日."""

from datetime import date

from PySide6.QtWidgets import QWidget

from db.records.hall.meeting import Meeting
from db.services.unfinished import Unfinished
from gui.messages import Question
from gui.pages.router import Router
from gui.pages.today import TodayPage
from gui.papers import paperwork
from gui.session import Session
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """What is due, the month, the next meeting."""
    page = TodayPage(session.store, session.backups)
    page.open_requested.connect(router.open_record)
    page.list_requested.connect(router.show_list)
    page.notices_requested.connect(lambda i: router.print_job(paperwork.notices(i, date.today())))
    page.meeting_requested.connect(lambda: router.open_new(Meeting.TABLE))
    page.import_requested.connect(lambda: router.show_page("import"))
    page.draft_requested.connect(lambda one: router.open_draft(one.draft))
    page.draft_unwanted.connect(lambda one: _throw_away(session, page, one))
    return page


def _throw_away(session: Session, page: TodayPage, one: Unfinished) -> None:
    """Asks once, and can be undone while the line is shown."""
    question = Question(
        tr("不要这份没写完的{0}？").format(one.label),
        tr("只去掉没有保存的内容；已经保存的记录不受影响。"),
        tr("不要了"),
        grave=True,
    )
    if session.messages.ask(question):
        drafts, draft = session.store.drafts, one.draft
        drafts.forget(draft)
        page.refresh()

        def bring_back() -> None:
            drafts.keep(draft.form, draft.key, draft.begun, draft.values, None)
            page.refresh()

        session.messages.inform(tr("已去掉没写完的{0}").format(one.label), bring_back)
