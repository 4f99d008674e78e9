"""Rows of whom the register did not know, once it does: tied to their records, and loose again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import evolve

from db.fields import IdNumber, Words
from db.records.base import Record, columns_of
from db.records.registry.ledger import Ledger, LedgerRow
from db.services.registry.import_roster.signs import agrees_with_mask
from db.services.registry.ledgers.facts import Facts, facts_of
from db.services.ticks import PIECE, Tick, go_on, never_stop
from db.store import Store, among
from db.values import person_name
from db.values.folding import fold

_SOUGHT = 100
"""So many titles are looked for one by one whenever a ledger is read; the rest once these are tied."""


def known_by_now(store: Store, ledger: Ledger, rows: Sequence[LedgerRow]) -> Mapping[int, int]:
    """The references to what rows without any are about, by id of the row: alike in number, or in name and in place or telephone.

    Where several are alike nobody is meant, nor one who is in the ledger already.
    """
    loose, kind = [row for row in rows if not row.who], store.kinds.find(ledger.table)
    if not loose or kind is None:
        return {}
    there = {row.who for row in rows if row.who}
    by_name: dict[str, list[tuple[int, Facts]]] = defaultdict(list)
    records = _called(store, kind.record, {row.name for row in loose}, {row.number for row in loose if row.number})
    for i, facts in facts_of(store, kind, records).items():
        by_name[person_name.key(facts.name)].append((store.kinds.reference_of(records[i]), facts))
    found: dict[int, int] = {}
    for row in loose:
        alike = [who for who, facts in by_name.get(person_name.key(row.name), ()) if _is_same(row, facts)]
        if len(alike) == 1 and alike[0] not in there:
            found[row.id] = alike[0]
            there.add(alike[0])
    return found


def _called(store: Store, kind: type[Record], names: set[str], numbers: set[str]) -> dict[int, Record]:
    """The records that bear one of these names or numbers; of a type whose title is no field those that its search finds for a few."""
    fields = columns_of(kind)
    if not isinstance(fields.get("name"), Words):
        return store.get_many(kind, {i for name in sorted(names)[:_SOUGHT] for i in store.found(kind, name)})
    asked = [("name", names), *((name, numbers) for name, field in fields.items() if isinstance(field, IdNumber))]
    found: dict[int, Record] = {}
    for name, values in asked:
        told = sorted(values)
        for start in range(0, len(told), PIECE):
            found |= {one.id: one for one in store.select(kind, among(name, told[start : start + PIECE]))}
    return found


def _is_same(row: LedgerRow, facts: Facts) -> bool:
    """Whether a row and a record of one name are about one: nothing parts them, and something besides the name agrees."""
    if row.number and facts.number:
        return row.number == facts.number or agrees_with_mask(facts.number, row.number)
    if row.place and facts.place and fold(row.place) == fold(facts.place):
        return True
    return bool(row.phone) and row.phone == facts.phone


def tie(store: Store, rows: Sequence[LedgerRow], whom: Mapping[int, int], tick: Tick = never_stop) -> list[LedgerRow]:
    """Rows as they lead to what they are about; what was written in them stays. All or none.

    Raises:
        RecordChanged: another window saved one of them meanwhile.
        Cancelled: the tick said so.
    """
    with store.writing("专项台账：连到登记") as w:
        go_on(tick, 0, len(rows))
        return w.save_all([evolve(row, who=whom[row.id]) for row in rows if row.id in whom])


def loosen(store: Store, rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    """Rows that were tied, as they led to nobody before; whatever else was saved of them since stays."""
    with store.writing("专项台账：撤销连到登记") as w:
        now = w.read.get_many(LedgerRow, [row.id for row in rows])
        return w.save_all([evolve(now[row.id], who=0) for row in rows if row.id in now])
