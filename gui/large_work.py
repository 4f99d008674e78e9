"""Work on records that is done at once where there are few of them; on many it goes on behind the window and can be cancelled."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import AppError
from db.services.ticks import never_stop
from db.store import Store
from gui.messages import show_failure
from gui.session import Session
from gui.tasks import Tick, on_own_store
from gui.widgets.progress import Progress

MANY = 1000
"""Work on more records than these goes on behind the window: it takes a second or more."""
Work = Callable[[Store, Tick], Any]
"""What is done, on the store that is handed in: all of it or nothing."""


class LargeWork(QObject):
    """One piece of work at a time, on the store of the window or, behind it, on a connection of its own.

    Signals:
        over: what went on behind the window is done, was cancelled or could not be done.
    """

    over = Signal()

    def __init__(self, session: Session, owner: QWidget, many: int = 0) -> None:
        """The owner is what the bar stands over; work on more than ``many`` goes on behind it, on more than `MANY` where none is said."""
        super().__init__(owner)
        self._session, self._owner, self._many = session, owner, many
        self._running = False

    def is_running(self) -> bool:
        """Whether something goes on behind the window."""
        return self._running

    def do(
        self,
        title: str,
        count: int,
        work: Work,
        done: Callable[[Any], object],
        refused: Callable[[AppError], object] | None = None,
    ) -> None:
        """Does it, unless something goes on already.

        Args:
            title: what the bar says.
            count: how many records it is about.
            work: tells how far it is, and stops where it is told so.
            done: gets what it gave.
            refused: gets why it could not be done; the messages tell that where there is none.
        """
        if self._running:
            return
        if count > (self._many or MANY):
            self._behind(title, work, done, refused)
            return
        try:
            given = work(self._session.store, never_stop)
        except AppError as error:
            (refused or self._session.messages.show_error)(error)
            return
        done(given)

    def _behind(
        self, title: str, work: Work, done: Callable[[Any], object], refused: Callable[[AppError], object] | None
    ) -> None:
        store, messages = self._session.store, self._session.messages

        def failed(error: object) -> None:
            if refused is not None and isinstance(error, AppError):
                refused(error)
            else:
                show_failure(messages, error)

        self._running = True
        task = Progress(title, self._owner.window(), messages).run(on_own_store(store, work), done, failed=failed)
        task.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        self._running = False
        self.over.emit()
