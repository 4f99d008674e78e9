"""Files that are written beside their place and renamed into it: there is a whole one at every moment, or none."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from db.disk.renaming import put_in_place, settle
from db.disk.workroom import workroom


@contextmanager
def written_beside(path: Path) -> Generator[Path]:
    """An empty file to write to, which takes its place when all went well and is gone otherwise.

    It lies in a room whose name nobody can guess, so that no link waits there; it and what it becomes are for its owner alone.

    Raises:
        OSError: the place cannot be written to, or has no room; what was there before is still there.
    """
    with workroom(path.parent) as room:
        beside = room / path.name
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield beside
        settle(beside)
        put_in_place(beside, path)
        settle(path.parent)
