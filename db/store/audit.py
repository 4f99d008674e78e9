"""The audit chain: who did what when, and what changed; each entry holds the hash of the one before.

SHA-256 over length-prefixed fields, the hash of what changed, and the previous hash: so the text of a change can go where the law wants it
gone, and what is left still proves who did what when. Entries of before the seal are over the text itself. Triggers refuse UPDATE and DELETE;
whoever drops them is found by `faults`. A cut tail, or a chain that was written anew, is found only against what is kept elsewhere: see
`db.store.anchor` and `db.store.seal`.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from attrs import frozen

from db.fields import Stored
from db.records.base import Row
from db.store import rows
from db.store.driver import Connection, whole
from db.store.renames import OLD
from db.values import actor

COLUMNS = ("at", "actor", "action", "tbl", "row_id", "reason", "change", "previous", "hash")
ENTRY_COLUMNS = "seq, at, actor, action, tbl, row_id, reason, change"
PURGE = "purge"
"""The deed by which texts of earlier entries went for good; what it says of them stands for them."""
START = ""
_TEXT = "sha256:"
_FRAME_OF_TEXT = (len(_TEXT) + 2 * hashlib.sha256().digest_size).to_bytes(4, "big") + _TEXT.encode()
"""How `text_hash` begins where it is framed."""
_PIECE = 5000
# What is told is made of rows and cannot hold itself; looking for that costs a third of the time.
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
Change = Mapping[str, object]


class Head(NamedTuple):
    """The last entry of the chain.

    Attributes:
        seq: its number; 0 for an empty chain.
        hash: its hash.
        at: when it was made, ISO 8601 without a zone; "" where nobody told.
    """

    seq: int
    hash: str
    at: str = ""


class Act(NamedTuple):
    """One thing done to one record, before it becomes an entry.

    Attributes:
        action: ``create``, ``update``, ``delete`` or the name of another deed.
        change: for each changed field its old and its new value, as stored.
    """

    action: str
    table: str
    row_id: int
    change: Change


@frozen
class Entry:
    """One entry of the chain, as it was read.

    Attributes:
        actor: the name of who did it, as it was on that day.
        account: the id of the account; 0 where none was entered, as before there were accounts of their own.
    """

    seq: int
    at: datetime
    actor: str
    action: str
    table: str
    row_id: int
    reason: str
    change: Mapping[str, list[object]]
    account: int = 0

    def told(self, name: str, default: object = None) -> Any:
        """What it tells under a name: of a record the value from then on; ``default`` where it tells nothing of it."""
        return self.change[name][1] if name in self.change else default


def act_of(before: Row | None, after: Row, told: rows.Picture) -> Act:
    """The saving of a record that is ``after`` now, as ``told`` pictures it; ``before`` is None for a new one."""
    action = "update" if before else "create"
    return Act(action, after.TABLE, after.id, rows.difference(rows.picture(before) if before else None, told))


def append(connection: Connection, by: str, reason: str, acts: Iterable[Act], when: datetime) -> list[str]:
    """Adds entries in the current transaction; the head is read from the table, so several windows agree.

    Returns:
        Their hashes, which the seal goes on with: see `db.store.seal.follow`.
    """
    previous = head(connection).hash
    at = when.isoformat(timespec="seconds")
    rows: list[Sequence[Stored]] = []
    begun, why = _framed(at) + _framed(by), _framed(reason)
    done: dict[tuple[str, str], bytes] = {}  # what all entries of a large import share is framed once
    for act in acts:
        change = _JSON.encode(act.change)
        if (deed := done.get((act.action, act.table))) is None:
            deed = done[act.action, act.table] = begun + _framed(act.action) + _framed(act.table)
        told = hashlib.sha256(change.encode()).hexdigest().encode()
        own = _hash((deed, _framed(act.row_id), why, _FRAME_OF_TEXT, told, _framed(previous)))
        rows.append((at, by, act.action, act.table, act.row_id, reason, change, previous, own))
        previous = own
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(f"INSERT INTO audit ({', '.join(COLUMNS)}) VALUES ({marks})", rows)  # noqa: S608
    return [str(row[-1]) for row in rows]


def text_hash(change: str) -> str:
    """What an entry's hash is over in place of the text of its change."""
    return f"{_TEXT}{hashlib.sha256(change.encode()).hexdigest()}"


def link_hash(told: Sequence[Stored], previous: str) -> str:
    """The hash of an entry, ``told`` as `COLUMNS` has it: each field as its length and its UTF-8 bytes, the hash of its text, the hash before."""
    return _hash(map(_framed, (*told[:-1], text_hash(str(told[-1])), previous)))


def gone_texts(connection: Connection) -> dict[int, str]:
    """The entries whose text a later entry says to be gone for good, each with the hash of it; "" for one of before the seal."""
    found: dict[int, str] = {}
    for seq, change in connection.execute("SELECT seq, change FROM audit WHERE action = ? AND change <> ''", (PURGE,)):
        named = json.loads(str(change)).get("entries", [None, []])[1]
        found |= {int(number): str(told) for number, told in named if int(number) < whole(seq)}
    return found


def is_own(told: Sequence[Stored], previous: str, said: str, gone: str | None = None) -> bool:
    """Whether a hash is that of an entry; those of before the seal are over their text, which is never a hash of one.

    ``gone`` is what a purge says of its text: the hash of it, or "" for one of before the seal, of which only its place can be told.
    """
    if gone is not None:
        return not gone or _hash(map(_framed, (*told[:-1], gone, previous))) == said
    if link_hash(told, previous) == said:
        return True
    return not str(told[-1]).startswith(_TEXT) and _hash(map(_framed, (*told, previous))) == said


