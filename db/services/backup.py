"""备份与恢复: one file that holds the encrypted store and its key ring, checked before it counts."""

import errno
import os
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path

from db.errors import DiskFull, FileUnreadable
from db.store import BACKUPS, FILE, Store, keyring

SUFFIX = ".dqbak"
KEPT_DAYS = 30
_NAME = "党群服务台备份-{:%Y%m%d-%H%M%S}" + SUFFIX


def backup(store: Store, path: Path) -> None:
    """Writes a backup file: a checked copy of the store and its key ring; beside, then renamed.

    Raises:
        DiskFull: there is no room; no half-written file is left.
        FileUnreadable: the place cannot be written to.
    """
    beside = path.with_name(path.name + ".new")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".dq") as folder:
            copy = Path(folder) / FILE
            store.copy_to(copy)
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as archive:
                archive.write(copy, FILE)
                archive.write(store.folder / keyring.FILE, keyring.FILE)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        if error.errno == errno.ENOSPC:
            raise DiskFull from error
        raise FileUnreadable("备份写不到这个位置", "请换一个文件夹或优盘") from error


def daily_backup(store: Store, now: datetime) -> Path | None:
    """Today's backup beside the store, or None when there is one already; old ones are cleared away."""
    folder = store.folder / BACKUPS
    folder.mkdir(exist_ok=True)
    if last_backup(store.folder, now.date()):
        return None
    path = folder / _NAME.format(now)
    backup(store, path)
    for old in sorted(folder.glob(f"*{SUFFIX}"))[:-KEPT_DAYS]:
        old.unlink()
    return path


def last_backup(folder: Path, day: date | None = None) -> datetime | None:
    """When the newest backup beside the store was made, on a day or ever; None when there is none."""
    made = [datetime.strptime(p.stem.split("-", 1)[1], "%Y%m%d-%H%M%S")
            for p in (folder / BACKUPS).glob(f"党群服务台备份-????????-??????{SUFFIX}")]  # fmt: skip
    wanted = [m for m in made if day is None or m.date() == day]
    return max(wanted, default=None)


def restore(file: Path, folder: Path, passphrase: str) -> Store:
    """The store of a backup file, put into a folder; what was there before is kept in its backups folder.

    The backup is opened, upgraded and checked elsewhere first, so a bad one changes nothing.

    Raises:
        FileUnreadable: the file is no backup of this program.
        WrongPassphrase: the passphrase is not the one of the time of the backup.
        StoreForeign: the backup is damaged.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".dq") as name:
        trial = Path(name)
        _unpack(file, trial)
        store = Store.open(trial, passphrase)
        faults = store.verify()
        store.close()
        if faults:
            raise FileUnreadable(f"备份已损坏：{faults[0]}", "请换一份备份；现有资料没有改动")
        _keep_present(folder)
        for part in (FILE, keyring.FILE):
            (trial / part).replace(folder / part)
    return Store.open(folder, passphrase)


def _unpack(file: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            for part in (FILE, keyring.FILE):
                (folder / part).write_bytes(archive.read(part))
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise FileUnreadable("这不是本程序的备份文件", f"请选择扩展名为 {SUFFIX} 的文件") from error


def _keep_present(folder: Path) -> None:
    """Moves the files of the present store aside, so that a restore can itself be undone."""
    if not (folder / FILE).exists():
        return
    aside = folder / BACKUPS / f"before-restore-{datetime.now():%Y%m%d-%H%M%S}"
    aside.mkdir(parents=True, exist_ok=True)
    for part in (FILE, f"{FILE}-wal", f"{FILE}-shm", keyring.FILE):
        if (folder / part).exists():
            (folder / part).replace(aside / part)
