"""彻底删除: records that are gone for good, once one person has appraised that and another one approved it.

What goes: the record and what is about it alone (visits, consents, rows of ledgers), also where it was deleted in the ordinary way before;
photos, drafts, search, the texts of the log; and what the log tells of the person with others (`purge_traces`). What the law on archives keeps
is no business of this (个人信息保护法 第七十二条): it refuses, and names it. Backups of before still hold what went.
"""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from db.errors import AppError
from db.records.base import Record, changed
from db.records.duties.retention import APPROVED, Appraisal, AppraisalItem
from db.records.exhibit import Exhibit
from db.records.power import Power
from db.records.registry.resident import Resident
from db.services.centre.old_copies import old_copies
from db.services.duties.purge_plan import StillKept, going
from db.services.duties.purge_traces import Look, look_around
from db.services.evidence.shown import exhibits_of
from db.services.registry.apart import forget_apart
from db.services.ticks import Tick, go_on, never_stop
from db.store import Store, Warrant, Writer, eq
from db.store.audit import PURGE, Change
from db.store.purge_check import BY

__all__ = ["PURGE_REASON", "NotApproved", "Purged", "StillKept", "approved", "look_before_purge", "purge"]
PURGE_REASON = "彻底删除"
_PASSES = 5
"""Stretches of a purge that are told apart: looking, deleting, the log of what goes, that of others, the photos."""


class NotApproved(AppError):
    """Nobody has decided yet that it goes."""

    code = "not_approved"

    def __init__(self) -> None:
        super().__init__("还没有批准销毁", "请先在“销毁”里提出，由一人鉴定、另一人批准，再来彻底删除")


@frozen
class Purged:
    """What went.

    Attributes:
        counts: how many of which type.
        texts: of how many entries of the log the text is gone.
        others: of how many of them that are about others.
        copies: which backups and other copies of before still hold it.
    """

    counts: tuple[tuple[str, int], ...]
    texts: int
    others: int
    copies: tuple[str, ...]

    def told(self) -> str:
        """All of it in one line."""
        went = "、".join(f"{label} {count} 条" for label, count in self.counts)
        copies = f"；旧备份里还有：{'、'.join(self.copies)}，用它恢复就又回来，请到期清掉" if self.copies else ""
        others = f"（其中 {self.others} 条是别的登记的）" if self.others else ""
        return f"已彻底删除：{went}，操作日志里 {self.texts} 条去掉了内容{others}{copies}"


def approved(store: Store) -> list[Appraisal]:
    """The appraisals by which something may go, the newest first."""
    return store.select(Appraisal, eq("stage", APPROVED), order=("-id",))


def look_before_purge(store: Store, records: Sequence[Record], tick: Tick = never_stop) -> Look:
    """What would go, and where else the log tells of them; changes nothing. Raises as `purge` does, but for the appraisal."""
    store.require_power(Power.PURGE)
    return look_around(store, going(store, records, tick))


def purge(
    store: Store, appraisal: Appraisal, records: Sequence[Record], *, named: bool = False, tick: Tick = never_stop
) -> Purged:
    """Takes records out for good, all of it or nothing; the appraisal says afterwards how many of which type.

    Args:
        store: the open store.
        appraisal: by which it was decided.
        records: that are there, or that were deleted in the ordinary way, as `purge_plan.deleted_records` tells them.
        named: whether entries about others lose their text, too, in which no number of theirs stands but only a name or a telephone.
        tick: hears how far it is.

    Raises:
        NotAllowed: the clerk may not.
        NotApproved: it was not approved by a second person.
        StillKept: one is kept by law, or something that stays leads to it.
        RecordGone: one is gone for good already.
        Cancelled: the tick said so; nothing has changed.
    """
    store.require_power(Power.PURGE)
    with store.writing(PURGE_REASON, Warrant.PURGE) as w:
        decided = w.read.get(Appraisal, appraisal.id)
        if decided.stage != APPROVED or not w.read.is_decided(decided.id):
            raise NotApproved
        done = take_out(w, records, {BY: [None, decided.id]}, named=named, tick=tick)
        store.evidence.let_go(done.pieces)
        _keep_tombstone(w, decided, done.counts)
    store.evidence.drop(sorted(done.pieces))
    store.write_back()
    return Purged(done.counts, done.texts, done.others, old_copies(store))


@frozen
class Taken:
    """What was taken out in a transaction.

    Attributes:
        counts: how many of which type, by label.
        texts: of how many entries of the log the text is gone.
        others: of how many of them that are about others.
        pieces: the files of photos and scans that nothing shows any more.
    """

    counts: tuple[tuple[str, int], ...]
    texts: int
    others: int
    pieces: frozenset[str]


def take_out(w: Writer, records: Sequence[Record], by: Change, *, named: bool, tick: Tick) -> Taken:
    """Takes records out for good, in a transaction; ``by`` is what each entry of that says of who decided. Raises as `purge` does."""
    found = going(w.read, records, _stretch(tick, 0))
    look = look_around(w.read, found)
    shown = {one.id: one.piece for record in found.there for one in exhibits_of(w.read, record)}
    pieces = {*shown.values(), *(one.piece for one in found.attached if isinstance(one, Exhibit))}
    deleting = _stretch(tick, 1)
    for resident in (one for one in found.there if isinstance(one, Resident)):
        forget_apart(w, resident)
    for count, record in enumerate(reversed(found.there)):  # what leads to another one goes before it
        go_on(deleting, count, len(found.there))
        w.delete_all(type(record), [record.id])
    go_on(tick, 2, _PASSES)
    gone, attached = found.targets(), found.of_itself()
    if shown:
        attached[Exhibit.TABLE] = sorted({*shown, *attached.get(Exhibit.TABLE, ())})
    texts = w.forget({**gone, **attached}, found.signs.numbers)
    _enter(w, gone, {"entries": [None, texts], **by}, by)
    others, reached = 0, look.reached(named=named)
    around = _stretch(tick, 3)
    for count, one in enumerate(reached):
        go_on(around, count, len(reached))
        w.note(PURGE, one.table, one.row_id, {**w.read.forget_entries(one.table, one.row_id, one.seqs), **by})
        others += len(one.seqs)
    go_on(tick, 4, _PASSES)
    return Taken(look.counts, len(texts) + others, others, frozenset(pieces))


def _stretch(tick: Tick, number: int) -> Tick:
    """A tick for a stretch of the work, told as a part of all of it."""
    return lambda done, total: tick(number * (total or 1) + done, _PASSES * (total or 1))


def _enter(w: Writer, gone: Mapping[str, Iterable[int]], first: Change, by: Change) -> None:
    """Enters for each record that it went; the first says which entries lost their text."""
    change = first
    for table, ids in gone.items():
        for i in ids:
            w.note(PURGE, table, i, change)
            change = by


def _keep_tombstone(w: Writer, appraisal: Appraisal, counts: Iterable[tuple[str, int]]) -> None:
    items = tuple(AppraisalItem(what=f"程序里的{label}（{PURGE_REASON}）", count=count) for label, count in counts)
    w.save(changed(appraisal, items=(*appraisal.items, *items)))
