"""彻底删除: the texts of what the log tells of records that are gone for good.

An entry keeps who did what when, and its hashes; its text becomes empty. A later entry (`audit.PURGE`) names each with the hash of its text,
so that the chain is held together by that; see `audit.gone_texts`.
"""

from collections.abc import Collection, Mapping

from db.records.kinds import Kinds
from db.store import audit, rows
from db.store.driver import Connection, whole
from db.store.renames import OLD
from db.values.reference import reference

_TRIGGER = "audit_no_update"
_SEARCHED = ("search_text", "search_identity", "search_telephone")


def forget(connection: Connection, kinds: Kinds, gone: Mapping[str, Collection[int]]) -> list[list[int | str]]:
    """Takes the texts of all entries about records out of the log, and the drafts that lead to them, in the current transaction.

    Args:
        connection: to the store.
        kinds: the types of its records.
        gone: the records, by table.

    Returns:
        For each entry its number and what the next entry is to say of its text: its hash; "" where its own hash is over the text itself, as
        before the seal.
    """
    found: list[list[int | str]] = []
    for table, ids in gone.items():
        _drop_drafts(connection, [number for i in ids for number in (i, reference(kinds[table].code, i))])
        for piece in rows.chunks(ids):
            found += _texts(connection, table, piece)
    for table in _SEARCHED:  # else what was dropped stays in its segments until they are merged one day
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
    if found:
        _empty(connection, [whole(seq) for seq, _ in found])
    return sorted(found)


def _texts(connection: Connection, table: str, ids: Collection[int]) -> list[list[int | str]]:
    names = OLD.ever(table)
    marks = ", ".join("?" * len(names))
    found = connection.execute(
        f"SELECT seq, {', '.join(audit.COLUMNS)} FROM audit WHERE tbl IN ({marks})"  # noqa: S608
        f" AND row_id IN ({', '.join('?' * len(ids))}) AND change <> '' AND action <> ?",
        (*names, *ids, audit.PURGE),
    )
    return [
        [whole(seq), audit.text_hash(str(told[-1])) if audit.link_hash(told, str(previous)) == own else ""]
        for seq, *told, previous, own in found
    ]


def _drop_drafts(connection: Connection, numbers: list[int]) -> None:
    """An id has so many figures that nothing else looks like it."""
    told = [(f"%{number}%", f"%{number}%") for number in numbers]
    connection.executemany("DELETE FROM draft WHERE begun LIKE ? OR body LIKE ?", told)


def _empty(connection: Connection, numbers: list[int]) -> None:
    """The trigger that refuses changes is away for so long, and comes back word by word."""
    trigger = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (_TRIGGER,))
    (sql,) = trigger.fetchone() or ("",)
    connection.execute(f"DROP TRIGGER {_TRIGGER}")
    connection.executemany("UPDATE audit SET change = '' WHERE seq = ?", [(number,) for number in numbers])
    connection.execute(str(sql))
