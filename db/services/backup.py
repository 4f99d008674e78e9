"""备份与恢复: one file that holds the encrypted store and its key ring, checked before it counts."""

import re
import shutil
import tempfile
import zipfile
import zlib
from datetime import date, datetime, timedelta
from pathlib import Path

from db.disk.renaming import put_in_place
from db.errors import FileUnreadable, StoreForeign
from db.records.centre import Centre
from db.store import BACKUPS, LOGS, PARTS, Store
from db.store.files import NO_ROOM, in_clerks_words, settle

SUFFIX = ".dqbak"
KEPT_DAYS = 30
_PREFIX = "党群服务台备份-"
_STAMP = "%Y%m%d-%H%M%S"
_STAMP_SHAPE = re.compile(r"\d{8}-\d{6}")
_UNFINISHED = ".dq"
_ANOTHER = "请换一份备份；现有资料没有改动"


def backup(store: Store, path: Path) -> None:
    """Writes a backup file: a checked copy of the store and its key ring; beside, then renamed.

    Raises:
        DiskFull: there is no room; no half-written file is left.
        FileUnwritable: the place cannot be written to.
        StoreForeign: the copy is not sound, so the disk or the store is not.
    """
    with (
        in_clerks_words("备份"),
        tempfile.TemporaryDirectory(dir=path.parent, prefix=_UNFINISHED, ignore_cleanup_errors=True) as name,
    ):
        folder = Path(name)
        store.copy_to(folder)
        whole = folder / path.name
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
            for part in PARTS:
                archive.write(folder / part, part)
        settle(whole)
        put_in_place(whole, path)
        settle(path.parent)


def daily_backup(store: Store, now: datetime) -> Path | None:
    """Today's backup beside the store, or None when there is one already; old ones are cleared away."""
    folder = store.folder / BACKUPS
    folder.mkdir(exist_ok=True)
    if last_backup(store.folder, now.date()):
        return None
    path = folder / f"{_PREFIX}{now:{_STAMP}}{SUFFIX}"
    backup(store, path)
    _clear_away(folder, now)
    return path


def _clear_away(folder: Path, now: datetime) -> None:
    """Removes our own backups but the newest, and what a backup that was broken off left days ago."""
    own = _own_backups(folder)
    for made in sorted(own)[:-KEPT_DAYS]:
        own[made].unlink()
    for left in folder.glob(f"{_UNFINISHED}*/"):
        if datetime.fromtimestamp(left.stat().st_mtime) < now - timedelta(days=1):
            shutil.rmtree(left, ignore_errors=True)


def last_backup(folder: Path, day: date | None = None) -> datetime | None:
    """When the newest backup beside the store was made, on a day or ever; None when there is none."""
    return max((made for made in _own_backups(folder / BACKUPS) if day in (None, made.date())), default=None)


def _own_backups(folder: Path) -> dict[datetime, Path]:
    """The daily backups in a folder by the time of their making; files of other names are the clerk's."""
    found: dict[datetime, Path] = {}
    for path in folder.glob(f"{_PREFIX}*{SUFFIX}"):
        stamp = path.stem.removeprefix(_PREFIX)
        try:
            made = datetime.strptime(stamp, _STAMP) if _STAMP_SHAPE.fullmatch(stamp) else None
        except ValueError:  # eight digits that are no day
            continue
        if made:
            found[made] = path
    return found


def restore(file: Path, folder: Path, passphrase: str) -> Store:
    """The store of a backup file, put into a folder; what was there before is kept in its backups folder.

    The backup is opened, upgraded and checked elsewhere first, so a bad one changes nothing. The caller has closed
    its own store of the folder.

    Raises:
        FileUnreadable: the file is no backup of this program, or it is damaged.
        WrongPassphrase: the passphrase is not the one of the time of the backup.
        StoreNewer: a newer program made the backup.
        StoreOpen: another window has the present store open.
        DiskFull: there is no room.
    """
    with (
        in_clerks_words("资料"),
        tempfile.TemporaryDirectory(dir=_made(folder), prefix=_UNFINISHED, ignore_cleanup_errors=True) as name,
    ):
        trial = Path(name)
        _unpack(file, trial)
        _check(trial, folder, passphrase)
        _put_in_place(trial, folder)
    store = Store.open(folder, passphrase)
    with store.writing("恢复备份") as w:
        w.note("restore", Centre.TABLE, store.centre().id, {"file": [None, file.name]})
    return store


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _unpack(file: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            for part in PARTS:
                with archive.open(part) as packed, (folder / part).open("wb") as target:
                    shutil.copyfileobj(packed, target)
    except (OSError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise
        remedy = f"请选择扩展名为 {SUFFIX} 的文件；现有资料没有改动"
        raise FileUnreadable("这不是本程序的备份文件，或者文件已损坏", remedy) from error


def _check(trial: Path, folder: Path, passphrase: str) -> None:
    try:
        store = Store.open(trial, passphrase)
        try:
            if faults := store.verify():
                raise StoreForeign(faults[0])
            store.take_over(folder)
        finally:
            store.close()
    except StoreForeign as error:
        raise FileUnreadable(f"备份已损坏：{error.message}", _ANOTHER) from error


def _put_in_place(trial: Path, folder: Path) -> None:
    """Moves the present files aside and the restored ones in; undoes both when one of them cannot be moved."""
    aside = folder / BACKUPS / f"before-restore-{datetime.now():%Y%m%d-%H%M%S-%f}"
    present = [part for part in (*PARTS, *LOGS) if (folder / part).exists()]
    moves = [(folder / part, aside / part) for part in present] + [(trial / part, folder / part) for part in PARTS]
    if present:
        aside.mkdir(parents=True)
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            target.rename(source)
        raise
    settle(folder)
