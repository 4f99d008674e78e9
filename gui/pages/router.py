"""What pages may ask of the window around them; ids go up, widgets never."""

from collections.abc import Mapping
from typing import Protocol

from db.store.drafts import Draft
from gui.papers.paperwork import Job, TextJob
from gui.places import Place

DOUBTFUL = "待核实"
"""The part of the list of residents that waits for a second look."""

OPEN_CASES = "在办"
"""The part of the list of cases that is counted on the first screen."""
WAITING_TOPICS = "待上会"
"""The part of the list of topics that waits for a meeting or is on the agenda of one."""


class Router(Protocol):
    """The window, as the wiring of the pages sees it."""

    def show_page(self, key: str) -> None:
        """Brings a page to the front."""
        ...

    def show_list(self, table: str, view: str = "") -> None:
        """Brings the list of a record type to the front, or one of its named parts."""
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

    def show_secret(self, title: str, data: bytes) -> None:
        """Shows a paper that is made already and must not become a file."""
        ...

    def set_scale(self, percent: int) -> None:
        """Shows everything at another size."""
        ...

    def go(self, place: Place) -> None:
        """Leaves this store for another one."""
        ...
