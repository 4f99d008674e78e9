"""Reading what a list needs before it reads records: how many there are, and their ids in order."""

import math
import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from db.errors import Cancelled
from db.fields import Link
from db.records.base import Record, columns_of
from db.store import driver
from db.store.asked_rows import Found, Source, source
from db.store.driver import in_clerks_words, whole
from db.store.gate import Gate
from db.store.ordering import Statement, is_by_id, order_clause, walk
from db.store.where import Where, among, clause

FEW = 3_000
"""So many rows are put in order before a clerk who waits."""
MANY = 20_000
"""So many are put in order behind; of more all that there are are gone through in order."""
TRIAL_S = 0.006
"""After so long a walk has to be on the way to its end."""
WALK_S = 0.045
"""So long it may take in all, where the rows could be found in another way."""
SORT_S = 0.025
"""So long all that an index tells may be put in order by their ids, before they are gone through as they stand."""


class _Trial:
    """Says stop to a walk that does not find enough on its way.

    Attributes:
        limit: so many are wanted.
        found: the ids, as they are found.
        is_behind: whether it was stopped for that.
    """

    def __init__(self, limit: int, stop: Callable[[], bool], after: float) -> None:
        """``after`` so many seconds it has to be on the way."""
        self.found: list[int] = []
        self.is_behind = False
        self.limit, self._stop, self._after = limit, stop, after
        self._begun = time.monotonic()

    def __call__(self) -> bool:
        taken = time.monotonic() - self._begun
        late = taken > self._after and len(self.found) * WALK_S < self.limit * taken
        self.is_behind = self.is_behind or late
        return late or self._stop()


