"""Who was at the desk when: opening and leaving the store, locking it and coming back, entered in the log (等保二级 GB/T 22239-2019, 安全审计)."""

from contextlib import suppress
from enum import StrEnum

from db.errors import AppError
from db.records.centre.centre import Centre
from db.store import Store


class Presence(StrEnum):
    """What somebody did at the door.

    Attributes:
        OPENED: opened the store by his own passphrase.
        LEFT: closed the window, or made room for another clerk.
        LOCKED: locked it, by the key or by being idle.
        UNLOCKED: came back.
    """

    OPENED = "opened"
    LEFT = "left"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


def note_presence(store: Store, deed: Presence, why: str = "") -> None:
    """Enters what the clerk who works here did at the door; where nothing can be written that keeps nobody from leaving.

    Args:
        store: the open store.
        deed: what it was.
        why: what for where there is more than one way, such as 空闲 or 换人.
    """
    if store.loss is not None:
        return
    with suppress(AppError), store.writing(why) as w:
        w.note(deed.value, Centre.TABLE, 0, {})
