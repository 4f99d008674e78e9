"""Builds the program once: settings, theme, the question at the door, and behind it the desk; nothing of it is global.

Only what the first window shows is imported here; `gui.warm_up` loads the rest while the clerk types.
"""

import logging
import os
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from db.disk.parts import LOCK, is_store
from db.errors import AppError, ArgumentError, StoreResting
from gui import crash, input_method
from gui.arguments import Arguments, read_arguments
from gui.chinese import speak_chinese
from gui.collector import Collector
from gui.first_paint import FirstPaint, clock
from gui.icons import icon
from gui.messages import Messages, WindowMessages, show_failure
from gui.opening import Opening
from gui.places import Place, Places
from gui.settings import Settings
from gui.single import SingleWindow
from gui.store_work import refuse_foreign
from gui.tasks import Task
from gui.theme import Theme
from gui.warm_up import load_desk

if TYPE_CHECKING:
    from db.store import Store
    from gui.desk import Desk
    from gui.main_window import MainWindow

EXIT_REFUSED = 2
LOG_BYTES = 500_000


class App(QObject):
    """One run of the program.

    Signals:
        seen: the first window has been painted.
        ended: the clerk has closed the last window.
    """

    seen = Signal()
    ended = Signal()

    def __init__(self, application: QApplication, places: Places) -> None:
        super().__init__()
        self._places = places
        # One window goes before the next comes: the program ends when the clerk closes one, and then only.
        application.setQuitOnLastWindowClosed(False)
        self.settings = Settings.load(places.settings)
        self.theme = Theme(application)
        self.theme.apply(self.settings.factor)
        self.opening = Opening(WindowMessages(None), places.practice, self, self.settings)
        self.opening.opened.connect(self._on_opened)
        self.opening.given_up.connect(self.ended)
        self._single = SingleWindow(self)
        self._single.asked.connect(self._on_single_asked)
        self._desk: Desk | None = None
        self._warming: Task[None] | None = None
        self._reporting = False
        self._folder = places.store

    @property
    def window(self) -> "MainWindow | None":
        """The window on the open store; None before one is open."""
        return self._desk.window if self._desk else None

    @property
    def messages(self) -> Messages:
        """The door to the clerk."""
        return self._desk.messages if self._desk else WindowMessages(None)

    def start(self, arguments: Arguments) -> bool:
        """Shows the first window; False when another start of the program has it already.

        Raises:
            StoreHeld: another one has it, and does not answer.
        """
        last = Path(self.settings.last_store) if self.settings.last_store else self._places.store
        self._folder = arguments.store or last
        self.opening.mend(self._folder)
        if not self._take(self._places.practice if arguments.practice else self._folder):
            return False
        if arguments.practice:
            self.opening.open_practice()
            self._on_painted()
        else:
            if self.settings.last_store and not (arguments.store or is_store(self._folder)):
                self.opening.seek(self._folder, self._places.store)
            else:
                self.opening.ask(self._folder)
            if self.opening.dialog is not None:
                FirstPaint(self.opening.dialog).painted.connect(self._on_painted)
        return True

    def open_window(self, store: "Store", recovery_code: str = "") -> "MainWindow":
        """Shows the window on a store; a new store's recovery code goes to the preview at once."""
        return self._at_desk().open(store, recovery_code)

    def report(self, error: BaseException) -> None:
        """The program's last resort: an error to act on, or our bug; one dialog at a time."""
        if self._reporting or isinstance(error, StoreResting):  # a locked window: what asked its store asks again
            return
        self._reporting = True
        show_failure(self.messages, error)
        self._reporting = False

    def close(self) -> None:
        """Ends what runs, remembers the window, lets go of the store."""
        if self._warming is not None:
            self._warming.cancel()
            self._warming.wait()
        if self._desk is not None:
            self._desk.close()
        self._single.close()
        self.settings.keep()

    def _at_desk(self) -> "Desk":
        if self._desk is None:
            from gui.desk import Desk  # the store and its window: loaded while the passphrase was typed

            self._desk = Desk(self.settings, self.theme, self)
            self._desk.ended.connect(self.ended)
            self._desk.place_requested.connect(self._on_place_requested)
        return self._desk

    def _take(self, folder: Path) -> bool:
        """Whether this run has a store for itself; one that is still to be made is held by a file of this user's."""
        if folder == self._places.practice:
            lock = self._places.settings / "practice.lock"
        elif is_store(folder):
            lock = folder / LOCK
        else:
            lock = self._places.settings / "first-start.lock"
        return self._single.take(folder, lock)

    def _on_opened(self, store: "Store", recovery_code: str) -> None:
        """Opens the window, unless another one has the store: it may have been found in another folder than the usual."""
        try:
            free = self._take(store.folder)
        except AppError as error:
            self.messages.show_error(error)
            free = False
        if free:
            self._folder = self._folder if store.folder == self._places.practice else store.folder
            self.open_window(store, recovery_code)
        else:
            store.close()
            self.ended.emit()

    def _on_painted(self) -> None:
        """Does what can wait until the clerk sees something."""
        self.seen.emit()
        self._single.listen()
        keep_log(self._places.settings)
        self._warming = Task(load_desk, self)
        self._warming.failed.connect(self.report)
        self._warming.start()

    def _on_place_requested(self, place: Place) -> None:
        """Closes this store and opens another one, unless another window has that one."""
        try:
            if not self._take(self._folder if place is Place.OWN else self._places.practice):
                return
        except AppError as error:
            self.messages.show_error(error)
            return
        self._at_desk().leave()
        if place is Place.OWN:
            self.opening.ask(self._folder)
        elif place is Place.PRACTICE:
            self.opening.open_practice()
        else:
            self.opening.reset_practice()

    def _on_single_asked(self) -> None:
        front: QWidget | None = self.window or self.opening.dialog
        if front is not None:
            front.showNormal() if front.isMinimized() else front.show()
            front.raise_()
            front.activateWindow()


