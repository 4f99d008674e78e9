"""走访."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from db.records.visits.visit import Visit
from gui.pages.list_prints import papers_of_rounds
from gui.pages.record_page import PageMaking
from gui.pages.router import Router
from gui.pages.wiring.register import register
from gui.session import Session
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """The visits, and the list to take along on the next round."""

    def usual() -> dict[str, object]:
        return {"day": date.today(), "visitor": session.store.actor}

    papers = partial(papers_of_rounds, session.store)
    making = PageMaking(new=tr("记一次走访"), order=("-day", "-id"), papers=lambda _ids: papers(), usual=usual)
    return register(session, router, Visit, making)
