"""What names pieces of evidence: the declared columns that hold their names, of records and of their parts."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from db.fields import Evidence
from db.records.base import columns_of, parts_of
from db.records.kinds import Kinds
from db.store.driver import Connection, whole


@cache
def _columns(kinds: Kinds) -> tuple[tuple[str, str, tuple[str, str]], ...]:
    """Table and column, the table of the record and the column of its id."""
    found: list[tuple[str, str, tuple[str, str]]] = []
    for kind in kinds:
        parts = [rows.part for rows in parts_of(kind.record).values()]
        for row, owner in ((kind.record, "id"), *((part, "owner") for part in parts)):
            names = [name for name, field in columns_of(row).items() if isinstance(field, Evidence)]
            found += [(row.TABLE, name, (kind.table, owner)) for name in names]
    return tuple(found)


def named(connection: Connection, kinds: Kinds) -> Mapping[str, list[tuple[str, int]]]:
    """Each piece that is named, with the records that name it, themselves or by their parts: table and id."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for source, column, owner in _columns(kinds):
        sql = f'SELECT "{column}", {owner[1]} FROM {source} WHERE "{column}" != \'\' ORDER BY id'  # noqa: S608
        for name, record_id in connection.execute(sql):
            found[str(name)].append((owner[0], whole(record_id)))
    return found


def naming(connection: Connection, kinds: Kinds, name: str) -> list[tuple[str, int]]:
    """The records that name one piece, themselves or by their parts: table and id."""
    found: list[tuple[str, int]] = []
    for source, column, owner in _columns(kinds):
        sql = f'SELECT {owner[1]} FROM {source} WHERE "{column}" = ?'  # noqa: S608  declared
        found += [(owner[0], whole(row[0])) for row in connection.execute(sql, (name,))]
    return found
