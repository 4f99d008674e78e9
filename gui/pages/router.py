"""What pages may ask of the window around them; ids go up, widgets never."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from db.errors import AppError
from db.records.condition import Condition
from db.services.figures.rows import FigureRows
from db.store import Store
from db.store.drafts import Draft
from gui.papers.paperwork import Job, TextJob
from gui.places import Place


class Router(Protocol):
    """The window, as its pages see it."""

    def show_page(self, key: str, part: str = "") -> None:
        """Brings a page to the front: that of a kind by its table, today, import, settings; or a named part of one."""
        ...

    def show_list(self, table: str, view: str = "") -> None:
        """Brings the list of a record type to the front, or one of its named parts."""
        ...

    def show_rows(self, rows: FigureRows) -> None:
        """Brings the list of the rows of a figure to the front, with these alone."""
        ...

    def show_narrowed(self, table: str, conditions: Iterable[Condition]) -> None:
        """Brings the list of a record type to the front, narrowed by these conditions and nothing else."""
        ...

    def open_record(self, table: str, record_id: int) -> None:
        """Opens a record on its page."""
        ...

    def open_new(self, table: str, values: Mapping[str, object] | None = None) -> None:
        """Opens an empty form on the page of a record type."""
        ...

    def open_draft(self, draft: Draft) -> None:
        """Opens what was typed and not saved, to go on with it."""
        ...

    def print_job(self, job: Job) -> None:
        """Makes a paper and shows its preview."""
        ...

    def copy_text(self, job: TextJob) -> None:
        """Puts a text on the clipboard."""
        ...

    def tell_saved(self, table: str, record_id: int) -> None:
        """Lets everything that shows the record read it again."""
        ...

    def show_secret(self, title: str, data: bytes, kept: Callable[[], object]) -> None:
        """Shows a paper that is made already and must not become a file; ``kept`` hears that it is out, or copied by hand."""
        ...

    def do_alone(
        self,
        title: str,
        work: Callable[[Store], Any],
        done: Callable[[Any], object],
        refused: Callable[[AppError], object] | None = None,
        over: QWidget | None = None,
    ) -> None:
        """Does work in a thread that wants to be the only one that has the store open, such as `accounts.leave`; see `gui.alone.Alone.do`."""
        ...

    def set_scale(self, percent: int) -> None:
        """Shows everything at another size."""
        ...

    def build_anew(self) -> None:
        """Builds the window anew, with what the centre does now; the page in front stays."""
        ...

    def go(self, place: Place) -> None:
        """Leaves this store for another one."""
        ...
