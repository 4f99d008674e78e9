"""The window: navigation, the search box with the buttons beside it, the pages. It knows no record and no rule."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QVBoxLayout, QWidget

from db.errors import AppError
from db.records.base import Record
from db.records.condition import Condition
from db.records.may import Right
from db.services.figures.rows import FigureRows
from db.store import Store
from db.store.drafts import Draft
from gui.alone import Alone
from gui.borrowed import restyle, screen_of
from gui.curtain import Curtain, application
from gui.find_pages import search_box
from gui.fitted import TITLE_BAR
from gui.keys import on_key
from gui.later import soon
from gui.messages import WindowMessages
from gui.openings import Openings, call
from gui.pages.entries import TODAY, Line, lines, pages, pages_apart
from gui.pages.refused import refused_page
from gui.papers.paperwork import Job, TextJob
from gui.places import Place
from gui.print_desk import PrintDesk
from gui.rescue import may_close
from gui.session import Session
from gui.theme import px
from gui.widgets.band import Band
from gui.widgets.navigation import DIGITS, Navigation
from gui.widgets.page_stack import PageStack
from gui.widgets.parts import Tabs, button
from gui.widgets.reminder import KEY, Reminder

SMALLEST = (1180, 680)
"""In pixels, at every size of text: the screen does not grow with it. 768 lines less the title and the task bar are some 690."""


class MainWindow(QMainWindow):
    """One clerk's window on one store, with the kinds that the store holds; `gui.pages.router.Router` for its pages.

    Signals:
        scale_requested: the clerk wants everything at another size; percent.
        anew_requested: what the window is built of has changed.
        place_requested: the clerk wants another store; a `Place`.
        closed: the window is closed.
    """

    scale_requested = Signal(int)
    anew_requested = Signal()
    place_requested = Signal(object)
    closed = Signal()

    def __init__(self, make_session: Callable[[WindowMessages], Session]) -> None:
        super().__init__()
        self.session = make_session(WindowMessages(self))
        self.scale = self.session.settings.scale
        store, seen = self.session.store, self.session.seen
        self._lines = {line.nav.key: line for line in lines(seen, store)}
        self._line_of = {page.key: line for line in self._lines.values() for page in line.pages}
        self._entries = {one.key: one for one in (*pages_apart(store.kinds, seen), *pages(seen, store))}
        self.openings = Openings(self, self._entries)
        self._last_in = {key: line.pages[0].key for key, line in self._lines.items()}
        self._pages: dict[str, QWidget] = {}
        self._roles = store.rights.roles
        self.to_narrow: dict[str, Any] = {}  # by page, how lists that are not made yet are to be narrowed
        self._is_given_up = False
        self.curtain = Curtain(self)
        self.curtain.help_requested.connect(self.show_help)
        self._alone = Alone(self.session.store, self.session.messages, self)
        self._alone.lost.connect(self._on_store_lost)
        self.print_desk = PrintDesk(self.session, self)
        self.print_desk.changed.connect(self._on_record_changed)
        self.navigation = Navigation(self.session.store.centre().name, [line.nav for line in self._lines.values()])
        self.navigation.chosen.connect(self.go_to)
        self.navigation.help_requested.connect(self.show_help)
        self.search = search_box(self.session.lookup, tuple(self._lines.values()), self)
        self._stack = PageStack(self)
        self._stack.setObjectName("pages")
        self._band, self.reminder = Band(), Reminder(self.session, self)
        self._starts: list[QPushButton] = []
        self._build()
        self._make_shortcuts()
        self._show_names()
        self.setMinimumSize(*SMALLEST)
        # What was kept may come from a larger screen: title and task bar need their room too.
        room = screen_of(self).availableSize() - QSize(0, TITLE_BAR)
        self.resize(QSize(self.session.settings.width, self.session.settings.height).boundedTo(room))
        self.show_page(TODAY)

    # The router.

    def show_page(self, key: str, part: str = "") -> None:
        """Brings a page to the front, read anew: that of a kind by its table, `TODAY`, `IMPORT`, `SETTINGS`; or a named part of one."""
        if (roles := self.session.store.rights.roles) != self._roles:  # an administrator gave others meanwhile
            self._roles = roles
            soon(self, self.build_anew)
        key = key if key in self._entries or key in self._pages else TODAY  # it belonged to another window
        page = self.page(key)
        shown = self._stack.currentWidget()
        if shown is not None and shown is not page:
            call(shown, "keep_draft")
        self._stack.setCurrentWidget(page)
        if line := self._line_of.get(key):
            self._last_in[line.nav.key] = key
            self.navigation.mark(line.nav.key)
        # One red button on a screen: the first page has none of its own.
        for start in self._starts[-1:]:
            start.setProperty("kind", "primary" if key == TODAY else "")
            restyle(start)
        call(page, "refresh")
        if part:
            call(page, "show_part", part)
        self.navigation.take_focus()
        call(page, "take_focus")

    def go_to(self, line: str) -> None:
        """Brings the page of a line that was last in front there, as it was left; one that is there already shows its list."""
        key = self._last_in[line]
        again = self._stack.currentWidget() is self._pages.get(key)
        self.show_page(key)
        if again:
            call(self.page(key), "show_list")

    def show_list(self, table: str, view: str = "") -> None:
        """Brings the list of a record type to the front, or one of its named parts."""
        self.openings.show_list(table, view)

    def show_rows(self, rows: FigureRows) -> None:
        """Brings the list of the rows of a figure to the front, with these alone."""
        self.openings.show_rows(rows)

    def show_narrowed(self, table: str, conditions: Iterable[Condition]) -> None:
        """Brings the list of a record type to the front, narrowed by these conditions and nothing else."""
        self.openings.show_narrowed(table, conditions)

    def open_record(self, table: str, record_id: int) -> None:
        """Opens a record on its page; says so when it is gone."""
        self.openings.open_record(table, record_id)

    def open_new(self, table: str, values: Mapping[str, object] | None = None) -> None:
        """Opens an empty form."""
        self.openings.open_new(table, values)

    def open_draft(self, draft: Draft) -> None:
        """Opens what was typed and not saved."""
        self.openings.open_draft(draft)

    def print_job(self, job: Job) -> None:
        """Makes a paper and shows its preview."""
        self.print_desk.print_job(job)

    def copy_text(self, job: TextJob) -> None:
        """Puts a text on the clipboard."""
        self.print_desk.copy_text(job)

    def show_secret(self, title: str, data: bytes, kept: Callable[[], object]) -> None:
        """Shows a paper that is made already and must not become a file; see `Router.show_secret`."""
        self.print_desk.show_secret(title, data, kept)

    def tell_saved(self, table: str, record_id: int) -> None:
        """Shows the centre's new name, and on the page in front what else was written; the others read anew when they are shown."""
        if table in ("centre", "account"):
            self._show_names()
        call(self._stack.currentWidget(), "look")

    def do_alone(
        self,
        title: str,
        work: Callable[[Store], Any],
        done: Callable[[Any], object],
        refused: Callable[[AppError], object] | None = None,
        over: QWidget | None = None,
    ) -> None:
        """Does work that wants to be the only one that has the store open; see `Alone.do`."""
        self.keep_drafts()
        self._alone.do(title, work, done, refused, over)

    def set_scale(self, percent: int) -> None:
        """Asks for another size."""
        self.scale_requested.emit(percent)

    def build_anew(self) -> None:
        """Asks for a window with what the centre does now."""
        self.anew_requested.emit()

    def go(self, place: Place) -> None:
        """Asks for another store."""
        self.place_requested.emit(place)

    def page(self, key: str) -> Any:
        """A page, made at its first use."""
        if key not in self._pages:
            entry = self._entries[key]
            error = entry.refusal(self.session.store)
            tabs, back = self._make_tabs(self._line_of.get(key), key), partial(self.show_page, TODAY)
            page = refused_page(error, back) if error else entry.make(self.session, self, tabs)
            self._pages[key] = page
            self._stack.addWidget(page)
            if key in self.to_narrow:
                call(page, "narrow_as", self.to_narrow.pop(key))
        return self._pages[key]

    def narrowings(self) -> dict[str, Any]:
        """What the lists of the pages are narrowed by, for a window that comes in place of this one."""
        asked = {key: getattr(page, "narrowing", None) for key, page in self._pages.items()}
        return {**self.to_narrow, **{key: ask() for key, ask in asked.items() if ask}}

    def put_apart(self, key: str, page: QWidget) -> None:
        """Brings a page to the front that belongs to no line, in place of the one of that name before."""
        if (before := self._pages.get(key)) is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._pages[key] = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def current_key(self) -> str:
        """The key of the page in front; see `show_page`."""
        return next(key for key, page in self._pages.items() if page is self._stack.currentWidget())

    def keep_drafts(self) -> None:
        """Keeps what is typed on the page in front."""
        if (shown := self._stack.currentWidget()) is not None:
            call(shown, "keep_draft")

    def warn(self, text: str) -> None:
        """Shows a warning above every page, until the window is closed."""
        self._band.warn(text)

    def toggle_blank(self) -> None:
        """Covers or shows all windows, while a visitor looks on."""
        self.curtain.toggle()

    def reveal(self) -> None:
        """Shows the record in front whole; what shows a record enters that in the log."""
        for shown in self._stack.currentWidget().findChildren(QWidget):
            if shown.isVisible() and self.session.sees_whole():
                call(shown, "reveal")

    def give_up(self) -> None:
        """Closes the window without a question: another one takes its place."""
        self._is_given_up = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers the size; drafts stay, a print in the making is given up. Stays open while the store is in danger."""
        rests = self.session.store.is_resting  # what was typed was kept before
        if not (self._is_given_up or rests or may_close(self.session.store, self.session.messages, self)):
            event.ignore()
            return
        if not rests:
            self.keep_drafts()
        settings = self.session.settings
        settings.maximized = self.isMaximized()
        if not settings.maximized:
            settings.width, settings.height = self.width(), self.height()
        self.print_desk.wait()
        for page in self._pages.values():
            call(page, "wait")
        self.closed.emit()
        super().closeEvent(event)

    # Inside.

    def _make_tabs(self, line: Line | None, key: str) -> Tabs | None:
        """The pages of a line, to stand over one of them; None where there is only one."""
        if line is None or len(line.pages) == 1:
            return None
        keys = [page.key for page in line.pages]
        tabs, own = Tabs([page.tab for page in line.pages]), keys.index(key)
        tabs.choose(own)

        def go(number: int) -> None:
            tabs.choose(own)  # whoever comes back finds this page marked
            self.show_page(keys[number])

        tabs.chosen.connect(go)
        return tabs

    def show_tab_beside(self, step: int) -> None:
        """Brings the next page of the same line to the front, or the one before; after the last comes the first.

        A page that is several in one goes on in itself.
        """
        key = self.current_key()
        call(self.page(key), "show_tab_beside", step)
        keys = [page.key for page in self._line_of[key].pages] if key in self._line_of else []
        if len(keys) > 1:
            self.show_page(keys[(keys.index(key) + step) % len(keys)])

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(px(28), px(18), px(28), px(4))
        top.setSpacing(px(14))
        top.addWidget(self.search, 1)
        for kind in (kind for kind in self.session.seen if kind.start and self.session.may(kind.record, Right.MAKE)):
            start = button(kind.start)
            start.clicked.connect(lambda _on=False, table=kind.table: self.open_new(table))
            top.addWidget(start)
            self._starts.append(start)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._band)
        right.addWidget(self.reminder)
        right.addLayout(top)
        right.addWidget(self._stack, 1)
        ground = QWidget()
        ground.setObjectName("ground")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(ground)
        self.search.setHidden(not any(kind.found for kind in self.session.seen))  # before, it was a window of its own

    def _make_shortcuts(self) -> None:
        keys: dict[str, Callable[[], None]] = {"F9": self.reveal, "F1": self.show_help, KEY: self.reminder.do}
        keys |= {"Ctrl+Tab": lambda: self.show_tab_beside(1), "Ctrl+Shift+Tab": lambda: self.show_tab_beside(-1)}
        for number, line in enumerate(self.navigation.keys()[:DIGITS]):
            keys[f"Ctrl+{number + 1}"] = lambda line=line: self.go_to(line)
        keys |= {one.nav.press: lambda key=key: self.go_to(key) for key, one in self._lines.items() if one.nav.press}
        for text, slot in keys.items():
            on_key(text, self, slot, everywhere=True)

    def show_help(self) -> None:
        """Shows what the page in front is for, with the keys, and all the other help beside it; over a dialog where one is open."""
        from gui.help.opening import open_help  # only when it is asked for

        front = self.current_key()
        apart = [self._entries[front]] if front not in self._line_of and front in self._entries else []
        named = getattr(self._stack.currentWidget(), "topic", lambda: front)  # where the page is several in one
        open_help(application().activeModalWidget() or self, self.session, tuple(self._lines.values()), apart, named())

    def _on_record_changed(self, record: Record) -> None:
        """Tells every page of a record that changed without its doing."""
        for page in self._pages.values():
            call(page, "record_changed", record)

    def _on_store_lost(self, error: AppError) -> None:
        """Says why this window cannot go on, and leads to the door: the next opening finishes what was begun."""
        self.session.messages.show_error(error)
        self.go(Place.OWN)

    def _show_names(self) -> None:
        centre = self.session.store.centre()
        self.navigation.set_centre(centre.name)
        self.navigation.set_clerk(self.session.clerk_words())
        self.setWindowTitle(f"{centre.name} · {self.tr('党群服务台')}")
        self._band.show_practice(on=centre.practice)
