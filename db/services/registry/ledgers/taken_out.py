"""Whom a clerk took out of a ledger: the audit tells it, so that they are offered no more, are seen, and can be put back as they were."""

from collections.abc import Sequence

from db.records.registry.ledger import Ledger, LedgerRow
from db.services.registry.ledgers.freezing import TAKEN_OUT
from db.services.undo_import.steps import deleted
from db.store import Store


def taken_out(store: Store, ledger: Ledger, rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    """Rows that were taken out of a ledger, as they were, the last ones first; nothing of those who are in it again.

    Args:
        store: where the ledger is.
        ledger: which one.
        rows: those that it has.
    """
    there, found = {_whom(row) for row in rows}, dict[object, LedgerRow]()
    for deed in store.deeds(LedgerRow.TABLE, [TAKEN_OUT]):
        if deed.told("ledger") != ledger.id:
            continue
        for piece in store.entries_of(deed, store.before_deed(deed), LedgerRow.TABLE):
            # What was purged since has lost its text: nobody can put it back.
            gone = [deleted(LedgerRow, entry) for entry in piece if entry.action == "delete" and entry.change]
            for row in gone:
                if _whom(row) not in there:
                    found.setdefault(_whom(row), row)
    return list(found.values())


def _whom(row: LedgerRow) -> object:
    """By what two rows are about the same: the record, or the words of somebody whom the register does not know."""
    return row.who or (row.name, row.place, row.number)
