"""Rows held against the log: what the entries tell of a record must lead to what stands in its rows.

It is read backwards: from the row as it is over each change to what it was before. What the steps of the schema left is where entries begin;
of these rows a digest is kept, taken down anew with every step, and what that comes to stands in the log (`db.store.upgrade`).
What is empty is not told by entries, so that one empty value counts as any other.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from db.records.base import Record, columns_of, parts_of
from db.records.kinds import Kinds
from db.store import audit
from db.store.driver import Connection, whole

_DIGEST = 32
_PIECE = 2000
_BATCH = 500
LEFT = "left"
"""What an entry of a purge tells of a record that stays: the digest of its rows by then; "" for one that went in the ordinary way."""
Picture = dict[str, Any]
Told = tuple[str, str]
"""Action and change of an entry."""


class Off(NamedTuple):
    """A record whose rows are not what the log tells."""

    table: str
    row_id: int
    label: str


def take_base(connection: Connection, kinds: Kinds, seq: int) -> str:
    """Takes down what all rows are behind an entry; what that comes to, 64 hexadecimal digits."""
    connection.execute("DELETE FROM row_base")
    for kind in kinds:
        batch: list[tuple[str, int, str]] = []
        for row_id, picture in _pictures(connection, kind.record):
            batch.append((kind.table, row_id, _digest(picture)))
            if len(batch) == _BATCH:
                _put(connection, batch)
        _put(connection, batch)
    root = _root(connection)
    connection.execute("DELETE FROM row_base_root")
    connection.execute("INSERT INTO row_base_root (id, seq, digest) VALUES (1, ?, ?)", (seq, root))
    return root


def base(connection: Connection) -> tuple[int, str]:
    """The entry behind which the rows were taken down, and what they came to then as the store says."""
    row = connection.execute("SELECT seq, digest FROM row_base_root").fetchone()
    return (whole(row[0]), str(row[1])) if row else (0, "")


def base_is_whole(connection: Connection) -> bool:
    """Whether what was taken down is what it came to."""
    return _root(connection) == base(connection)[1]


def off(connection: Connection, kinds: Kinds, passed: Callable[[int], None] = lambda _count: None) -> Iterator[Off]:
    """The records whose rows are not what the log tells of them.

    Args:
        connection: to the store.
        kinds: the types of its records.
        passed: hears now and then how many more entries were looked at; what it raises ends it.
    """
    seq = base(connection)[0]
    for kind in kinds:
        rows, entries = _pictures(connection, kind.record), _entries(connection, kind.table, seq)
        bases, waiting = _bases(connection, kind.table), 0
        for row_id, picture, told, digest in _together(rows, entries, bases):
            if not _agrees(picture, told, digest):
                yield Off(kind.table, row_id, kind.label)
            waiting += len(told) + 1
            if waiting >= _PIECE:
                passed(waiting)
                waiting = 0
        passed(waiting)


def _together(
    rows: Iterator[tuple[int, Picture]], entries: Iterator[tuple[int, list[Told]]], bases: Iterator[tuple[int, str]]
) -> Iterator[tuple[int, Picture | None, list[Told], str]]:
    """What each of them has of a record, in the order of ids, which is that of all three."""
    row, told, digest = next(rows, None), next(entries, None), next(bases, None)
    while row or told or digest:
        row_id = min(one[0] for one in (row, told, digest) if one)
        picture: Picture | None = None
        changes: list[Told] = []
        was = ""
        if row and row[0] == row_id:
            picture, row = row[1], next(rows, None)
        if told and told[0] == row_id:
            changes, told = told[1], next(entries, None)
        if digest and digest[0] == row_id:
            was, digest = digest[1], next(bases, None)
        yield row_id, picture, changes, was


def _agrees(state: Picture | None, told: Sequence[Told], digest: str) -> bool:
    """Whether what stands in the rows leads back over all that was told to what was there before."""
    is_told = False
    for action, text in reversed(told):
        if action == audit.PURGE:
            if (left := _left(text)) is not None and left != (_digest(state) if state is not None else ""):
                return False
            is_told = is_told or left is not None
            continue
        if (
            not text
        ):  # lost by a purge: what was before cannot be told, but what it left, or that the last is that it went
            return is_told or (state is None and action == "delete")
        change: Mapping[str, list[Any]] = json.loads(text)
        if (state is None) is not (action == "delete"):
            return False
        state = state or {}
        told_now = {name: pair[1] for name, pair in change.items()} if action != "delete" else {}
        if not all(_same(state.get(name), new) for name, new in told_now.items()):
            return False
        if action == "create":
            if any(value and name not in change for name, value in state.items()):
                return False
            state = None
        else:
            state |= {name: pair[0] for name, pair in change.items()}
    return (_digest(state) if state is not None else "") == digest


def _left(text: str) -> str | None:
    """What a purge left of a record; None where it says nothing of that."""
    told = json.loads(text or "{}").get(LEFT)
    return str(told[1]) if told else None


def digest_of(connection: Connection, kind: type[Record], row_id: int) -> str:
    """The digest of the rows of a record as they are; "" where there are none."""
    return next((_digest(picture) for _, picture in _pictures(connection, kind, row_id)), "")


def _same(one: object, other: object) -> bool:
    return one == other or (not one and not other)


def _digest(picture: Picture) -> str:
    told = {name: _plain(value) for name, value in picture.items() if value}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGEST]


def _plain(value: Any) -> Any:
    """A value as rows have it, which know no truth but 1."""
    if isinstance(value, list):
        return [{name: _plain(one) for name, one in part.items()} for part in value]  # pyright: ignore
    return int(value) if isinstance(value, bool) else value


def _pictures(connection: Connection, kind: type[Record], only: int = 0) -> Iterator[tuple[int, Picture]]:
    """The rows of all records of a type, or of one, in the order of ids."""
    names = list(columns_of(kind))
    parts = {name: _parts(connection, rows.part, only) for name, rows in parts_of(kind).items()}
    ahead = {name: next(found, None) for name, found in parts.items()}
    columns = ", ".join(f'"{name}"' for name in ["id", *names])
    where, values = (" WHERE id = ?", [only]) if only else ("", [])
    for row_id, *told in connection.execute(f"SELECT {columns} FROM {kind.TABLE}{where} ORDER BY id", values):  # noqa: S608
        picture: Picture = dict(zip(names, told, strict=True))
        for name, found in parts.items():
            here = ahead[name]
            picture[name] = here[1] if here and here[0] == row_id else []
            if here and here[0] == row_id:
                ahead[name] = next(found, None)
        yield whole(row_id), picture


def _parts(connection: Connection, part: Any, only: int) -> Iterator[tuple[int, list[Picture]]]:
    names = list(columns_of(part))
    columns = ", ".join(f'"{name}"' for name in ["owner", *names])
    where, values = (" WHERE owner = ?", [only]) if only else ("", [])
    found = connection.execute(f"SELECT {columns} FROM {part.TABLE}{where} ORDER BY owner, position", values)  # noqa: S608
    for owner, rows in groupby(found, key=lambda row: row[0]):
        yield whole(owner), [dict(zip(names, row[1:], strict=True)) for row in rows]


def _entries(connection: Connection, table: str, after: int) -> Iterator[tuple[int, list[Told]]]:
    found = connection.execute(
        "SELECT row_id, action, change FROM audit WHERE tbl = ? AND seq > ?"
        " AND action IN ('create', 'update', 'delete', ?) ORDER BY row_id, seq",
        (table, after, audit.PURGE),
    )
    for row_id, entries in groupby(found, key=lambda row: row[0]):
        yield whole(row_id), [(str(action), str(change)) for _, action, change in entries]


def _bases(connection: Connection, table: str) -> Iterator[tuple[int, str]]:
    found = connection.execute("SELECT row_id, digest FROM row_base WHERE tbl = ? ORDER BY row_id", (table,))
    return ((whole(row_id), str(digest)) for row_id, digest in found)


def _put(connection: Connection, batch: list[tuple[str, int, str]]) -> None:
    connection.executemany("INSERT INTO row_base (tbl, row_id, digest) VALUES (?, ?, ?)", batch)
    batch.clear()


def _root(connection: Connection) -> str:
    told = hashlib.sha256()
    for table, row_id, digest in connection.execute("SELECT tbl, row_id, digest FROM row_base ORDER BY tbl, row_id"):
        told.update(f"{table}\0{row_id}\0{digest}\n".encode())
    return told.hexdigest()
