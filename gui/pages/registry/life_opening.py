"""变动…: opens the dialog of what happened to people, and tells what was done with a way back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.errors import AppError
from db.records.may import Right
from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.registry.events import Done, take_back
from db.values import masks
from gui.dialogs.life import LifeDialog, Subject
from gui.session import Session
from gui.words import tr

LIFE_KEY = "Ctrl+E"
Told = Callable[[Done], object]


def open_life(session: Session, subject: Subject, parent: QWidget, told: Told) -> None:
    """Opens the dialog; ``told`` hears what was done, and again when it was taken back."""

    def tell(done: Done) -> None:
        told(done)
        session.messages.inform(masks.in_text(done.said), lambda: back(done))

    def back(done: Done) -> None:
        try:
            take_back(session.store, done.seq)
        except AppError as error:
            session.messages.show_error(error)
            return
        told(done)
        session.messages.inform(tr("已撤回，和办以前一样"))

    dialog = LifeDialog(session, subject, parent.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.happened.connect(tell)
    dialog.open()


def may_happen(session: Session) -> bool:
    """Whether who works here may write down what happens to people: they change people and households alike."""
    return session.may(Resident, Right.CHANGE) and session.may(Household, Right.CHANGE)
