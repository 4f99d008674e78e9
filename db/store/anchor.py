"""The head of the audit chain, kept in a file beside the store.

The chain by itself cannot tell that its tail was cut off, nor the engine that a damaged log swallowed the last
commits. The head written here after each of them can, and so it is moved only from one entry of the chain to a later one:
a head that the chain does not hold is evidence, and stays until a clerk has been told (`db.store.loss`).
"""

import json
import os
from pathlib import Path
from typing import Any, cast

from db.disk.parts import AUDIT_HEAD as FILE
from db.store import audit
from db.store.audit import Head
from db.store.driver import Connection
from db.store.files import write_whole

# One sector holds it, so that an overwriting is never half done.
_LENGTH = 256
_AS_IT_IS: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
# A window beside this one may be in the middle of overwriting it: what it says is believed to be wrong only when it says so again.
_TRIES = 3


def write(folder: Path, head: Head) -> None:
    """Keeps the last entry, safe from a power cut, whatever was kept before.

    Raises:
        DiskFull: there is no room; the head before it is kept.
        FileUnwritable: the folder cannot be written to.
    """
    write_whole(folder / FILE, _told(head))


def follow(folder: Path, connection: Connection) -> None:
    """Moves the head to the end of the chain after a commit, if the chain holds the one that was kept.

    It does not wait for the disk: after a power cut an older head is a true one, too.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    if (kept := held(folder, connection)) is None:
        return
    head = audit.head(connection)
    if head == kept:
        return
    path = folder / FILE
    try:
        with os.fdopen(os.open(path, os.O_RDWR | _AS_IT_IS), "r+b", buffering=0) as file:
            about = os.fstat(file.fileno())
            # Of version 0.1.0: a longer file in its place could be half there. One with a second name belongs to somebody else, too.
            if about.st_size == _LENGTH and about.st_nlink == 1:
                file.write(_told(head))
                return
    except OSError:
        pass  # a link, or nothing any more: what comes in its place is a file of ours
    write(folder, head)


def _told(head: Head) -> bytes:
    return json.dumps(head._asdict()).ljust(_LENGTH).encode()


def read(folder: Path) -> Head | None:
    """The head as it was kept last; None when nothing readable is there. Version 0.1.0 kept no time."""
    try:
        return parse((folder / FILE).read_bytes())
    except OSError:
        return None


def parse(told: bytes) -> Head | None:
    """The head that a file tells; None when it tells none."""
    try:
        content = cast("dict[str, Any]", json.loads(told))
        return Head(int(content["seq"]), str(content["hash"]), str(content.get("at", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def held(folder: Path, connection: Connection) -> Head | None:
    """The head as it was kept last, if the chain holds it; None otherwise."""
    for _ in range(_TRIES):
        kept = read(folder)  # before the chain is asked, which may grow meanwhile
        if kept is not None and audit.holds(connection, kept):
            return kept
    return None
