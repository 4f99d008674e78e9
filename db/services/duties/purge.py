"""彻底删除: records that are gone for good, once one person has appraised that and another one approved it.

What goes: the record and what is about it alone (visits, consents, rows of ledgers), photos, drafts, search, the texts of the log. What the law
on archives keeps is no business of this (个人信息保护法 第七十二条): it refuses, and names it. Backups of before still hold what went.
"""

from collections.abc import Iterable, Sequence

from attrs import frozen

from db.errors import AppError
from db.records.base import Record, changed
from db.records.duties.retention import APPROVED, Appraisal, AppraisalItem
from db.records.power import Power
from db.services.centre.old_copies import old_copies
from db.services.evidence.shown import exhibits_of
from db.store import Store, Warrant, Writer, eq
from db.store.audit import PURGE
from db.values import masks

FEW = 3
PURGE_REASON = "彻底删除"


class NotApproved(AppError):
    """Nobody has decided yet that it goes."""

    code = "not_approved"

    def __init__(self) -> None:
        super().__init__("还没有批准销毁", "请先在“销毁”里提出，由一人鉴定、另一人批准，再来彻底删除")


class StillKept(AppError):
    """Something that stays leads to it, or it is kept itself."""

    code = "still_kept"


@frozen
class Purged:
    """What went.

    Attributes:
        counts: how many of which type.
        texts: of how many entries of the log the text is gone.
        copies: which backups and other copies of before still hold it.
    """

    counts: tuple[tuple[str, int], ...]
    texts: int
    copies: tuple[str, ...]

    def told(self) -> str:
        """All of it in one line."""
        went = "、".join(f"{label} {count} 条" for label, count in self.counts)
        copies = f"；旧备份里还有：{'、'.join(self.copies)}，用它恢复就又回来，请到期清掉" if self.copies else ""
        return f"已彻底删除：{went}，操作日志里 {self.texts} 条去掉了内容{copies}"


def approved(store: Store) -> list[Appraisal]:
    """The appraisals by which something may go, the newest first."""
    return store.select(Appraisal, eq("stage", APPROVED), order=("-id",))


def purge(store: Store, appraisal: Appraisal, records: Sequence[Record]) -> Purged:
    """Takes records out for good, all of it or nothing; the appraisal says afterwards how many of which type.

    Raises:
        NotAllowed: the clerk may not.
        NotApproved: it was not approved by a second person.
        StillKept: one is kept by law, or something that stays leads to it.
        RecordGone: one is gone already.
    """
    store.require_power(Power.PURGE)
    with store.writing(PURGE_REASON, Warrant.PURGE) as w:
        decided = w.read.get(Appraisal, appraisal.id)
        if decided.stage != APPROVED:
            raise NotApproved
        going = _going(store, w, records)
        shown = {one.id: one.piece for record in going for one in exhibits_of(w.read, record)}
        gone: dict[str, list[int]] = {}
        for record in reversed(going):  # what leads to another one goes before it
            w.delete_all(type(record), [record.id])
            gone.setdefault(record.TABLE, []).append(record.id)
        texts = w.forget({**gone, **({"exhibit": sorted(shown)} if shown else {})})
        change = {"entries": [None, texts], "appraisal": [None, decided.id]}
        for table, ids in gone.items():
            for i in ids:
                w.note(PURGE, table, i, change)
                change = {"appraisal": [None, decided.id]}
        counts = tuple((store.kinds[table].label, len(ids)) for table, ids in gone.items())
        _keep_tombstone(w, decided, counts)
    store.evidence.drop(sorted(set(shown.values())))
    return Purged(counts, len(texts), old_copies(store))


def _keep_tombstone(w: Writer, appraisal: Appraisal, counts: Iterable[tuple[str, int]]) -> None:
    items = tuple(AppraisalItem(what=f"程序里的{label}（{PURGE_REASON}）", count=count) for label, count in counts)
    w.save(changed(appraisal, items=(*appraisal.items, *items)))


def _going(store: Store, w: Writer, records: Sequence[Record]) -> list[Record]:
    """The records and what is about them alone, each before what leads to it.

    Raises:
        StillKept: see `purge`.
    """
    found: dict[tuple[str, int], Record] = {}
    waiting = [w.read.get(type(record), record.id) for record in records]
    for record in waiting:
        if not store.kinds[record.TABLE].purged:
            raise StillKept(f"{record.LABEL}要照档案的规定保存，不能彻底删除", "期满的，在“销毁”里照规定办")
        if (record.TABLE, record.id) in found:
            continue
        found[record.TABLE, record.id] = record
        staying: list[str] = []
        for table, i in sorted(w.read.pointing_at(record)):
            kind = store.kinds[table]
            if kind.purged:
                waiting.append(w.read.get(kind.record, i))
            elif kind.table not in _OF_ITSELF:
                one = w.read.get(kind.record, i)
                staying.append(f"{kind.label}“{masks.in_text(store.title(one))}”")
        if staying:
            more = f"等 {len(staying)} 条" if len(staying) > FEW else ""
            raise StillKept(
                f"{masks.in_text(store.title(record))}：{'、'.join(staying[:FEW])}{more}还用到它，没有删除",
                "户里、人员里的请先去掉；调解案件、诉求等是档案，照规定保存，它的登记也留着",
            )
    return list(found.values())


_OF_ITSELF = frozenset({"exhibit", "step"})
"""What belongs to one record and goes with it."""
