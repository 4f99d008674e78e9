"""The practice community: made at its first use, opened without a question afterwards."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gui.tasks import Tick

if TYPE_CHECKING:
    from db.store import Store


def open_practice(folder: Path, today: date, tick: Tick) -> "Store":
    """The practice store, closed, to be taken by `Store.again`; made where there is none.

    Raises:
        Cancelled: the clerk stopped it; nothing is left.
        NotPractice: the folder holds a real store.
    """
    from db import practice  # a great deal of data, wanted once

    store = practice.open_practice(folder, today, tick)
    store.close()
    return store


def reset_practice(folder: Path, today: date, tick: Tick) -> "Store":
    """A new practice store in place of the old one, closed; windows on the old one are closed before.

    Raises:
        Cancelled: the clerk stopped it; the old one is as it was.
        NotPractice: the folder holds a real store.
        PracticeInUse: a window still has it open.
    """
    from db import practice  # a great deal of data, wanted once

    store = practice.reset_practice(folder, today, tick)
    store.close()
    return store
