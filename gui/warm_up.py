"""What is loaded in idle time, one module after the other in a task's thread.

The desk while the passphrase is typed, the other pages while the first one is looked at. A module that is wanted earlier is
waited for as ever.
"""

from collections.abc import Sequence
from importlib import import_module

from gui.tasks import Tick

# In the order in which they import each other, so that each takes its own short time.
DESK = (
    "db.records",
    "db.store",
    "db.services.whats_due",
    "db.services.backup",
    "gui.papers.paperwork",
    "gui.pages.entries",
    "gui.main_window",
    "gui.pages.today",
    "gui.desk",
)
OWN_PAGES = (
    "gui.pages.in_charge",
    "gui.pages.figures.page",
    "gui.pages.importing.importing",
    "gui.pages.centre.settings",
    "gui.pages.centre.handover",
    "gui.dialogs.print_preview",
)


def pages() -> tuple[str, ...]:
    """The modules of the other pages: of the kinds with what their rooms bind, and the program's own."""
    from db.records import KINDS  # loaded with the desk's own modules
    from gui.pages.bound import modules

    return ("gui.pages.kind_page", *modules(KINDS), *OWN_PAGES)


def load_desk(tick: Tick) -> None:
    """What the first page of an open store needs."""
    if _load(DESK, tick):
        from db import records  # loaded with the desk's own modules

        records.warm()


def load_pages(tick: Tick) -> None:
    """The other pages, and what the first search by initials needs."""
    if _load(pages(), tick):
        from db.values import pinyin  # loaded with the pages' own modules

        pinyin.warm()


def _load(names: Sequence[str], tick: Tick) -> bool:
    """Whether all were loaded; the program may end in between."""
    for number, name in enumerate(names):
        if not tick(number, len(names)):
            return False
        import_module(name)
    return True
