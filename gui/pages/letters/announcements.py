"""公告通知."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from db.records.letters.announcement import Announcement
from db.services.letters.issue_announcement import issue_announcement, period_doubts
from gui.numbering import numbered
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import PageMaking
from gui.pages.router import Router
from gui.pages.wiring.register import register
from gui.papers import paperwork
from gui.papers.paperwork import Shape
from gui.session import Session
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """The list and the form, printed in four shapes."""

    def shape(kind: Shape) -> Callable[[int], None]:
        return lambda i: router.print_job(paperwork.announcement_shape(kind, i))

    def sheet(announcement_id: int) -> None:
        router.print_job(paperwork.record_sheet(Announcement.TABLE, announcement_id, date.today()))

    making = PageMaking(
        new=tr("写公告通知"),
        save=lambda typed: numbered(session.store, session.messages, partial(issue_announcement, session.store, typed)),
        order=("-day", "-id"),
        usual=lambda: {"day": date.today()},
        shapes=(
            PaperChoice(tr("A4 张贴或发文"), lambda i: router.print_job(paperwork.announcement(i))),
            PaperChoice(tr("四联门条（A4 裁四张）"), shape(Shape.SLIPS)),
            PaperChoice(tr("海报（两张 A4 拼成 A3）"), shape(Shape.POSTER)),
            PaperChoice(tr("海报（一张 A3 纸）"), shape(Shape.POSTER_A3)),
            PaperChoice(tr("复制文字（发微信群）"), lambda i: router.copy_text(paperwork.announcement_text(i))),
            PaperChoice(tr("张贴证明"), lambda i: router.print_job(paperwork.announcement_proof(i))),
            PaperChoice(tr("登记表"), sheet),
        ),
    )
    page = register(session, router, Announcement, making)
    page.form_page.remark_on(partial(period_doubts, session.store))
    return page
