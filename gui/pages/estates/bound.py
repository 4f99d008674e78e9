"""小区: the tab where an estate is divided, or joined to another."""

from PySide6.QtWidgets import QWidget

from db.records.estates.estate import Estate
from gui.pages.bound import Bound
from gui.pages.estates.dividing import DividingPage
from gui.pages.router import Router
from gui.session import Session


def _dividing(session: Session, router: Router, lead: QWidget) -> DividingPage:
    page = DividingPage(session, lead)
    page.open_requested.connect(router.open_record)

    def lead_back() -> None:
        router.show_list(Estate.TABLE)  # lets go of the estate that is gone
        router.show_page("dividing")

    page.taken_back.connect(lead_back)
    return page


BOUND = Bound(beside={"dividing": _dividing})
