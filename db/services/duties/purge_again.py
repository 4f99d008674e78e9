"""再彻底删除: what a restored backup brought back though it had gone for good is taken out once more, by what was decided then.

The entry of the restoring names it: the store that was there before was asked (`db.store.beyond`), and its decision holds.
"""

from collections.abc import Mapping

from attrs import frozen

from db.records.base import Record
from db.records.power import Power
from db.services.centre.old_copies import old_copies
from db.services.duties.purge import PURGE_REASON, Purged, take_out
from db.services.ticks import Tick, never_stop
from db.store import Store, Warrant
from db.store.purge_check import AGAIN


@frozen
class BroughtBack:
    """What a restored backup brought back.

    Attributes:
        restoring: the number of the entry of that.
        records: what is there again, or known to the log again.
    """

    restoring: int
    records: tuple[Record, ...]

    def words(self, labels: Mapping[str, str]) -> str:
        """居民 2 条、走访 1 条."""
        counts: dict[str, int] = {}
        for one in self.records:
            counts[one.TABLE] = counts.get(one.TABLE, 0) + 1
        return "、".join(f"{labels[table]} {count} 条" for table, count in counts.items())


def brought_back(store: Store) -> BroughtBack | None:
    """What had gone for good and is there again; None where there is nothing, or the clerk may not delete for good."""
    if not store.can(Power.PURGE):
        return None
    for seq in store.restorings():
        found: list[Record] = []
        for table, ids in store.had_gone(seq).items():
            kind = store.kinds.find(table)
            if kind is None:
                continue
            there = store.get_many(kind.record, ids)
            known = {entry.row_id for entry in store.deletions([table], ids)}
            found += [kind.record(id=i) for i in sorted(there.keys() | known)]
        if found:
            return BroughtBack(seq, tuple(found))
    return None


def purge_again(store: Store, back: BroughtBack, *, named: bool = False, tick: Tick = never_stop) -> Purged:
    """Takes it out once more, all of it or nothing; ``named`` as in `purge`. Raises as that does, but for the appraisal."""
    store.require_power(Power.PURGE)
    with store.writing(PURGE_REASON, Warrant.PURGE) as w:
        done = take_out(w, back.records, {AGAIN: [None, back.restoring]}, named=named, tick=tick)
        store.evidence.let_go(done.pieces)
    store.evidence.drop(sorted(done.pieces))
    store.write_back()
    return Purged(done.counts, done.texts, done.others, old_copies(store))