def _framed(value: Stored) -> bytes:
    raw = str(value).encode()
    return len(raw).to_bytes(4, "big") + raw


def _hash(pieces: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(pieces)).hexdigest()


def faults(connection: Connection, passed: Callable[[int], None] = lambda _seq: None) -> list[str]:
    """Where the chain is broken: altered, missing or renumbered entries, told by their number.

    Args:
        connection: to the store.
        passed: hears now and then how far it is; what it raises ends it.
    """
    previous, expected, is_sealed = START, 1, False
    found: list[str] = []
    gone, purged = gone_texts(connection), _purged(connection)
    for seq, *told, said_previous, said_hash in connection.execute(
        f"SELECT seq, {', '.join(COLUMNS)} FROM audit ORDER BY seq"  # noqa: S608
    ):
        if seq != expected or said_previous != previous:
            found.append(f"操作日志第 {expected} 条前后不相接")
        elif told[-1] == "" and (whole(seq) not in gone or (OLD.today(str(told[3])), whole(told[4])) not in purged):
            found.append(f"操作日志第 {seq} 条的内容不见了，没有彻底删除的登记")
        elif not is_own(told, previous, str(said_hash), _said_of(told, gone.get(whole(seq)), is_sealed)):
            found.append(f"操作日志第 {seq} 条被改动过")
        is_sealed = is_sealed or link_hash(told, previous) == said_hash
        previous, expected = str(said_hash), whole(seq) + 1
        if expected % _PIECE == 0:
            passed(expected)
    return found


def _purged(connection: Connection) -> set[tuple[str, int]]:
    """The records that a purge took, for the text of their going went, too; and those of which it says itself that it took texts."""
    found = connection.execute(
        "SELECT tbl, row_id FROM audit WHERE action = 'delete' AND change = ''"
        " UNION SELECT tbl, row_id FROM audit WHERE action = ? AND change LIKE '%\"left\":%'",
        (PURGE,),
    )
    return {(OLD.today(str(table)), whole(row_id)) for table, row_id in found}


def _said_of(told: Sequence[Stored], gone: str | None, is_sealed: bool) -> str | None:
    """What a purge says of the text of an entry that has none; behind the first one whose hash is over that of its text it says a hash."""
    if told[-1] != "":
        return None
    return _TEXT if gone == "" and is_sealed else gone


def is_sealed(connection: Connection, seq: int) -> bool:
    """Whether an entry is one since the seal, as its hash tells."""
    row = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM audit WHERE seq = ?", (seq,)).fetchone()  # noqa: S608
    return row is not None and link_hash(row[:-2], str(row[-2])) == row[-1]


def head(connection: Connection) -> Head:
    """The last entry; number 0 and no hash of an empty chain."""
    row = connection.execute("SELECT seq, hash, at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(whole(row[0]), str(row[1]), str(row[2])) if row else Head(0, START)


def holds(connection: Connection, kept: Head) -> bool:
    """Whether what was the last entry once is an entry still; the empty chain is the beginning of every one."""
    if not kept.seq:
        return kept.hash == START
    row = connection.execute("SELECT hash FROM audit WHERE seq = ?", (kept.seq,)).fetchone()
    return row is not None and str(row[0]) == kept.hash


def history(connection: Connection, table: str, row_id: int) -> list[Entry]:
    """What was done to one record, newest first."""
    names = OLD.ever(table)
    rows = connection.execute(
        f"SELECT {ENTRY_COLUMNS} FROM audit WHERE tbl IN ({', '.join('?' * len(names))})"  # noqa: S608
        " AND row_id = ? ORDER BY seq DESC",
        (*names, row_id),
    )
    return [entry_of(*row) for row in rows]


def first_entries(connection: Connection, table: str, row_ids: Iterable[int]) -> dict[int, Entry]:
    """The oldest entry of each of some records of a table, by their ids."""
    names, found = OLD.ever(table), dict[int, Entry]()
    for piece in rows.chunks(row_ids):
        of = f"tbl IN ({', '.join('?' * len(names))}) AND row_id IN ({', '.join('?' * len(piece))})"
        told = connection.execute(
            f"SELECT {ENTRY_COLUMNS} FROM audit WHERE seq IN (SELECT min(seq) FROM audit WHERE {of} GROUP BY row_id)",  # noqa: S608
            (*names, *piece),
        )
        entries = [entry_of(*row) for row in told]
        found |= {entry.row_id: entry for entry in entries}
    return found


def has_deeds(connection: Connection, account: int) -> bool:
    """Whether an account did anything."""
    sql = "SELECT 1 FROM audit WHERE actor LIKE ? LIMIT 1"
    return connection.execute(sql, (actor.told("%", account),)).fetchone() is not None


def entry_of(seq: Stored, at: Stored, *rest: Stored) -> Entry:
    """The entry of a row of `ENTRY_COLUMNS`, whatever table and fields were called when it was written."""
    kept, action, then, row_id, reason, change = rest
    table = OLD.today(str(then))
    name, account = actor.parted(str(kept))
    return Entry(
        whole(seq), datetime.fromisoformat(str(at)), name, str(action), table, whole(row_id),
        str(reason), OLD.change(table, json.loads(str(change) or "{}")), account,
    )  # fmt: skip
