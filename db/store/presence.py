"""Whether the files of an open store are still the ones at their place.

Linux lets anybody delete, rename or replace a file that is open: what is written then goes into a file that nobody will ever
open again, and the engine says nothing. Windows refuses that, and tells nothing lasting of a file by which it could be known.
"""

import os
from pathlib import Path

from db.disk.parts import DATABASE
from db.errors import StoreGone

_WINDOWS = os.name == "nt"
Identity = tuple[int, int]


class Presence:
    """Knows the database and its log as they were when the store was opened; a look costs two questions to the system."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths = [str(folder / DATABASE), str(folder / f"{DATABASE}-wal")]
        self._seen = [_identity(path) for path in self._paths]

    def check(self) -> None:
        """Lets pass when both files are where they were.

        Raises:
            StoreGone: one was deleted, moved or replaced, or its disk was pulled out.
        """
        for number, path in enumerate(self._paths):
            found = _identity(path)
            if self._seen[number] is None:  # the engine makes the log at its first need
                self._seen[number] = found
            elif found is None:
                raise StoreGone(self._folder.name)
            elif found != self._seen[number]:
                raise StoreGone(self._folder.name, replaced=True)


def _identity(path: str) -> Identity | None:
    try:
        found = os.stat(path)  # noqa: PTH116  twice for every save and list: a Path costs as much as the question
    except OSError:
        return None
    return (0, 0) if _WINDOWS else (found.st_dev, found.st_ino)
