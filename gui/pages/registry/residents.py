"""居民."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from db.records.mediation.case import MediationCase
from db.records.registry.resident import Resident
from db.services.registry.change_house import Becomes, house_change
from db.services.registry.register_resident import duplicates_warning, home_of, register_resident
from db.store import eq, ne
from db.store.drafts import begun_values
from gui.messages import Question
from gui.pages.list_prints import papers_of_residents
from gui.pages.record_page import Detail, PageMaking, RecordPage
from gui.pages.registry.person import PersonPage
from gui.pages.router import DOUBTFUL, Router
from gui.pages.wiring.register import register
from gui.papers import paperwork
from gui.session import Session
from gui.widgets.record_list import View
from gui.words import tr

SOME = 3
"""How many names a question tells."""


def make(session: Session, router: Router) -> QWidget:
    """The list, the card of one, and the form."""
    making = PageMaking(
        new=tr("登记居民"),
        empty=tr("可以从“导入”把现有花名册一次导进来，也可以点“登记居民”录入第一位（Ctrl+N）"),
        save=lambda resident: _save(session, page, resident),
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


def _save(session: Session, page: RecordPage, resident: Resident) -> Resident:
    """Saves a resident after asking what becomes of the household, where others are concerned."""
    change = house_change(session.store, resident)
    address = session.store.titles("house", [resident.house]).get(resident.house, "")
    becomes = Becomes.USUAL
    if change.left and session.messages.ask(
        Question(
            tr("全户一起搬到{0}吗？").format(address),
            tr("现在同户的有{0}。只改本人的，就从这一户迁出，别人不动。").format(_listed(change.left)),
            tr("全户一起搬"),
            tr("只改本人"),
        )
    ):
        becomes = Becomes.TOGETHER
    elif change.met and not _is_begun_there(page, resident):
        asked = Question(
            tr("编入{0}的这一户吗？").format(address),
            tr("那里住着{0}。不是一家人就另立一户。").format(_listed(change.met)),
            tr("编入这一户"),
            tr("另立一户"),
        )
        becomes = Becomes.JOIN if session.messages.ask(asked) else Becomes.OWN
    elif change.left:
        becomes = Becomes.OWN
    return register_resident(session.store, resident, becomes=becomes)


def _is_begun_there(page: RecordPage, resident: Resident) -> bool:
    """Whether the registration was begun from somebody who lives behind this door."""
    return not resident.id and begun_values(page.form_page.begun).get("house") == resident.house


def _listed(names: Sequence[str]) -> str:
    rest = tr("等 {0} 人").format(len(names)) if len(names) > SOME else ""
    return "、".join(names[:SOME]) + rest
