"""The rows of which conditions hold, found by the index of what lists are narrowed by most; see `Record.ASKED`.

Its columns are codes, then a day, then what is told along. A code that nothing is asked of is no obstacle: what codes there are in
the table is soon looked up in the same index, and each is asked for. So a few of a million are found without a row being read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from db.fields import Code, Day, Stored
from db.records.base import Record, columns_of
from db.store.driver import Connection, whole
from db.store.where import Column, Every, Where, clause, leads

ALL = "version > 0"
"""Holds of every row. The index is kept for it alone: so the engine, which takes any code for rare, uses it only where that is asked."""
_RANGE = frozenset({"<", "<=", ">", ">="})
_MOST = 2000
"""So many combinations of codes are asked for at most."""
_FEW = 30_000
"""So many rows are read one by one, where a link leads to them."""


@frozen
class Source:
    """Rows as a statement names them behind FROM.

    Attributes:
        sql: the table and what is joined to it, with the conditions.
        values: one for each mark.
        is_found: whether an index leads to them, past few others.
        is_told: whether it also tells all that is asked, so that no row is read.
    """

    sql: str
    values: Sequence[Stored]
    is_found: bool = False
    is_told: bool = False


@frozen
class Found:
    """That a row is one of a source; what it asks is found first, and once."""

    table: str
    source: Source

    def columns(self) -> Sequence[str]:
        """See `db.store.where.Where`."""
        return ("id",)

    def sql(self) -> str:
        """See `db.store.where.Where`."""
        return f"id IN (SELECT {self.table}.id FROM {self.source.sql})"  # noqa: S608  made of constants

    def bound(self) -> Sequence[Stored]:
        """See `db.store.where.Where`."""
        return self.source.values


def source(connection: Connection, kind: type[Record], conditions: Sequence[Where]) -> Source:
    """The rows of which all of this holds.

    Raises:
        ValueError: a condition names a column that the record has not (a bug, never user input).
    """
    where, values = clause(kind, conditions)
    usual = Source(f"{kind.TABLE}{where}", values)
    if not kind.ASKED or not {"id", *kind.ASKED}.issuperset(name for one in conditions for name in one.columns()):
        return usual  # the row of each that the index finds would be read, from all over the file
    codes = [name for name in kind.ASKED if isinstance(columns_of(kind)[name], Code)]
    given = {one.column: one for one in reversed(conditions) if isinstance(one, Column) and _tells(one, codes)}
    days = [one for one in conditions if _is_range(kind, one)]
    led = [one for one in conditions if leads(kind, one)]
    if led and len(led) == len(conditions):
        return evolve(
            usual, is_found=True, is_told=len(led) == 1
        )  # such as the own grid: all to which it leads are asked for
    if led and _are_few(connection, kind, led):
        return evolve(usual, is_found=True)
    deep = len(codes) if days else max((codes.index(name) + 1 for name in given), default=0)
    if not deep:
        return usual
    keys = codes[:deep]
    there = list(_combinations(connection, kind, keys, {name: one.values for name, one in given.items()}))
    if len(there) > _MOST:
        return usual
    told = ", ".join(f"value ->> {n} AS k{n}" for n in range(deep))
    on = " AND ".join([ALL, *(f'{kind.TABLE}."{name}" = k{n}' for n, name in enumerate(keys))])
    rest = [one for one in conditions if one not in given.values() and one not in days]
    asked = " AND ".join([*(one.sql() for one in days), *(f"+({one.sql()})" for one in rest)])
    joined = f"(SELECT {told} FROM json_each(?)) CROSS JOIN {kind.TABLE} INDEXED BY {kind.TABLE}_asked ON {on}"  # noqa: S608
    bound = [value for one in (*days, *rest) for value in one.bound()]
    return Source(
        f"{joined}{f' WHERE {asked}' if asked else ''}", [json.dumps(there), *bound], is_found=True, is_told=True
    )


def _are_few(connection: Connection, kind: type[Record], conditions: Sequence[Where]) -> bool:
    """Whether there are so few rows to which links lead that what else is asked is better looked up in each."""
    where, values = clause(kind, conditions)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {kind.TABLE}{where} LIMIT {_FEW + 1})"  # noqa: S608  made of constants
    row = connection.execute(sql, values).fetchone()
    return row is not None and whole(row[0]) <= _FEW


def _tells(one: Column, codes: Sequence[str]) -> bool:
    return one.column in codes and one.operator in ("=", "IN")


def _is_range(kind: type[Record], one: Where) -> bool:
    """Whether a condition is one on the day, from or to."""
    parts = one.conditions if isinstance(one, Every) else (one,)
    return all(
        isinstance(part, Column) and part.operator in _RANGE and isinstance(columns_of(kind)[part.column], Day)
        for part in parts
    )


def _combinations(
    connection: Connection, kind: type[Record], keys: Sequence[str], given: Mapping[str, Sequence[Stored]]
) -> Iterator[tuple[Stored, ...]]:
    """The codes that stand together in a row, of those that are asked for."""
    most = 0

    def further(had: tuple[Stored, ...]) -> Iterator[tuple[Stored, ...]]:
        nonlocal most
        if len(had) == len(keys):
            most += 1
            yield had
            return
        name = keys[len(had)]
        for code in (
            dict.fromkeys(given[name]) if name in given else _codes(connection, kind, keys[: len(had) + 1], had)
        ):
            if most <= _MOST:
                yield from further((*had, code))

    return further(())


def _codes(connection: Connection, kind: type[Record], keys: Sequence[str], had: Sequence[Stored]) -> Iterator[Stored]:
    """The codes of the last key beside those of the keys before it, each found from the one before."""
    name = keys[-1]
    asked = " AND ".join([ALL, *(f'"{key}" = ?' for key in keys[:-1])])
    sql = f'SELECT min("{name}") FROM {kind.TABLE} INDEXED BY {kind.TABLE}_asked WHERE {asked}'  # noqa: S608  declared
    row = connection.execute(sql, had).fetchone()
    while row is not None and row[0] is not None:
        yield row[0]
        row = connection.execute(f'{sql} AND "{name}" > ?', [*had, row[0]]).fetchone()
