"""Files and folders for their owner alone; Windows has no modes, its folders of a user are closed to others as they are."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from db.disk.parts import BACKUPS, BESIDE, EVIDENCE, LOGS, PARTS

_POSIX = os.name == "posix"
_OTHERS = 0o077


def keep_private(folder: Path) -> None:
    """Takes from everybody else the leave to look into a store: its folder, its files and all that is in its backups.

    Version 0.1.0 made them as the system's mask said. What belongs to another user is left to them, links are not followed,
    and what lies in the folder besides is the clerk's own.
    """
    if not _POSIX:
        return
    backups = folder / BACKUPS
    kept = [backups, *backups.rglob("*")] if backups.is_dir() and not backups.is_symlink() else []
    for path in (folder, *(folder / name for name in (*PARTS, *BESIDE, *LOGS, EVIDENCE)), *kept):
        with suppress(OSError):
            found = path.lstat()
            if found.st_mode & _OTHERS and found.st_uid == os.geteuid() and not stat.S_ISLNK(found.st_mode):
                path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def make_private_file(path: Path) -> None:
    """An empty file for its owner alone, if there is none; a link in its place is refused.

    Raises:
        OSError: it cannot be made.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
