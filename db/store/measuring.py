"""What figures ask of a store: the value and the rows that it is measured over, read at one entry of the audit."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, frozen

from db.fields import Code, Link, Ref, Stored
from db.records.base import Record, Row, columns_of
from db.records.figure import DAYS, How, Measure, Value
from db.records.kinds import Kinds
from db.records.paths import PERSON, Path, holds_by_days, path_of
from db.records.power import Power
from db.store import audit
from db.store.driver import Connection, in_clerks_words, whole
from db.store.gate import Gate
from db.store.ordering import order_clause
from db.store.where import Unless, Where, Within, clause, holding
from db.values.reference import ID_MASK, reference

_RESIDENT = "resident"
_HOUR = 3600
_DAY, _SECOND = (
    'CAST(julianday(substr("{}", 1, 10)) - 0.5 AS INTEGER)',
    "CAST(strftime('%s', \"{}\") AS INTEGER)",
)
"""What a day and a moment, a day alone being its midnight, count from a beginning of their own; NULL where nothing is there."""


@frozen
class Asked:
    """What is measured.

    Attributes:
        kind: the class of the rows.
        where: what holds of them.
        measure: what is made of them.
        having: of a ratio, what holds of those that are told of all.
        day: on which parts count that hold from one day to another.
        came: of what is counted with what it was joined to: the column of the day, and from and to which one the first of them came; a
            first day of "" leaves it open. None where it does not matter.
        parts: of a ratio of parts their class, what is asked of those that are looked at, and of those that are so; None of any other.
    """

    kind: type[Record]
    where: tuple[Where, ...]
    measure: Measure
    having: tuple[Where, ...]
    day: date
    came: tuple[str, str, str] | None = None
    parts: tuple[type[Row], tuple[Where, ...], tuple[Where, ...]] | None = None


def came_in(column: str, first: date | None, last: date) -> tuple[str, str, str]:
    """What `Asked.came` holds of a time; a moment of the last day comes before its end."""
    return column, first.isoformat() if first else "", f"{last.isoformat()}T99"


class Measuring(Gate):
    """Reading what figures need; a part of `db.store.reading.Reader`."""

    @contextmanager
    def at_one_head(self) -> Generator[audit.Head]:
        """All that is read inside is read as it was at one entry of the audit, whatever other windows write meanwhile.

        Raises:
            StoreGone: the files of the store are gone.
        """
        self._check()
        with in_clerks_words():
            if self._connection.in_transaction:
                yield audit.head(self._connection)
                return
            self._connection.execute("BEGIN")
            try:
                yield audit.head(self._connection)
            finally:
                self._connection.execute("ROLLBACK")

    def measured(self, asked: Asked) -> Value:
        """The value of what is asked: a number of the whole centre, for whoever counts at all.

        Raises:
            NotAllowed: whoever asks has nothing to do with figures.
        """
        self._check()
        self.rights.require_power(Power.FIGURES)
        with in_clerks_words():
            return _Measurer(self._connection, self.kinds, asked).value()

    def measured_by(self, asked: Asked, column: str) -> dict[str, int]:
        """How many of the rows of what is asked have which code in a column, of the whole centre; "" stands for none.

        Raises:
            NotAllowed: whoever asks has nothing to do with figures.
            TypeError: the column holds no code: whatever else stands there, not everybody may read.
        """
        self._check()
        self.rights.require_power(Power.FIGURES)
        told = columns_of(asked.kind)[column]
        if not isinstance(told, Code):
            raise TypeError(f"{column} holds no code")
        with in_clerks_words():
            sql, values = _rows(asked, None)
            sql = f'SELECT "{told.name}", count(*) FROM {asked.kind.TABLE} WHERE id IN ({sql}) GROUP BY 1'  # noqa: S608
            return {str(code or ""): whole(number) for code, number in self._connection.execute(sql, values)}

    def measured_rows(self, asked: Asked, order: Iterable[str], *, having: bool | None = None) -> list[int]:
        """The ids of the rows that are seen of what is asked, in an order; of a ratio those that are so, or not, where that is asked."""
        self._check()
        if (seeing := self.rights.seeing(asked.kind.TABLE)) is None:
            return []
        asked = evolve(asked, where=self.rights.guarded(asked.where), having=self.rights.guarded(asked.having))
        with in_clerks_words():
            sql, values = _rows(asked, having)
            seen, of_seen = clause(asked.kind, seeing)
            sql = f"SELECT id FROM {asked.kind.TABLE}{seen} AND id IN ({sql})" if seen else sql  # noqa: S608
            found = self._connection.execute(f"{sql}{order_clause(self.kinds, asked.kind, order)}", [*of_seen, *values])
            return [whole(row[0]) for row in found]


def _rows(asked: Asked, having: bool | None) -> tuple[str, list[Stored]]:
    """The selection of ids, without an order."""
    told = asked.where
    if having is not None:
        told = (*told, *asked.having) if having else (*told, Unless(asked.having))
    where, values = clause(asked.kind, told)
    table = asked.kind.TABLE
    if asked.measure.how is How.ONCE:
        heads, values = _heads(asked)
        return f"SELECT id FROM {table} WHERE id IN ({heads})", values  # noqa: S608
    return f"SELECT id FROM {table}{where}", values  # noqa: S608


def _heads(asked: Asked) -> tuple[str, list[Stored]]:
    """What stands for each row: itself, or what it was joined to."""
    where, values = clause(asked.kind, asked.where)
    told = f'SELECT coalesce("{asked.measure.paths[0]}", id) AS head FROM {asked.kind.TABLE}{where}'  # noqa: S608
    if asked.came is None:
        return f"{told} GROUP BY head", values
    column, first, last = asked.came
    return f'{told} GROUP BY head HAVING min("{column}") >= ? AND min("{column}") <= ?', [*values, first, last]


@frozen
class _Measurer:
    """Measures once."""

    connection: Connection
    kinds: Kinds
    asked: Asked

    def value(self) -> Value:
        """The value."""
        match self.asked.measure.how:
            case How.COUNT:
                return Value(self._number("count(*)"))
            case How.ONCE:
                return self._once()
            case How.RATIO:
                return self._ratio()
            case How.DISTINCT:
                return self._distinct()
            case How.TOTAL:
                return self._total()
            case How.DEPTH:
                return Value(_levels(self._pairs()))
            case How.MEAN | How.MEDIAN | How.MEAN_DAYS | How.MEDIAN_DAYS:
                return self._time_between()

    def _number(self, told: str) -> int:
        where, values = clause(self.asked.kind, self.asked.where)
        row = self.connection.execute(f"SELECT {told} FROM {self.asked.kind.TABLE}{where}", values).fetchone()  # noqa: S608
        return whole(row[0]) if row else 0

    def _once(self) -> Value:
        heads, values = _heads(self.asked)
        row = self.connection.execute(f"SELECT count(*) FROM ({heads})", values).fetchone()  # noqa: S608
        return Value(whole(row[0]) if row else 0)

    def _ratio(self) -> Value:
        kind, having, told = self.asked.kind, self.asked.having, self.asked.where
        row_kind: type[Row] = kind
        if self.asked.parts:
            row_kind, looked_at, having = self.asked.parts
            told = (*looked_at, Within("owner", kind, "id", told))
        so, of_so = clause(row_kind, having)
        where, values = clause(row_kind, told)
        is_so = so.removeprefix(" WHERE ") or "TRUE"
        sql = f"SELECT count(*), count(CASE WHEN {is_so} THEN 1 END) FROM {row_kind.TABLE}{where}"  # noqa: S608
        row = self.connection.execute(sql, [*of_so, *values]).fetchone()
        return Value(whole(row[1]), whole(row[0])) if row else Value(0, 0)

    def _distinct(self) -> Value:
        told, source, values = self._source()
        there = " AND ".join(f"{one} IS NOT NULL AND {one} <> ''" for one in told)
        inner = f"SELECT DISTINCT {', '.join(told)} FROM {source} WHERE {there}"  # noqa: S608
        row = self.connection.execute(f"SELECT count(*) FROM ({inner})", values).fetchone()  # noqa: S608
        return Value(whole(row[0]) if row else 0)

    def _total(self) -> Value:
        told, source, values = self._source()
        row = self.connection.execute(f"SELECT sum({told[0]}) FROM {source}", values).fetchone()  # noqa: S608
        stored = whole(row[0]) if row and row[0] is not None else 0
        loaded = self._paths()[0].field.load(stored)
        return Value(loaded if isinstance(loaded, Decimal) else stored)

    def _time_between(self) -> Value:
        """The hours from one moment to another, or the days from one day to another, of the rows that have both; a day alone is its midnight."""
        since, until = self.asked.measure.paths
        where, values = clause(self.asked.kind, self.asked.where)
        how = self.asked.measure.how
        begun, ended = (_DAY.format(one) if how in DAYS else _SECOND.format(one) for one in (since, until))
        between = f"SELECT max({ended} - {begun}, 0) AS t FROM {self.asked.kind.TABLE}{where}"  # noqa: S608
        of = (self._median if how in (How.MEDIAN, How.MEDIAN_DAYS) else self._mean)(between, values)
        return Value(Decimal(str(round(of if how in DAYS else of / _HOUR, 1))))

    def _mean(self, between: str, values: Sequence[Stored]) -> float:
        row = self.connection.execute(f"SELECT sum(t), count(t) FROM ({between})", values).fetchone()  # noqa: S608
        return whole(row[0]) / whole(row[1]) if row and row[1] else 0

    def _median(self, between: str, values: Sequence[Stored]) -> float:
        """The one in the middle, or between the two there."""
        sql = f"SELECT t FROM ({between}) WHERE t IS NOT NULL ORDER BY t"  # noqa: S608
        ordered = [whole(row[0]) for row in self.connection.execute(sql, values)]
        if not ordered:
            return 0
        half = len(ordered) // 2
        return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2

    def _pairs(self) -> list[tuple[int, int]]:
        upper, lower = self.asked.measure.paths
        where, values = clause(self.asked.kind, self.asked.where)
        sql = f'SELECT "{upper}", "{lower}" FROM {self.asked.kind.TABLE}{where}'  # noqa: S608
        found = self.connection.execute(sql, values)
        return [(whole(a), whole(b)) for a, b in found if a is not None and b is not None]

    def _paths(self) -> list[Path]:
        found = [path_of(self.asked.kind, path, self.kinds.record_of) for path in self.asked.measure.paths]
        return [cast("Path", path) for path in found]

    def _source(self) -> tuple[list[str], str, list[Stored]]:
        """What stands at the paths, the joined rows that have it, and the values in them."""
        where, values = clause(self.asked.kind, self.asked.where)
        joined, row = [f"(SELECT * FROM {self.asked.kind.TABLE}{where}) t0"], self.asked.kind  # noqa: S608
        paths = self._paths()
        last: type[Row] = row
        for number, hop in enumerate(paths[0].hops, 1):
            here, before = f"t{number}", f"t{number - 1}"
            on = f"{here}.owner = {before}.id" if hop.is_parts else f'{here}.id = {before}."{hop.name}"'
            counts = holding(self.asked.day) if hop.is_parts and holds_by_days(hop.row) else ()
            inner, bound = clause(hop.row, counts)
            joined.append(f"JOIN (SELECT * FROM {hop.row.TABLE}{inner}) {here} ON {on}")  # noqa: S608
            values += bound
            last = hop.row
        here = f"t{len(paths[0].hops)}"
        return [self._whose(last, path.name, f'{here}."{path.name}"') for path in paths], " ".join(joined), values

    def _whose(self, row: type[Row], name: str, told: str) -> str:
        """What stands in a column; of a person the resident behind."""
        field = columns_of(row)[name]
        is_person = isinstance(field, Link) and field.to == PERSON
        if not (is_person or (isinstance(field, Ref) and PERSON in field.to)) or PERSON not in self.kinds:
            return told
        person, resident = (reference(self.kinds[table].code, 0) for table in (PERSON, _RESIDENT))
        number = told if is_person else f"({told} - {person})"
        behind = f"SELECT {resident} + p.resident FROM {PERSON} p WHERE p.id = {number}"  # noqa: S608
        itself = f"{person} + {told}" if is_person else told
        if not is_person:
            behind += f" AND {told} BETWEEN {person} AND {person + ID_MASK}"
        return f"coalesce(({behind}), {itself})"


def _levels(branches: Iterable[tuple[int, int]]) -> int:
    """How many levels trees have; what stands under itself has none."""
    above: dict[int, set[int]] = {}
    below: dict[int, set[int]] = {}
    for upper, lower in branches:
        above.setdefault(lower, set()).add(upper)
        below.setdefault(upper, set()).add(lower)
    levels = dict.fromkeys((node for node in above if node not in below), 1)
    waiting = {node: len(under) for node, under in below.items()}
    known = list(levels)
    for node in known:
        for upper in above.get(node, ()):
            levels[upper] = max(levels.get(upper, 0), levels[node] + 1)
            waiting[upper] -= 1
            if not waiting[upper]:
                known.append(upper)
    return max((levels[node] for node in known), default=0)
