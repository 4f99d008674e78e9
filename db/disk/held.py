"""A file that one process holds while it lives: the system lets go of it even after a crash or a kill.

No number of a process is ever compared, so that nothing stale can block: only what the system says counts. What is
written in the file is for people.
"""

import contextlib
import getpass
import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Far behind what is written: Windows locks bytes, and the first ones must stay readable to others.
_LOCKED_BYTE = 1 << 30
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)  # Windows has none, and asks for rights before it makes a link


class HeldFile:
    """One file to be held.

    Attributes:
        path: of the file; it stays when it is let go, for a file that goes and comes could be held twice.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None

    def take(self) -> bool:
        """Whether this process holds the file now; where none can be written, nobody else can hold it either."""
        if self._file is not None:
            return True
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.is_symlink():  # what it leads to is nobody's to write into
                self.path.unlink()
            file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600), "r+b", buffering=0)
        except OSError:
            return True
        if not _locked(file):
            file.close()
            return False
        self._file = file
        self._tell(file)
        return True

    def let_go(self) -> None:
        """Holds it no more; nothing is done when it was not held."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.truncate(0)
            self._file.close()
            self._file = None

    def holder(self) -> str:
        """Who holds it, in the clerk's words; "" when nobody says so."""
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))
            since = datetime.fromisoformat(told["since"])
            day = f"{since.month}月{since.day}日"  # not in the format: Windows refuses Chinese there
            return f"{told['user']}（电脑 {told['computer']}，{day} {since:%H:%M} 起，进程 {told['process']}）"
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _tell(self, file: BinaryIO) -> None:
        told = {
            "user": _user(),
            "computer": platform.node(),
            "process": os.getpid(),
            "since": datetime.now().isoformat(timespec="seconds"),
        }
        with contextlib.suppress(OSError):
            file.truncate(0)
            file.write(json.dumps(told, ensure_ascii=False).encode())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without an entry in the system's list
        return "另一位用户"


def _locked(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
