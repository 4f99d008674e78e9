"""每天照看照片: the store's pieces and those that its daily backups share make up for each other; what nobody needs goes.

Whether each is there is looked at every day, whether it is whole of a few: all of them have had their turn after some months.
"""

import time
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from attrs import frozen

from db.services.backed_pieces import SHARED, in_folder, listed_in, sound
from db.services.backup import SUFFIX
from db.store import BACKUPS, Store, pieces
from db.store.files import in_clerks_words

FEW = 10
_YOUNG_SECONDS = 86_400
"""A piece may be there before the backup that lists it is."""


@frozen
class Looked:
    """What came of it.

    Attributes:
        mended: how many were put back into the store.
        lost: a sentence for each that is nowhere whole.
    """

    mended: int = 0
    lost: tuple[str, ...] = ()


def look_after_evidence(store: Store, today: date) -> Looked:
    """Looks after the photos and scans of a store, after today's backup was made.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    shared = store.folder / BACKUPS / SHARED
    held = store.evidence.holdings()
    names = sorted(held.named)
    there, kept = pieces.names_in(store.evidence.folder), pieces.names_in(shared)
    lost: list[str] = []
    mended = 0
    for name in sorted({*_turn(names, today), *(held.named.keys() - (there & kept))}):
        own, other = (sound(held, name, [in_folder(folder)]) for folder in (store.evidence.folder, shared))
        if own is None and other is None:
            lost.append(name)
        elif own is None and other is not None:
            store.evidence.put_back(name, other)
            mended += 1
        elif other is None and own is not None:
            with pieces.written_into(shared) as write:
                write(name, own)
    _clear(store.folder / BACKUPS, kept - held.named.keys())
    store.evidence.sweep(today)
    return Looked(mended, tuple(store.evidence.told(lost)))


def _turn(names: Sequence[str], today: date) -> Sequence[str]:
    """The few whose turn it is today."""
    if len(names) <= FEW:
        return names
    start = today.toordinal() * FEW % len(names)
    return [*names, *names][start : start + FEW]


def _clear(backups: Path, unnamed: Collection[str]) -> None:
    """Removes shared pieces that the store does not name and no backup lists; none where a backup does not say what it lists."""
    needed: set[str] = set()
    for file in backups.glob(f"*{SUFFIX}") if unnamed else ():
        if (listed := listed_in(file)) is None:
            return
        needed |= listed
    with in_clerks_words("备份"):
        for name in set(unnamed) - needed:
            path = pieces.path_of(backups / SHARED, name)
            if abs(time.time() - path.stat().st_mtime) > _YOUNG_SECONDS:
                path.unlink(missing_ok=True)
