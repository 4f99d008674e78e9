"""文书: announcements in their shapes, the book of numbers with what is missing in it and how numbers are written."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from db.records.base import fields_of
from db.records.letters.number import IssuedNumber
from db.services.letters.account_for_numbers import series
from db.services.letters.issue_announcement import period_doubts
from db.services.letters.issue_number import unused_families
from db.store import Store
from gui.pages.bound import Bound, Saving
from gui.pages.letters.number_gaps import GapsPage
from gui.pages.letters.number_page import NumberPage
from gui.pages.letters.number_styles import StylesPage
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import Detail, RecordPage
from gui.pages.router import Router
from gui.papers import list_papers, paperwork
from gui.papers.paperwork import Shape
from gui.session import Session
from gui.widgets.print_menu import Ids, Printable
from gui.words import tr


def _number(session: Session, router: Router, page: RecordPage) -> Detail:
    page.list.leave_out("family", unused_families(session.kinds))
    number = NumberPage(session)
    number.saved.connect(lambda _table, i: page.tell_saved(i))
    number.back_requested.connect(page.close_record)
    number.open_requested.connect(router.open_record)

    def show_new(values: Mapping[str, object]) -> None:
        family, year, serial = (values.get(name) for name in ("family", "year", "serial"))
        if isinstance(year, int) and isinstance(serial, int):
            number.show_filling(str(family), year, serial)
        else:
            number.show_new(str(family or ""))

    return Detail(number, number.show_number, show_new)


def _gaps(session: Session, router: Router, lead: QWidget) -> GapsPage:
    page = GapsPage(session, lead)

    def fill(family: str, year: int, serial: int) -> None:
        router.open_new(IssuedNumber.TABLE, {"family": family, "year": year, "serial": serial})

    page.filling_requested.connect(fill)
    return page


def _styles(session: Session, _router: Router, lead: QWidget) -> StylesPage:
    return StylesPage(session, lead)


def _number_books(store: Store, _ids: Ids) -> list[Printable]:
    """文号簿 of each family: of this year at once, of earlier years under their year."""
    kinds, this_year = fields_of(IssuedNumber)["family"], date.today().year
    return [
        Printable(
            tr("{0}年{1}文号簿").format(year, kinds.show(family)),
            lambda family=family, year=year: list_papers.number_book(family, year, date.today()),
            "" if year == this_year else tr("{0}年").format(year),
        )
        for year, family in series(store)
    ]


def _issue_announcement(session: Session, _page: RecordPage) -> Saving:
    return Saving(remarks=partial(period_doubts, session.store))


def _announcement(router: Router) -> list[PaperChoice]:
    """Its four shapes, its text, and the proof that it was posted."""

    def shape(kind: Shape) -> Callable[[int], None]:
        return lambda i: router.print_job(paperwork.announcement_shape(kind, i))

    return [
        PaperChoice(tr("A4 张贴或发文"), lambda i: router.print_job(paperwork.announcement(i))),
        PaperChoice(tr("四联门条（A4 裁四张）"), shape(Shape.SLIPS)),
        PaperChoice(tr("海报（两张 A4 拼成 A3）"), shape(Shape.POSTER)),
        PaperChoice(tr("海报（一张 A3 纸）"), shape(Shape.POSTER_A3)),
        PaperChoice(tr("复制文字（发微信群）"), lambda i: router.copy_text(paperwork.announcement_text(i))),
        PaperChoice(tr("张贴证明"), lambda i: router.print_job(paperwork.announcement_proof(i))),
    ]


BOUND = Bound(
    pages={"number": _number},
    saves={"issue_announcement": _issue_announcement},
    papers={"announcement": _announcement},
    lists={"number_books": _number_books},
    beside={"number_gaps": _gaps, "number_styles": _styles},
)
