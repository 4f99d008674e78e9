"""What is open of all types that tell so, in one query that reads what the first screen shows and no more."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, cast

from db.fields import Link, Moment, Stored
from db.records.base import columns_of
from db.records.flow import Meaning
from db.records.kind import Kind, WhileOpen
from db.records.participant import acting, participant_of
from db.store.clock_runs import TABLE
from db.store.driver import Connection
from db.store.rights import Rights
from db.store.where import clause
from db.values.reference import reference

_MOMENT = Moment("")


@lru_cache(4096)
def _read(stored: str) -> datetime | None:
    """A moment as the table keeps it: many records share their last day."""
    return _MOMENT.load(stored)


class OpenRow(NamedTuple):
    """One open record with one of its clocks.

    Attributes:
        table, id: the record.
        number, subject: as the number book tells it; "" where the type bears no number.
        stage: its code.
        due: the last moment or day; None where it has none.
        clock: name of the clock; "" for none.
        warn_at, red_at: from when it is yellow, and red.
        paused_at: since when it stands still.
        rank: 0 where somebody deals with it who is asked for, 1 where nobody is said to, 2 where somebody else does.
        root: table and id of what it stands for.
    """

    table: str
    id: int
    number: str
    subject: str
    stage: str
    due: datetime | None
    clock: str
    warn_at: datetime | None
    red_at: datetime | None
    paused_at: datetime | None
    rank: int
    root: tuple[str, int]


def open_rows(connection: Connection, kinds: Iterable[Kind], person: int, rights: Rights) -> list[OpenRow]:
    """The open records of types that are due while they are open; one with several clocks comes several times.

    Args:
        connection: the store's.
        kinds: the types that are asked for.
        person: whose come first; 0 for nobody's.
        rights: what is seen of each.
    """
    asked = [
        (kind, kind.due) for kind in kinds if isinstance(kind.due, WhileOpen) and rights.seeing(kind.table) is not None
    ]
    by_table = {kind.table: how for kind, how in asked}
    parts, values = list[str](), list[Stored]()
    for kind, how in asked:
        sql, bound = _select(kind, how, person, by_table)
        if seeing := rights.seeing(kind.table):
            where, of_seen = clause(kind.record, seeing)
            sql, bound = f"{sql} AND r.id IN (SELECT id FROM {kind.table}{where})", [*bound, *of_seen]  # noqa: S608
        parts.append(sql)
        values += bound
    if not parts:
        return []
    told = {kind.code: (kind.table, _root_of(kind, how)) for kind, how in asked}
    rows = cast("Iterable[Sequence[Any]]", connection.execute(" UNION ALL ".join(parts), values))
    return [_row(*told[row[0]], row) for row in rows]


def _root_sql(kind: Kind, how: WhileOpen, others: Mapping[str, WhileOpen]) -> str:
    """The id of what a record stands for; of a record of another type that which stands for that."""
    if not how.root:
        return "NULL"
    own, to = f'r."{how.root}"', _root_of(kind, how)
    further = others[to].root if to != kind.table and to in others else ""
    return f'coalesce((SELECT t."{further}" FROM {to} t WHERE t.id = {own}), {own})' if further else own  # noqa: S608


def _select(kind: Kind, how: WhileOpen, person: int, kinds: Mapping[str, WhileOpen]) -> tuple[str, list[Stored]]:
    columns, field = columns_of(kind.record), kind.flows[0].field
    number, subject = (f'r."{n}"' for n in (kind.number.number, kind.number.subject)) if kind.number else ("''", "''")
    day = f'r."{how.day}"' if how.day and not kind.clocks else "NULL"
    root = _root_sql(kind, how, kinds)
    mine = [column for column in how.mine if person and column in columns]
    values: list[Stored] = [person] * len(mine)
    is_mine = " OR ".join(_is_his(kind, column) for column in mine) or "0"
    is_told = " OR ".join(f"coalesce(r.\"{column}\", '') NOT IN ('', 0)" for column in mine) or "0"
    over = sorted({code for flow in kind.flows for code in flow.codes(Meaning.DONE, Meaning.VOID)})
    rank = f"CASE WHEN {is_mine} THEN 0 WHEN {is_told} THEN 2 ELSE 1 END"
    sql = (
        f'SELECT {kind.code}, r.id, {number}, {subject}, r."{field}", coalesce(c.due, {day}), c.clock, c.warn_at, c.red_at,'  # noqa: S608
        f" c.paused_at, {rank}, {root} FROM {kind.table} r LEFT JOIN {TABLE} c"
        f" ON c.of = {reference(kind.code, 0)} + r.id AND c.stopped IS NULL"
        f' WHERE r."{field}" NOT IN ({", ".join("?" * len(over))})'
    )
    return sql, [*values, *over]


def _is_his(kind: Kind, column: str) -> str:
    """That a field leads to a person, or that the name in it is that of the person."""
    part = participant_of(kind.record)
    if part is None or column not in acting(kind.record):
        return f'r."{column}" = ?'
    return f"EXISTS (SELECT 1 FROM {part.TABLE} a WHERE a.owner = r.id AND a.role = '{column}' AND a.who = ?)"  # noqa: S608


def _root_of(kind: Kind, how: WhileOpen) -> str:
    """The table of what a record stands for."""
    link = columns_of(kind.record)[how.root] if how.root else None
    return link.to if isinstance(link, Link) else kind.table


def _row(table: str, stands_for: str, row: Sequence[Any]) -> OpenRow:
    _, record_id, number, subject, stage, due, clock, warn_at, red_at, paused_at, rank, root = row
    return OpenRow(
        table, record_id, number, subject, stage, due and _read(due), clock or "", warn_at and _read(warn_at),
        red_at and _read(red_at), paused_at and _read(paused_at), rank, (stands_for, root) if root else (table, record_id),
    )  # fmt: skip
