"""Who is left in a ledger by grid, how many were done on each day, and how the list that it was frozen out of is by now."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from attrs import frozen

from db.records.condition import read
from db.records.paths import Wrong, faults
from db.records.registry.ledger import Ledger, LedgerRow
from db.services.due import DueItem
from db.services.registry.ledgers.freezing import FROM_ITS_LIST
from db.store import Store, eq
from db.values.address_order import place_key
from db.values.reference import parted

NO_GRID = "未划网格"


@frozen
class GridCount:
    """How many of a grid are in a ledger, and how many are left."""

    grid: str
    total: int
    left: int


@frozen
class Changed:
    """How the list differs today from what was frozen.

    Attributes:
        more: ids of those whom it has more.
        fewer: rows that came out of it and that it has no more; they stay in the ledger.
    """

    more: tuple[int, ...] = ()
    fewer: tuple[LedgerRow, ...] = ()


def rows_of(store: Store, ledger: int) -> list[LedgerRow]:
    """All rows by grid, then in the order of their doors."""
    rows = store.select(LedgerRow, eq("ledger", ledger))
    return sorted(rows, key=lambda row: (row.grid == "", place_key(row.grid), place_key(row.place), row.id))


def by_grid(rows: Sequence[LedgerRow]) -> list[GridCount]:
    """How many are left in each grid, in the order of their names; those of none last."""
    total = Counter(row.grid for row in rows)
    left = Counter(row.grid for row in rows if row.done is None)
    ordered = sorted(total, key=lambda grid: (grid == "", place_key(grid)))
    return [GridCount(grid or NO_GRID, total[grid], left[grid]) for grid in ordered]


def by_day(rows: Iterable[LedgerRow]) -> list[tuple[date, int]]:
    """How many were done with on each day, the newest first."""
    return sorted(Counter(row.done for row in rows if row.done).items(), reverse=True)


def changed(store: Store, ledger: Ledger, rows: Sequence[LedgerRow], out: Collection[LedgerRow] = ()) -> Changed:
    """Whom the list that it was frozen out of has more or fewer by now, but for whom a clerk took ``out``; nobody where rows were picked."""
    found, kind = read(ledger.conditions), store.kinds.find(ledger.table)
    if kind is None or not found.conditions or found.unread:
        return Changed()
    if any(fault.wrong is not Wrong.CODE for fault in faults(found.conditions, kind.record, store.kinds.record_of)):
        return Changed()  # this program cannot ask all of it
    ids = store.ids(kind.record, *store.where(kind.record, found.conditions))
    now, there = set(ids), {parted(row.who)[1]: row for row in rows if row.who}
    known = {*there, *(parted(row.who)[1] for row in out if row.who)}
    fewer = [row for i, row in there.items() if i not in now]
    came = store.first_entries(LedgerRow.TABLE, [row.id for row in fewer])
    of_it = {i for i, entry in came.items() if entry.reason.startswith(FROM_ITS_LIST)}
    return Changed(tuple(i for i in ids if i not in known), tuple(row for row in fewer if row.id in of_it))


def ledgers_due(store: Store, now: datetime) -> list[DueItem]:
    """Ledgers that are being worked through and have somebody left."""
    day = now.date()
    found = [one for one in store.select(Ledger) if one.is_open(day)]
    titles = store.linked_titles(found)
    items: list[DueItem] = []
    for one in found:
        left = store.count(LedgerRow, eq("ledger", one.id), eq("done", None))
        if left:
            who = titles[one.id].get("responsible", "")
            items.append(DueItem(Ledger.TABLE, one.id, "专项台账", one.name, who, f"还剩 {left:,}", one.until))
    return items
