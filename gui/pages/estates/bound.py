"""小区: the tab where an estate is divided, or joined to another."""

from PySide6.QtWidgets import QWidget

from gui.pages.bound import Bound
from gui.pages.estates.dividing import DividingPage
from gui.pages.router import Router
from gui.session import Session


def _dividing(session: Session, router: Router, lead: QWidget) -> DividingPage:
    page = DividingPage(session, lead)
    page.open_requested.connect(router.open_record)
    return page


BOUND = Bound(beside={"dividing": _dividing})
