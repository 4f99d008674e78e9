"""Room kept in hand on the disk of a store: in WAL mode a full disk refuses even a deletion, which writes before it frees.

The room is a file that holds nothing. It is given up when the disk is full, and kept again as soon as there is room.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.disk.parts import RESERVE
from db.disk.room import has_room
from db.errors import DiskFull, FileUnwritable

SIZE = 4 << 20
"""Bytes: some hundred deletions, or the whole of what a clerk has typed."""
LEFT = 64 << 20
"""Bytes that must be free besides: whoever has less needs them for the work itself."""
_OPENED = "磁盘已满。程序预留的一点空间已经放出来，用来打开资料：请马上腾出空间，或删除不要的资料"
_BRIM = 256 << 10  # bytes that the engine needs to open a database: its index of the log and a first page of it


class Ballast:
    """The room that one open store has in hand."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / RESERVE
        self._wanting = False

    def keep(self) -> None:
        """Takes the room, if it is not held and the disk has plenty; a store without it works all the same."""
        with suppress(OSError):
            held = self._path.lstat().st_size if self._path.exists() else 0
            if held < SIZE and has_room(self._folder, SIZE + LEFT):
                self._path.unlink(missing_ok=True)
                _fill(self._path)
        self._wanting = not self._path.exists()

    def keep_again(self) -> None:
        """Takes the room that was given up, or that there was no room for so far."""
        if self._wanting:
            self.keep()

    def given_up_at_the_brim(self) -> list[str]:
        """Gives the room up where a store could not even be opened; what to tell of it."""
        with suppress(OSError):
            if not has_room(self._folder, _BRIM) and self._given_up():
                return [_OPENED]
        return []

    @contextmanager
    def given_up_when_full(self) -> Generator[None]:
        """Gives the room up when the disk refuses what is done inside, so that the next attempt has it.

        Raises:
            DiskFull: there was no room; it says so if there is some now.
        """
        try:
            yield
        except (DiskFull, FileUnwritable) as error:
            with suppress(OSError):
                # A limit of the file or another disk, such as a stick, is none of this one's business. The engine calls a
                # user's share that is used up a failing disk.
                if not has_room(self._folder, SIZE):
                    raise DiskFull(gave_up=self._given_up()) from error
            raise

    def _given_up(self) -> bool:
        if not self._path.exists():
            return False
        held = self._path.lstat().st_size
        self._path.unlink()
        self._wanting = True
        return held > 0


def _fill(path: Path) -> None:
    """A new file with blocks of its own on the disk, so that no hole in it promises room that is not there; whole or not at all."""
    made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(made, "wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, SIZE)
            else:
                file.write(os.urandom(SIZE))  # Windows; bytes by chance, which a compressed folder cannot shrink
    except OSError:
        path.unlink()
        raise
