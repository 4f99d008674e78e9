"""备份与恢复: one file that holds the encrypted store and its key ring, checked before it counts."""

import shutil
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

from db.disk.beside import written_beside
from db.disk.parts import AUDIT_HEAD, BESIDE, INTENT, LOCK, is_store
from db.disk.switch import Intent, exchange, finish
from db.disk.workroom import workroom
from db.errors import EntriesMissing, FileUnreadable, FileUnwritable, StoreForeign
from db.records.centre.centre import Centre
from db.store import BACKUPS, LOGS, PARTS, Store
from db.store.anchor import parse
from db.store.audit import Head
from db.store.files import NO_ROOM, in_clerks_words

SUFFIX = ".dqbak"
_OF_A_STORE = frozenset((*PARTS, *BESIDE, *LOGS, INTENT, LOCK))
_ANOTHER = "请换一份备份；现有资料没有改动"
_HEAD_BYTES = 4096
_KEPT_LOG = f"{LOGS[0]}.kept"


def backup(store: Store, path: Path) -> None:
    """Writes a backup file: a checked copy of the store and its key ring; beside, then renamed.

    Raises:
        DiskFull: there is no room; no half-written file is left.
        FileUnwritable: the place cannot be written to, or is a file of a store.
        StoreForeign: the copy is not sound, so the disk or the store is not.
        EntriesMissing: the store ends too early.
    """
    if path.name.lower() in _OF_A_STORE and is_store(path.resolve().parent):
        raise FileUnwritable("备份不能写到资料自己的文件上", f"请换一个文件名，例如 备份{SUFFIX}；资料没有改动")
    with in_clerks_words("备份"), workroom(path.parent) as folder:
        store.copy_to(folder)
        with written_beside(path) as whole, zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
            for part in PARTS:
                archive.write(folder / part, part)


def head_inside(file: Path) -> Head | None:
    """The last audit entry that a backup says to hold; None when it is no backup of this program. Nothing is opened."""
    try:
        with zipfile.ZipFile(file) as archive:
            if not set(PARTS) <= set(archive.namelist()) or archive.getinfo(AUDIT_HEAD).file_size > _HEAD_BYTES:
                return None
            return parse(archive.read(AUDIT_HEAD))
    except (OSError, KeyError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error):
        return None


def backups_in(folder: Path) -> list[tuple[Path, Head | None]]:
    """The files of a folder that are named as backups, each with what `head_inside` says of it."""
    return [(path, head_inside(path)) for path in folder.glob(f"*{SUFFIX}")]


def faults_inside(store: Store, file: Path) -> list[str]:
    """What is wrong with a backup of this store, which is taken out and looked at as a whole; empty when all is well.

    Raises:
        DiskFull: there is no room to take it out.
        FileUnwritable: the place beside it cannot be written to.
    """
    with in_clerks_words("备份"), workroom(file.parent) as room:
        try:
            _unpack(file, room)
        except FileUnreadable as error:
            return [error.message]
        return store.faults_of(room)


def restore(file: Path, folder: Path, passphrase: str) -> Store:
    """The store of a backup file, put into a folder; what was there before is kept in its backups folder.

    The backup is opened, upgraded and checked elsewhere first, so a bad one changes nothing. A process that is killed
    meanwhile leaves the store as it was or restored: see `db.disk.switch`. The caller has closed its own store of the folder.

    Raises:
        FileUnreadable: the file is no backup of this program, or it is damaged.
        WrongPassphrase: the passphrase is not the one of the time of the backup.
        StoreNewer: a newer program made the backup.
        StoreOpen: another window has the present store open.
        DiskFull: there is no room.
    """
    with in_clerks_words("资料"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        finish(folder)
        with workroom(folder) as trial:
            _unpack(file, trial)
            _check(trial, folder, passphrase, file.name)
            aside = f"{BACKUPS}/before-restore-{datetime.now():%Y%m%d-%H%M%S-%f}"
            present = tuple(part for part in (*LOGS, _KEPT_LOG, *BESIDE, *PARTS) if (folder / part).exists())
            exchange(folder, Intent(trial.name, aside, present, PARTS, file.name))
    return Store.open(folder, passphrase)


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


def _check(trial: Path, folder: Path, passphrase: str, name: str) -> None:
    """Makes sure that the store in the trial folder may take the place of the one in the folder, and enters that it does."""
    try:
        store = Store.open(trial, passphrase)
        try:
            if faults := store.verify():
                raise StoreForeign(faults[0])
            _take_over(store, folder)
            with store.writing("恢复备份") as w:
                w.note("restore", Centre.TABLE, store.centre().id, {"file": [None, name]})
        finally:
            store.close()
    except (StoreForeign, EntriesMissing) as error:
        raise FileUnreadable(f"备份已损坏：{error.message}", _ANOTHER) from error


def _take_over(store: Store, folder: Path) -> None:
    """Makes sure that nobody has the present store open; its log is copied first, for the engine drops what is damaged in it."""
    log, kept = folder / LOGS[0], folder / _KEPT_LOG
    if log.exists() and log.stat().st_size:
        shutil.copyfile(log, kept)
    try:
        store.take_over(folder)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
