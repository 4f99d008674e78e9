"""Builds the program once: settings, theme, store, window; nothing of it is global."""

import logging
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from db.errors import AppError, ArgumentError
from db.services.backup import daily_backup
from db.store import Store, keyring
from db.values import pinyin
from gui import crash, input_method, paperwork
from gui.arguments import Arguments, read_arguments
from gui.main_window import MainWindow
from gui.messages import Messages, WindowMessages, show_failure
from gui.opening import Opening, is_store
from gui.pages.router import Place
from gui.places import Places
from gui.session import Session
from gui.settings import Settings
from gui.single import SingleWindow
from gui.tasks import Task, Tick
from gui.theme import Theme

EXIT_REFUSED = 2
LOG_BYTES = 500_000


class App(QObject):
    """One run of the program.

    Signals:
        ended: the clerk has closed the last window.
    """

    ended = Signal()

    def __init__(self, application: QApplication, places: Places) -> None:
        super().__init__()
        self._application, self._places = application, places
        # One window goes before the next comes: the program ends when the clerk closes one, and then only.
        application.setQuitOnLastWindowClosed(False)
        self.settings = Settings.load(places.settings)
        self.theme = Theme(application)
        self.theme.apply(self.settings.factor)
        self.messages: Messages = WindowMessages(None)
        self.window: MainWindow | None = None
        self.opening: Opening | None = None
        self._single: SingleWindow | None = None
        self._store: Store | None = None
        self._backup: Task[Path | None] | None = None
        self._warming: Task[None] | None = None
        self._warm: Task[None] | None = None
        self._reporting = False
        self._folder = places.store

    def start(self, arguments: Arguments) -> bool:
        """Shows the first window; False when another start of the program has it already."""
        self._folder = arguments.store or _last(self.settings) or self._places.store
        single = SingleWindow(self._places.practice if arguments.practice else self._folder, self)
        if not single.is_first():
            return False
        single.asked.connect(self._on_single_asked)
        self._single = single
        self.opening = Opening(self.messages, self._places.practice, self)
        self.opening.opened.connect(self.open_window)
        self.opening.given_up.connect(self.ended)
        if arguments.practice:
            self.opening.open_practice()
        else:
            self.opening.ask(self._folder)
        return True

    def open_window(self, store: Store, recovery_code: str = "") -> MainWindow:
        """Shows the window on a store; a new store's recovery code goes to the preview at once."""
        self._store = store
        window = self._make_window(store)
        if not store.centre().practice:
            self.settings.last_store = str(store.folder)
            self._back_up(store)
        self._warm_up()
        self._warm = Task(lambda _tick: pinyin.warm(), self)
        self._warm.start()
        if recovery_code:
            sheet = paperwork.recovery_sheet(store.centre(), store.actor, recovery_code, date.today())
            window.show_preview(self.tr("恢复码单"), sheet)
        return window

    def report(self, error: BaseException) -> None:
        """The program's last resort: an error to act on, or our bug; one dialog at a time."""
        if self._reporting:
            return
        self._reporting = True
        show_failure(self.messages, error)
        self._reporting = False

    def close(self) -> None:
        """Ends what runs, remembers the window, lets go of the store."""
        if self._warming is not None:
            self._warming.wait()
        self._close_store()
        if self._warm is not None:
            self._warm.wait()
        if self._single is not None:
            self._single.close()
        try:
            self.settings.save()
        except OSError as error:
            logging.getLogger(__name__).info("settings not kept: %s", type(error).__name__)

    def _make_window(self, store: Store) -> MainWindow:
        def session(messages: WindowMessages) -> Session:
            self.messages = messages
            return Session(store, messages, self.settings)

        window = MainWindow(session)
        window.scale_requested.connect(self._on_scale_requested)
        window.place_requested.connect(self._on_place_requested)
        window.closed.connect(self.ended)
        self.window = window
        if self.settings.maximized:
            window.showMaximized()
        else:
            window.show()
        return window

    def _on_scale_requested(self, percent: int) -> None:
        """Builds the window anew: every length in it was measured at the old size."""
        old = self.window
        if old is None or self._store is None or percent == self.settings.scale:
            return
        key = old.current_key()
        old.keep_drafts()
        self.settings.scale = percent
        self.theme.apply(self.settings.factor)
        fresh = self._make_window(self._store)
        fresh.setGeometry(old.geometry())
        fresh.show_page(key)
        self._let_go(old)

    def _on_place_requested(self, place: Place) -> None:
        """Closes this store and opens another one."""
        if self.window is None or self.opening is None:
            return
        self._let_go(self.window)
        self.window = None
        self.messages = WindowMessages(None)
        self._close_store()
        if place is Place.OWN:
            self.opening.ask(self._folder)
        elif place is Place.PRACTICE:
            self.opening.open_practice()
        else:
            self.opening.reset_practice()

    def _let_go(self, window: MainWindow) -> None:
        window.closed.disconnect(self.ended)
        window.close()
        window.deleteLater()

    def _close_store(self) -> None:
        if self._backup is not None:
            self._backup.wait()
            self._backup.blockSignals(True)
            self._backup = None
        if self._store is not None:
            self._store.close()
            self._store = None

    def _warm_up(self) -> None:
        """Loads what the first search by initials needs, while the clerk looks at the first screen."""
        from db.values import pinyin  # heavy: after the first screen

        self._warming = Task(lambda _tick: pinyin.warm(), self)
        self._warming.failed.connect(lambda error: show_failure(self.messages, error))
        self._warming.start()

    def _on_single_asked(self) -> None:
        front = self.window or (self.opening.dialog if self.opening else None)
        if front is not None:
            front.showNormal() if front.isMinimized() else front.show()
            front.raise_()
            front.activateWindow()

    def _back_up(self, store: Store) -> None:
        """Makes today's backup behind the clerk's back; only a failure is told."""

        def work(_tick: Tick) -> Path | None:
            own = store.again()
            try:
                return daily_backup(own, datetime.now())
            finally:
                own.close()

        task: Task[Path | None] = Task(work, self)
        task.failed.connect(lambda error: show_failure(self.messages, error))
        task.succeeded.connect(self._on_backup_succeeded)
        self._backup = task
        task.start()

    def _on_backup_succeeded(self, _made: object) -> None:
        if self.window is not None and self.window.current_key() == "today":
            self.window.show_page("today")


