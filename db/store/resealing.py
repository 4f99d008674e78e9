"""A store sealed anew under another data key: made whole beside, then exchanged for the one that is there (`db.disk.switch`)."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.disk.parts import BACKUPS, BESIDE, DATABASE, LOGS, PARTS, there
from db.disk.switch import Intent, exchange
from db.records.centre.centre import Centre
from db.store import keyring
from db.store.driver import Connection
from db.store.keyring import RECOVERY, KeyRing
from db.store.ring_keeper import Change, RingKeeper

if TYPE_CHECKING:
    from db.store import Store
    from db.store.writing import Writer

_JOURNAL = f"{DATABASE}-journal"
SOURCE = "重新加密"
CODE_MADE = "recovery_made"
"""The deed of a recovery code that takes the place of another one."""


def recoded(keeper: RingKeeper, ring: KeyRing, code: str, w: "Writer") -> KeyRing:
    """A ring with another recovery code, and an entry that there is one: its sheet is to be kept."""
    w.note(CODE_MADE, Centre.TABLE, 0, {})
    return keeper.recoded(ring, code)


def refit(fresh: "Store", ring: KeyRing, change: Change, reason: str) -> str:
    """Gives a copy of a store that lies under another data key its key ring, and closes it.

    Args:
        fresh: the copy, open.
        ring: that of the store it was made of.
        change: what else is to be done to the ring, and what goes with it.
        reason: what the audit enters.

    Returns:
        A new recovery code, where the one before could not be taken over; "" where it holds on.
    """
    made: list[str] = []

    def renewed(keeper: RingKeeper, before: KeyRing, w: "Writer") -> KeyRing:
        held = keeper.taken_over(before)
        after = change(keeper, held, w)
        if RECOVERY not in after.entries:
            made.append(keyring.new_code())
            after = recoded(keeper, after, made[0], w)
        return after

    try:
        fresh.ring.ring = ring
        fresh.ring.replace(renewed, reason)
        fresh.ring.complete()
    finally:
        fresh.close()
    return "".join(made)


def put_in_place(folder: Path, room: Path, connection: Connection) -> None:
    """Exchanges the files of a store for those in a room; the connection to the old ones is closed on the way, when nobody else opens them.

    Raises:
        OSError: it could not be done; all is as it was.
        ExchangeStuck: it stopped half way, and goes on at the next opening.
    """
    aside = f"{BACKUPS}/before-resealing-{datetime.now():%Y%m%d-%H%M%S-%f}"
    out, new = there(folder, (*LOGS, _JOURNAL, *BESIDE, *PARTS)), there(room, (*PARTS, *BESIDE))
    exchange(folder, Intent(room.name, aside, out, new, SOURCE, drop=True), connection.close)
