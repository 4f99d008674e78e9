"""Renaming a file over another one, also where a virus scanner looks on, and waiting until the disk has it."""

import os
import time
from pathlib import Path

_WINDOWS = os.name == "nt"
_TRIES, _PAUSE_SECONDS = 40, 0.05


def put_in_place(source: Path, target: Path) -> None:
    """Renames a file over another one.

    Windows refuses that while a virus scanner looks at either of them, which takes some hundredths of a second: it is tried
    again for two seconds.

    Raises:
        OSError: it cannot be done.
    """
    for _ in range(_TRIES if _WINDOWS else 0):
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    source.replace(target)


def settle(path: Path) -> None:
    """Waits until a file, or a folder's list of names, has reached the disk."""
    folder = path.is_dir()
    if folder and _WINDOWS:  # only POSIX can open a folder; NTFS keeps renames in its own journal
        return
    opened = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