class ListReader(Gate):
    """What `db.store.reading.Reader` knows of lists."""

    def count(self, kind: type[Record], *conditions: Where) -> int:
        """How many records meet all conditions."""
        self._check()
        if (asked := self.rights.asked(kind, conditions)) is None:
            return 0
        with in_clerks_words():
            of = source(self._connection, kind, asked)
            row = self._connection.execute(f"SELECT count(*) FROM {of.sql}", of.values).fetchone()  # noqa: S608
        return whole(row[0]) if row else 0

    def ids(self, kind: type[Record], *conditions: Where, order: Iterable[str] = (), limit: int = -1) -> list[int]:
        """Only the ids; a negative limit means all."""
        self._check()
        if (asked := self.rights.asked(kind, conditions)) is None:
            return []
        where, values = clause(kind, asked)
        sql = f"SELECT id FROM {kind.TABLE}{where}{order_clause(self.kinds, kind, order)} LIMIT ?"  # noqa: S608
        with in_clerks_words():
            return [whole(row[0]) for row in self._connection.execute(sql, [*values, limit])]

    def linked(self, kind: type[Record], link: str, *conditions: Where) -> dict[int, int]:
        """To what a link of records leads, by their ids; 0 for nothing. Nothing else of them is read.

        Raises:
            TypeError: the records have no such link.
        """
        self._check()
        if not isinstance(columns_of(kind).get(link), Link):
            raise TypeError(f"{kind.__name__} has no link {link}")
        if (asked := self.rights.asked(kind, conditions)) is None:
            return {}
        where, values = clause(kind, asked)
        with in_clerks_words():
            found = self._connection.execute(f'SELECT id, "{link}" FROM {kind.TABLE}{where}', values)  # noqa: S608
            return {whole(own): whole(led or 0) for own, led in found}

    def first_ids(
        self,
        kind: type[Record],
        *conditions: Where,
        order: Sequence[str] = (),
        limit: int,
        stop: Callable[[], bool] = lambda: False,
    ) -> list[int]:
        """The first ids in order, with as little work as it takes.

        A few rows to which an index leads are found, and put in order. Else rows are read as they stand in order, past those that are
        not asked for; where these turn out to be nearly all of them, the others are found first, and looked for on the way. What an index
        tells is put in order by its ids without a row being read, if these are not too many.

        Raises:
            Cancelled: ``stop``, which must not ask the store itself, said so.
        """
        self._check()
        if (asked := self.rights.asked(kind, conditions)) is None:
            return []
        with in_clerks_words():
            with driver.stopping(self._connection, stop):
                of = source(self._connection, kind, asked)
            if of.is_told and is_by_id(order):
                told = self._tried([self._told(kind, of, order)], _Trial(limit, stop, SORT_S))
                if told is not None:
                    return told
            with driver.stopping(self._connection, stop):
                few = self._few(kind, of) if of.is_found else None
            if few is None:
                trial = _Trial(limit, stop, TRIAL_S if asked else math.inf)
                if (walked := self._tried(walk(self.kinds, kind, order, asked), trial)) is not None:
                    return walked
            with driver.stopping(self._connection, stop):
                few = self._few(kind, of) if few is None and not of.is_found else few
                if few is None:
                    return self._read(self._walked(kind, asked, of, order), limit, [])
                where, values = clause(kind, (among("id", few),))
                return self._read([self._sorted(kind, Source(f"{kind.TABLE}{where}", values), order)], limit, [])

    def _few(self, kind: type[Record], of: Source) -> list[int] | None:
        """The ids in no order; None where they are not few. Those that an index tells are sooner counted than read."""
        if of.is_told:
            counted = f"SELECT count(*) FROM (SELECT 1 FROM {of.sql} LIMIT {FEW + 1})"  # noqa: S608
            row = self._connection.execute(counted, of.values).fetchone()
            if row and whole(row[0]) > FEW:
                return None
        found = self._read([Statement(f"SELECT {kind.TABLE}.id FROM {of.sql}", of.values)], FEW + 1, [])  # noqa: S608
        return found if len(found) <= FEW else None

    def _tried(self, statements: Sequence[Statement], trial: _Trial) -> list[int] | None:
        """The first ids, read as they stand; None where nothing has the order, or where that takes too long."""
        if not statements:
            return None
        try:
            with in_clerks_words(), driver.stopping(self._connection, trial):
                return self._read(statements, trial.limit, trial.found)
        except Cancelled:
            if not trial.is_behind:
                raise
        return None

    def all_ids(self, kind: type[Record], *conditions: Where, order: Sequence[str], count: int) -> "array[int]":
        """The ids of a long list, of which it is known about how many there are."""
        self._check()
        found = array("q")
        if (asked := self.rights.asked(kind, conditions)) is None:
            return found
        with in_clerks_words():
            of = source(self._connection, kind, asked)
            if not asked:
                statements = walk(self.kinds, kind, order, ()) or [self._sorted(kind, of, order)]
            else:
                many = count > MANY
                statements = self._walked(kind, asked, of, order) if many else [self._sorted(kind, of, order)]
            for one in statements:
                found.extend(whole(row[0]) for row in self._connection.execute(one.sql, one.values))
        return found

    def _walked(
        self, kind: type[Record], conditions: Sequence[Where], of: Source, order: Sequence[str]
    ) -> list[Statement]:
        """The ids of many rows in order: these are found first, and looked for as one goes through all that there are."""
        if not is_by_id(order) and (found := walk(self.kinds, kind, order, (Found(kind.TABLE, of),))):
            return found
        if {"id", *kind.ASKED}.issuperset(one.removeprefix("-") for one in order):
            return [self._sorted(kind, of, order)]
        where, values = clause(kind, conditions)  # else the row of each would be read for what it is ordered by
        return [self._sorted(kind, Source(f"{kind.TABLE}{where}", values), order)]

    def _sorted(self, kind: type[Record], of: Source, order: Sequence[str]) -> Statement:
        """The same of rows that are put in order once they are found."""
        by = order_clause(self.kinds, kind, order, by_index=False)
        return Statement(f"SELECT {kind.TABLE}.id FROM {of.sql}{by}", of.values)  # noqa: S608

    def _told(self, kind: type[Record], of: Source, order: Sequence[str]) -> Statement:
        """The ids that an index tells, put in order all at once.

        An engine that knows of a limit keeps so many while it goes on, and moves them for each that comes before them: 16,500 that come
        the wrong way round take 7.6 ms and not 5.7.
        """
        by = order_clause(self.kinds, kind, order)
        return Statement(f"SELECT id FROM (SELECT {kind.TABLE}.id FROM {of.sql}{by} LIMIT -1)", of.values)  # noqa: S608

    def _read(self, statements: Iterable[Statement], limit: int, found: list[int]) -> list[int]:
        """The ids that statements give one after another, until there are so many."""
        for one in statements:
            if len(found) == limit:
                break
            rows = self._connection.execute(f"{one.sql} LIMIT ?", [*one.values, limit - len(found)])
            for row in rows:
                found.append(whole(row[0]))
        return found

    def stopping(self, stop: Callable[[], bool], step: int = 0) -> AbstractContextManager[None]:
        """While this lasts, what is asked for ends with `Cancelled` once ``stop`` says so.

        Args:
            stop: must not ask the store itself.
            step: so many instructions of the engine pass between two questions; 0 for as many as is usual.
        """
        return driver.stopping(self._connection, stop, step)
