"""The head of the audit chain, kept in a file beside the store.

The chain by itself cannot tell that its tail was cut off, nor the engine that a damaged log swallowed the last
commits. The head written here after each of them can.
"""

import json
from pathlib import Path
from typing import Any, cast

from db.disk.parts import AUDIT_HEAD as FILE
from db.store import audit
from db.store.driver import Connection
from db.store.files import write_whole

# One sector holds it, so that an overwriting is never half done.
_LENGTH = 128
Head = tuple[int, str]


def write(folder: Path, head: Head) -> None:
    """Keeps number and hash of the last entry, safe from a power cut.

    Raises:
        DiskFull: there is no room; the head before it is kept.
        FileUnwritable: the folder cannot be written to.
    """
    write_whole(folder / FILE, _told(head))


def follow(folder: Path, head: Head) -> None:
    """Keeps it after each commit without waiting for the disk: after a power cut an older head is a true one, too.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the folder cannot be written to.
    """
    try:
        with (folder / FILE).open("r+b", buffering=0) as file:
            file.write(_told(head))
            file.truncate()
    except OSError:
        write(folder, head)


def _told(head: Head) -> bytes:
    return json.dumps({"seq": head[0], "hash": head[1]}).ljust(_LENGTH).encode()


def read(folder: Path) -> Head | None:
    """The head as it was kept last; None when nothing readable is there."""
    try:
        content = cast("dict[str, Any]", json.loads((folder / FILE).read_bytes()))
        return int(content["seq"]), str(content["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def faults(connection: Connection, folder: Path) -> list[str]:
    """Whether the chain still holds the entry that was its last one."""
    kept = read(folder)
    if kept is None:
        return [f"操作日志的末尾记录（{FILE}）不见了，或者不能识别"]
    if audit.hash_at(connection, kept[0]) != kept[1]:
        return [f"操作日志原有 {kept[0]} 条，末尾的记录缺失或被换掉"]
    return []
