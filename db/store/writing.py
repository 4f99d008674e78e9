"""Writing records: row, parts, search entry and audit entry in one transaction, or nothing."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TypeVar, cast

import attrs

from db.errors import RecordChanged, RecordGone, RecordInvalid
from db.fields import Stored
from db.records.base import Part, Record, Row, columns_of, parts_of
from db.store import audit, rows, search_index
from db.store.driver import Connection
from db.store.reading import Reader

R = TypeVar("R", bound=Record)
DESK_SHIFT = 40


class Writer:
    """What may be done inside one write transaction; made by `db.store.Store.writing`.

    Attributes:
        read: reads what this transaction sees.
        has_deleted: whether a record was deleted in it.
    """

    def __init__(self, connection: Connection, actor: str, reason: str, desk: int) -> None:
        self._connection = connection
        self._actor = actor
        self._reason = reason
        self._desk = desk
        self._acts: list[audit.Act] = []
        self.read = Reader(connection)
        self.has_deleted = False

    def save(self, record: R) -> R:
        """The record as saved, with its id and new version.

        Raises:
            RecordInvalid: it has problems that forbid saving.
            RecordChanged: somebody else saved it since it was read.
            RecordGone: it was deleted.
        """
        return self.save_all([record])[0]

    def save_all(self, records: Sequence[R]) -> list[R]:
        """Records of one type as saved, in their order; new ones get ids one after another. Raises as `save` does."""
        self._refuse_over()
        if not records:
            return []
        kind = type(records[0])
        for record in records:
            if type(record) is not kind:
                raise TypeError(f"{kind.__name__} and {type(record).__name__} are saved apart")
            if blocking := [p for p in record.problems() if p.blocking]:
                raise RecordInvalid(blocking)
        before = self.read.get_many(kind, (r.id for r in records if r.id))
        first = self._take_ids(kind, sum(not r.id for r in records))
        numbered: list[R] = []
        for record in records:
            if record.id:
                numbered.append(attrs.evolve(record, version=record.version + 1))
                continue
            numbered.append(attrs.evolve(record, id=first, version=1))
            first += 1
        self._insert([r for r, old in zip(numbered, records, strict=True) if not old.id])
        for record, old in zip(numbered, records, strict=True):
            if old.id:
                self._update(record, before.get(record.id))
        saved = self._with_parts(numbered, before)
        search_index.put_many(self._connection, saved, fresh=not before)
        self._acts += [_act(before.get(record.id), record) for record in saved]
        return saved

    def delete(self, record: Record) -> None:
        """Takes a record and its parts out of the store; the audit keeps what it was.

        Raises:
            RecordChanged: somebody else saved it since it was read.
            RecordGone: somebody else deleted it.
        """
        self._refuse_over()
        before = self.read.get(type(record), record.id)
        if before.version != record.version:
            raise RecordChanged(record.LABEL)
        self._connection.execute(f"DELETE FROM {record.TABLE} WHERE id = ?", (record.id,))  # noqa: S608
        search_index.drop(self._connection, record.TABLE, record.id)
        self._acts.append(audit.Act("delete", record.TABLE, record.id, rows.difference(before, None)))
        self.has_deleted = True

    def take_number(self, name: str, count: int = 1) -> int:
        """The next number of a counter, or the first of several; a number once taken never comes again."""
        self._refuse_over()
        taken = self.read.last_number(name)
        self._connection.execute(
            "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, taken + count),
        )
        return taken + 1

    def note(self, action: str, table: str, row_id: int, change: audit.Change) -> None:
        """Enters a deed other than saving: a print, an export, an import as a whole."""
        self._acts.append(audit.Act(action, table, row_id, change))

    @contextmanager
    def step(self) -> Generator[None]:
        """A part of the transaction: an exception undoes it alone, with its audit entries, and goes on."""
        self._refuse_over()
        begun = len(self._acts)
        self._connection.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            del self._acts[begun:]
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO step")
                self._connection.execute("RELEASE step")
            raise
        self._connection.execute("RELEASE step")

    def _refuse_over(self) -> None:
        """Lets nothing pass once the transaction is over, for then it would be committed without its audit entry.

        Raises:
            RuntimeError: the writer outlived its transaction, or the engine rolled it back and somebody went on.
        """
        if not self._connection.in_transaction:
            raise RuntimeError("the transaction of this writer is over")

    def finish(self) -> None:
        """Writes the audit entries; the store calls it just before the commit."""
        audit.append(self._connection, self._actor, self._reason, self._acts)

    def _take_ids(self, kind: type[Row], count: int) -> int:
        return (self._desk << DESK_SHIFT) + self.take_number(f"id:{kind.TABLE}", count) if count else 0

    def _insert(self, records: Sequence[Row], owners: Sequence[tuple[int, int]] = ()) -> None:
        if not records:
            return
        kind = type(records[0])
        lead = ["owner", "position"] if owners else []
        names = ", ".join(f'"{n}"' for n in ["id", "version", *lead, *columns_of(kind)])
        marks = ", ".join("?" * (2 + len(lead) + len(columns_of(kind))))
        places = owners or [()] * len(records)
        values: list[Sequence[Stored]] = [
            (r.id, r.version, *place, *rows.stored(r).values()) for r, place in zip(records, places, strict=True)
        ]
        self._connection.executemany(f"INSERT INTO {kind.TABLE} ({names}) VALUES ({marks})", values)  # noqa: S608

    def _update(self, record: Record, before: Record | None) -> None:
        if before is None:
            raise RecordGone(record.LABEL)
        sets = ", ".join(f'"{name}" = ?' for name in ["version", *columns_of(type(record))])
        sql = f"UPDATE {record.TABLE} SET {sets} WHERE id = ? AND version = ?"  # noqa: S608
        values = (record.version, *rows.stored(record).values(), record.id, record.version - 1)
        if not self._connection.execute(sql, values).rowcount:
            raise RecordChanged(record.LABEL)

    def _with_parts(self, records: list[R], before: dict[int, R]) -> list[R]:
        """The records with the parts as saved: new parts got ids, parts that are gone are deleted."""
        for name, field in parts_of(type(records[0])).items():
            old = {r.id: cast("tuple[Part, ...]", getattr(r, name)) for r in before.values()}
            records = self._save_parts(records, name, field.part, old)
        return records

    def _save_parts(self, records: list[R], name: str, kind: type[Part], old: dict[int, tuple[Part, ...]]) -> list[R]:
        """A part that its own record had is changed; any other, and a second one of the same id, is a new one."""
        paired: list[list[tuple[Part, Part | None]]] = []
        gone: list[int] = []
        for record in records:
            left = {part.id: part for part in old.get(record.id, ())}
            given = cast("tuple[Part, ...]", getattr(record, name))
            paired.append([(part, left.pop(part.id, None)) for part in given])
            gone += left
        self._drop_parts(kind, gone)
        first = self._take_ids(kind, sum(before is None for pairs in paired for _, before in pairs))
        new: list[Part] = []
        places: list[tuple[int, int]] = []
        result: list[R] = []
        for record, pairs in zip(records, paired, strict=True):
            parts: list[Part] = []
            for position, (part, before) in enumerate(pairs):
                if before:
                    parts.append(self._update_part(record.id, position, part, before))
                    continue
                parts.append(attrs.evolve(part, id=first + len(new), version=1))
                new.append(parts[-1])
                places.append((record.id, position))
            result.append(attrs.evolve(record, **{name: tuple(parts)}) if parts else record)
        self._insert(new, places)
        return result

    def _drop_parts(self, kind: type[Part], ids: list[int]) -> None:
        for piece in rows.chunks(ids):
            marks = ", ".join("?" * len(piece))
            self._connection.execute(f"DELETE FROM {kind.TABLE} WHERE id IN ({marks})", piece)  # noqa: S608

    def _update_part(self, owner: int, position: int, part: Part, before: Part) -> Part:
        saved = attrs.evolve(part, version=before.version)
        if saved != before:
            saved = attrs.evolve(saved, version=before.version + 1)
        sets = ", ".join(f'"{name}" = ?' for name in ["version", "position", *columns_of(type(part))])
        values = (saved.version, position, *rows.stored(part).values(), part.id, owner)
        self._connection.execute(f"UPDATE {part.TABLE} SET {sets} WHERE id = ? AND owner = ?", values)  # noqa: S608
        return saved


def _act(before: Record | None, after: Record) -> audit.Act:
    action = "update" if before else "create"
    return audit.Act(action, after.TABLE, after.id, rows.difference(before, after))
