"""Which of the backups in a folder are of this store, by what they say to hold; none of them is opened."""

import re
from datetime import datetime
from pathlib import Path

from attrs import frozen

from db.services.backup import SUFFIX, backups_in
from db.store import Store
from db.store.audit import Head

PREFIX = "党群服务台备份-"
_STAMP = "%Y%m%d-%H%M%S"
_STAMP_SHAPE = re.compile(r"\d{8}-\d{6}")


@frozen
class KeptBackup:
    """A backup of this store, by what it says to hold.

    Attributes:
        path: the file.
        head: the last entry of its audit.
        made: when it was made, by its name; None for a name that the clerk gave.
    """

    path: Path
    head: Head
    made: datetime | None

    def when(self) -> str:
        """When it was made, or until when what it holds was saved, for the clerk."""
        return f"{self.made:%Y-%m-%d %H:%M}" if self.made else self.head.at[:16].replace("T", " ")


def kept_in(store: Store, folder: Path) -> list[KeptBackup]:
    """The backups of this store in a folder, the one that goes furthest first; none of them is opened."""
    found = [
        KeptBackup(path, head, stamp(path))
        for path, head in backups_in(folder)
        if head is not None and head.seq and store.holds(head)
    ]
    return sorted(found, key=lambda kept: (kept.head.seq, kept.made or datetime.min), reverse=True)


def free_name(folder: Path, now: datetime) -> Path:
    """A name that no backup has: a clock that starts at the same second every day must not overwrite one."""
    path = folder / f"{PREFIX}{now:{_STAMP}}{SUFFIX}"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{PREFIX}{now:{_STAMP}}-{number}{SUFFIX}"
    return path


def stamp(path: Path) -> datetime | None:
    """When a daily backup was made, by its name; None for any other name."""
    told = path.stem.removeprefix(PREFIX)
    if path.stem == told or not (match := _STAMP_SHAPE.match(told)):
        return None
    rest = told[match.end() :]
    try:
        return datetime.strptime(match[0], _STAMP) if not rest or re.fullmatch(r"-\d+", rest) else None
    except ValueError:  # eight digits that are no day
        return None
