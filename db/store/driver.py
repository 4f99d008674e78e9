"""The encrypted SQLite connection: opening it, its settings, and its errors in the clerk's words.

Settings follow measured durability: WAL with FULL lost nothing in simulated power cuts, WAL with NORMAL did.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false
# sqlcipher3 ships no type information; `Connection` and `Cursor` below say what we use of it.

import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, cast

import sqlcipher3
from sqlcipher3 import dbapi2

from db.disk.private import make_private_file
from db.errors import (
    AppError,
    ArgumentError,
    Cancelled,
    DiskFull,
    FileUnwritable,
    RecordInUse,
    RecordTwice,
    StoreBusy,
    StoreForeign,
    StoreOpen,
)
from db.fields import Stored
from db.store import foreign_log
from db.store.files import in_clerks_words as file_errors
from db.store.files import told_when_full
from db.values import list_order

ORDERED, ORDERED_NAME = "ordered_text", "ordered_name"
"""The functions by which a connection orders texts, and names of persons; see `db.values.list_order`."""

# sqlite-utils looks for pysqlite3 first and catches that module's errors: it must be sqlcipher3's.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

BUSY_MS = 5000
CACHE_KIB = 65536
STEP = 1000
"""Instructions of the engine between two questions whether it is to stop: from 20 microseconds to a few milliseconds of reading."""
_FOREIGN = "这不是本程序的资料文件，或者文件已损坏"
_FOREIGN_REMEDY = "请用最近的备份恢复；原文件没有改动"
RowValues = tuple[Stored, ...]


def whole(kept: Stored) -> int:
    """A whole number as a row has it; 0 for nothing."""
    return int(kept) if kept else 0


class Cursor(Protocol):
    """What we use of a DB-API cursor."""

    rowcount: int

    def fetchone(self) -> RowValues | None: ...  # noqa: D102
    def fetchall(self) -> list[RowValues]: ...  # noqa: D102
    def __iter__(self) -> Iterator[RowValues]: ...


class Connection(Protocol):
    """What we use of a DB-API connection."""

    in_transaction: bool
    total_changes: int
    isolation_level: str | None

    def execute(self, sql: str, parameters: Sequence[Stored] | Mapping[str, Stored] = ...) -> Cursor: ...  # noqa: D102
    def executemany(self, sql: str, parameters: Sequence[Sequence[Stored]]) -> Cursor: ...  # noqa: D102
    def create_function(self, name: str, narg: int, func: Callable[..., Stored], *, deterministic: bool) -> None: ...  # noqa: D102
    def set_progress_handler(self, handler: Callable[[], bool] | None, n: int) -> None: ...  # noqa: D102
    def backup(self, target: "Connection") -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


@contextmanager
def in_clerks_words() -> Generator[None]:
    """Turns the engine's errors into errors that a clerk can act on.

    Raises:
        StoreBusy: another window holds the write lock for longer than five seconds.
        Cancelled: it was to stop; see `stopping`.
        DiskFull: there is no room; the transaction was rolled back.
        StoreForeign: the file is not ours, damaged, or the key does not fit.
        FileUnwritable: the disk or the folder does not let us read or write.
        RecordInUse: a record is to go that others point to.
        RecordTwice: there is one like it already.
        ArgumentError: a text has half a character, which no file can hold.
    """
    try:
        yield
    except dbapi2.Error as error:
        known = _in_words(str(error))
        if known is None:
            raise
        raise known from error
    except UnicodeEncodeError as error:  # half a character, as a broken input method or a terminal hands it on
        half = f"U+{ord(error.object[error.start]):04X}"
        raise ArgumentError(f"有一个字不完整（{half}），存不了", "请删去那个字，重新输入") from error


def _in_words(text: str) -> AppError | None:
    """The clerk's error for an engine's message; None for one that only a bug of ours can cause."""
    if "interrupted" in text:
        return Cancelled()
    if "FOREIGN KEY" in text:
        return RecordInUse()
    if "UNIQUE" in text:
        return RecordTwice()
    if "locked" in text or "busy" in text:
        return StoreBusy()
    if "full" in text:
        return DiskFull()
    if "not a database" in text or "malformed" in text or "vtable constructor failed" in text:
        return StoreForeign(_FOREIGN, _FOREIGN_REMEDY)
    if "disk I/O" in text or "unable to open" in text:
        return FileUnwritable("资料文件读写不了", "请检查硬盘和文件夹的权限；已保存的资料没有改动")
    if "readonly" in text:
        return FileUnwritable("资料文件不能写入", "请检查文件夹的权限，或换到本机硬盘上")
    return None


def connect(path: Path, key: bytes, *, new: bool = False) -> Connection:
    """A connection to the encrypted file.

    The file is never opened by other means: closing such a handle would drop the locks that this process holds on
    it (sqlite.org/howtocorrupt.html 2.2). A plain SQLite file fails the seal of its first page.

    Args:
        path: the database file, on a disk of this computer.
        key: 32 bytes, given raw, so that opening costs no key derivation.
        new: makes the file; otherwise it must be there.

    Raises:
        StoreForeign: the file is plain, empty, damaged, or of another key, or the log beside it is another store's.
    """
    if not new and not (path.exists() and path.stat().st_size):
        raise StoreForeign(_FOREIGN, _FOREIGN_REMEDY)
    if new:
        with file_errors("资料文件"):
            make_private_file(path)  # the log takes its mode
    with in_clerks_words():
        connection = cast("Connection", dbapi2.connect(str(path), isolation_level=None, check_same_thread=True))
        try:
            _set_key(connection, key)
            if not new:
                _refuse_foreign_log(connection, path, key)
            _set_up(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _set_key(connection: Connection, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise StoreForeign("加密模块没有装好，拒绝打开", "请重新安装程序")


def _refuse_foreign_log(connection: Connection, path: Path, key: bytes) -> None:
    """Refuses a log of another store before a page is read: to read one, and to close again, would write the log into the file."""
    log = path.with_name(f"{path.name}-wal")
    found = connection.execute("PRAGMA cipher_salt").fetchone()
    if found and foreign_log.is_foreign(log, key, bytes.fromhex(str(found[0]))):
        remedy = f"资料文件没有改动：请把 {log.name} 移到别处，再打开一次；不放心就用最近的备份恢复"
        raise StoreForeign(f"资料旁边的 {log.name} 是另一份资料的", remedy)


def in_memory() -> Connection:
    """An empty database that is nowhere, to try out what the steps make."""
    connection = cast("Connection", dbapi2.connect(":memory:", isolation_level=None))
    _order_by_ours(connection)
    return connection


def _set_up(connection: Connection) -> None:
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"cache_size = -{CACHE_KIB}",
        "temp_store = MEMORY",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    _order_by_ours(connection)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _order_by_ours(connection: Connection) -> None:
    connection.create_function(ORDERED, 1, list_order.of_text, deterministic=True)
    connection.create_function(ORDERED_NAME, 1, list_order.of_name, deterministic=True)


@contextmanager
def stopping(connection: Connection, stop: Callable[[], bool], step: int = 0) -> Generator[None]:
    """Asks again and again, while the engine is at work, whether it is to stop; what it does then raises `Cancelled`."""
    connection.set_progress_handler(stop, step or STEP)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def checkpoint(connection: Connection) -> None:
    """Writes the log back into the file; call it when idle and on closing."""
    with in_clerks_words():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def copy(connection: Connection, path: Path, key: bytes) -> None:
    """Copies the database into a new file in one step, while others may write."""
    with told_when_full(path.parent):
        target = connect(path, key, new=True)
        try:
            with in_clerks_words():
                target.execute("PRAGMA journal_mode = DELETE")
                connection.backup(target)
        finally:
            target.close()


def allow_writing(connection: Connection, *, allowed: bool) -> None:
    """Lets the connection write, or read only."""
    connection.execute(f"PRAGMA query_only = {'OFF' if allowed else 'ON'}")


@contextmanager
def at_one_moment(connection: Connection) -> Generator[None]:
    """All that is read inside is of one moment, whatever others write meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def at_once(connection: Connection) -> Generator[None]:
    """What cannot be written at once, as another connection writes, is refused at once."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


@contextmanager
def alone(connection: Connection) -> Generator[None]:
    """Keeps everybody else from a database, also from reading it; it is one file meanwhile, without logs.

    Raises:
        StoreOpen: another connection has it open.
    """
    try:
        with in_clerks_words(), at_once(connection):
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")  # the lock stays
            is_alone = connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    except StoreBusy:
        is_alone = False
    if not is_alone:  # somebody has it open, or came in between
        _share_again(connection)
        raise StoreOpen
    try:
        yield
    except BaseException:
        _share_again(connection)
        raise


def is_open(connection: Connection) -> bool:
    """Whether a connection was not closed."""
    try:
        return connection.in_transaction in (True, False)
    except dbapi2.ProgrammingError:
        return False


def _share_again(connection: Connection) -> None:
    """Lets others to a database again, if the connection is still open."""
    with suppress(dbapi2.Error), at_once(connection):
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA journal_mode = WAL")


def take_over(path: Path, key: bytes) -> None:
    """Leaves a database as one file, without logs, that nobody has open.

    Raises:
        StoreOpen: another connection has it open.
        StoreForeign: the file is plain, empty, damaged, or of another key.
    """
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        with in_clerks_words():
            connection.execute("PRAGMA journal_mode = DELETE")
    except StoreBusy as error:
        raise StoreOpen from error
    finally:
        connection.close()


def faults(connection: Connection) -> list[str]:
    """What the engine's own checks find wrong: page seals first; structure and links only when these are whole.

    Raises:
        StoreForeign: the file is too damaged to be checked.
    """
    with in_clerks_words():
        if seals := connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return [f"资料文件有 {len(seals)} 处损坏（{seals[0][0]}）"]
        checked = [str(row[0]) for row in connection.execute("PRAGMA quick_check").fetchall()]
        links = [
            f"{row[0]} 第 {row[1]} 行指向不存在的 {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")
        ]
    return [*(f"资料文件的结构有误（{text}）" for text in checked if text != "ok"), *links]
