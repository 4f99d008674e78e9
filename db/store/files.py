"""Files beside the database: written whole or not at all, on a disk of this computer only."""

import ctypes
import errno
import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from db.disk.renaming import put_in_place
from db.errors import DiskFull, FileUnwritable, PathTooLong, StoreRemote

# Locks and syncs of network file systems vary; SQLite in WAL mode does not work over them (sqlite.org/wal.html).
REMOTE_KINDS = frozenset({"nfs", "nfs4", "cifs", "smbfs", "smb3", "afs", "ncpfs", "fuse.sshfs", "fuse.gvfsd-fuse"})
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_MOUNTS = Path("/proc/self/mounts")
_WINDOWS_REMOTE = 4
_WINDOWS = os.name == "nt"
_LONGEST_FOLDER = 259 - 80


@contextmanager
def in_clerks_words(what: str = "文件") -> Generator[None]:
    """Turns errors of the file system into errors that a clerk can act on.

    Raises:
        DiskFull: there is no room.
        FileUnwritable: the place cannot be written to.
    """
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull from error
        raise FileUnwritable(f"{what}写不到这个位置", _remedy(error)) from error


def _remedy(error: OSError) -> str:
    """What may help; Windows gives no leave to touch a file that another program has open."""
    if _WINDOWS and isinstance(error, PermissionError):
        return "请先关掉正打开着它的程序（如 WPS、Excel），或换一个文件夹"
    return "请检查权限，或换一个文件夹"


def write_whole(path: Path, content: bytes) -> None:
    """Writes beside and renames, so that there is a whole file at every moment, also after a power cut.

    Raises:
        DiskFull: there is no room; what was there before is still there.
        FileUnwritable: the place cannot be written to.
    """
    beside = path.with_name(f"{path.name}.new")
    with in_clerks_words():
        try:
            beside.write_bytes(content)
            settle(beside)
            put_in_place(beside, path)
            settle(path.parent)
        finally:
            beside.unlink(missing_ok=True)


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


def refuse_remote(folder: Path) -> None:
    """Lets folders on disks of this computer pass.

    Raises:
        StoreRemote: the folder lies on a network drive.
    """
    if _is_remote(folder):
        raise StoreRemote


def refuse_long(folder: Path) -> None:
    """Lets a folder pass whose files, the backups of backups among them, have names that Windows can open.

    Raises:
        PathTooLong: they would not (learn.microsoft.com, Maximum Path Length Limitation: 260 characters with the zero).
    """
    length = len(str(folder.resolve()))
    if _WINDOWS and length > _LONGEST_FOLDER:
        raise PathTooLong(length, _LONGEST_FOLDER)


def _is_remote(folder: Path) -> bool:
    real = folder.resolve()
    if sys.platform == "win32":
        return real.drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(real.anchor) == _WINDOWS_REMOTE
    if not _MOUNTS.exists():
        return False
    lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    return kind_of_mount(PurePosixPath(real), lines) in REMOTE_KINDS


def kind_of_mount(path: PurePosixPath, mounts: Iterable[str]) -> str:
    """The kind of file system that holds a path, by the lines of ``/proc/mounts``; "" when none does."""
    deepest, found = -1, ""
    for line in mounts:
        _, point, kind, *_ = line.split()
        place = PurePosixPath(point.replace("\\040", " "))
        if path.is_relative_to(place) and len(place.parts) >= deepest:
            deepest, found = len(place.parts), kind
    return found
