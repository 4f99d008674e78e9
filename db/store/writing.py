"""Writing records: row, parts, search entry and audit entry in one transaction, or nothing."""

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from db.errors import LinkGone, RecordChanged, RecordGone, RecordInUse
from db.records import moving
from db.records.base import Record, Row, changed, columns_of, holding, parts_of
from db.records.exhibit import Exhibit
from db.records.step import MOVED, Step
from db.store import acting, audit, purging, references, rows, seal, search_index, shown, stages
from db.store.clock_keeping import ClockKeeper
from db.store.deeds import AFTER
from db.store.driver import Connection
from db.store.guard import Guard, MoveRefused, NotByMove, Warrant, is_guarded, kind_to_save
from db.store.leave import Leave
from db.store.part_rows import PartRows
from db.store.posts import PostKeeper
from db.store.reading import Reader
from db.values.reference import parted

if TYPE_CHECKING:
    from db.store.clerk import ClerkReader

R = TypeVar("R", bound=Record)
DESK_SHIFT = 40
WAITING = 5000


class Writer:
    """What may be done inside one write transaction; made by `db.store.Store.writing`.

    Attributes:
        read: reads what this transaction sees.
        has_deleted: whether a record was deleted in it.
        after: the number of the last entry of the audit before it.
        clocks: keeps the clocks of what is written.
        posts: keeps the posts of whom it names.
    """

    def __init__(
        self, connection: Connection, clerk: "ClerkReader", reason: str, desk: int, *, warrant: Warrant | None = None
    ) -> None:
        """Writes for a clerk, who is asked for what he does; what follows from that is not asked."""
        kinds = clerk.kinds
        self._connection = connection
        self._at_work = clerk.at_work
        self._reason = reason
        self._desk = desk
        self._at = datetime.now()
        self._acts: list[audit.Act] = []
        self.read = Reader(connection, kinds=kinds)
        self.has_deleted = False
        self.after = audit.head(connection).seq
        self._guard = Guard(warrant, kinds)
        self._leave = Leave(clerk, self.read, warrant)
        self._passing: Collection[tuple[str, int]] = ()
        self._parts = PartRows(connection, self._take_ids)
        self._index = search_index.Indexing(connection, kinds)
        self._settling = acting.Settling(connection, self._save_all)
        self.posts = PostKeeper(self.read, self._save_all, self._delete_all)
        self.clocks = ClockKeeper(connection, self.read, self._at_work, self._past_guard)
        if warrant:
            self.note("warrant", "", 0, {"warrant": [None, warrant.value]})

    def save(self, record: R) -> R:
        """The record as saved, with its id and new version.

        Raises:
            RecordInvalid: it has problems that forbid saving.
            RecordChanged: somebody else saved it since it was read.
            RecordGone: it was deleted.
            NotAllowed: the clerk may not.
        """
        return self.save_all([record])[0]

    def save_all(self, records: Sequence[R]) -> list[R]:
        """Records of one type as saved, in their order; new ones get ids one after another. Raises as `save` does."""
        self._refuse_over()
        return list(self._leave.saved(self._save_all(self._leave.saving(records))))

    def enter(self, record: R) -> R:
        """A record that the program writes down of a deed that was allowed, as saved: whoever did it is not asked."""
        self._refuse_over()
        return self._save_all([record])[0]

    def _save_all(self, records: Sequence[R]) -> list[R]:
        if not records:
            return []
        kind = kind_to_save(records)
        before = self.read.get_many(kind, (r.id for r in records if r.id))
        if any(r.id and r.id not in before for r in records):
            raise RecordGone(kind.LABEL)
        if is_guarded(self.read.kinds, kind):
            self._let_pass(records, before)
        self._keep_exhibits(kind, shown.altered(before, records) if kind is Exhibit else {})
        records = self.posts.dated(self._settling.settled(records, before), before)
        first = self._take_ids(kind, sum(not r.id for r in records))
        marks: list[dict[str, object]] = []
        for record in records:
            if record.id:
                marks.append({"version": record.version + 1})
                continue
            marks.append({"id": first, "version": 1})
            first += 1
        return self.clocks.followed(self._write(records, marks, before), before)

    def put_back(self, records: Sequence[R]) -> list[R]:
        """Records of one type that were deleted, in the store again under the ids that they have.

        Raises:
            RecordInvalid: one has problems that forbid saving.
            RecordTwice: there is such a record.
            PurgedForGood: one was deleted for good.
            NotAllowed: the clerk may not.
        """
        self._refuse_over()
        if not records:
            return []
        self._leave.putting_back(records)
        if is_guarded(self.read.kinds, kind_to_save(records)):
            self._let_pass([changed(record, id=0) for record in records], {})
        records = self._settling.settled(records, {})
        return list(self._leave.saved(self._write(records, [{"version": 1} for _ in records], {})))

    def bring_back(self, deleted: R, again: R) -> R:
        """A record that was deleted, saved as a new one; what the clerk did not see of it is as it was. Raises as `put_back` does."""
        self._refuse_over()
        self._leave.putting_back([deleted])
        whole = self._leave.as_it_was(deleted, again)
        return self._leave.saved(self._save_all([whole]))[0]

    def delete(self, record: Record) -> None:
        """Takes a record, its parts and its drafts out of the store; the audit keeps what it was.

        Raises:
            RecordChanged: somebody else saved it since it was read.
            RecordGone: somebody else deleted it.
        """
        self._refuse_over()
        if self.read.get(type(record), record.id).version != record.version:
            raise RecordChanged(record.LABEL)
        self.delete_all(type(record), [record.id])

    def delete_all(self, kind: type[Record], ids: Iterable[int]) -> None:
        """Takes the records with these ids out as `delete` does, as they are now; those that are gone are left out.

        Raises:
            NotByMove: one may not go; see `db.store.guard.Guard.check_deleted` and `db.store.stages.refuse_named`.
            NotAllowed: the clerk may not.
        """
        self._refuse_over()
        ids = list(ids)
        self._leave.deleting(kind, ids)
        self._delete_all(kind, ids)

    def _delete_all(self, kind: type[Record], ids: Iterable[int], *, follows: bool = False) -> None:
        gone = self.read.get_many(kind, ids)
        self._let_go(kind, gone, follows=follows)
        self._keep_exhibits(kind, gone)
        stages.refuse_named(self._connection, self.read.kinds, gone.values())
        self.posts.let_go(kind, gone)
        for piece in rows.chunks(gone):
            marks = ", ".join("?" * len(piece))
            self._connection.execute(f"DELETE FROM {kind.TABLE} WHERE id IN ({marks})", piece)  # noqa: S608
            self._connection.execute(f"DELETE FROM draft WHERE form = ? AND key IN ({marks})", [kind.TABLE, *piece])  # noqa: S608
        self.has_deleted = self.has_deleted or bool(gone)
        self._settling.forget()
        if self.read.kinds[kind.TABLE].evidence:
            self._delete_all(Exhibit, shown.belonging(self.read, gone))
        if references.pointing(self._connection, self.read.kinds, kind.TABLE, gone):
            raise RecordInUse
        self._index.drop(kind.TABLE, gone)
        self._enter(
            [audit.Act("delete", kind.TABLE, i, rows.difference(rows.picture(r), None)) for i, r in gone.items()]
        )
        self.clocks.deleted(kind, gone)
        self.posts.deleted(kind, gone)

    def move(self, record: R, step: Step) -> tuple[R, Step]:
        """The record as a move leaves it, and the step as it is written down.

        Args:
            record: with its new stage and all that the move fills in; see `db.records.moving.moved`.
            step: names the move; stages, labels and the version are written by this.

        Raises:
            MoveRefused: it is no move of the record's flow, or its conditions are not met.
            RecordChanged: somebody else saved the record since it was read.
            NotAllowed: it is not the clerk's to key.
        """
        before = self.read.get(type(record), record.id)
        if before.version != record.version:
            raise RecordChanged(record.LABEL)
        flow = self.read.flow_of(before)
        self._leave.moving(before, record, flow, step.move)
        steps = self.read.steps(before)
        made = moving.leading(found, steps) if flow and (found := flow.move(step.move)) else None
        if flow is None or made is None:
            raise MoveRefused([], f"{record.LABEL}没有“{step.move}”这个动作")
        if faults := [
            *moving.refusals(flow, made, (before, record), step, steps),
            *self.clocks.refusals(made, (before, record), steps, step.at),
        ]:
            raise MoveRefused(faults)
        was, now = (str(getattr(r, flow.field)) for r in (before, record))
        led = flow.stage(now) if now != was else None
        said = f"{made.label} → {led.label}" if led and led.label != made.label else made.label
        with self.clocks.told_next(record):
            (saved,) = self._past_guard([record])
        step = changed(step, what=MOVED, before=was, after=now, said=said, kept=saved.version)
        step = self.write_step(saved, self.clocks.gives(flow, made, record, step))
        return self._leave.shown(self.clocks.follow(saved, at=step.at)), step

    def follow(self, record: R, field: str) -> R:
        """The record with another value in one field that moves alone write, or its next version as it is.

        The number book asks for it, and what owns a rule over several rows.

        Raises:
            NotByMove: of a saved one something else differs, or a new one has what only moves write.
            NotAllowed: the clerk may not make a new one.
        """
        if not record.id:
            self._guard.check_begun(changed(record, **{field: columns_of(type(record))[field].EMPTY}))
            return self._leave.saved(self._past_guard(self._leave.saving([record])))[0]
        before = self.read.get(type(record), record.id)
        if moving.changed_fields(before, record) - {field}:
            raise NotByMove("不能同时改别的", "请先保存别的改动")
        return self._past_guard([record])[0]

    def tie(self, record: R, people: Mapping[tuple[str, str], int]) -> R:
        """The record with persons behind names that it writes down, see `acting.Settling.tied`; it may be locked or over."""
        return self._past_guard([self._settling.tied(record, people)])[0]

    def lead_on(self, records: Sequence[R], was: Record, now: Record) -> list[R]:
        """Records of one type, of which what led to one record leads to another of its type; they may be locked or over, or steps.

        What they write down stays: names, and who holds a post by them.
        """
        with self.posts.still():
            return self._past_guard([references.led_on(self.read.kinds, record, was, now) for record in records])

    def person_of(self, name: str) -> int:
        """The person of a name, see `acting.Settling.person_of`."""
        self._refuse_over()
        return self._settling.person_of(name)

    def write_step(self, record: Record, step: Step) -> Step:
        """Writes down a step of a saved record: a note, a call, or what another method of this made.

        Raises:
            NotAllowed: nothing else was written of the record, and the clerk may not change it.
        """
        self._leave.noting(record)
        return self._past_guard([changed(step, of=self.read.kinds.reference_of(record))])[0]

    def _past_guard(self, records: Sequence[R]) -> list[R]:
        self._passing = {(record.TABLE, record.id) for record in records}
        try:
            return self._save_all(self._leave.restored(records))
        finally:
            self._passing = ()

    def _let_pass(self, records: Sequence[Record], before: Mapping[int, Record]) -> None:
        for record in records:
            if (record.TABLE, record.id) in self._passing:
                continue
            if not record.id:
                self._guard.check_begun(record)
            elif record.version != before[record.id].version:  # what it has of then is no change that somebody makes
                raise RecordChanged(record.LABEL)
            else:
                self._guard.check_changed(before[record.id], record)

    def _let_go(self, kind: type[Record], gone: Mapping[int, Record], *, follows: bool) -> None:
        """Lets records go, with what happened with them; of what has no stages that is no more than who had it in hand."""
        guarded, steps = is_guarded(self.read.kinds, kind), shown.steps_of(self.read, kind, gone.values())
        if guarded and not follows:
            self._guard.check_deleted(gone.values(), {parted(step.of)[1] for step in steps.values()})
        if steps:
            self._delete_all(Step, steps, follows=not guarded)

    def _keep_exhibits(self, kind: type[Record], there: Mapping[int, Record]) -> None:
        """Lets what is changed or deleted pass, but for photos and scans of what is over."""
        if kind is Exhibit:
            self._guard.check_shown(shown.owners(self.read, there.values()))

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
        self._enter([audit.Act(action, table, row_id, change)])

    def end_deed(self, action: str, table: str, change: audit.Change) -> None:
        """Enters what this transaction was as a whole, by which it can be taken back; see `db.store.deeds`."""
        self.note(action, table, 0, {**change, AFTER: [None, self.after]})

    def hold_seal(self, entry: str, public: bytes, private: bytes = b"") -> None:
        """Lets an entry of the key ring check the log from here on; see `db.store.seal`."""
        self.finish()
        seal.hold(self._connection, entry, public, self._at.isoformat(timespec="seconds"), private)

    def prove_seal(self, holder: seal.Holder, private: bytes) -> None:
        """Adds its proof to what was found right."""
        self._refuse_over()
        seal.prove(self._connection, holder, private)

    @contextmanager
    def step(self) -> Generator[None]:
        """A part of the transaction: an exception undoes it alone, with its audit entries, and goes on."""
        self._refuse_over()
        self.finish()
        self._connection.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            self._acts.clear()
            self._index.gone.clear()
            self._settling.forget()
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
        """Writes what waits: the audit entries, and what goes from the search index; the store calls it just before the commit."""
        self._index.finish()
        self._write_entries()

    def _write_entries(self) -> None:
        done = audit.append(self._connection, self._at_work.told, self._reason, self._acts, self._at)
        seal.follow(self._connection, done)
        self._acts.clear()

    def forget(self, gone: Mapping[str, Collection[int]], signs: Iterable[str] = ()) -> purging.Told:
        """Takes what the log tells of records that are gone for good out of it; see `purging.forget`."""
        self.finish()
        return purging.forget(self._connection, self.read.kinds, gone, signs)

    def _enter(self, acts: Sequence[audit.Act]) -> None:
        """Keeps acts for the audit; many are written at once, so that a large import does not hold them all."""
        self._acts += acts
        if len(self._acts) >= WAITING:
            self._write_entries()

    def _take_ids(self, kind: type[Row], count: int) -> int:
        return (self._desk << DESK_SHIFT) + self.take_number(f"id:{kind.TABLE}", count) if count else 0

    def _write(self, records: Sequence[R], marks: Sequence[dict[str, object]], before: Mapping[int, R]) -> list[R]:
        """The records with their parts as saved; ``before`` has those that were in the store, by id.

        ``marks`` are the ids and versions under which they are saved; the parts are added to them, so that no record
        is made twice.
        """
        kind = type(records[0])
        for name, field in parts_of(kind).items():
            self._parts.mark(records, marks, name, field.part, before)
        saved = [holding(kind, record.__dict__ | mark) for record, mark in zip(records, marks, strict=True)]
        pictures = [rows.picture(record) for record in saved]
        new = [(r, told) for r, told in zip(saved, pictures, strict=True) if r.id not in before]
        rows.insert(self._connection, kind, [(r.id, r.version, *rows.columns_in(kind, told)) for r, told in new])
        for record, told in zip(saved, pictures, strict=True):
            if record.id in before and not rows.update(self._connection, record, told):
                raise RecordChanged(record.LABEL)
        for name, field in parts_of(kind).items():
            self._parts.write(saved, pictures, name, field.part, before)
        if references.refers(kind) and references.lead_nowhere(self._connection, self.read.kinds, saved):
            raise LinkGone
        self._index.put(saved, before)
        if kind.TABLE in acting.READ:
            self._settling.forget()
        self._enter([audit.act_of(before.get(r.id), r, told) for r, told in zip(saved, pictures, strict=True)])
        self._leave.written |= {(kind.TABLE, record.id) for record in saved}
        self.clocks.saved(saved, before)
        self.posts.saved(saved, before)
        return saved
