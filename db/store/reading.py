"""Reading records: by id, by conditions, their titles, and back through a part's link."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TypeVar

from db.errors import RecordGone
from db.fields import Link
from db.records import BY_TABLE, RECORD_TYPES
from db.records.base import Record, columns_of, parts_of
from db.records.centre.centre import Centre, Rule
from db.store import audit, deeds, rows, search_index
from db.store.driver import Connection, in_clerks_words
from db.store.where import Where, clause, eq, known, le, order_clause

R = TypeVar("R", bound=Record)


class Reader:
    """Everything that only reads."""

    def __init__(self, connection: Connection, check: Callable[[], None] = lambda: None) -> None:
        """Reads by a connection; ``check`` refuses what clerks ask for once the files of the store are gone."""
        self._connection = connection
        self._check = check

    def select(
        self, kind: type[R], *conditions: Where, order: Iterable[str] = (), limit: int = -1, offset: int = 0
    ) -> list[R]:
        """The records that meet all conditions, with their parts; a negative limit means all.

        Raises:
            StoreGone: the files of the store are gone; so do `count`, `ids` and `search`.
        """
        self._check()
        return self._select(kind, *conditions, order=order, limit=limit, offset=offset)

    def _select(
        self, kind: type[R], *conditions: Where, order: Iterable[str] = (), limit: int = -1, offset: int = 0
    ) -> list[R]:
        where, values = clause(kind, conditions)
        sql = f"{rows.select_sql(kind)}{where}{order_clause(kind, order)} LIMIT ? OFFSET ?"
        with in_clerks_words():
            found = self._connection.execute(sql, [*values, limit, offset]).fetchall()
            return rows.load_all(self._connection, kind, found)

    def count(self, kind: type[Record], *conditions: Where) -> int:
        """How many records meet all conditions."""
        self._check()
        where, values = clause(kind, conditions)
        with in_clerks_words():
            row = self._connection.execute(f"SELECT count(*) FROM {kind.TABLE}{where}", values).fetchone()  # noqa: S608
        return int(row[0] or 0) if row else 0

    def find(self, kind: type[R], record_id: int) -> R | None:
        """The record with an id, or None."""
        found = self.select(kind, eq("id", record_id))
        return found[0] if found else None

    def get(self, kind: type[R], record_id: int) -> R:
        """The record with an id.

        Raises:
            RecordGone: there is none any more.
        """
        found = self.find(kind, record_id)
        if found is None:
            raise RecordGone(kind.LABEL)
        return found

    def get_many(self, kind: type[R], ids: Iterable[int]) -> dict[int, R]:
        """The records with these ids, by id; those that are gone are left out.

        Lists ask for these while they are painted, which is no moment to tell anybody anything.
        """
        found: dict[int, R] = {}
        for piece in rows.chunks(ids):
            found |= {r.id: r for r in self._select(kind, Where("id", "IN", tuple(piece)))}
        return found

    def ids(self, kind: type[Record], *conditions: Where, order: Iterable[str] = ()) -> list[int]:
        """Only the ids, for lists that load their rows as they are scrolled into view."""
        self._check()
        where, values = clause(kind, conditions)
        sql = f"SELECT id FROM {kind.TABLE}{where}{order_clause(kind, order)}"  # noqa: S608
        with in_clerks_words():
            return [int(row[0] or 0) for row in self._connection.execute(sql, values)]

    def titles(self, table: str, ids: Iterable[int]) -> dict[int, str]:
        """What the clerk calls records, by id: one query for each type of link and 500 ids."""
        kind = BY_TABLE[table]
        found: dict[int, Record] = {}
        for piece in rows.chunks(i for i in ids if i):
            marks = ", ".join("?" * len(piece))
            with in_clerks_words():
                loaded = self._connection.execute(f"{rows.select_sql(kind)} WHERE id IN ({marks})", piece)
                found |= {int(v[0] or 0): rows.load(kind, v) for v in loaded}
        linked = self.linked_titles(list(found.values()))
        return {i: record.title(linked[i]) for i, record in found.items()}

    def linked_titles(self, records: list[R]) -> Mapping[int, dict[str, str]]:
        """Titles of the records that records of one type link to: by id of the record, by field."""
        result: dict[int, dict[str, str]] = defaultdict(dict)
        links = {n: f for n, f in columns_of(type(records[0])).items() if isinstance(f, Link)} if records else {}
        for name, field in links.items():
            known_titles = self.titles(field.to, {getattr(r, name) for r in records})
            for record in records:
                result[record.id][name] = known_titles.get(getattr(record, name), "")
        return result

    def title(self, record: Record) -> str:
        """What the clerk calls one record."""
        return record.title(self.linked_titles([record])[record.id])

    def owners(self, kind: type[R], part: str, link: str, ids: Iterable[int]) -> list[R]:
        """The records whose parts link to any of these ids: households of residents, meetings of a person."""
        part_kind = parts_of(kind)[part].part
        known(part_kind, link)
        found: set[int] = set()
        for piece in rows.chunks(ids):
            marks = ", ".join("?" * len(piece))
            sql = f'SELECT DISTINCT owner FROM {part_kind.TABLE} WHERE "{link}" IN ({marks})'  # noqa: S608
            with in_clerks_words():
                found |= {int(row[0] or 0) for row in self._connection.execute(sql, piece)}
        return list(self.get_many(kind, found).values())

    def centre(self) -> Centre:
        """The centre whose store this is."""
        return self.select(Centre, limit=1)[0]

    def rule(self, key: str, day: date | None = None) -> str:
        """The value of a rule in force on a day; "" where the centre has set none."""
        on = (day or date.today()).isoformat()
        found = self.select(Rule, eq("key", key), le("since", on), order=("-since", "-id"), limit=1)
        return found[0].value if found else ""

    def search(self, words: str, limit: int = 50) -> list["search_index.Hit"]:
        """What the one search box finds, best first."""
        self._check()
        with in_clerks_words():
            return search_index.search(self._connection, words, limit)

    def found(self, kind: type[Record], words: str) -> list[int]:
        """The ids of all records of a type that the words find, best first, however many there are."""
        with in_clerks_words():
            return search_index.every(self._connection, kind.TABLE, words)

    def history(self, record: Record) -> list[audit.Entry]:
        """What was done to a record, newest first."""
        with in_clerks_words():
            return audit.history(self._connection, record.TABLE, record.id)

    def deeds(self, table: str, actions: Sequence[str]) -> list[audit.Entry]:
        """The entries of whole deeds, such as imports, the newest first; see `db.store.deeds`."""
        with in_clerks_words():
            return deeds.deeds(self._connection, table, actions)

    def before_deed(self, deed: audit.Entry) -> int:
        """The number of the last entry before a deed."""
        with in_clerks_words():
            return deeds.before(self._connection, deed)

    def entries_of(self, deed: audit.Entry, after: int, table: str) -> Iterator[list[audit.Entry]]:
        """What a deed did to the records of one table, in pieces and in order."""
        with in_clerks_words():
            yield from deeds.entries(self._connection, after, deed, table)

    def changed_since(self, seq: int, table: str, ids: Iterable[int]) -> set[int]:
        """Which records are otherwise than they were after an audit entry."""
        with in_clerks_words():
            return deeds.changed_since(self._connection, seq, table, ids)

    def links_to(self, table: str, ids: Iterable[int]) -> Mapping[int, set[tuple[str, int]]]:
        """The records that link to these, themselves or by their parts: table and id of each, by the id linked to."""
        pieces = list(rows.chunks(ids))
        found: dict[int, set[tuple[str, int]]] = defaultdict(set)
        for source, column, owner in _links(table):
            for piece in pieces:
                marks = ", ".join("?" * len(piece))
                sql = f'SELECT "{column}", {owner[1]} FROM {source} WHERE "{column}" IN ({marks})'  # noqa: S608
                with in_clerks_words():
                    for to, linking in self._connection.execute(sql, piece):
                        found[int(to or 0)].add((owner[0], int(linking or 0)))
        return found

    def last_entry(self) -> audit.Head:
        """The newest audit entry: the same as before when nothing was written since."""
        with in_clerks_words():
            return audit.head(self._connection)

    def holds(self, head: audit.Head) -> bool:
        """Whether what was the last entry of the audit once is an entry of it still."""
        with in_clerks_words():
            return audit.holds(self._connection, head)

    def saved_between(self, seq: int, moment: datetime) -> bool:
        """Whether something was entered in the audit after an entry, and before a moment."""
        with in_clerks_words():
            found = self._connection.execute(
                "SELECT at FROM audit WHERE seq > ? ORDER BY seq LIMIT 1", (seq,)
            ).fetchone()
        return found is not None and str(found[0]) < moment.isoformat(timespec="seconds")

    def last_number(self, name: str) -> int:
        """The number last taken from a counter; 0 when none was."""
        with in_clerks_words():
            row = self._connection.execute("SELECT value FROM counter WHERE name = ?", (name,)).fetchone()
        return int(row[0] or 0) if row else 0

    def data_version(self) -> int:
        """Changes when another window has written."""
        row = self._connection.execute("PRAGMA data_version").fetchone()
        return int(row[0] or 0) if row else 0


@cache
def _links(table: str) -> tuple[tuple[str, str, tuple[str, str]], ...]:
    """All links to records of a table: table and column, the table of the linking record and the column of its id."""
    found: list[tuple[str, str, tuple[str, str]]] = []
    for kind in RECORD_TYPES:
        parts = [rows_field.part for rows_field in parts_of(kind).values()]
        for row, owner in ((kind, "id"), *((part, "owner") for part in parts)):
            links = [name for name, field in columns_of(row).items() if isinstance(field, Link) and field.to == table]
            found += [(row.TABLE, name, (kind.TABLE, owner)) for name in links]
    return tuple(found)
