"""彻底删除: the texts of what the log tells of records that are gone for good.

An entry keeps who did what when, and its hashes; its text becomes empty. A later entry (`audit.PURGE`) names each with the hash of its text,
so that the chain is held together by that; see `audit.gone_texts`. Of a record that is there still, or went in the ordinary way, single entries
lose their text where they tell of somebody who is gone for good: what its rows were then is in that entry, see `db.store.replay`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from db.fields import Stored
from db.records.kinds import Kinds
from db.store import audit, replay, rows
from db.store.driver import Connection, whole
from db.store.renames import OLD
from db.values.reference import reference

_TRIGGER = "audit_no_update"
_SEARCHED = ("search_text", "search_identity", "search_telephone")
Told = list[list[int | str]]
"""For each entry its number and what the next entry is to say of its text: its hash; "" where its own hash is over the text itself, as before
the seal."""


def forget(
    connection: Connection, kinds: Kinds, gone: Mapping[str, Collection[int]], signs: Iterable[str] = ()
) -> Told:
    """Takes the texts of all entries about records out of the log, and the drafts that lead to them, in the current transaction.

    Args:
        connection: to the store.
        kinds: the types of its records.
        gone: the records, by table.
        signs: the numbers of whom they are about: drafts in which one stands go, too.
    """
    found: Told = []
    _drop_drafts(connection, signs)
    for table, ids in gone.items():
        _drop_drafts(connection, [number for i in ids for number in (i, reference(kinds[table].code, i))])
        for piece in rows.chunks(ids):
            found += _texts(connection, table, piece)
    for table in _SEARCHED:  # else what was dropped stays in its segments until they are merged one day
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
    return _emptied(connection, found)


def forget_entries(
    connection: Connection, kinds: Kinds, table: str, row_id: int, seqs: Collection[int]
) -> audit.Change:
    """Takes the texts of some entries about a record out of the log, which is there still or went in the ordinary way.

    Returns:
        What the next entry is to say of it: the entries, and what the rows of the record are now.
    """
    found: Told = []
    for piece in rows.chunks(seqs):
        found += _of(connection, f"seq IN ({', '.join('?' * len(piece))}) AND change <> ''", piece)
    told = _emptied(connection, found)
    return {"entries": [None, told], replay.LEFT: [None, replay.digest_of(connection, kinds[table].record, row_id)]}


def _texts(connection: Connection, table: str, ids: Collection[int]) -> Told:
    names = OLD.ever(table)
    where = (
        f"tbl IN ({', '.join('?' * len(names))}) AND row_id IN ({', '.join('?' * len(ids))})"
        " AND change <> '' AND action <> ?"
    )
    return _of(connection, where, (*names, *ids, audit.PURGE))


def _of(connection: Connection, where: str, values: Sequence[Stored]) -> Told:
    found = connection.execute(f"SELECT seq, {', '.join(audit.COLUMNS)} FROM audit WHERE {where}", values)  # noqa: S608
    return [
        [whole(seq), audit.text_hash(str(told[-1])) if audit.link_hash(told, str(previous)) == own else ""]
        for seq, *told, previous, own in found
    ]


def _drop_drafts(connection: Connection, signs: Iterable[int | str]) -> None:
    """An id has so many figures that nothing else looks like it."""
    told = [(str(sign), str(sign)) for sign in signs]
    connection.executemany("DELETE FROM draft WHERE instr(begun, ?) OR instr(body, ?)", told)


def _emptied(connection: Connection, found: Told) -> Told:
    """The trigger that refuses changes is away for so long, and comes back word by word."""
    if found:
        trigger = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (_TRIGGER,))
        (sql,) = trigger.fetchone() or ("",)
        connection.execute(f"DROP TRIGGER {_TRIGGER}")
        connection.executemany("UPDATE audit SET change = '' WHERE seq = ?", [(seq,) for seq, _ in found])
        connection.execute(str(sql))
    return sorted(found)
