"""议题."""

from PySide6.QtWidgets import QWidget

from db.records.hall.meeting import Topic
from db.services.hall.call_meeting import OPEN_TOPICS
from db.store import among
from gui.pages.record_page import PageMaking
from gui.pages.router import WAITING_TOPICS, Router
from gui.pages.wiring.register import register
from gui.session import Session
from gui.widgets.record_list import View
from gui.words import tr


def make(session: Session, router: Router) -> QWidget:
    """The list and the form."""
    waiting = View(WAITING_TOPICS, (among("state", (*OPEN_TOPICS, "2")),))
    return register(session, router, Topic, PageMaking(new=tr("征集议题"), order=("-raised", "-id"), views=(waiting,)))
