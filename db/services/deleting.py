"""删除与撤销删除: what is deleted takes along what is of it alone, and comes back with that and with its numbers."""

from collections.abc import Sequence
from typing import TypeVar

from db.records.base import Record
from db.records.centre.account import Account
from db.records.exhibit import Exhibit
from db.records.registry.ledger import Ledger, LedgerRow
from db.records.registry.resident import Resident
from db.services.centre.keep_account import refuse_deleting
from db.services.evidence.remove_evidence import carry_over
from db.services.evidence.shown import exhibits_of
from db.services.letters.number_record import follow_numbers
from db.services.matters.ending import refuse_opening
from db.services.matters.ways import is_open
from db.services.registry.apart import apart_again, forget_apart
from db.services.registry.ledgers import freezing
from db.services.ticks import Tick, never_stop
from db.store import Store, eq

R = TypeVar("R", bound=Record)


def weight(store: Store, record: Record) -> int:
    """How many records a record takes along: the rows of a ledger are many."""
    return len(store.ids(LedgerRow, eq("ledger", record.id))) if isinstance(record, Ledger) else 0


def delete(store: Store, record: Record, tick: Tick = never_stop) -> tuple[Record, ...]:
    """Takes a record out of the store; the photos and scans, and the rows, that went with it, and whom it was told apart from.

    Raises:
        RecordChanged: somebody else saved it since it was read.
        RecordGone: somebody else deleted it.
        RecordInUse: something leads to it.
        NotByMove: it may not go.
        StillBears: an account has a passphrase, or did something: it leaves, and stays.
        Cancelled: the tick said so.
    """
    if isinstance(record, Account):
        refuse_deleting(store, record)
    with store.writing("删除") as w:
        along: list[Record] = [*exhibits_of(w.read, record)]
        if isinstance(record, Ledger):
            along += freezing.empty(w, record, tick)
        if isinstance(record, Resident):
            along += forget_apart(w, record)
        w.delete(record)
    return tuple(along)


def bring_back(store: Store, deleted: R, again: R, along: Sequence[Record] = (), tick: Tick = never_stop) -> R:
    """A record that was deleted, saved as a new one, its numbers, photos, scans and rows its own again; all of it or nothing.

    A photo whose file was lost comes back as it was, too, and says so in its place.

    Args:
        store: the open store.
        deleted: the record as it was.
        again: the same as if it had never been saved.
        along: what `delete` gave.
        tick: see `Tick`.

    Raises:
        Cancelled: the tick said so.
        RecordInvalid: it would be open, and its matter is over meanwhile.
    """
    exhibits = [one for one in along if isinstance(one, Exhibit)]
    rows = [one for one in along if isinstance(one, LedgerRow)]
    with store.writing("撤销删除") as w:
        if store.kinds[again.TABLE].way and is_open(store, again):
            refuse_opening(store, again)
        if isinstance(again, Resident):
            again = apart_again(w, again, (one for one in along if isinstance(one, Resident)))
        saved = w.bring_back(deleted, again)
        follow_numbers(store, w, deleted, saved)
        if exhibits:
            carry_over(w, exhibits, saved)
        if isinstance(saved, Ledger):
            freezing.carry_over(w, rows, saved, tick)
    return saved
