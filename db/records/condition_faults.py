"""What is wrong with the conditions that a type declares."""

from collections.abc import Iterable, Iterator, Sequence

from db.records.base import Record
from db.records.condition import Condition
from db.records.kind import Kind
from db.records.paths import faults


def condition_faults(kind: Kind, kinds: Sequence[Kind]) -> Iterator[str]:
    """What is wrong with them, as sentences."""
    records = {k.table: k.record for k in kinds}
    named: list[tuple[str, type[Record], Iterable[Condition]]] = [
        *((f"view {view.name}", kind.record, view.conditions) for view in kind.views),
        *((f"must {must.name}", kind.record, must.when) for must in kind.musts),
        *((f"must {m.name}", records[m.has.table], m.has.conditions) for m in kind.musts if m.has.table in records),
    ]
    if kind.way and kind.way.continues:
        named.append(("way.continues", kind.record, (kind.way.continues,)))
    for what, row, conditions in named:
        yield from (f"{what} {fault.sentence()}" for fault in faults(conditions, row, records.get))
