"""The store: one encrypted file of records, and the only place that speaks SQL.

A folder holds ``centre.db`` (SQLCipher 4), ``keyring.json`` and ``backups/``.
"""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from db.errors import AppError, StoreExists, StoreForeign, StoreMissing
from db.records.base import Record
from db.records.centre import Centre, Clerk
from db.store import audit, driver, keyring, upgrade
from db.store.drafts import Drafts
from db.store.driver import Connection
from db.store.reading import Reader
from db.store.search_index import Hit
from db.store.where import Where, among, eq, ge, gt, le, like, lt, ne
from db.store.writing import Writer

__all__ = ["Hit", "Store", "Where", "Writer", "among", "eq", "ge", "gt", "le", "like", "lt", "ne"]

R = TypeVar("R", bound=Record)
FILE = "centre.db"
BACKUPS = "backups"
DESK_COUNTER = "desk"


class Store(Reader):
    """An open store. A connection belongs to its thread: a worker takes its own by `again`.

    Attributes:
        folder: where the store lies.
        actor: the clerk's name, which the audit enters.
        drafts: what is typed but not saved.
    """

    def __init__(self, folder: Path, key: bytes, connection: Connection, actor: str) -> None:
        super().__init__(connection)
        self.folder = folder
        self.actor = actor
        self.drafts = Drafts(connection)
        self._key = key
        self._desk = self.last_number(DESK_COUNTER)
        self._writer: Writer | None = None

    @classmethod
    def create(cls, folder: Path, passphrase: str, centre: Centre, clerk: Clerk, desk: int = 1) -> tuple["Store", str]:
        """A new store and its recovery code, which nobody can ask for again.

        Args:
            folder: an empty or new folder on a disk of this computer.
            passphrase: what the clerk will type to open it.
            centre: the centre, whose name the papers carry.
            clerk: the first clerk.
            desk: 1 to 255, different for desks that will exchange records.

        Raises:
            StoreExists: there is a store already.
        """
        if (folder / FILE).exists() or (folder / keyring.FILE).exists():
            raise StoreExists("这个文件夹里已经有一份资料", "请直接打开它，或另选一个文件夹")
        with _folder_made(folder):
            ring, key, code = keyring.create(passphrase)
            connection = driver.connect(folder / FILE, key)
            upgrade.apply(connection, folder / BACKUPS)
            store = cls(folder, key, connection, clerk.name)
            store._desk = desk
            with store.writing("新建资料") as w:
                w.take_number(DESK_COUNTER, desk)
                w.save(centre)
                w.save(clerk)
            keyring.write(folder, ring)
        return store, code

    @classmethod
    def open(cls, folder: Path, passphrase: str, actor: str = "") -> "Store":
        """The store in a folder, brought up to this program after a copy.

        Raises:
            StoreMissing: there is none.
            StoreForeign: the files are not ours or damaged.
            StoreNewer: a newer program wrote it.
            WrongPassphrase: neither passphrase nor recovery code.
        """
        ring = keyring.read(folder)
        if not (folder / FILE).exists():
            raise StoreMissing("钥匙文件在，资料文件不见了", "请用最近的备份恢复")
        return cls._with_key(folder, ring.open(passphrase), actor)

    @classmethod
    def _with_key(cls, folder: Path, key: bytes, actor: str) -> "Store":
        connection = driver.connect(folder / FILE, key)
        if not upgrade.is_current(connection):
            upgrade.apply(connection, folder / BACKUPS)
        store = cls(folder, key, connection, actor)
        if not actor:
            clerks = store.select(Clerk, limit=1)
            store.actor = clerks[0].name if clerks else ""
        return store

    def again(self) -> "Store":
        """The same store on a connection of its own, for another thread."""
        return self._with_key(self.folder, self._key, self.actor)

    def close(self) -> None:
        """Writes the log back into the file and lets go of it."""
        driver.checkpoint(self._connection)
        self._connection.close()

    @contextmanager
    def writing(self, reason: str = "") -> Generator[Writer]:
        """One transaction that holds the write lock from its start; any exception undoes all of it.

        Raises:
            StoreBusy: another window wrote for longer than five seconds.
            DiskFull: there was no room.
        """
        if self._writer:
            yield self._writer
            return
        with driver.in_clerks_words():
            self._connection.execute("BEGIN IMMEDIATE")
            self._writer = Writer(self._connection, self.actor, reason, self._desk)
            try:
                yield self._writer
                self._writer.finish()
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._writer = None

    def save(self, record: R, reason: str = "") -> R:
        """The record as saved, in a transaction of its own; see `Writer.save`."""
        with self.writing(reason) as w:
            return w.save(record)

    def change_passphrase(self, old: str, new: str) -> None:
        """Wraps the data key anew; the recovery code stays as it is.

        Raises:
            WrongPassphrase: the old one is wrong.
        """
        ring = keyring.read(self.folder)
        keyring.write(self.folder, ring.with_entry(keyring.DESK, new, ring.open(old)))

    def new_recovery_code(self) -> str:
        """A new recovery code; the one before no longer opens the store."""
        code = keyring.new_code()
        ring = keyring.read(self.folder).with_entry(keyring.RECOVERY, keyring.plain_code(code), self._key)
        keyring.write(self.folder, ring)
        return code

    def verify(self) -> list[str]:
        """What is wrong with the store: pages, structure, links, audit chain; empty when all is well."""
        found = driver.faults(self._connection)
        return found or audit.faults(self._connection)

    def copy_to(self, path: Path) -> None:
        """A whole encrypted copy of the database in one step, while others may write.

        Raises:
            DiskFull: there is no room; what was begun is removed.
        """
        target = driver.connect(path, self._key)
        try:
            with driver.in_clerks_words():
                target.execute("PRAGMA journal_mode = DELETE")
                self._connection.backup(target, pages=-1)
                _refuse_faults(target)
        except BaseException:
            target.close()
            path.unlink(missing_ok=True)
            raise
        target.close()


def _refuse_faults(copy: Connection) -> None:
    if faults := driver.faults(copy):
        raise StoreForeign(f"备份校验没有通过：{faults[0]}", "请换一个磁盘再备份")


@contextmanager
def _folder_made(folder: Path) -> Generator[None]:
    """A folder that is there afterwards only if all went well."""
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AppError("不能建立资料文件夹", "请换到本机硬盘上有权限的位置") from error
    try:
        yield
    except BaseException:
        for name in (FILE, f"{FILE}-wal", f"{FILE}-shm", keyring.FILE, f"{keyring.FILE}.new"):
            (folder / name).unlink(missing_ok=True)
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise
