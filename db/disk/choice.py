"""Where a new store may lie: on a disk of this computer, with room, in a folder that nobody copies away."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from db.disk.parts import is_store
from db.disk.synced import synced_by
from db.disk.volumes import Volume, existing, volume_of
from db.errors import AppError, StoreRemote

MEGABYTE = 1_000_000
LEAST_ROOM = 500 * MEGABYTE
"""A store of ten thousand residents takes some 10 MB, and thirty daily backups of it lie beside it."""
AMPLE_ROOM = 2_000 * MEGABYTE
OWN_NAME = "党群服务台资料"
"""The folder that is made in one that holds other things."""


class FolderRefused(AppError):
    """A store must not lie in the folder that was chosen."""

    code = "folder_refused"


class Choice(NamedTuple):
    """A folder in which a store may be made.

    Attributes:
        folder: where the store comes: the one chosen, or a new one in it.
        warning: what the clerk should know before; "" for nothing.
    """

    folder: Path
    warning: str = ""


def choose(chosen: Path, environment: Mapping[str, str], volume: Volume | None = None) -> Choice:
    """Where the store comes when a clerk chooses a folder. Nothing is left there.

    Args:
        chosen: the folder; it need not be there.
        environment: the variables of this process, which tell synced folders.
        volume: the disk that holds it; None to ask the system.

    Raises:
        StoreRemote: it lies on a network drive.
        FolderRefused: it is no place for a store; the text says why and what to choose instead.
    """
    if not chosen.is_absolute():
        raise FolderRefused("这不是完整的文件夹位置", "请点“更换…”选一个文件夹")
    if chosen.exists() and not chosen.is_dir():
        raise FolderRefused(f"“{chosen.name}”是文件，不是文件夹", "请选一个文件夹")
    volume = volume or volume_of(chosen)
    if volume.remote:
        raise StoreRemote(of_host=volume.of_host)
    if service := synced_by(chosen, environment):
        raise FolderRefused(
            f"这个文件夹由{service}同步，资料会被传到网上，还会互相覆盖",
            "请选一个不同步的文件夹，例如 D 盘上的新文件夹",
        )
    if volume.memory or _is_temporary(chosen):
        raise FolderRefused("这里是临时文件夹，重启或清理电脑时会被清空", "请选硬盘上的文件夹")
    _refuse_full(volume)
    folder = chosen if is_store(chosen) or _is_empty(chosen) else chosen / OWN_NAME
    _refuse_locked(folder)
    return Choice(folder, _warning(volume))


def _refuse_full(volume: Volume) -> None:
    if volume.free is not None and volume.free < LEAST_ROOM:
        left, needed = volume.free // MEGABYTE, LEAST_ROOM // MEGABYTE
        raise FolderRefused(f"这个盘只剩 {left} MB，资料和备份至少要 {needed} MB", "请腾出空间，或换一个盘")


def _refuse_locked(folder: Path) -> None:
    """Lets folders pass in which a file can be made: rights alone do not tell, least of all on Windows."""
    probe = existing(folder) / f".dq-{os.getpid()}"
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        raise FolderRefused("这个文件夹不让写入", "请选您自己有权限的文件夹，例如 D 盘上的新文件夹") from error


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except FileNotFoundError:
        return True
    except OSError:  # nobody may look into it; whether it can be written to is asked next
        return False


def _is_temporary(folder: Path) -> bool:
    return folder.resolve().is_relative_to(Path(tempfile.gettempdir()).resolve())


def _warning(volume: Volume) -> str:
    if volume.removable:
        return "这是U盘或移动硬盘：没插就打不开，丢了资料也就丢了。建议放在电脑自己的硬盘上，U盘只放备份。"
    if volume.free is not None and volume.free < AMPLE_ROOM:
        return f"这个盘只剩 {volume.free // MEGABYTE:,} MB，够用一阵子，请早些腾出空间。"
    return ""
