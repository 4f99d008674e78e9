"""A locked window: nothing of it can be read, its store is closed, and the key is let go of until a passphrase opens it again.

What is typed stays where it is, in forms, dialogs and previews, and lies as drafts in the store. As long as work goes on in the background,
an import or a backup, the store stays open behind the cover, and is closed when that has ended. What the window showed, and the key itself,
may stay in the memory of this process until something else is written there: Python gives no hold on that. A lock keeps out whoever comes
to the desk, not whoever may read another program's memory.
"""

from collections.abc import Callable
from contextlib import suppress

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.errors import AppError
from db.store import Store
from gui.alone import still
from gui.dialogs.unlock import Unlock
from gui.later import soon
from gui.main_window import MainWindow
from gui.messages import WindowMessages
from gui.notices import Toast
from gui.tasks import under_way
from gui.threshold import Threshold

AGAIN_MS = 200


class Lock(QObject):
    """The lock of one window.

    Signals:
        opened: the store as somebody has opened it, the clerk of the window or another one, and a new recovery code or "".
        leave_requested: the clerk wants to end the program.

    Attributes:
        door: the question; None while it is not locked.
    """

    opened = Signal(object, str)
    leave_requested = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._store = window, window.session.store
        self.door: Unlock | None = None
        self._spent: Unlock | None = None
        self._go_on: Callable[[], None] | None = None
        self._aside: list[QDialog] = []
        self._came: list[QDialog] = []
        self._patience = QTimer(self)
        self._patience.setInterval(AGAIN_MS)
        self._patience.timeout.connect(self._rest)
        window.curtain.came.connect(self._on_came)

    def draw(self, *, choosing: bool) -> None:
        """Locks; ``choosing`` where another clerk takes over."""
        if self.door is not None:
            if choosing:
                self.door.ask_who()
            return
        with suppress(AppError):  # the files are gone: the window says so when it is opened again
            self._window.keep_drafts()
        entry = self._store.ring.entry
        for said in self._window.findChildren(Toast):  # by the time that somebody is back it is no news
            said.close()
        if isinstance(messages := self._window.session.messages, WindowMessages):
            messages.hold()
        self._window.curtain.lock()
        self._show_door(entry, choosing=choosing)
        self._rest()

    def is_at_rest(self) -> bool:
        """Whether the store is closed: nothing goes on in the background any more."""
        return self._store.is_resting

    def open_again(self, opened: Store) -> None:
        """The clerk of the window is back: it goes on as it was.

        Raises:
            AppError: the store cannot be opened; it stays locked.
        """
        opened.close()
        self._patience.stop()
        if self._store.is_resting:
            self._store.wake(opened)
        self._close_door()
        self._uncover()

    def put_aside(self) -> None:
        """Hides the window, which waits for its clerk while another one works.

        Small questions that hold up the program until they are answered are taken back, as by Esc: nothing else could be done before.
        """
        self._close_door()
        for dialog in _dialogs_of(self._window):
            self._lay_aside(dialog)
        self._window.curtain.hold(held=True)
        self._window.hide()

    def wake(self, opened: Store) -> None:
        """Opens the store of a window that was put aside: its clerk is back; see `take_up`.

        Raises:
            AppError: it cannot be opened.
        """
        opened.close()
        self._store.wake(opened)

    def take_up(self) -> None:
        """Shows the window that was put aside, as it was."""
        self._window.show()
        self._window.curtain.hold(held=False)
        self._uncover()

    def say(self, fault: str) -> None:
        """Says at the door why it stays closed."""
        if self.door is not None:
            self.door.say(fault)

    def _show_door(self, entry: str, *, choosing: bool) -> None:
        if self._spent is not None:
            self._spent.deleteLater()
            self._spent = None
        messages = WindowMessages(self._window)
        self.door = door = Unlock(self._store.folder, messages, self._window, last=entry, locked=True)
        door.setWindowModality(Qt.WindowModality.ApplicationModal)
        threshold = Threshold(messages, door, over=door)
        threshold.passed.connect(self.opened)
        threshold.turned_back.connect(lambda: _to_front(door))
        door.opened.connect(threshold.enter)
        door.leave_requested.connect(self.leave_requested)
        self._window.curtain.let_in(door)
        door.show()
        door.raise_()
        door.activateWindow()
        if choosing:
            door.ask_who()

    def _close_door(self) -> None:
        """Hides the question; it goes when the next one comes, for it is still telling what opened."""
        if self.door is not None:
            self.door.hide()
            self._spent, self.door = self.door, None

    def _uncover(self) -> None:
        """Shows all as it was: the clocks that stood still go on, and the curtain then stops its own; what was kept back is told."""
        if self._go_on is not None:
            self._go_on()
            self._go_on = None
        self._window.curtain.unlock()
        dialogs, self._aside = self._aside, []
        for dialog in filter(shiboken6.isValid, dialogs):  # a bar goes with its work
            dialog.show()
        if isinstance(messages := self._window.session.messages, WindowMessages):
            messages.release()
        soon(self._window, lambda: _to_front(self._window))

    def _on_came(self, window: QWidget) -> None:
        """What opens behind the lock, such as a paper that is ready by now, waits unseen: it would keep keys and clicks from the door."""
        if isinstance(window, QDialog) and window.isModal():  # it is only about to open
            self._came.append(window)
            soon(self, self._keep_back)

    def _keep_back(self) -> None:
        came, self._came = self._came, []
        for dialog in filter(shiboken6.isValid, came):
            if self.door is not None and dialog.isVisible():
                self._lay_aside(dialog)
                _to_front(self.door)

    def _lay_aside(self, dialog: QDialog) -> None:
        """Hides a dialog until the window is shown again; a question that holds up the program until it is answered is taken back."""
        if dialog.windowModality() != Qt.WindowModality.ApplicationModal:
            self._aside.append(dialog)
        dialog.hide()

    def _rest(self) -> None:
        """Closes the store as soon as nothing needs it."""
        if under_way():
            self._patience.start()
            return
        self._patience.stop()
        self._keep_back()  # the clocks stand still from here on
        if self.door is None or self._store.is_resting:
            return
        with suppress(AppError):
            self._store.rest()
            self._go_on = still()
        self._window.curtain.empty_again()  # of what the work wrote there that has just ended: its clock stands still, too


def _to_front(window: QWidget) -> None:
    """The keys go to a window, or to the question over it; last they went to one that is hidden by now."""
    front = QApplication.activeModalWidget() or window
    front.activateWindow()


def _dialogs_of(window: QWidget) -> list[QDialog]:
    """The dialogs of a window that are open, the uppermost first."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return [one for one in reversed(found) if window.isAncestorOf(one) or one.parentWidget() is window]
