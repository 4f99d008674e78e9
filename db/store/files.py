"""Files beside the database: written whole or not at all, on a disk of this computer only."""

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.disk.beside import written_beside
from db.disk.parts import BESIDE, LOGS, PARTS, RESERVE
from db.disk.room import has_room
from db.disk.volumes import volume_of
from db.errors import NO_ROOM, AppError, DiskFull, FileUnwritable, PathTooLong, StoreRemote

_WINDOWS = os.name == "nt"
_A_LITTLE = 64 << 10
_LONGEST_FOLDER = 259 - 92


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


@contextmanager
def told_when_full(folder: Path) -> Generator[None]:
    """What the engine writes into a folder: it calls a share that is used up a failing disk, so the disk itself is asked.

    Raises:
        DiskFull: there is no room.
    """
    try:
        yield
    except FileUnwritable as error:
        with suppress(OSError):
            if not has_room(folder, _A_LITTLE):
                raise DiskFull from error
        raise


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
    with written_whole(path, content):
        pass


@contextmanager
def written_whole(path: Path, content: bytes) -> Generator[None]:
    """As `write_whole`, and it takes its place only when all that follows went well."""
    with in_clerks_words(), written_beside(path) as beside:
        beside.write_bytes(content)
        yield


def refuse_remote(folder: Path) -> None:
    """Lets folders on disks of this computer pass.

    Raises:
        StoreRemote: the folder lies on a network drive.
    """
    volume = volume_of(folder)
    if volume.remote:
        raise StoreRemote(of_host=volume.of_host)


def refuse_long(folder: Path) -> None:
    """Lets a folder pass whose files, the backups of backups among them, have names that Windows can open.

    Raises:
        PathTooLong: they would not (learn.microsoft.com, Maximum Path Length Limitation: 260 characters with the zero).
    """
    length = len(str(folder.resolve()))
    if _WINDOWS and length > _LONGEST_FOLDER:
        raise PathTooLong(length, _LONGEST_FOLDER)


@contextmanager
def folder_made(folder: Path) -> Generator[None]:
    """A folder for a new store, which is there afterwards only if all went well.

    Raises:
        AppError: it cannot be made.
    """
    made = not folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise AppError("不能建立资料文件夹", "请换到本机硬盘上有权限的位置") from error
    try:
        yield
    except BaseException:
        for name in (*PARTS, *BESIDE, *LOGS, RESERVE):
            (folder / name).unlink(missing_ok=True)
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise
