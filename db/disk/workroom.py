"""Rooms to work in, beside the place where the work goes when it is whole: one disk, so that a renaming is enough.

A room holds a file that its process holds while it lives. What a dead one left is cleared away by the next that works in the
same place, also on a stick; what a living one is at work on is never touched.
"""

import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.disk.held import HeldFile
from db.disk.parts import INTENT, PARTS

_ANY = ".dq*/"
_PREFIX = ".dq-"
_HELD = "held"
# Single files in the making, and what version 0.1.0 wrote to, held nothing: what nobody has touched for this long is nobody's.
_LEFT = (".dq*", *(f"{part}.new" for part in PARTS), "before-upgrade-*.new", ".*.xlsx.part", ".*.csv.part")
_LEFT_SECONDS = 3600


@contextmanager
def workroom(place: Path) -> Generator[Path]:
    """A new folder in a place for this process alone, gone afterwards; what dead ones left there goes first.

    One that is named in an intent to exchange files stays until that is done: see `db.disk.switch`.

    Raises:
        OSError: the place cannot be written to.
    """
    clear_dead(place)
    room = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    held = holding(room)
    held.take()
    try:
        yield room
    finally:
        held.let_go()
        if not (place / INTENT).exists():
            shutil.rmtree(room, ignore_errors=True)


def holding(room: Path) -> HeldFile:
    """What the process holds whose room it is."""
    return HeldFile(room / _HELD)


def clear_dead(place: Path) -> None:
    """Removes what dead processes left unfinished in a place."""
    if (place / INTENT).exists():
        return
    for room in place.glob(_ANY):
        with suppress(FileNotFoundError):  # its process has just ended its work
            if _is_dead(room):
                shutil.rmtree(room, ignore_errors=True)
    for pattern in _LEFT:
        for left in place.glob(pattern):
            with suppress(FileNotFoundError):
                if left.is_file() and _is_old(left):
                    left.unlink()


def _is_dead(room: Path) -> bool:
    held = holding(room)
    if not held.path.exists():
        return all(_is_old(path) for path in (room, *room.iterdir()))
    if not held.take():
        return False
    held.let_go()
    return True


def _is_old(path: Path) -> bool:
    """Whether nobody touched it lately; a time to come is of a clock that was wrong."""
    return abs(time.time() - path.stat().st_mtime) > _LEFT_SECONDS