def choose_platform(environment: MutableMapping[str, str]) -> None:
    """Sets QT_QPA_PLATFORM where Qt would die: without any display, and where only Wayland is asked for.

    The package has no Wayland plugin; Wayland desktops show it through XWayland.
    """
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    asked = environment.get("QT_QPA_PLATFORM", "")
    if "wayland" in asked and "xcb" not in asked:
        environment["QT_QPA_PLATFORM"] = f"{asked};xcb"


def make_application() -> QApplication:
    """The Qt application in Chinese; offscreen where no window can be shown."""
    if sys.platform.startswith("linux"):
        choose_platform(os.environ)
    input_method.choose(os.environ, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    application = QApplication([])
    Collector(application)
    application.setApplicationDisplayName(application.tr("党群服务台"))
    application.setDesktopFileName("dangqun-desk")  # the desktop finds our menu entry by it, and groups our windows
    application.setWindowIcon(icon("app"))
    speak_chinese(application)
    return application


def main(given: Sequence[str]) -> int:
    """Runs the program; the exit code. Whatever is wrong with the arguments is told in one line, with code 2."""
    try:
        arguments = read_arguments(given)
        if arguments.store is not None and is_store(arguments.store):
            refuse_foreign(arguments.store)
        application = make_application()
        if arguments.selftest is not None:
            return try_out(application, arguments.selftest)
        if arguments.tour is not None:
            return play_tour(application, arguments.tour, arguments)
    except AppError as error:
        refuse(error, quiet=bool({"--selftest", "--tour"} & set(given)))
        return EXIT_REFUSED
    return open_program(application, arguments)


def open_program(application: QApplication, arguments: Arguments) -> int:
    """Runs the program until the clerk closes its window; the exit code."""
    app = App(application, Places.of_user())
    crash.install(app.report)
    app.ended.connect(application.quit)
    if (file := arguments.clock) is not None:
        app.seen.connect(lambda: clock(file))
        app.seen.connect(application.quit)
    try:
        code = application.exec() if app.start(arguments) else 0
    except AppError as error:
        app.report(error)
        code = EXIT_REFUSED
    app.close()
    return code


def refuse(error: AppError, *, quiet: bool) -> None:
    """Says why the program does not start: on the error output, or, as a window program of Windows has none, in a dialog.

    Args:
        error: why.
        quiet: a script has started it and nobody would close the dialog.
    """
    if sys.stderr is not None:  # pyright thinks that it is always there
        print(error, file=sys.stderr)  # noqa: T201 - a command's answer
    elif not quiet:
        application = QApplication.instance()
        Theme(application if isinstance(application, QApplication) else make_application()).apply()
        WindowMessages(None).show_error(error)


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


def keep_log(folder: Path) -> None:
    """Errors go to a small file beside the settings: kinds and places, never what somebody typed."""
    from logging.handlers import RotatingFileHandler  # brings sockets and pickles, which no first window needs

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "errors.log", maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
