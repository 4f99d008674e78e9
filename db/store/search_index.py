"""The search index: what is put into it with every save, and how it is filled anew.

Names lie as tokens in a contentless FTS5 table, figures as trigrams for what stands in their middle and as ordered
rows for beginnings and ends, places as keys of building, unit and room. All of it is in the encrypted file.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from db.records import KINDS
from db.records.base import Record
from db.records.estates.estate import Estate
from db.records.kinds import Kinds
from db.records.registry.place import Building
from db.store import rows, search_entries
from db.store.driver import Connection, whole
from db.store.ordering import INDEXES
from db.store.search_entries import DOCUMENT, IDENTITY, TELEPHONE, Entry
from db.store.search_query import Hit, every, search

__all__ = ["Hit", "Indexing", "every", "put", "put_many", "rebuild", "refill", "search"]

# One more with every change of what tokens, entries or `db.values.list_order` hold; see `refill`.
RULES = 5
_BATCH = 2000
_WAITING = 50_000
_EMPTYING = tuple(
    f"DELETE FROM {table} WHERE {key} IN (SELECT value FROM json_each(?))"  # noqa: S608
    for table, key in (
        ("search_text", "rowid"),
        ("search_identity", "rowid"),
        ("search_telephone", "rowid"),
        ("search_number", "document"),
        ("search_home", "document"),
        ("search_house", "document"),
        ("search_building", "document"),
    )
)
_WIPING = (
    "INSERT INTO search_text (search_text) VALUES ('delete-all')",
    "INSERT INTO search_identity (search_identity) VALUES ('delete-all')",
    "INSERT INTO search_telephone (search_telephone) VALUES ('delete-all')",
    "DELETE FROM search_number",
    "DELETE FROM search_home",
    "DELETE FROM search_house",
    "DELETE FROM search_building",
    "DELETE FROM search_rules",
)


class Indexing:
    """The index as one transaction changes it: what goes is taken out together, for FTS5 then looks through all that it keeps.

    Attributes:
        gone: the documents that wait to be taken out; whoever undoes a part of the transaction empties it.
    """

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        self._connection, self._kinds = connection, kinds
        self.gone: set[int] = set()

    def put(self, records: Sequence[Record], before: Mapping[int, Record]) -> None:
        """Enters saved records of one type, see `put_many`, but for those of which the index tells nothing else than before."""
        self.finish()
        if records and (how := search_entries.searched(self._kinds, records[0].TABLE)):
            is_same = search_entries.is_same
            told = [r for r in records if not is_same(how, before.get(r.id), r)] if before else records
            put_many(self._connection, told, self._kinds, fresh=not before)

    def drop(self, table: str, record_ids: Iterable[int]) -> None:
        """Forgets records of one table when the transaction ends; until then a search in it may still find them."""
        if search_entries.searched(self._kinds, table):
            self.gone.update(search_entries.document(self._kinds, table, i) for i in record_ids)
        if len(self.gone) >= _WAITING:
            self.finish()

    def finish(self) -> None:
        """Takes out what waits."""
        if self.gone:
            _empty(self._connection, sorted(self.gone))
            self.gone.clear()


def put(connection: Connection, record: Record, kinds: Kinds = KINDS) -> None:
    """Enters a saved record as it is now, in the transaction under way; see `put_many`."""
    put_many(connection, [record], kinds)


def put_many(connection: Connection, records: Sequence[Record], kinds: Kinds = KINDS, *, fresh: bool = False) -> None:
    """Enters saved records of one type as they are now in place of what was entered for them before; fresh ones never were."""
    how = search_entries.searched(kinds, records[0].TABLE) if records else None
    names = _names_of_estates(connection, records)
    entries = [search_entries.entry(kinds, r, how, names.get(_estate_of(r), ())) for r in records] if how else []
    # Documents out of order make FTS5 write a segment each time: 25 s instead of 5 s for a million.
    entries.sort(key=lambda e: e.document)
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        if not fresh:
            _empty(connection, [e.document for e in batch])
        _fill(connection, batch)
    if not fresh and isinstance(records[0] if records else None, Estate):
        _put_buildings(connection, records, kinds)


def _put_buildings(connection: Connection, estates: Sequence[Record], kinds: Kinds) -> None:
    """Enters the buildings of saved estates anew: they are found by the names of these."""
    sql = f"{rows.select_sql(Building)} WHERE estate IN (SELECT value FROM json_each(?))"  # noqa: S608
    found = connection.execute(sql, (json.dumps([e.id for e in estates]),)).fetchall()
    put_many(connection, rows.load_all(connection, Building, found), kinds)


def _estate_of(record: Record) -> int:
    return record.estate if isinstance(record, Building) else 0


def _names_of_estates(connection: Connection, records: Sequence[Record]) -> Mapping[int, Sequence[str]]:
    """What the estates of buildings are called, by id."""
    if not (wanted := sorted({_estate_of(record) for record in records} - {0})):
        return {}
    sql = f"{rows.select_sql(Estate)} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    found = (rows.load(Estate, values) for values in connection.execute(sql, (json.dumps(wanted),)))
    return {estate.id: estate.names() for estate in found}


def refill(connection: Connection) -> None:
    """Fills the index anew when it was made by other rules than these, or never; a store without one is left alone."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_rules'").fetchone():
        return
    row = connection.execute("SELECT rules FROM search_rules").fetchone()
    if row is None or row[0] != RULES:
        rebuild(connection)


