"""Whether the clerk may do what a transaction does; what follows from it by itself is not asked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from db.errors import NotAllowed
from db.records.base import Record, changed, fields_of
from db.records.bodies.tenure import Tenure
from db.records.flow import Flow
from db.records.kind import Kind
from db.records.may import Own, Right
from db.records.moving import asked
from db.store import references, veil
from db.store.guard import OPENS, Door, Warrant
from db.store.rights import Rights, refused, roles_words
from db.store.veil import Veil

if TYPE_CHECKING:
    from db.store.clerk import ClerkReader
    from db.store.reading import Reader

R = TypeVar("R", bound=Record)
_TOLD = {
    Own.GRIDS: "请选您任职的网格里的房屋、楼栋或网格",
    Own.MINE: "请把自己写进办事的人里",
    Own.LED_TO: "请从您经办的事里登记",
    Own.OWNED: "请从您看得到的那一条里登记",
}
_NO_GRID = "您还没有任职的网格：请窗口登记员或书记/主任打开那个网格，在“网格长”里写上您，或在“组织 → 任职”里登记"


class Leave:
    """Asks for the clerk who writes; made by `db.store.writing.Writer`.

    Attributes:
        written: what the transaction has written so far, by table and id: what follows from that is not asked for again.
    """

    def __init__(self, clerk: "ClerkReader", read: "Reader", warrant: Warrant | None) -> None:
        """Asks for a clerk, by a reader of all that the transaction sees.

        Args:
            clerk: who works here.
            read: reads everything.
            warrant: that of the transaction: whoever made something takes it back.
        """
        self._clerk, self._read, self._undoes = clerk, read, warrant is Warrant.UNDO
        self._passes = warrant is not None and Door.DELETE in OPENS[warrant]
        self.written: set[tuple[str, int]] = set()

    @property
    def rights(self) -> Rights:
        """What the clerk may."""
        return self._clerk.rights

    def saving(self, records: Sequence[R]) -> Sequence[R]:
        """Records of one type as they are to be saved, by whoever may: what he does not see of them is as it was.

        Raises:
            NotAllowed: he may not make them, or change them; one, or what it leads to now, is not seen; what is covered is not as it was.
        """
        rights = self.rights
        if rights.is_whole or not records:
            return records
        kind = self._read.kinds[records[0].TABLE]
        there = [record.id for record in records if record.id]
        before = self._read.get_many(type(records[0]), there)
        if len(there) < len(records):
            self._require(kind, Right.MAKE, records)
        if before:
            self._require(kind, Right.CHANGE, before.values())
            self._refuse_unseen(kind, before)
        for record in records:
            self._refuse_leading(record, before.get(record.id))
        if veils := rights.veils(kind.record):
            records = [self._uncovered(record, before.get(record.id), veils) for record in records]
        return records

    def saved(self, records: Sequence[R]) -> Sequence[R]:
        """Records that were saved, as whoever saved them sees them.

        Raises:
            NotAllowed: one is not seen as it is now.
        """
        if self.rights.is_whole or not records:
            return records
        kind = self._read.kinds[records[0].TABLE]
        if self._unseen(kind, [record.id for record in records]):
            own = kind.may.own(self.rights.roles)
            told = [words for which, words in _TOLD.items() if which in own]
            if Own.GRIDS in own and not self._read.select(Tenure, *self.rights.posts_in_grids(), limit=1):
                told.insert(0, _NO_GRID)
            raise NotAllowed(f"这样保存以后您就看不到这条{kind.label}了，没有保存", "；".join(told[:2]))
        return self.rights.veiled(records)

    def putting_back(self, records: Sequence[Record]) -> None:
        """Lets records come back that were deleted.

        Raises:
            NotAllowed: the clerk may neither make nor delete them.
            PurgedForGood: one was deleted for good.
        """
        if records:
            self._read.refuse_purged(records[0].TABLE, (record.id for record in records))
        if self.rights.is_whole or not records:
            return
        kind = self._read.kinds[records[0].TABLE]
        if not self.rights.may(kind, Right.MAKE):
            self._require(kind, Right.DELETE, records)

    def deleting(self, kind: type[Record], ids: Iterable[int]) -> None:
        """Lets records go.

        Raises:
            NotAllowed: the clerk may not delete them, or one is not seen; nobody deletes them, whatever his roles are.
        """
        declared = self._read.kinds[kind.TABLE]
        if not (declared.may.deletes or declared.may.as_owner or self._passes):
            raise refused(declared.may.deletes, f"删除{declared.label}")
        if self.rights.is_whole:
            return
        gone = self._read.get_many(kind, ids)
        if not gone:
            return
        if not (self._undoes and self.rights.may(declared, Right.MAKE)):
            self._require(declared, Right.DELETE, gone.values())
        self._refuse_unseen(declared, gone)

    def moving(self, before: R, after: R, flow: Flow | None, name: str) -> None:
        """Lets a move be made.

        Raises:
            NotAllowed: it is not the clerk's to key, or the record, or what it asks for, is not seen.
        """
        if self.rights.is_whole:
            return
        kind = self._read.kinds[before.TABLE]
        self._refuse_unseen(kind, {before.id: before})
        if (move := flow.move(name) if flow else None) is not None:
            self.rights.require_move(kind, move, before)
            names = asked(type(before), move)
            self._refuse_leading(changed(before, **{field: getattr(after, field) for field in names}), before)

    def noting(self, record: Record) -> None:
        """Lets something be written down with a record.

        Raises:
            NotAllowed: the clerk may not change it, or it is not seen.
        """
        if self.rights.is_whole or (record.TABLE, record.id) in self.written:
            return
        kind = self._read.kinds[record.TABLE]
        self._refuse_unseen(kind, {record.id: record})
        self.rights.require(kind, Right.CHANGE)

    def restored(self, records: Sequence[R]) -> Sequence[R]:
        """Records of one type that the program saves by itself, with what is covered in them as it was."""
        if not records or not (veils := self.rights.veils(type(records[0]))):
            return records
        before = self._read.get_many(type(records[0]), [record.id for record in records if record.id])
        return [self._uncovered(record, before.get(record.id), veils) for record in records]

    def as_it_was(self, deleted: Record, again: R) -> R:
        """A deleted record as it is saved again, with what is covered in it as the audit has it."""
        told: dict[str, object] = {}
        for one in self.rights.veils(type(again)):
            gone = [
                entry for entry in self._read.history(deleted) if entry.action == "delete" and one.field in entry.change
            ]
            if gone:
                told[one.field] = veil.uncovered_from(getattr(again, one.field), one, gone[0].change[one.field][0])
        return changed(again, **told) if told else again

    def shown(self, record: R) -> R:
        """A record as the clerk sees it."""
        return self.rights.veiled([record])[0]

    def _require(self, kind: Kind, right: Right, records: Iterable[Record]) -> None:
        if not kind.may.as_owner:
            if self._undoes and right is Right.CHANGE and self.rights.may(kind, Right.MAKE):
                return
            self.rights.require(kind, right)
            return
        for owner in self._owners(kind, records):
            if not self.rights.may(owner, Right.CHANGE):
                raise refused(self.rights.who(owner, Right.CHANGE), f"给{owner.label}{right.value}{kind.label}")

    def _owners(self, kind: Kind, records: Iterable[Record]) -> list[Kind]:
        numbers = {int(getattr(record, kind.may.of)) for record in records}
        tables = {self._read.kinds.leads_to(number)[0] for number in numbers} - {""}
        return [self._read.kinds[table] for table in sorted(tables)]

    def _refuse_leading(self, record: Record, before: Record | None) -> None:
        """Lets a record lead to what it led to before, and to what is seen: nobody ties to himself what is hidden from him."""
        kinds = self._read.kinds
        fresh = references.led_to(kinds, record) - (references.led_to(kinds, before) if before else set())
        by_table: dict[str, list[int]] = {}
        for table, record_id in fresh - self.written:
            by_table.setdefault(table, []).append(record_id)
        for table, ids in by_table.items():
            if table in kinds and self.rights.seeing(table) != ():
                there = self._read.seen(table, ids)  # what is not there at all is told as such
                self._refuse_unseen(kinds[table], dict.fromkeys(there, record))

    def _refuse_unseen(self, kind: Kind, records: Mapping[int, Record]) -> None:
        if self._unseen(kind, list(records)):
            raise self.rights.refused_seeing(kind)

    def _unseen(self, kind: Kind, ids: Sequence[int]) -> bool:
        seeing = self.rights.seeing(kind.table)
        return seeing != () and len(self._read.seen_by(self.rights, kind.table, ids)) < len(set(ids))

    def _uncovered(self, record: R, before: R | None, veils: tuple[Veil, ...]) -> R:
        try:
            whole = veil.uncovered(record, before, veils)
        except KeyError:
            raise NotAllowed("有一类您无权查看的，不能另加", "请删去这一行再保存") from None
        for one in veils:
            if found := veil.touched(whole, before, one):
                raise self._refused_veil(type(record), one, str(getattr(found[0], one.column)))
        return whole

    def _refused_veil(self, kind: type[Record], one: Veil, code: str) -> NotAllowed:
        label = fields_of(kind)[one.field].label
        who = veil.who_knows(one, code)
        if not who:
            return NotAllowed(f"“{label}”里有您无权查看的一类，不能改，也不能删", "请找书记/主任办")
        return NotAllowed(
            f"“{label}”里您无权查看的那几类，只有{roles_words(who)}可以登记、修改和删去", "请恢复原样，或请他们办"
        )