def make_application() -> QApplication:
    """The Qt application in Chinese; offscreen where no window can be shown."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    input_method.choose(os.environ, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    application = QApplication([])
    application.setApplicationDisplayName("党群服务台")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


def main(given: Sequence[str]) -> int:
    """Runs the program; the exit code. Whatever is wrong with the arguments is told in one line, with code 2."""
    try:
        arguments = read_arguments(given)
        if arguments.store is not None and is_store(arguments.store):
            keyring.read(arguments.store)
        application = make_application()
        if arguments.selftest is not None:
            return try_out(application, arguments.selftest)
        if arguments.tour is not None:
            return play_tour(application, arguments.tour, arguments)
    except AppError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command's answer
        return EXIT_REFUSED
    places = Places.of_user()
    _keep_log(places.settings)
    app = App(application, places)
    crash.install(app.report)
    app.ended.connect(application.quit)
    code = application.exec() if app.start(arguments) else 0
    app.close()
    return code


def play_tour(application: QApplication, folder: Path, arguments: Arguments) -> int:
    """Plays the tour into a folder; 0 when every step succeeded.

    Raises:
        StoreExists: the tour wants a new store.
        ArgumentError: this is an installed program, which has no tour.
    """
    try:
        from gui.tour.start import play  # brings Qt's test keys, which no clerk needs
    except ModuleNotFoundError as error:
        raise ArgumentError("安装版不带演示", "请从源码运行演示，或用 --selftest 自检") from error

    return play(application, folder, arguments.store, arguments.roster)


def try_out(application: QApplication, folder: Path) -> int:
    """Runs the self-test into a folder; 0 when every check succeeded.

    Raises:
        CheckFailed: the folder cannot be used.
    """
    from gui.selftest import selftest

    return selftest(application, folder)


def _last(settings: Settings) -> Path | None:
    """The store that was open last, if it is still there."""
    folder = Path(settings.last_store) if settings.last_store else None
    return folder if folder is not None and is_store(folder) else None


def _keep_log(folder: Path) -> None:
    """Errors go to a small file beside the settings: kinds and places, never what somebody typed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "errors.log", maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
