"""户."""

from datetime import date

from PySide6.QtWidgets import QWidget

from db.records.registry.household import Household
from gui.pages.list_prints import papers_of_households
from gui.pages.record_form_page import PaperChoice
from gui.pages.record_page import PageMaking
from gui.pages.router import Router
from gui.pages.wiring.register import register
from gui.papers import list_papers, paperwork
from gui.session import Session
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """The list and the form, printed as a card or as the plain sheet."""

    def card(household_id: int) -> None:
        router.print_job(list_papers.household_cards([household_id], date.today()))

    def sheet(household_id: int) -> None:
        router.print_job(paperwork.record_sheet(Household.TABLE, household_id, date.today()))

    making = PageMaking(
        new=tr("新建户"),
        papers=papers_of_households,
        shapes=(PaperChoice(tr("户卡"), card), PaperChoice(tr("登记表"), sheet)),
    )
    return register(session, router, Household, making)
