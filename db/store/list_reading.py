"""Reading what a list needs before it reads records: how many there are, and their ids in order."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from db.records.base import Record
from db.store import driver
from db.store.driver import Connection, in_clerks_words, whole
from db.store.where import Where, clause, long_clauses, order_clause, short_clauses

MANY = 20_000
"""So many rows are put in order by walking an index; fewer are found first."""


class ListReader:
    """What `db.store.reading.Reader` knows of lists."""

    _connection: Connection
    _check: Callable[[], None]

    def count(self, kind: type[Record], *conditions: Where) -> int:
        """How many records meet all conditions."""
        self._check()
        where, values = clause(kind, conditions)
        with in_clerks_words():
            row = self._connection.execute(f"SELECT count(*) FROM {kind.TABLE}{where}", values).fetchone()  # noqa: S608
        return whole(row[0]) if row else 0

    def ids(self, kind: type[Record], *conditions: Where, order: Iterable[str] = (), limit: int = -1) -> list[int]:
        """Only the ids, for lists that load their rows as they are scrolled into view; a negative limit means all."""
        self._check()
        where, values = clause(kind, conditions)
        sql = f"SELECT id FROM {kind.TABLE}{where}{order_clause(kind, order)} LIMIT ?"  # noqa: S608
        with in_clerks_words():
            return [whole(row[0]) for row in self._connection.execute(sql, [*values, limit])]

    def all_ids(self, kind: type[Record], *conditions: Where, order: Sequence[str], count: int) -> "array[int]":
        """The ids of a long list, of which it is known about how many there are."""
        self._check()
        clauses, values = (long_clauses if count > MANY else short_clauses)(kind, conditions, order)
        with in_clerks_words():
            found = self._connection.execute(f"SELECT id FROM {kind.TABLE}{clauses}", values)  # noqa: S608
            return array("q", (whole(row[0]) for row in found))

    def stopping(self, stop: Callable[[], bool], step: int = driver.STEP) -> AbstractContextManager[None]:
        """While this lasts, what is asked for ends with `Cancelled` once ``stop`` says so.

        Args:
            stop: must not ask the store itself.
            step: so many instructions of the engine pass between two questions.
        """
        return driver.stopping(self._connection, stop, step)
