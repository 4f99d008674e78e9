"""How a window opens what its pages ask for: a list, a part of it, a record, an empty form, a draft; each with the way back.

What is not for who works here is refused in place of the page, with who may, and leads back to where it was asked for.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from db.errors import AppError, NotAllowed
from db.records.condition import Condition
from db.services.figures.rows import FigureRows
from db.store.drafts import Draft
from gui.pages.entries import SETTINGS, TODAY, PageEntry
from gui.pages.refused import REFUSED, refused_page
from gui.session import Session


class Pages(Protocol):
    """The window, as far as its pages are brought to the front."""

    session: Session

    def show_page(self, key: str, part: str = "") -> None:
        """Brings a page to the front, read anew."""
        ...

    def page(self, key: str) -> Any:
        """A page, made at its first use."""
        ...

    def put_apart(self, key: str, page: QWidget) -> None:
        """Brings a page to the front that belongs to no line, in place of the one of that name before."""
        ...

    def current_key(self) -> str:
        """The key of the page in front."""
        ...


class Openings:
    """The openings of one window; see `Router` for each."""

    def __init__(self, window: Pages, entries: Mapping[str, PageEntry]) -> None:
        self._window, self._entries = window, entries

    def show_list(self, table: str, view: str = "") -> None:
        """Brings the list of a record type to the front, or one of its named parts."""
        if page := self.register_of(table):
            call(page, "show_list", view)

    def show_rows(self, rows: FigureRows) -> None:
        """Brings the list of the rows of a figure to the front, with these alone."""
        if page := self.register_of(rows.figure.of):
            call(page, "show_rows", rows)

    def show_narrowed(self, table: str, conditions: Iterable[Condition]) -> None:
        """Brings the list of a record type to the front, narrowed by these conditions and nothing else."""
        if page := self.register_of(table):
            page.show_list()
            page.list.clear_filter()
            page.list.narrow(conditions)

    def open_record(self, table: str, record_id: int) -> None:
        """Opens a record on its page; says so when it is gone."""
        self._open(table, "open_record", record_id)

    def open_new(self, table: str, values: Mapping[str, object] | None = None) -> None:
        """Opens an empty form."""
        self._open(table, "open_new", values)

    def open_draft(self, draft: Draft) -> None:
        """Opens what was typed and not saved; what has no page of its own is typed in the settings."""
        self._open(draft.form, "open_draft", draft, elsewhere=SETTINGS)

    def register_of(self, table: str) -> Any:
        """The page on which records of a type are opened, in front; None when there is none."""
        entry = self._entries.get(table)
        if entry is None or entry.kind is None:
            return None
        self._window.show_page(table)
        return self._window.page(table)

    def _open(self, table: str, way: str, what: object, elsewhere: str = "") -> None:
        back = self._way_back()
        page = self.register_of(table)
        leads_back = page is not None and not elsewhere
        if page is None:
            if not elsewhere:
                return
            self._window.show_page(elsewhere)
            page = self._window.page(elsewhere)
        try:
            call(page, way, what)
            if leads_back:
                call(page, "came_from", back)
        except NotAllowed as error:
            self._window.put_apart(REFUSED, refused := refused_page(error, back))
            refused.take_focus()
        except AppError as error:
            self._window.session.messages.show_error(error)
            call(page, "refresh")

    def _way_back(self) -> Callable[[], None]:
        """Leads to what is in front now: the page, and on it the record that is open."""
        key = TODAY if self._window.current_key() == REFUSED else self._window.current_key()
        page = self._window.page(key)
        place = page.place() if hasattr(page, "place") else None

        def back() -> None:
            self._window.show_page(key)
            if place is not None:
                page.return_to(place)

        return back


def call(page: QWidget, name: str, *arguments: object) -> None:
    """Calls a page's method, if it has one: a page takes part in what concerns it."""
    if method := getattr(page, name, None):
        method(*arguments)
