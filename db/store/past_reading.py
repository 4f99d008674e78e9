"""Reading the past: what the audit tells of records that are seen, and of whole deeds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import evolve

from db.records.base import Record
from db.records.may import Right
from db.store import audit, deeds, seal, veil
from db.store.driver import in_clerks_words
from db.store.gate import Gate
from db.store.renames import OLD
from db.values import actor


class PastReader(Gate):
    """What `db.store.reading.Reader` knows of the audit."""

    def history(self, record: Record) -> list[audit.Entry]:
        """What was done to a record, newest first; nothing of one that is not seen."""
        if not self._is_seen(record):
            return []
        with in_clerks_words():
            found = audit.history(self._connection, record.TABLE, record.id)
            if (was := OLD.parted.get(record.TABLE)) and (not found or found[-1].action != "create"):
                found += self._of_another(was, record.TABLE, record.id)
            return self._as_seen(record.TABLE, found)

    def _of_another(self, table: str, now: str, record_id: int) -> list[audit.Entry]:
        """What was done to a record while it was one of another table, if it was, and is none there any more."""
        sql = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608
        if self._connection.execute(sql, (record_id,)).fetchone():
            return []
        found = audit.history(self._connection, table, record_id)
        return [evolve(entry, table=now, change=OLD.change(now, entry.change)) for entry in found]

    def first_entries(self, table: str, ids: Iterable[int]) -> Mapping[int, audit.Entry]:
        """The oldest entry of each of some records by id, asked for at once; nothing of those that are not seen."""
        if not self.rights.is_whole and self.rights.seeing(table) != ():
            ids = self.seen(table, ids)
        with in_clerks_words():
            found = audit.first_entries(self._connection, table, ids)
        return {entry.row_id: entry for entry in self._as_seen(table, list(found.values()))}

    def deeds(self, table: str, actions: Sequence[str]) -> list[audit.Entry]:
        """The entries of whole deeds, such as imports, the newest first; see `db.store.deeds`."""
        if (kind := self.kinds.find(table)) is not None and not self.rights.may(kind, Right.SEE):
            return []
        with in_clerks_words():
            return deeds.deeds(self._connection, table, actions)

    def before_deed(self, deed: audit.Entry) -> int:
        """The number of the last entry before a deed."""
        with in_clerks_words():
            return deeds.before(self._connection, deed)

    def entries_of(self, deed: audit.Entry, after: int, table: str) -> Iterator[list[audit.Entry]]:
        """What a deed did to the records of one table, in pieces and in order; nothing to whoever sees only some of these."""
        if self.rights.seeing(table) != ():
            return
        with in_clerks_words():
            for piece in deeds.entries(self._connection, after, deed, table):
                yield self._as_seen(table, piece)

    def changed_since(self, seq: int, table: str, ids: Iterable[int]) -> set[int]:
        """Which records are otherwise than they were after an audit entry."""
        if self.rights.seeing(table) != ():
            ids = self.seen(table, ids)
        with in_clerks_words():
            return deeds.changed_since(self._connection, seq, table, ids)

    def _as_seen(self, table: str, entries: list[audit.Entry]) -> list[audit.Entry]:
        kind = self.kinds.find(table)
        if kind is None or not (veils := self.rights.veils(kind.record)):
            return entries
        return [evolve(entry, change=veil.covered_change(entry.change, veils)) for entry in entries]

    def last_entry(self) -> audit.Head:
        """The newest audit entry: the same as before when nothing was written since."""
        with in_clerks_words():
            return audit.head(self._connection)

    def first_entry(self) -> datetime | None:
        """When the first entry was made, as the clock was then; None where there is none."""
        with in_clerks_words():
            row = self._connection.execute("SELECT at FROM audit ORDER BY seq LIMIT 1").fetchone()
        return datetime.fromisoformat(str(row[0])) if row and row[0] else None

    def last_deed(self) -> tuple[datetime | None, str]:
        """When a record was changed last, and the name of who did it; None and "" for nothing."""
        changed = f"SELECT at, actor FROM audit WHERE action IN {deeds.ONE_BY_ONE} ORDER BY seq DESC LIMIT 1"  # noqa: S608
        with in_clerks_words():
            row = self._connection.execute(changed).fetchone()
        return (datetime.fromisoformat(str(row[0])), actor.parted(str(row[1]))[0]) if row and row[0] else (None, "")

    def has_changed_since(self, seq: int) -> bool:
        """Whether any record was changed after an entry; what the program notes of its own is no change."""
        changed = f"SELECT 1 FROM audit WHERE seq > ? AND action IN {deeds.ONE_BY_ONE} LIMIT 1"  # noqa: S608
        with in_clerks_words():
            return self._connection.execute(changed, (seq,)).fetchone() is not None

    def holds(self, head: audit.Head) -> bool:
        """Whether what was the last entry of the audit once is an entry of it still."""
        with in_clerks_words():
            return audit.holds(self._connection, head)

    def sealed_for(self) -> set[tuple[str, bytes]]:
        """The entries of the key ring that can check the log as it goes on, each with its public key."""
        with in_clerks_words():
            run = seal.last_run(self._connection)
            return {(one.entry, one.public) for one in seal.holders(self._connection) if run and one.run == run.id}

    def saved_between(self, seq: int, moment: datetime) -> bool:
        """Whether something was entered in the audit after an entry, and before a moment; that there is a backup is in none of them."""
        with in_clerks_words():
            found = self._connection.execute(
                "SELECT at FROM audit WHERE seq > ? AND action <> 'backup' ORDER BY seq LIMIT 1", (seq,)
            ).fetchone()
        return found is not None and str(found[0]) < moment.isoformat(timespec="seconds")
