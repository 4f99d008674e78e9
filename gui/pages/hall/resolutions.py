"""决议督办."""

from functools import partial

from PySide6.QtWidgets import QWidget

from db.records.hall.meeting import Resolution
from db.services.hall.write_minutes import keep_resolution
from db.store import eq
from gui.pages.record_page import PageMaking
from gui.pages.router import Router
from gui.pages.wiring.register import register
from gui.session import Session
from gui.widgets.record_list import View
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """The list and the form; what is entered by itself gets its number out of the book."""
    making = PageMaking(
        title=tr("决议督办"),
        new=tr("补登决议"),
        save=partial(keep_resolution, session.store),
        order=("due", "id"),
        views=(View(tr("办理中"), (eq("state", "1"),)),),
    )
    return register(session, router, Resolution, making)
