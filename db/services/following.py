"""What a type has to say to its moves: which are offered, what one proposes, and what follows from it."""

from typing import TypeVar

from db.errors import LinkGone, RecordChanged
from db.records.base import Record, changed, fields_of
from db.records.flow import Move
from db.services.bound import FOLLOWS, Follows
from db.services.gone import led_otherwise, missing
from db.store import Store, Writer

R = TypeVar("R", bound=Record)


def offered(store: Store, record: Record, moves: list[Move]) -> list[Move]:
    """Which of the moves at a stage are offered for a record, in their order."""
    fit = [move for move in moves if move.fits(record) and not move.itself]
    follows = _follows(store, record)
    return follows.offered(store, record, fit) if follows else fit


def followed(store: Store, w: Writer, records: tuple[R, R], move: Move | None) -> R:
    """The second of two records, that before and that after a move, as it is to be saved; None takes a move back.

    What follows from it for other records is done in the same transaction.

    Raises:
        LinkGone: taking one back would lead to what is gone.
        MoveRefused: its type does not let it be made.
        RecordChanged: somebody else saved it since it was read.
    """
    before, after = records
    if move is None and missing(store, led_otherwise(store, after, before)):
        raise LinkGone
    if (follows := _follows(store, before)) is None:
        return after
    there = w.read.get(type(before), before.id)
    if there.version != before.version:
        raise RecordChanged(before.LABEL)
    return follows.made(store, w, there, after, move)


def refuse_doer(store: Store, record: Record, move: Move, did: int) -> None:
    """Lets a move be made by a person whom its type does not keep from it.

    Raises:
        MoveRefused: it does.
    """
    if follows := _follows(store, record):
        follows.keyed(store, record, move, did)


def _follows(store: Store, record: Record) -> Follows | None:
    name = store.kinds[record.TABLE].moved
    return FOLLOWS[name] if name else None


def led_to(store: Store, before: Record, after: Record, move: Move) -> tuple[str, str]:
    """The name of the move that the program makes by itself after a move, and why; ("", "") for none."""
    follows = _follows(store, before)
    return follows.then(before, after, move) if follows else ("", "")


def proposal(store: Store, record: R, move: Move) -> R:
    """The record with the outcome, and what else is proposed, where a move asks for it."""
    flow, follows, kinds = store.flow_of(record), _follows(store, record), fields_of(type(record))
    if follows is None or flow is None:
        return record
    told = {name: value for name, value in follows.filled(store, record, move).items() if name in move.asks}
    told = {name: value for name, value in told.items() if getattr(record, name) == kinds[name].EMPTY}
    if flow.outcome in move.asks and (outcome := follows.proposed(store, record)):
        told[flow.outcome] = outcome
    return changed(record, **told) if told else record
