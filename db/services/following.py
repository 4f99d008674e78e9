"""What a type has to say to its moves: which are offered, what one proposes, and what follows from it."""

from typing import TypeVar

from db.records.base import Record, changed
from db.records.flow import Move
from db.services.bound import FOLLOWS, Follows
from db.store import Store

R = TypeVar("R", bound=Record)


def follows_of(store: Store, record: Record) -> Follows | None:
    """What looks at the moves of a record; None where its type names nothing."""
    name = store.kinds[record.TABLE].moved
    return FOLLOWS[name] if name else None


def proposal(store: Store, record: R, move: Move) -> R:
    """The record with the outcome that is proposed where a move asks for it."""
    flow, follows = store.flow_of(record), follows_of(store, record)
    outcome = follows.proposed(store, record, move) if follows and flow and flow.outcome in move.asks else ""
    return changed(record, **{flow.outcome: outcome}) if flow and outcome else record
