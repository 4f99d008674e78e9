"""What kind of disk holds a folder: a network drive, one that can be pulled out, the memory, and how much room it has."""

import ctypes
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

# Locks and syncs of network file systems vary; SQLite in WAL mode does not work over them (sqlite.org/wal.html).
REMOTE_KINDS = frozenset({
    "nfs", "nfs4", "cifs", "smb", "smbfs", "smb2", "smb3", "afs", "auristorfs", "coda", "ncp", "ncpfs", "davfs", "davfs2",
    "webdav", "sshfs", "ceph", "glusterfs", "lustre", "lustre_lite", "juicefs", "beegfs", "fhgfs", "gpfs", "ocfs2", "gfs", "gfs2",
    "orangefs", "pvfs2", "panfs", "pnfs", "quobyte", "xtreemfs", "moosefs", "mfs", "lizardfs", "saunafs", "seaweedfs", "cvmfs2",
    "s3fs", "rclone", "acfs", "stornext", "cvfs", "wekafs", "nfsd", "dfs",
})  # fmt: skip
# Folders of the computer that a virtual machine runs on: their locks and syncs are no better.
HOST_KINDS = frozenset({"vboxsf", "vmhgfs", "virtiofs", "9p", "v9fs", "drvfs", "prl_fs", "shfolder"})
_FUSE = "fuse."
_HOST_FUSE = frozenset({"vmhgfs-fuse", "vmhgfs", "prl_fsd", "virtiofs", "vboxsf"})
# Programs that keep a local disk by way of FUSE; whatever else comes by it is taken for a network drive, for most are.
_LOCAL_FUSE = frozenset({
    "ntfs", "ntfs-3g", "ntfs3g", "exfat", "exfat-fuse", "ext2", "ext4", "fuse-ext2", "fuseext2", "fuseblk", "hfs", "apfs", "apfs-fuse",
    "zfs", "btrfs", "lklfuse", "mergerfs", "mhddfs", "unionfs", "unionfs-fuse", "overlayfs", "fuse-overlayfs", "bindfs", "encfs",
    "gocryptfs", "cryfs", "cryptomator", "securefs", "ecryptfs", "veracrypt", "truecrypt", "dislocker", "bitlocker", "squashfuse",
    "squashfuse_ll", "snapfuse", "portal", "lxcfs", "shfs", "posixovl", "ciopfs", "convmvfs", "vramfs",
})  # fmt: skip
# Gone with the next start of the computer.
MEMORY_KINDS = frozenset({"tmpfs", "ramfs"})
_MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_BLOCK_DEVICES = Path("/sys/class/block")
# GetDriveTypeW, in the words of winbase.h: DRIVE_REMOVABLE, DRIVE_REMOTE, DRIVE_CDROM, DRIVE_RAMDISK.
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE, _WINDOWS_CDROM, _WINDOWS_RAMDISK = 2, 4, 5, 6


class Volume(NamedTuple):
    """The disk that holds a folder.

    Attributes:
        remote: whether it is another computer's, or the host's of a virtual machine.
        of_host: whether it is the latter.
        removable: whether it can be pulled out.
        memory: whether it is no disk at all, and empty after the next start.
        free: bytes that are left for this user; None when the system does not say.
    """

    remote: bool = False
    removable: bool = False
    memory: bool = False
    free: int | None = None
    of_host: bool = False


class Mount(NamedTuple):
    """One line of ``/proc/mounts``: the device and the kind of its file system."""

    device: str = ""
    kind: str = ""


def volume_of(folder: Path) -> Volume:
    """The disk of a folder, which need not be there yet."""
    real = existing(folder.resolve())
    free = _free(real)
    if sys.platform == "win32":
        if real.drive.startswith("\\\\"):
            return Volume(remote=True, free=free)
        kind = ctypes.windll.kernel32.GetDriveTypeW(real.anchor)
        return Volume(
            kind == _WINDOWS_REMOTE, kind in (_WINDOWS_REMOVABLE, _WINDOWS_CDROM), kind == _WINDOWS_RAMDISK, free
        )
    if not _MOUNTS.exists():
        return Volume(free=free)
    lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    mount = mount_of(PurePosixPath(real), lines)
    removable = is_removable(mount.device, _BLOCK_DEVICES)
    return Volume(is_remote(mount), removable, mount.kind in MEMORY_KINDS, free, is_of_host(mount))


def mount_of(path: PurePosixPath, mounts: Iterable[str]) -> Mount:
    """What holds a path, by the lines of ``/proc/mounts``; an empty one when nothing does."""
    deepest, found = -1, Mount()
    for line in mounts:
        device, point, kind, *_ = line.split()
        place = PurePosixPath(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), point))
        if path.is_relative_to(place) and len(place.parts) >= deepest:
            deepest, found = len(place.parts), Mount(device, kind)
    return found


def is_remote(mount: Mount) -> bool:
    """Whether a mounted file system is another computer's: by its kind, or by a device of the form ``host:/path`` or ``//host``."""
    kind = mount.kind.lower()
    if kind in REMOTE_KINDS or is_of_host(mount):
        return True
    if kind.startswith(_FUSE):
        return kind.removeprefix(_FUSE) not in _LOCAL_FUSE
    if kind == "fuse":  # without a name of its own kind: a local one names a device or nothing
        return "://" in mount.device or ":/" in mount.device or mount.device.startswith("//") or "@" in mount.device
    return False


def is_of_host(mount: Mount) -> bool:
    """Whether it is a folder that a virtual machine shares with the computer it runs on."""
    kind = mount.kind.lower()
    return kind in HOST_KINDS or kind.removeprefix(_FUSE) in _HOST_FUSE


def is_removable(device: str, block_devices: Path) -> bool:
    """Whether a device such as ``/dev/sdb1`` can be pulled out: the kernel says so, or it hangs on USB.

    Args:
        device: as in ``/proc/mounts``.
        block_devices: the kernel's folder of them, ``/sys/class/block``.
    """
    entry = block_devices / PurePosixPath(device).name
    if not device.startswith("/dev/") or not entry.exists():
        return False
    real = entry.resolve()
    if any(part.startswith("usb") for part in real.parts):  # a USB hard disk calls itself fixed
        return True
    marks = (disk / "removable" for disk in (real, real.parent))  # a partition has the mark of its disk
    return any(mark.is_file() and mark.read_text(encoding="ascii").strip() == "1" for mark in marks)


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)


def same_volume(one: Path, other: Path) -> bool:
    """Whether two folders, which need not be there yet, lie on one disk, or on one part of it: what takes one takes both."""
    try:
        return existing(one.resolve()).stat().st_dev == existing(other.resolve()).stat().st_dev
    except OSError:  # pulled out just now
        return False


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
