"""Rooms to work in, beside the place where the work goes when it is whole: one disk, so that a renaming is enough.

A room holds a file that its process holds while it lives. What a dead one left is cleared away by the next that works in the
same place, also on a stick; what a living one is at work on is never touched.
"""

import os
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
_ATTEMPTS = 8
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
    room, held = _made(place)
    try:
        yield room
    finally:
        held.let_go()
        if not (place / INTENT).exists():
            _clear(room)


def _made(place: Path) -> tuple[Path, HeldFile]:
    """A new room that is held. Whoever clears away may take it for a dead one's before: then another one is made.

    One that stands and yet could not be held counts, and the last of so many is taken as it is: some disks know no holding.
    """
    left = _ATTEMPTS
    while True:
        room = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
        held = holding(room)
        if held.take() and held.path.exists():
            return room, held
        left -= room.exists()
        if left <= 0:
            return room, held
        held.let_go()
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
            _clear_if_dead(room)
    for pattern in _LEFT:
        for left in place.glob(pattern):
            with suppress(FileNotFoundError):
                if left.is_file() and _is_old(left):
                    left.unlink()


def _clear(room: Path) -> None:
    """Removes a room, last of all what tells that it is dead: one that is half removed goes with the next opening, not an hour later."""
    with suppress(OSError):
        for inside in room.iterdir():
            if inside.is_dir() and not inside.is_symlink():
                shutil.rmtree(inside, ignore_errors=True)
            elif inside.name != _HELD:
                with suppress(OSError):
                    inside.unlink()
    shutil.rmtree(room, ignore_errors=True)


def _clear_if_dead(room: Path) -> None:
    held = holding(room)
    if not held.path.exists():
        if all(_is_old(path) for path in (room, *room.iterdir())):
            shutil.rmtree(room, ignore_errors=True)
        return
    if not held.take():
        return
    if os.name == "nt":  # which removes nothing that is held
        held.let_go()
    _clear(room)  # held till it is gone: whoever has just made it sees that it is not his
    held.let_go()


def _is_old(path: Path) -> bool:
    """Whether nobody touched it lately; a time to come is of a clock that was wrong."""
    return abs(time.time() - path.stat().st_mtime) > _LEFT_SECONDS