def rebuild(connection: Connection, kinds: Kinds = KINDS) -> None:
    """Fills the index anew from all records, in one transaction."""
    outer = connection.in_transaction
    if not outer:
        connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _WIPING:
            connection.execute(statement)
        for kind in kinds:
            if kind.found:
                _enter_all(connection, kinds, kind.record, newest_first=kind.found.newest_first)
        for index in INDEXES.values():
            connection.execute(f"REINDEX {index}")
        connection.execute("INSERT INTO search_rules (rules) VALUES (?)", (RULES,))
    except BaseException:
        if not outer:
            connection.execute("ROLLBACK")
        raise
    if not outer:
        connection.execute("COMMIT")


def _enter_all(connection: Connection, kinds: Kinds, kind: type[Record], *, newest_first: bool) -> None:
    ids = [whole(row[0]) for row in connection.execute(f"SELECT id FROM {kind.TABLE} ORDER BY id")]  # noqa: S608
    ordered = ids[::-1] if newest_first else ids
    sql = f"{rows.select_sql(kind)} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    for start in range(0, len(ordered), _BATCH):
        found = connection.execute(sql, (json.dumps(ordered[start : start + _BATCH]),)).fetchall()
        put_many(connection, rows.load_all(connection, kind, found), kinds, fresh=True)


def _empty(connection: Connection, documents: list[int]) -> None:
    for statement in _EMPTYING:
        connection.execute(statement, (json.dumps(documents),))


def _fill(connection: Connection, entries: Sequence[Entry]) -> None:
    connection.executemany(
        "INSERT INTO search_text (rowid, tokens) VALUES (?, ?)",
        [(e.document, " ".join(e.tokens)) for e in entries if e.tokens],
    )
    _fill_numbers(connection, entries)
    connection.executemany(
        "INSERT INTO search_home (document, house) VALUES (?, ?)",
        [(e.document, e.home) for e in entries if e.home is not None],
    )
    connection.executemany(
        "INSERT INTO search_house (document, building, unit, room) VALUES (?, ?, ?, ?)",
        [(e.document, *e.house) for e in entries if e.house],
    )
    connection.executemany(
        "INSERT INTO search_building (document, estate, number) VALUES (?, ?, ?)",
        [(e.document, *place) for e in entries for place in e.buildings],
    )


def _fill_numbers(connection: Connection, entries: Sequence[Entry]) -> None:
    """Each number for itself, and those of a document together for what stands in their middle."""
    single: list[tuple[int, int, str, str]] = []
    together: dict[int, dict[int, str]] = {IDENTITY: {}, TELEPHONE: {}, DOCUMENT: {}}
    for entry in entries:
        document = entry.document
        for kind, figures in sorted(entry.numbers) if len(entry.numbers) > 1 else entry.numbers:
            single.append((document, kind, figures, figures[::-1]))
            others = together[kind]
            others[document] = f"{others[document]} {figures}" if document in others else figures
    connection.executemany(
        "INSERT INTO search_identity (rowid, figures) VALUES (?, ?)", list(together[IDENTITY].items())
    )
    connection.executemany(
        "INSERT INTO search_telephone (rowid, figures) VALUES (?, ?)", list(together[TELEPHONE].items())
    )
    connection.executemany("INSERT INTO search_number (document, kind, figures, reversed) VALUES (?, ?, ?, ?)", single)
