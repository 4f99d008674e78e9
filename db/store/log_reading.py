"""Reading the log as it is told to a clerk: what is asked for, newest first, and of each entry as much as he may know.

Whoever may read the log reads who did what when, to which record; what stood in it only of records that he sees. Everybody else reads of his
own deeds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import evolve, frozen

from db.fields import Stored
from db.records.power import Power
from db.store import rows, veil
from db.store.audit import ENTRY_COLUMNS, Entry, entry_of
from db.store.driver import in_clerks_words, whole
from db.store.gate import Gate
from db.store.renames import OLD
from db.values import actor
from db.values.code_table import VEILED

_TELLS_NOTHING = frozenset(
    {"file", "rows", "paper", "plain", "what", "fields", "counts", "kinds", "step", "generation"}
)
"""What entries of deeds tell that is nobody's data."""


@frozen(kw_only=True)
class Asked:
    """Which entries are asked for; what is empty asks for nothing.

    Attributes:
        account: of who did it.
        name: what that account is called: old entries have names alone.
        since: the first day.
        until: the last day.
        actions: what was done.
        tables: to what types of records.
        records: to which of them, by table and id; None for whatever, () for none.
    """

    account: int = 0
    name: str = ""
    since: date | None = None
    until: date | None = None
    actions: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    records: tuple[tuple[str, int], ...] | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether finding the first ones may take a walk through the whole log."""
        return bool(self.account or self.since or self.until or self.actions or self.tables)


class LogReader(Gate):
    """What `db.store.reading.Reader` tells of the log as a whole."""

    account: int

    def log(self, asked: Asked, limit: int = -1) -> list[int]:
        """The numbers of the entries that are asked for, newest first; a negative limit means all."""
        if not self.rights.can(Power.LOG):
            if asked.account not in (0, self.account) or not self.account:
                return []
            asked = evolve(asked, account=self.account)
        if asked.records == ():
            return []
        where, values = _conditions(asked)
        sql = f"SELECT seq FROM audit{where} ORDER BY seq DESC LIMIT ?"  # noqa: S608
        with in_clerks_words():
            return [whole(row[0]) for row in self._connection.execute(sql, (*values, limit))]

    def log_entries(self, seqs: Iterable[int]) -> dict[int, Entry]:
        """The entries of these numbers, as far as whoever asks may know them."""
        found: list[Entry] = []
        for piece in rows.chunks(seqs):
            marks = ", ".join("?" * len(piece))
            sql = f"SELECT {ENTRY_COLUMNS} FROM audit WHERE seq IN ({marks})"  # noqa: S608
            with in_clerks_words():
                found += [entry_of(*row) for row in self._connection.execute(sql, piece)]
        if not self.rights.can(Power.LOG):
            found = [entry for entry in found if self.account and entry.account == self.account]
        return {entry.seq: entry for entry in self._known(found)}

    def hash_at(self, seq: int) -> str:
        """The hash of an entry; "" where there is none of that number."""
        with in_clerks_words():
            row = self._connection.execute("SELECT hash FROM audit WHERE seq = ?", (seq,)).fetchone()
        return str(row[0]) if row else ""

    def _known(self, entries: Collection[Entry]) -> Iterable[Entry]:
        if self.rights.is_whole:
            return entries
        by_table: dict[str, set[int]] = defaultdict(set)
        for entry in entries:
            if entry.table in self.kinds and entry.row_id:
                by_table[entry.table].add(entry.row_id)
        seen = {table: self.seen(table, ids) for table, ids in by_table.items()}
        return [self._covered(entry, seen.get(entry.table, set())) for entry in entries]

    def _covered(self, entry: Entry, seen: Collection[int]) -> Entry:
        kind = self.kinds.find(entry.table)
        if kind is None:
            return entry
        if entry.row_id in seen or (self.rights.seeing(kind.table) == ()):
            return evolve(entry, change=veil.covered_change(entry.change, self.rights.veils(kind.record)))
        return evolve(entry, change=_without_values(entry.change), reason="")


def _without_values(change: Mapping[str, list[Any]]) -> Mapping[str, list[Any]]:
    return {name: pair if name in _TELLS_NOTHING else [VEILED, VEILED] for name, pair in change.items()}


def _conditions(asked: Asked) -> tuple[str, list[Stored]]:
    told: list[str] = []
    values: list[Stored] = []
    if asked.account:
        told.append("(actor LIKE ? OR actor = ?)" if asked.name else "actor LIKE ?")
        values += [actor.told("%", asked.account), *([asked.name] if asked.name else [])]
    if asked.since:
        told.append("at >= ?")
        values.append(asked.since.isoformat())
    if asked.until:
        told.append("at < ?")
        values.append((asked.until + timedelta(days=1)).isoformat())
    for column, wanted in (("action", asked.actions), ("tbl", _ever(asked.tables))):
        if wanted:
            told.append(f"+{column} IN ({', '.join('?' * len(wanted))})")
            values += sorted(wanted)
    if asked.records:
        each = [(table, record_id) for now, record_id in asked.records for table in OLD.ever(now)]
        told.append(f"({' OR '.join(['(tbl = ? AND row_id = ?)'] * len(each))})")
        values += [value for pair in each for value in pair]
    return (f" WHERE {' AND '.join(told)}" if told else ""), values


def _ever(tables: Iterable[str]) -> set[str]:
    return {name for table in tables for name in OLD.ever(table)}
