"""Deeds: whole transactions of which the audit tells with one entry at their end, such as an import.

The entries of a deed lie together: its records one by one, then the entry of the deed, which says where it began.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from db.errors import StoreForeign
from db.store import rows
from db.store.audit import ENTRY_COLUMNS, Entry, entry_of
from db.store.driver import Connection, whole
from db.store.renames import OLD

AFTER = "after"
"""What an entry of a deed says of the last entry before it."""
ONE_BY_ONE = "('create', 'update', 'delete')"
_BATCH = 1000


def deeds(connection: Connection, table: str, actions: Sequence[str]) -> list[Entry]:
    """The entries of deeds of these kinds, the newest first; ``table`` is that under which they are entered."""
    names = OLD.ever(table)
    found = connection.execute(
        f"SELECT {ENTRY_COLUMNS} FROM audit WHERE tbl IN ({_marks(names)})"  # noqa: S608
        f" AND row_id = 0 AND action IN ({_marks(actions)}) ORDER BY seq DESC",
        (*names, *actions),
    )
    return [entry_of(*row) for row in found]


def before(connection: Connection, deed: Entry) -> int:
    """The number of the last entry before a deed: as it says itself, or, of one of 0.1.0, found by its reason.

    Raises:
        StoreForeign: the chain is broken there.
    """
    if AFTER in deed.change:
        return int(deed.told(AFTER))
    row = connection.execute(
        f"SELECT seq FROM audit WHERE seq < ? AND NOT (reason = ? AND action IN {ONE_BY_ONE})"  # noqa: S608
        " ORDER BY seq DESC LIMIT 1",
        (deed.seq, deed.reason),
    ).fetchone()
    if row is None:
        raise StoreForeign("操作日志不完整，找不到这次操作的开头", "请用最近的备份恢复")
    return whole(row[0])


def entries(connection: Connection, after: int, deed: Entry, table: str) -> Iterator[list[Entry]]:
    """What a deed did to the records of one table, in pieces: ``after`` is the last entry before the deed.

    Of a record that it created the change is left out: that is the record itself.
    """
    names = OLD.ever(table)
    while True:
        found = connection.execute(
            "SELECT seq, at, actor, action, tbl, row_id, reason, iif(action = 'create', '{}', change) FROM audit"  # noqa: S608
            # The plus sign: read in the order of the chain.
            f" WHERE seq > ? AND seq < ? AND +tbl IN ({_marks(names)}) AND action IN {ONE_BY_ONE} ORDER BY seq LIMIT ?",
            (after, deed.seq, *names, _BATCH),
        ).fetchall()
        if not found:
            return
        yield [entry_of(*row) for row in found]
        after = whole(found[-1][0])


def changed_since(connection: Connection, seq: int, table: str, ids: Iterable[int]) -> set[int]:
    """Which records are otherwise than they were after an entry; a change that was taken back is none."""
    touched: set[int] = set()
    names = OLD.ever(table)
    for piece in rows.chunks(ids):
        net: dict[int, dict[str, list[Any]]] = {}
        for row_id, change in connection.execute(
            f"SELECT row_id, change FROM audit WHERE tbl IN ({_marks(names)}) AND row_id IN ({_marks(piece)})"  # noqa: S608
            f" AND seq > ? AND action IN {ONE_BY_ONE} ORDER BY seq",
            (*names, *piece, seq),
        ):
            told = net.setdefault(whole(row_id), {})
            for name, (old, new) in OLD.change(table, json.loads(str(change) or "{}")).items():
                told[name] = [told[name][0] if name in told else old, new]
        touched |= {i for i, told in net.items() if any(old != new for old, new in told.values())}
    return touched


def _marks(values: Sequence[object]) -> str:
    """A mark for each value."""
    return ", ".join("?" * len(values))
