"""What is to be known of moves that are not what they seem: one that asks nothing, and what no form puts right."""

from attrs import frozen

from db.records.base import Record, fields_of
from db.records.flow import Move
from db.records.moving import asked
from db.records.stage_setting import ENTERING
from db.services.move import flow_of, moves_of
from db.store import Store


@frozen
class AskedLater:
    """Of a move into one of the centre's own stages: it asks nothing.

    Attributes:
        labels: of the fields that are asked when that stage is left.
        onward: what the move is called with which they are asked; "" where nothing is asked.
    """

    labels: tuple[str, ...] = ()
    onward: str = ""


@frozen
class WayToOutcome:
    """How the outcome of what is over is changed.

    Attributes:
        outcome: label of the field.
        again: what the move is called that takes the outcome away, so that it is told once more at the end.
    """

    outcome: str
    again: str


def asked_later(store: Store, record: Record, move: Move) -> AskedLater | None:
    """What is asked later than a clerk would think who is used to the flow without the centre's own stages; None for other moves."""
    if not move.name.startswith(ENTERING):
        return None
    onward = next((one for one in flow_of(store, record).moves_from(move.to) if one.main), None)
    kinds = fields_of(type(record))
    labels = tuple(kinds[name].label for name in asked(type(record), onward)) if onward else ()
    return AskedLater(labels, onward.label) if onward and labels else AskedLater()


def way_to_outcome(store: Store, record: Record) -> WayToOutcome | None:
    """How the outcome of a record is changed, which is corrected by no form; None where no move takes it away."""
    flow = flow_of(store, record)
    kind = fields_of(type(record)).get(flow.outcome)
    again = next((one for one in moves_of(store, record) if kind and one.sets.get(flow.outcome) == kind.EMPTY), None)
    return WayToOutcome(kind.label, again.label) if kind and again else None
