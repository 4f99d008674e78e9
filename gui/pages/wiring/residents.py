"""居民."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from db.records.mediation import MediationCase
from db.records.resident import Resident
from db.services.register_resident import duplicates_warning, home_of, register_resident
from db.store import eq, ne
from gui import paperwork
from gui.pages.list_prints import papers_of_residents
from gui.pages.person import PersonPage
from gui.pages.record_page import Detail, PageMaking
from gui.pages.router import DOUBTFUL, Router
from gui.pages.wiring.register import register
from gui.session import Session
from gui.widgets.record_list import View
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """The list, the card of one, and the form."""
    making = PageMaking(
        new=tr("登记居民"),
        empty=tr("可以从“导入”把现有花名册一次导进来，也可以点“登记居民”录入第一位（Ctrl+N）"),
        save=partial(register_resident, session.store),
        views=(View(DOUBTFUL, (ne("doubt", ""), eq("state", "1"))),),
        papers=papers_of_residents,
    )
    page = register(session, router, Resident, making)
    page.form_page.remark_on(partial(duplicates_warning, session.store))
    card = PersonPage(session.store)
    card.open_requested.connect(router.open_record)
    card.back_requested.connect(page.close_record)
    card.edit_requested.connect(page.edit_record)
    card.case_requested.connect(lambda i: router.open_new(MediationCase.TABLE, {"resident": i}))
    card.sheet_requested.connect(lambda i: router.print_job(paperwork.record_sheet(Resident.TABLE, i, date.today())))
    card.relative_requested.connect(lambda i: page.open_new(home_of(session.store.get(Resident, i))))
    page.set_detail(Detail(card, card.show_resident))
    return page
