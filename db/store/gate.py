"""The gate of reading: what is asked of a store is asked of what the account that works here sees, and of nothing else.

Every class that reads goes by it; `Reader` is made of them. What a transaction reads for its own keeping is asked of everything:
its reader has no account.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from db.records.base import Record
from db.records.kinds import Kinds
from db.store import rows
from db.store.driver import Connection, in_clerks_words, whole
from db.store.lift import Lift
from db.store.rights import Rights
from db.store.where import among, clause

R = TypeVar("R", bound=Record)


class Gate:
    """What all that reads has in common.

    Attributes:
        kinds: the types of records that are known here.
    """

    kinds: Kinds
    _connection: Connection
    _check: Callable[[], None]
    _everything: Rights | None = None

    @property
    def rights(self) -> Rights:
        """What whoever asks may; everything where there is no account to ask for."""
        return self._whole()

    def lifted(self, lift: Lift) -> AbstractContextManager[None]:
        """While this lasts, everything is seen: what reads for nobody sees that anyway; see `db.store.clerk`."""
        assert isinstance(lift, Lift)
        return nullcontext()

    def _whole(self) -> Rights:
        if self._everything is None or self._everything.kinds is not self.kinds:
            self._everything = Rights(self.kinds)
        return self._everything

    def seen(self, table: str, ids: Iterable[int]) -> set[int]:
        """Those of the records of a table that there are and that are seen."""
        return self.seen_by(self.rights, table, ids)

    def seen_by(self, rights: Rights, table: str, ids: Iterable[int]) -> set[int]:
        """Those of them that somebody with some rights sees."""
        if table not in self.kinds:
            return set()
        kind, found = self.kinds[table].record, set[int]()
        for piece in rows.chunks(ids):
            if (asked := rights.asked(kind, [among("id", piece)])) is None:
                return set()
            where, values = clause(kind, asked)
            with in_clerks_words():
                told = self._connection.execute(f"SELECT id FROM {kind.TABLE}{where}", values)  # noqa: S608
                found |= {whole(row[0]) for row in told}
        return found

    def _is_seen(self, record: Record) -> bool:
        """Whether a record is seen; of one that is no longer there, whether every one of its type is."""
        if self.rights.is_whole or self.rights.seeing(record.TABLE) == ():
            return True
        return record.id in self.seen(record.TABLE, [record.id])
