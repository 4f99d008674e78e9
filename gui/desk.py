"""The desk behind the door: the window on an open store, today's backup, and everything that ends with it."""

from contextlib import suppress
from datetime import datetime

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.errors import AppError, StoreGone
from db.services.bodies.run_out import let_run_out
from db.services.centre.switches import in_use
from db.services.check_store import remedy_of
from db.services.evidence.look_after import Looked, look_after_evidence
from db.services.kept_backups import KeptBackup, clock_behind, todays_backup
from db.services.letters.issue_announcement import reckon_missing_ends
from db.services.note_presence import Presence, note_presence
from db.store import Store
from gui.alone import show_code
from gui.curtain import application
from gui.first_paint import FirstPaint
from gui.idle import Idle
from gui.keeper import Keeper
from gui.later import soon
from gui.lock import AGAIN_MS, Lock
from gui.main_window import MainWindow
from gui.messages import Messages, WindowMessages, show_failure
from gui.pages.entries import SETTINGS
from gui.places import Place
from gui.session import BackupNews, Session
from gui.settings import Settings
from gui.tasks import Task, Tick, on_own_store
from gui.theme import Theme
from gui.warm_up import load_pages


class Desk(QObject):
    """One clerk's window, and the store it works on; one store after the other.

    Signals:
        ended: the clerk has closed the window.
        place_requested: the clerk wants another store; a `Place`.

    Attributes:
        window: the window; None before a store is open and between two.
        messages: the door to the clerk, over the window where there is one.
    """

    ended = Signal()
    place_requested = Signal(object)

    def __init__(self, settings: Settings, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        self.window: MainWindow | None = None
        self.messages: Messages = WindowMessages(None)
        self._store: Store | None = None
        self._backup: Task[tuple[KeptBackup, Looked]] | None = None
        self._news = BackupNews()
        self._pages: Task[None] | None = None
        self._known_scale = settings.scale
        self._lock: Lock | None = None
        self._aside: dict[int, tuple[MainWindow, Lock]] = {}
        self._asked = False, ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(lambda: self.lock(*self._asked))
        self._idle = Idle(lambda: settings.lock_after, self)
        self._idle.due.connect(self._on_idle)
        application().applicationStateChanged.connect(self._on_state_changed)

    def open(self, store: Store, recovery_code: str = "") -> MainWindow:
        """Shows the window on a store; a new store's recovery code goes to the preview at once."""
        self._store, self._news = store, BackupNews()
        for catch_up in (reckon_missing_ends, let_run_out):
            with suppress(AppError):  # no room or no right to write: the next opening tries again
                catch_up(store)
        if not store.centre().practice:
            self._news.again = self._back_up
            self._news.keeper = Keeper(lambda: self._store, lambda: self.messages, self)
        window = self._make_window(store)
        if not store.centre().practice:
            self._settings.last_store = str(store.folder)
            self._settings.keep()
            self._back_up()
        paint = FirstPaint(window)
        paint.painted.connect(self._load_pages)
        paint.painted.connect(lambda: self._enter(store, Presence.OPENED))
        if store.told:
            paint.painted.connect(lambda: self._tell_of_opening(store))
        if recovery_code:
            show_code(window.session, window, recovery_code)
        return window

    def lock(self, choosing: bool = False, why: str = "") -> None:
        """Locks the window, until somebody types a passphrase; ``choosing`` where another clerk takes over, ``why`` goes into the log."""
        if (window := self.window) is None or (store := self._store) is None:
            return
        if self._lock is None or self._lock.door is None:
            if store.is_resting:  # it is being sealed anew: whoever asked for the lock has left by then
                self._asked = choosing, why
                self._again.start()
                return
            if store.centre().practice:
                self.messages.inform(self.tr("练习小区的口令谁都知道，不用锁定"))
                return
            self._enter(store, Presence.LOCKED, why or (self.tr("换人") if choosing else ""))
            if self._lock is None:
                self._lock = Lock(window)
                self._lock.opened.connect(self._on_lock_opened)
                self._lock.leave_requested.connect(window.give_up)
        self._lock.draw(choosing=choosing)

    def leave(self) -> None:
        """Closes window and store, for another one to come."""
        for window in [*(one for one, _ in self._aside.values()), *([self.window] if self.window else [])]:
            self._let_go(window)
        self._aside.clear()
        self.window = self._lock = None
        self.messages = WindowMessages(None)
        self._close_store()

    def close(self) -> None:
        """Ends what runs and lets go of the store."""
        self._close_store()
        if self._pages is not None:
            self._pages.cancel()
            self._pages.wait()

    def _make_window(self, store: Store) -> MainWindow:
        def session(messages: WindowMessages) -> Session:
            self.messages = messages
            return Session(store, messages, self._settings, backups=self._news)

        window = MainWindow(session)
        window.warn(clock_behind(store, datetime.now()))
        window.scale_requested.connect(self._on_scale_requested)
        window.anew_requested.connect(self._build_anew)
        window.place_requested.connect(self._on_place_requested)
        window.closed.connect(self.ended)
        window.curtain.lock_requested.connect(self.lock)
        self.window, self._lock = window, None
        if self._settings.maximized:
            window.showMaximized()
        else:
            window.show()
        return window

    def _on_scale_requested(self, percent: int) -> None:
        """Builds the window anew: every length in it was measured at the old size."""
        if self.window is None or self._store is None or percent == self._settings.scale:
            return
        self._store.check_there()
        self.window.keep_drafts()
        self._settings.scale = percent
        self._settings.keep()
        self._known_scale = percent
        self._theme.apply(self._settings.factor)
        self._build_anew()

    def _build_anew(self) -> None:
        """A fresh window in place of the one that is there, at the same page."""
        old = self.window
        if old is None or self._store is None:
            return
        self._store.check_there()
        old.keep_drafts()
        fresh = self._make_window(self._store)
        fresh.setGeometry(old.geometry())
        fresh.to_narrow = old.narrowings()
        fresh.show_page(key := old.current_key())
        if key == SETTINGS:
            fresh.page(SETTINGS).show_tab(old.page(SETTINGS).tab())
        self._let_go(old)

    def _on_idle(self) -> None:
        if (store := self._store) is not None and (store.is_resting or not store.centre().practice):
            self.lock(why=self.tr("空闲"))

    def _on_lock_opened(self, store: Store, code: str) -> None:
        """Somebody has opened the locked window's store: its own clerk goes on, another one has a window of his own."""
        lock, before = self._lock, self._store
        if lock is None or before is None:
            store.close()
            return
        try:
            if store.account == before.account:
                lock.open_again(store)
                self._enter(before, Presence.UNLOCKED)
            elif lock.is_at_rest():
                self._switch(store, lock)
            else:
                store.close()
                lock.say(self.tr("{0}的事还在后台办（导入、备份），办完才能换人，请稍等").format(before.actor))
                return
        except AppError as error:
            lock.say(str(error))
            return
        self._settings.last_entry = store.ring.entry
        if (now := self._store or store).told:  # once the question that opened is gone
            soon(self, lambda: self._tell_of_opening(now))
        if code and self.window is not None:
            show_code(self.window.session, self.window, code)

    def _switch(self, store: Store, lock: Lock) -> None:
        """Another clerk works from now on; the window of the one before waits as it is."""
        old = self.window
        assert old is not None
        known = self._aside.get(store.account)
        if known is not None:
            known[1].wake(store)
            del self._aside[store.account]
        self._aside[old.session.store.account] = old, lock
        lock.put_aside()
        if known is None:
            self._store = store
            self._make_window(store).setGeometry(old.geometry())
            self._enter(store, Presence.OPENED, self.tr("换人"))
            return
        self.window, self._lock = known
        self._store, self.messages = self.window.session.store, self.window.session.messages
        self.window.setGeometry(old.geometry())
        self._lock.take_up()
        self._enter(self._store, Presence.UNLOCKED, self.tr("换人"))
        self._take_over_what_changed()

    def _take_over_what_changed(self) -> None:
        """A window that was put aside shows what others did meanwhile; where the size of its text or its pages changed it is built anew."""
        if (window := self.window) is None or self._store is None:
            return
        known = {kind.table for kind in window.session.kinds}
        if window.scale == self._settings.scale and known == {kind.table for kind in in_use(self._store)}:
            held = window.focusWidget()
            window.show_page(window.current_key())
            if held is not None and shiboken6.isValid(held) and held.isVisible():
                held.setFocus()  # where the clerk was typing, as after every other lock
        else:
            self._build_anew()

    def _tell_of_opening(self, store: Store) -> None:
        self.messages.show_error(AppError("\n".join(store.told)))

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        """The clerk comes back to this window: another one may have changed the size of the text."""
        if state != Qt.ApplicationState.ApplicationActive or application().activeModalWidget() is not None:
            return
        kept = Settings.load(self._settings.folder).scale
        if kept != self._known_scale:
            self._known_scale = kept
            with suppress(StoreGone):  # what is typed could not be kept: all stays as it is
                self._on_scale_requested(kept)

    def _on_place_requested(self, place: Place) -> None:
        if self._store is not None and not self._store.is_resting:
            self._store.check_there()  # what is typed could not be kept as a draft: nobody leaves now
        self.place_requested.emit(place)

    def _let_go(self, window: MainWindow) -> None:
        window.closed.disconnect(self.ended)
        window.give_up()
        window.deleteLater()

    def _close_store(self) -> None:
        if self._news.keeper is not None:
            self._news.keeper.stop()
        if self._backup is not None:
            self._backup.wait()
            self._backup.blockSignals(True)
            self._backup = None
        if (store := self._store) is not None:
            self._enter(store, Presence.LEFT)
            with suppress(StoreGone):  # the window has told before it closed
                store.close()
            self._store = None

    def _enter(self, store: Store, deed: Presence, why: str = "") -> None:
        """Enters who came and who went, as long as the store is this window's."""
        if store is self._store and not store.is_resting:
            note_presence(store, deed, why)

    def _load_pages(self) -> None:
        """The other pages, while the clerk looks at the first one."""
        if self._pages is None:
            self._pages = Task(load_pages, self)
            self._pages.failed.connect(lambda error: show_failure(self.messages, error))
            self._pages.start()

    def _back_up(self) -> None:
        """Makes today's backup, or opens the one that is there, behind the clerk's back; only a failure is told."""
        if (store := self._store) is None or (self._backup is not None and self._backup.is_running()):
            return

        def work(own: Store, _tick: Tick) -> tuple[KeptBackup, Looked]:
            now = datetime.now()
            made = todays_backup(own, now)
            try:
                return made, look_after_evidence(own, now.date())
            except AppError as error:  # the backup is made all the same
                return made, Looked(lost=(error.message,))

        task: Task[tuple[KeptBackup, Looked]] = Task(on_own_store(store, work), self)
        task.failed.connect(self._on_backup_failed)
        task.succeeded.connect(self._on_backup_succeeded)
        self._backup = task
        task.start()

    def _on_backup_failed(self, error: object) -> None:
        self._news.fault = error.message if isinstance(error, AppError) else self.tr("程序出错")
        self._show_today()
        show_failure(self.messages, error)

    def _on_backup_succeeded(self, made: tuple[KeptBackup, Looked]) -> None:
        self._news.opened, looked = made
        self._show_today()
        if self._news.keeper is not None:
            self._news.keeper.start()
        if looked.lost:
            self.messages.show_error(AppError("；".join(looked.lost), remedy_of(looked.lost[0])))

    def _show_today(self) -> None:
        if self.window is not None and self.window.current_key() == "today":
            self.window.show_page("today")
