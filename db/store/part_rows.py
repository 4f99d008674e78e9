"""The repeated parts of records on their way into their tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter

from db.fields import Stored
from db.records.base import Part, Record, Row, changed, columns_of, numbered
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
        told: list[tuple[Part, ...]] = list(map(attrgetter(name), records))
        if not any(told):  # as of most fields of a large import
            return
        paired: list[tuple[dict[str, object], list[tuple[Part, Part | None]]]] = []
        new: list[tuple[dict[str, object], tuple[Part, ...]]] = []
        for record, mark, given in zip(records, marks, told, strict=True):
            if given and before and (there := rows.parts_in(before.get(record.id), name)):
                left = {part.id: part for part in there}
                paired.append((mark, [(part, left.pop(part.id, None)) for part in given]))
            elif given:
                new.append((mark, given))
        fresh = sum(len(given) for _, given in new)
        first = self._take_ids(kind, fresh + sum(old is None for _, pairs in paired for _, old in pairs))
        for mark, given in new:
            mark[name] = tuple([numbered(part, i, 1) for i, part in enumerate(given, first)])
            first += len(given)
        for mark, pairs in paired:
            parts: list[Part] = []
            for part, old in pairs:
                if old is None:
                    parts.append(numbered(part, first, 1))
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
        new: list[Sequence[Stored]] = []
        if not before:
            for record, told, given in zip(records, pictures, map(attrgetter(name), records), strict=True):
                if given:
                    new += _new_rows(record.id, given, told[name])
            rows.insert(self._connection, kind, new, ("owner", "position"))
            return
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


def _new_rows(owner: int, parts: Sequence[Part], pictures: Sequence[rows.Picture]) -> list[Sequence[Stored]]:
    """What the table keeps of the parts of a record that is new."""
    numbered_pictures = enumerate(zip(parts, pictures, strict=True))
    return [(part.id, part.version, owner, at, *values.values()) for at, (part, values) in numbered_pictures]
