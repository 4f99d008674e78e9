"""What is gone to which a record would lead, were it as it was before: deleted since, or made one with another."""

from collections import defaultdict
from collections.abc import Iterable

from db.records.base import Record
from db.store import among
from db.store.reading import Reader
from db.store.references import led_to

Target = tuple[str, int]
"""Table and id."""


def missing(store: Reader, led: Iterable[Target]) -> set[Target]:
    """Those of them that are not there."""
    by_table: dict[str, set[int]] = defaultdict(set)
    for table, record_id in led:
        by_table[table].add(record_id)
    return {
        (table, i)
        for table, ids in by_table.items()
        for i in ids - set(store.ids(store.kinds[table].record, among("id", ids)))
    }


def led_otherwise(store: Reader, before: Record, now: Record) -> set[Target]:
    """What a record led to before, and does not lead to now."""
    return led_to(store.kinds, before) - led_to(store.kinds, now)
