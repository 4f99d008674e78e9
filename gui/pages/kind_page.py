"""The page of a kind: list and form as it declares them, and what the window binds to its names."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from db.fields import Moment
from db.records.base import fields_of
from db.records.kind import PLAIN_SHEET, Begins, Beside, Kind, OwnPaper
from db.records.may import Right
from db.records.power import Power
from db.records.registry.ledger import Ledger, LedgerRow
from db.services.letters.number_record import number_on
from db.services.registry.ledgers.facts import has_ledgers
from db.services.save_record import draws_number
from gui.pages.bound import Bound, MatterMaking, Saving, bound
from gui.pages.duties.purging import to_purge
from gui.pages.entries import IMPORT
from gui.pages.matter_page import MatterPage
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import Detail, PageMaking, RecordPage
from gui.pages.registry.to_ledger import to_ledger
from gui.pages.router import Router
from gui.papers import paperwork
from gui.papers.photo_papers import photo_sheet
from gui.session import Session
from gui.widgets.print_menu import Ids, Printable
from gui.words import tr

IMPORT_WORD = "导入"
"""No empty list sends somebody there who may not import."""


def make_page(session: Session, router: Router, kind: Kind, lead: QWidget | None) -> RecordPage:
    """The list, the form or the page of its own, wired to the window; without a lead the room's name stands over it."""
    names = bound(kind.room)

    sheet = _own_paper(router, kind, PLAIN_SHEET)

    def listed(ids: Ids) -> list[Printable]:
        return [one for name in kind.lists for one in names.lists[name](session.store, ids)]

    photos = (_photos(router, kind),) if kind.evidence else ()
    making = PageMaking(
        title=_title(session, kind),
        new=kind.new,
        empty=kind.empty if session.can(Power.IMPORT) or IMPORT_WORD not in kind.empty else "",
        order=kind.order,
        lead=lead,
        views=kind.views,
        shapes=_shapes(kind, names, router, (sheet, *photos)),
        usual=partial(_begun, session, kind),
        papers=listed if kind.lists else None,
        many=partial(_many, session, router, kind) if kind.many or kind.purged or _has_ledgers(session, kind) else None,
        bring=partial(router.show_page, IMPORT, kind.table) if kind.can_be_imported or kind.record is Ledger else None,
    )
    page = RecordPage(session, kind.record, making)
    page.record_saved.connect(router.tell_saved)
    page.print_requested.connect(lambda _table, i: sheet.run(i))
    page.job_requested.connect(router.print_job)
    page.form_page.open_requested.connect(router.open_record)
    saving = names.saves[kind.save](session, page) if kind.save in names.saves else _plain(session, kind)
    page.form_page.save_with(saving.said, saving.remarks, saving.after)
    if kind.page:
        page.set_detail(names.pages[kind.page](session, router, page))
    elif kind.flows:
        page.set_detail(
            _matter(session, router, page, MatterMaking(kind, saving, making, partial(_papers, names, router, kind)))
        )
    if kind.quick and session.may(kind.record, Right.MAKE):
        page.put_over_list(names.quick[kind.quick](session, page))
    return page


def _title(session: Session, kind: Kind) -> str:
    """The room's name; with its own where others of the room are not seen, which else stand beside it as tabs."""
    tabs = [one.tab for one in session.store.kinds if one.room is kind.room and one.tab]
    return tr("{0} · {1}").format(kind.room.value, kind.tab) if kind.tab and len(tabs) > 1 else kind.room.value


def _many(session: Session, router: Router, kind: Kind, page: RecordPage) -> list[Printable]:
    """What can be done with several of its records at once, as far as the centre does that; any of them come into a ledger."""
    names = bound(kind.room)
    own = [one for name in kind.many for one in names.many[name](session, router, page)]
    ledger = to_ledger(session, router, page) if _has_ledgers(session, kind) else ()
    return [*own, *ledger, *(to_purge(session, page) if kind.purged else ())]


def _has_ledgers(session: Session, kind: Kind) -> bool:
    return Ledger.TABLE in session.seen and session.may(LedgerRow, Right.MAKE) and has_ledgers(kind)


def _plain(session: Session, kind: Kind) -> Saving:
    """Saving of a type to which the window adds nothing of its own."""
    store = session.store
    if kind.save or not draws_number(store, kind.record()):
        return Saving()
    return Saving(label=tr("登记并取号"), told=lambda saved: tr("已登记：{0}").format(number_on(store, saved)))


def _matter(session: Session, router: Router, page: RecordPage, making: MatterMaking) -> Detail:
    """The page of what has stages."""
    matter = MatterPage(session, making)
    matter.saved.connect(page.tell_saved)
    matter.back_requested.connect(page.close_record)
    matter.open_requested.connect(router.open_record)
    matter.side.draft_requested.connect(router.open_draft)
    matter.again_requested.connect(page.open_again)
    matter.evidence.print_requested.connect(router.print_job)
    matter.related.begin_requested.connect(router.open_new)
    return Detail(
        matter,
        matter.show_record,
        matter.show_new,
        matter.keep_draft,
        matter.take_focus,
        matter.step_back,
        matter.refresh,
    )


def _papers(names: Bound, router: Router, kind: Kind, name: str) -> Sequence[PaperChoice]:
    """The ways to print a paper by the name that the kind, or one of its moves, has for it."""
    if name in names.papers:
        return names.papers[name](router)
    own = [paper for paper in (*kind.papers, PLAIN_SHEET) if isinstance(paper, OwnPaper)]
    return [_own_paper(router, kind, paper) for paper in own if paper.name == name]


def _own_paper(router: Router, kind: Kind, paper: OwnPaper) -> PaperChoice:
    def run(record_id: int) -> None:
        router.print_job(paperwork.own_paper(paper, kind.record, record_id, date.today()))

    return PaperChoice(paper.label, run)


def make_beside(session: Session, router: Router, kind: Kind, beside: Beside, lead: QWidget) -> QWidget:
    """The page of a tab that lists no records."""
    return bound(kind.room).beside[beside.page](session, router, lead)


def _photos(router: Router, kind: Kind) -> PaperChoice:
    def run(record_id: int) -> None:
        router.print_job(photo_sheet(kind.record, record_id, date.today()))

    return PaperChoice(tr("照片页"), run)


def _shapes(kind: Kind, names: Bound, router: Router, usual: tuple[PaperChoice, ...]) -> tuple[PaperChoice, ...]:
    named = [paper.name if isinstance(paper, OwnPaper) else paper for paper in kind.papers]
    own = [choice for name in named for choice in _papers(names, router, kind, name)]
    return (*own, *usual) if own or kind.flows or len(usual) > 1 else ()


def _begun(session: Session, kind: Kind) -> Mapping[str, object]:
    """What a new record begins with; a moment with today, and no clock time that nobody said."""
    fields, today = fields_of(kind.record), date.today()
    told: dict[str, object] = {}
    for name, begins in kind.begins:
        day = datetime(today.year, today.month, today.day) if isinstance(fields[name], Moment) else today
        told[name] = day if begins is Begins.TODAY else session.store.actor
    return told
