"""What wants to be the only one that has the store open: giving somebody else another passphrase, sealing everything anew.

The window stays as it is meanwhile, with its pages, dialogs and what is typed in them: its store rests (`Store.rest`), and goes on
afterwards with the key that is the right one by then.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import shiboken6
from attrs import define
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from db.errors import AppError
from db.records.power import Power
from db.services.centre.accounts import Sealed, new_recovery
from db.services.centre.kept_code import keep_code
from db.store import Store
from gui.messages import Messages, Question, show_failure
from gui.pages.router import Router
from gui.papers import paperwork
from gui.session import Session
from gui.tasks import Tick, under_way, until_alone
from gui.widgets.progress import Progress
from gui.words import tr

Work = Callable[[Store], Any]
"""What is done, in a thread, on the only connection: a service such as `accounts.leave`."""


@define
class _Outcome:
    """What became of work: what it gave, or was refused with."""

    result: Any = None
    error: AppError | None = None


class Alone(QObject):
    """Does work alone with the store of a window.

    Signals:
        lost: the work left the store as the window cannot go on with it; an `AppError` that says why. The next opening finishes it.
    """

    lost = Signal(object)

    def __init__(self, store: Store, messages: Messages, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._messages = store, messages
        self._running = False

    def do(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], object],
        refused: Callable[[AppError], object] | None = None,
        over: QWidget | None = None,
    ) -> None:
        """Does it, unless something is being done so already: first whatever runs in the background ends.

        Args:
            title: what the bar says.
            work: runs in a thread and gets the only connection; what it gives goes to ``done``. It must not keep the store.
            done: called in the window's thread, once the store of the window goes on.
            refused: gets why it could not be done, likewise; the messages tell that where there is none. Where another window has the
                store open, some work is refused with `StoreOpen`, and some says by `Sealed.told` what was left undone: see `told`.
            over: the dialog over which the bar stands; None for the window.
        """
        if self._running:
            return
        self._running = True
        parent = over or self.parent()
        assert isinstance(parent, QWidget)

        def go(_nothing: object = None) -> None:
            self._go(Progress(title, parent, self._messages, firm=True), work, done, refused)

        if under_way():
            waiting = Progress(tr("先等别的事办完"), parent, self._messages)
            task = waiting.run(until_alone, go)
            task.cancelled.connect(self._end)
            task.failed.connect(self._end)
        else:
            go()

    def _go(
        self,
        progress: Progress,
        work: Work,
        done: Callable[[Any], object],
        refused: Callable[[AppError], object] | None,
    ) -> None:
        try:
            closed = self._store.again()
            try:
                self._store.rest()
            finally:
                closed.close()
        except AppError as error:
            self._end()
            (refused or self._messages.show_error)(error)
            return
        go_on, held = still(), [closed]

        def apart(_tick: Tick) -> _Outcome:
            own = closed.again()
            held.append(own)
            try:
                return _Outcome(work(own))
            except AppError as error:
                return _Outcome(error=error)
            finally:
                own.close()

        def over(outcome: _Outcome) -> None:
            self._end()
            if not self._woken(held[-1], go_on):
                return
            if outcome.error is not None:
                (refused or self._messages.show_error)(outcome.error)
            else:
                done(outcome.result)

        def broken(error: object) -> None:
            self._end()
            if self._woken(held[-1], go_on):
                show_failure(self._messages, error)

        progress.run(apart, over, failed=broken)

    def _woken(self, opened: Store, go_on: Callable[[], None]) -> bool:
        """Whether the window goes on with its store."""
        try:
            self._store.wake(opened)
        except AppError as error:
            self.lost.emit(error)
            return False
        go_on()
        return True

    def _end(self, *_: object) -> None:
        self._running = False


def still() -> Callable[[], None]:
    """Stops the clocks of all windows, which would ask a store that rests; what starts them again."""
    clocks = {clock for window in QApplication.topLevelWidgets() for clock in window.findChildren(QTimer)}
    stopped = [clock for clock in clocks if clock.isActive()]
    for clock in stopped:
        clock.stop()

    def go_on() -> None:
        for clock in stopped:
            if shiboken6.isValid(clock):
                clock.start()

    return go_on


def tell(session: Session, router: Router, what: str, sealed: Sealed, code: str = "") -> None:
    """Tells what was done and what came of it, and shows a new recovery code at once, to be printed.

    Args:
        session: the session.
        router: the window.
        what: what was done, in a sentence.
        sealed: what the service gave.
        code: a new recovery code that was asked for; ``sealed`` may have one that was not.
    """
    if told := sealed.told():
        session.messages.show_error(AppError(what, "\n".join(told)))
    else:
        session.messages.inform(what)
    if new := sealed.code or code:
        show_code(session, router, new)


def show_code(session: Session, router: Router, code: str) -> None:
    """Shows the sheet of a new recovery code, to be printed: nobody can ask for it again. Until it is kept, 今日 asks."""
    store = session.store

    def kept() -> None:
        if not store.is_resting and store.can(Power.ACCOUNTS):
            keep_code(store)
            router.tell_saved("centre", store.centre().id)

    sheet = paperwork.recovery_sheet(store.centre(), store.actor, code, date.today())
    router.show_secret(tr("恢复码单"), sheet, kept)


def renew_code(session: Session, router: Router) -> None:
    """Makes a new recovery code, which is printed at once."""
    question = Question(
        tr("换一个恢复码？"),
        tr("新恢复码马上打印；原来打印的那一张从此打不开这份资料。"),
        tr("换恢复码"),
        grave=True,
    )

    def made(new: tuple[str, Sealed]) -> None:
        code, sealed = new
        tell(session, router, tr("恢复码已换"), sealed, code)

    if session.messages.ask(question):
        router.do_alone(tr("正在换恢复码，并重新加密"), new_recovery, made)
