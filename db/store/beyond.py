"""What a store has beyond a backup of it: which is about to take its place, or of which somebody asks.

The present store may be damaged, and what tells of that must stay: it is copied, and the copy is opened.
"""

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from db.disk.parts import DATABASE, LOGS
from db.errors import AppError
from db.fields import Stored
from db.records.centre.account import Account
from db.records.kinds import Kinds
from db.store import audit, driver, purge_check, ring_file
from db.store.audit import Head
from db.store.deeds import ONE_BY_ONE
from db.store.driver import Connection, whole
from db.store.reading import Reader
from db.store.renames import OLD
from db.values import actor


@frozen
class Beyond:
    """What was done after a backup.

    Attributes:
        is_of_it: whether the backup is of the store as it is now: its last entry is one of the store's.
        deeds: changes of records that the backup has not; where it is not of it, all since the backup's last moment.
        kinds: of these, by the label of the type.
        until: when the last one was; None for none.
        who: the names of who did them.
        purged: what went for good after it, and it may bring back: ids by table.
    """

    is_of_it: bool
    deeds: int
    kinds: Mapping[str, int]
    until: datetime | None
    who: tuple[str, ...]
    purged: Mapping[str, Sequence[int]] = field(factory=dict[str, Sequence[int]])


def beyond(folder: Path, room: Path, key: bytes, secret: str, head: Head, kinds: Kinds) -> Beyond | None:
    """What the store of a folder has beyond the last entry of a backup; None where it cannot be opened.

    Args:
        folder: of the store.
        room: a folder for a copy of it.
        key: that of the backup, which the store had, too, unless it was sealed anew since.
        secret: a passphrase that opens the backup, and perhaps the store.
        head: the last entry of the backup.
        kinds: the types of records.
    """
    connection = _copied(folder, room, key, secret)
    if connection is None:
        return None
    try:
        return _told(connection, head, kinds)
    except AppError:
        return None
    finally:
        connection.close()


def account_in(folder: Path, room: Path, key: bytes, secret: str, account: int) -> Account | None:
    """An account as the store of a folder has it, which is opened as `beyond` does; None where it has none, or cannot be opened."""
    found = _copied(folder, room, key, secret)
    if found is None:
        return None
    try:
        with driver.in_clerks_words():
            return Reader(found).get_many(Account, [account]).get(account)
    except AppError:
        return None
    finally:
        found.close()


def _copied(folder: Path, room: Path, key: bytes, secret: str) -> Connection | None:
    """A copy of the store of a folder, open; None where it cannot be."""
    try:
        for name in (DATABASE, LOGS[0]):
            if (folder / name).exists():
                shutil.copyfile(folder / name, room / name)
        return _opened(folder, room, key, secret)
    except (AppError, OSError):
        return None


def _opened(folder: Path, room: Path, key: bytes, secret: str) -> Connection:
    try:
        return driver.connect(room / DATABASE, key)
    except AppError:
        return driver.connect(room / DATABASE, ring_file.read(folder).unlock(secret).key)


def _told(connection: Connection, head: Head, kinds: Kinds) -> Beyond:
    with driver.in_clerks_words():
        is_of_it = audit.holds(connection, head)
        after, since = ("seq > ?", head.seq) if is_of_it else ("at > ?", head.at)
        where = f"{after} AND action IN {ONE_BY_ONE}"
        labels = {name: kind.label for kind in kinds for name in OLD.ever(kind.table)}
        counts: dict[str, int] = {}
        for table, count in connection.execute(
            f"SELECT tbl, count(*) FROM audit WHERE {where} GROUP BY tbl ORDER BY 2 DESC",  # noqa: S608
            (since,),
        ):
            label = labels.get(str(table), "其他")
            counts[label] = counts.get(label, 0) + whole(count)
        found = connection.execute(f"SELECT max(at) FROM audit WHERE {where}", (since,)).fetchone()  # noqa: S608
        last = found[0] if found else None
        names = connection.execute(f"SELECT DISTINCT actor FROM audit WHERE {where}", (since,))  # noqa: S608
        who = tuple(sorted({actor.parted(str(name))[0] for (name,) in names}))
        purged = _purged(connection, after, since)
    return Beyond(
        is_of_it, sum(counts.values()), counts, datetime.fromisoformat(str(last)) if last else None, who, purged
    )


def _purged(connection: Connection, after: str, since: Stored) -> dict[str, list[int]]:
    """What went for good after a backup, or had gone and came back by another one; not where only the texts of a record went."""
    found: dict[str, set[int]] = {}
    went = f"SELECT tbl, row_id FROM audit WHERE action = ? AND {after} AND change NOT LIKE '%\"left\":%'"  # noqa: S608
    for table, row_id in connection.execute(went, (audit.PURGE, since)):
        found.setdefault(OLD.today(str(table)), set()).add(whole(row_id))
    restored = f"SELECT seq FROM audit WHERE action = ? AND {after}"  # noqa: S608
    for (seq,) in connection.execute(restored, (purge_check.RESTORED, since)).fetchall():
        for table, row_id in purge_check.had_gone(connection, whole(seq)):
            found.setdefault(table, set()).add(row_id)
    return {table: sorted(ids) for table, ids in found.items()}
