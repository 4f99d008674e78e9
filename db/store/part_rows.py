"""The repeated parts of records on their way into their tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter

from db.fields import Stored
from db.records.base import Part, Record, Row, changed, columns_of
from db.store import rows
from db.store.driver import Connection


class PartRows:
    """Writes the parts of what one transaction saves."""

    def __init__(self, connection: Connection, take_ids: Callable[[type[Row], int], int]) -> None:
        self._connection = connection
        self._take_ids = take_ids

    def mark(
        self,
        records: Sequence[Record],
        marks: Sequence[dict[str, object]],
        name: str,
        kind: type[Part],
        before: Mapping[int, Record],
    ) -> None:
        """Adds to the marks of records the parts of a field as they will be saved: new ones have ids, changed ones the next version.

        A part that its own record had is the same one; any other, and a second one of the same id, is a new one.
        """
        if not any(map(attrgetter(name), records)):  # as of most fields of a large import
            return
        paired: list[tuple[dict[str, object], list[tuple[Part, Part | None]]]] = []
        for record, mark in zip(records, marks, strict=True):
            if given := rows.parts_in(record, name):  # as few have of a large import
                left = {part.id: part for part in rows.parts_in(before.get(record.id), name)}
                paired.append((mark, [(part, left.pop(part.id, None)) for part in given]))
        first = self._take_ids(kind, sum(old is None for _, pairs in paired for _, old in pairs))
        for mark, pairs in paired:
            parts: list[Part] = []
            for part, old in pairs:
                if old is None:
                    parts.append(changed(part, id=first, version=1))
                    first += 1
                    continue
                same = changed(part, version=old.version)
                parts.append(same if same == old else changed(same, version=old.version + 1))
            mark[name] = tuple(parts)

    def write(
        self,
        records: Sequence[Record],
        pictures: Sequence[rows.Picture],
        name: str,
        kind: type[Part],
        before: Mapping[int, Record],
    ) -> None:
        """Writes parts of a field that have their ids; those that their records no longer have are deleted."""
        if not before and not any(map(attrgetter(name), records)):
            return
        new: list[Sequence[Stored]] = []
        sets = ", ".join(f'"{column}" = ?' for column in ["version", "position", *columns_of(kind)])
        sql = f"UPDATE {kind.TABLE} SET {sets} WHERE id = ? AND owner = ?"  # noqa: S608
        for record, told in zip(records, pictures, strict=True):
            given = rows.parts_in(record, name)
            if given == (kept := rows.parts_in(before.get(record.id), name)):  # as nearly all of a large import
                continue
            old = {part.id for part in kept}
            if old:
                self._drop(kind, old - {part.id for part in given})
            for position, (part, values) in enumerate(zip(given, told[name], strict=True)):
                if part.id in old:
                    self._connection.execute(sql, (part.version, position, *values.values(), part.id, record.id))
                else:
                    new.append((part.id, part.version, record.id, position, *values.values()))
        rows.insert(self._connection, kind, new, ("owner", "position"))

    def _drop(self, kind: type[Part], ids: Iterable[int]) -> None:
        for piece in rows.chunks(ids):
            marks = ", ".join("?" * len(piece))
            self._connection.execute(f"DELETE FROM {kind.TABLE} WHERE id IN ({marks})", piece)  # noqa: S608
