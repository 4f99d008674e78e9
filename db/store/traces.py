"""What is left of somebody in the log: records that were deleted in the ordinary way, and entries about others in which he is told of.

It is read for whoever may delete for good, and for nobody else.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from db.errors import AppError
from db.fields import Stored
from db.records.centre.centre import Centre
from db.records.power import Power
from db.store import audit, purge_check, purging, rows
from db.store.audit import Entry
from db.store.driver import in_clerks_words, whole
from db.store.gate import Gate
from db.store.renames import OLD

SIGNS_AT_ONCE = 30
"""Signs that are looked for in one walk through the log."""


class PurgedForGood(AppError):
    """What is to come back was deleted for good."""

    code = "purged_for_good"


@frozen
class Said:
    """An entry of the log in which something stands.

    Attributes:
        table: of the record that it is about, as it is called today.
        row_id: of that record; 0 where it is about none.
        signs: what stands in its text.
    """

    seq: int
    table: str
    row_id: int
    signs: frozenset[str]


class TraceReader(Gate):
    """What `db.store.reading.Reader` tells of that."""

    def deletions(
        self, tables: Iterable[str], ids: Collection[int] = (), holding: str = "", limit: int = -1
    ) -> list[Entry]:
        """The entries by which records went that are gone still and have not lost their text, newest first.

        Args:
            tables: of which types.
            ids: which of them; () for all.
            holding: what stands in the text.
            limit: how many at most; negative for all.

        Raises:
            NotAllowed: the clerk may not delete for good.
        """
        self.rights.require_power(Power.PURGE)
        found: list[Entry] = []
        for table in tables:
            names = OLD.ever(table)
            gone = f"change <> '' AND instr(change, ?) AND row_id NOT IN (SELECT id FROM {table})"  # noqa: S608
            where = f"tbl IN ({', '.join('?' * len(names))}) AND action = 'delete' AND {gone}"
            for piece in rows.chunks(ids) if ids else [[]]:
                within = f" AND row_id IN ({', '.join('?' * len(piece))})" if piece else ""
                sql = f"SELECT {audit.ENTRY_COLUMNS} FROM audit WHERE {where}{within} ORDER BY seq DESC LIMIT ?"  # noqa: S608
                with in_clerks_words():
                    found += [
                        audit.entry_of(*row) for row in self._connection.execute(sql, (*names, holding, *piece, limit))
                    ]
        last = {(one.table, one.row_id): one for one in sorted(found, key=lambda one: one.seq)}
        return sorted(last.values(), key=lambda one: -one.seq)

    def entries_about(self, table: str, ids: Collection[int]) -> list[Entry]:
        """All entries about records, the oldest first.

        Raises:
            NotAllowed: the clerk may not delete for good.
        """
        self.rights.require_power(Power.PURGE)
        names, found = OLD.ever(table), list[Entry]()
        for piece in rows.chunks(ids):
            of = f"tbl IN ({', '.join('?' * len(names))}) AND row_id IN ({', '.join('?' * len(piece))})"
            sql = f"SELECT {audit.ENTRY_COLUMNS} FROM audit WHERE {of} ORDER BY seq"  # noqa: S608
            with in_clerks_words():
                found += [audit.entry_of(*row) for row in self._connection.execute(sql, (*names, *piece))]
        return found

    def said(self, signs: Collection[str]) -> list[Said]:
        """The entries in whose text one of some signs stands, by their numbers.

        Raises:
            NotAllowed: the clerk may not delete for good.
        """
        self.rights.require_power(Power.PURGE)
        told: dict[tuple[int, str, int], set[str]] = defaultdict(set)
        for piece in _pieces(signs):
            stands = ["instr(change, ?)"] * len(piece)
            where = f"action <> ? AND ({' OR '.join(stands)})"
            sql = f"SELECT seq, tbl, row_id, {', '.join(stands)} FROM audit WHERE {where}"  # noqa: S608
            with in_clerks_words():
                for seq, table, row_id, *at in self._connection.execute(sql, (*piece, audit.PURGE, *piece)):
                    where = whole(seq), OLD.today(str(table)), whole(row_id)
                    told[where] |= {sign for sign, place in zip(piece, at, strict=True) if place}
        return [Said(*where, frozenset(found)) for where, found in sorted(told.items())]

    def reasons_with(self, signs: Collection[str]) -> int:
        """In how many entries one of some signs stands in the reason, which no entry loses. Raises as `said` does."""
        return self._count("audit", ("reason",), signs)

    def drafts_with(self, signs: Collection[str]) -> int:
        """In how many drafts, whoever typed them, one of some signs stands. Raises as `said` does."""
        return self._count("draft", ("begun", "body"), signs)

    def _count(self, table: str, columns: Collection[str], signs: Collection[str]) -> int:
        self.rights.require_power(Power.PURGE)
        count = 0
        for piece in _pieces(signs):
            where = " OR ".join(f"instr({column}, ?)" for column in columns for _ in piece)
            values: list[Stored] = [sign for _ in columns for sign in piece]
            with in_clerks_words():
                row = self._connection.execute(f"SELECT count(*) FROM {table} WHERE {where}", values).fetchone()  # noqa: S608
            count += whole(row[0]) if row else 0
        return count

    def forget_entries(self, table: str, row_id: int, seqs: Collection[int]) -> audit.Change:
        """Takes the texts of some entries of a record that stays out of the log, in a transaction; see `purging.forget_entries`.

        Raises:
            NotAllowed: the clerk may not delete for good.
        """
        self.rights.require_power(Power.PURGE)
        return purging.forget_entries(self._connection, self.kinds, table, row_id, seqs)

    def is_decided(self, appraisal: int) -> bool:
        """Whether the log tells that two people decided an appraisal; see `purge_check`."""
        with in_clerks_words():
            return purge_check.is_decided(self._connection, self.kinds, appraisal)

    def told_of(self, table: str, ids: Iterable[int]) -> set[int]:
        """Of which of some records the log still tells anything besides that they went for good."""
        names, found = OLD.ever(table), set[int]()
        for piece in rows.chunks(ids):
            of = f"tbl IN ({', '.join('?' * len(names))}) AND row_id IN ({', '.join('?' * len(piece))})"
            sql = f"SELECT DISTINCT row_id FROM audit WHERE {of} AND change <> '' AND action <> ?"  # noqa: S608
            with in_clerks_words():
                found |= {whole(i) for (i,) in self._connection.execute(sql, (*names, *piece, audit.PURGE))}
        return found

    def restorings(self) -> list[int]:
        """The numbers of the entries by which backups took the place of the store, the newest first."""
        sql = "SELECT seq FROM audit WHERE tbl = ? AND action = ? ORDER BY seq DESC"
        with in_clerks_words():
            found = self._connection.execute(sql, (Centre.TABLE, purge_check.RESTORED)).fetchall()
        return [whole(seq) for (seq,) in found]

    def had_gone(self, restoring: int) -> Mapping[str, set[int]]:
        """What had gone for good before a backup took the place of the store, by the number of the entry of that: ids by table."""
        found: dict[str, set[int]] = defaultdict(set)
        with in_clerks_words():
            for table, row_id in purge_check.had_gone(self._connection, restoring):
                found[table].add(row_id)
        return found

    def refuse_purged(self, table: str, ids: Iterable[int]) -> None:
        """Lets records come back that were deleted in the ordinary way.

        Raises:
            PurgedForGood: one was deleted for good.
        """
        for piece in rows.chunks(ids):
            sql = f"SELECT 1 FROM audit WHERE tbl = ? AND row_id IN ({', '.join('?' * len(piece))}) AND action = ? LIMIT 1"  # noqa: S608
            if self._connection.execute(sql, (table, *piece, audit.PURGE)).fetchone():
                raise PurgedForGood("已经彻底删除，不能恢复", "彻底删除撤销不了；确实还要的，请重新登记")


def _pieces(signs: Collection[str]) -> Iterable[list[str]]:
    ordered = sorted(set(signs))
    return (ordered[at : at + SIGNS_AT_ONCE] for at in range(0, len(ordered), SIGNS_AT_ONCE))
