"""How much a disk still takes: what is free on it says nothing of a user's share, so the disk itself is asked."""

import os
import shutil
import tempfile
from pathlib import Path

from db.errors import NO_ROOM


def has_room(folder: Path, size: int) -> bool:
    """Whether so many bytes more can be written in a folder, and no quota forbids it; nothing is left there.

    Windows says by itself that a user's share is used up as it says that the disk is full (ERROR_DISK_FULL), so it is not asked.

    Raises:
        OSError: the folder is not there.
    """
    if shutil.disk_usage(folder).free < size:
        return False
    if not hasattr(os, "posix_fallocate"):
        return True
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".dq-") as asked:
            os.posix_fallocate(asked.fileno(), 0, size)
    except OSError as error:
        return error.errno not in NO_ROOM
    return True
