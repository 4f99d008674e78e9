"""What leads to one record leads to another of its type from then on: how much that is, and all of it, a piece at a time."""

from collections import Counter, defaultdict

from db.records.base import Record
from db.services.ticks import PIECE, Tick, go_on
from db.store import Store, Writer
from db.store.lift import Lift


def how_much_leads(store: Store, gone: Record) -> tuple[tuple[str, int], ...]:
    """How much leads to a record, by the labels of the types; what whoever asks does not see goes along and counts, too."""
    with store.lifted(Lift.FOLLOWING):
        counts = Counter(table for table, _ in store.pointing_at(gone))
    return tuple((kind.label, counts[kind.table]) for kind in store.kinds if counts[kind.table])


def lead_all(w: Writer, gone: Record, kept: Record, tick: Tick) -> list[tuple[Record, Record]]:
    """Leads all that leads to a record to another of its type, but that one itself; each as it was and as it is.

    Raises:
        Cancelled: ``tick`` said so.
    """
    by_table: dict[str, list[int]] = defaultdict(list)
    for table, record_id in sorted(w.read.pointing_at(gone) - {(kept.TABLE, kept.id)}):
        by_table[table].append(record_id)
    total, led = sum(map(len, by_table.values())), list[tuple[Record, Record]]()
    for table, ids in by_table.items():
        for start in range(0, len(ids), PIECE):
            go_on(tick, len(led), total)
            there = list(w.read.get_many(w.read.kinds[table].record, ids[start : start + PIECE]).values())
            led += zip(there, w.lead_on(there, gone, kept), strict=True)
    return led
