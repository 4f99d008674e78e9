"""Copies of a database in another folder, under the same key: made in one step, looked into, and what they hold."""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from db.disk.parts import DATABASE
from db.errors import StoreForeign
from db.records.kinds import Kinds
from db.store import anchor, audit, driver, ring_file, seal, soundness, vault
from db.store.driver import Connection, whole
from db.store.reading import Reader
from db.store.renames import OLD
from db.store.vault import Holdings


@frozen
class Copied:
    """What a copy holds.

    Attributes:
        generation: the number of its key ring.
        evidence: its photos and scans, whose pieces are not copied with it.
    """

    generation: int
    evidence: Holdings


def copy(connection: Connection, folder: Path, key: bytes, kinds: Kinds, *, goes_on: bool = False) -> Copied:
    """Copies a database and its head into another folder while others may write.

    Args:
        connection: to the database.
        folder: where the copy lies.
        key: under which it lies there.
        kinds: the types of records that it holds.
        goes_on: whether the copy takes the place of the original; any other is without the key of the seal, see `db.store.seal`.

    Raises:
        DiskFull: there is no room.
        StoreForeign: the copy is not sound.
    """
    driver.copy(connection, folder / DATABASE, key)
    copied = driver.connect(folder / DATABASE, key)
    try:
        if found := soundness.faults(copied):
            raise StoreForeign(f"备份校验没有通过：{found[0]}", "请检查硬盘，并换一个磁盘再备份")
        if not goes_on:
            seal.strip(copied)
        anchor.write(folder, audit.head(copied))
        generation = Reader(copied).last_number(ring_file.GENERATION)
        return Copied(generation, vault.holdings(copied, kinds))
    finally:
        copied.close()


def faults(folder: Path, key: bytes) -> list[str]:
    """What is wrong with a copy; empty when all is well. Nothing is written to it."""
    try:
        copied = driver.connect(folder / DATABASE, key)
    except StoreForeign as error:
        return [error.message]
    try:
        return soundness.faults_with_end(folder, copied)
    finally:
        copied.close()


def holdings(folder: Path, key: bytes, kinds: Kinds) -> Holdings:
    """The photos and scans of a copy that is sound."""
    copied = driver.connect(folder / DATABASE, key)
    try:
        return vault.holdings(copied, kinds)
    finally:
        copied.close()


def counts_at(connection: Connection, kinds: Kinds, seq: int) -> Mapping[str, int]:
    """How many records of each type there were after an entry of the audit, by table."""
    since = {
        (str(table), str(action)): whole(count)
        for table, action, count in connection.execute(
            "SELECT tbl, action, count(*) FROM audit WHERE seq > ? AND action IN ('create', 'delete') GROUP BY tbl, action",
            (seq,),
        )
    }
    found: dict[str, int] = {}
    for kind in kinds:
        row = connection.execute(f"SELECT count(*) FROM {kind.table}").fetchone()  # noqa: S608
        names = OLD.ever(kind.table)
        made, gone = (sum(since.get((name, action), 0) for name in names) for action in ("create", "delete"))
        found[kind.table] = whole(row[0] if row else 0) - made + gone
    return found
