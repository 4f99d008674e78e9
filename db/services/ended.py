"""How what has stages ended: 已办结 with its outcome and day, 已作废 with its day, and 并入 with how the other one stands."""

from datetime import date

from attrs import frozen

from db.fields import Day, Moment
from db.records.base import Record, fields_of
from db.records.flow import Flow, Meaning
from db.records.kind import WhileOpen
from db.records.moving import live
from db.services.move import flow_of
from db.store import Store
from db.values.day import day_of


@frozen
class Ended:
    """The end of a record.

    Attributes:
        is_void: whether it counts nowhere; else it is done.
        outcome: how it ended, as the clerk reads it; "" where its type keeps none.
        day: on which; None where nobody knows, as of some cases of 0.1.0.
        joined: the number of the record that stands for it, and how that stands; "" where it stands for itself.
        is_done: whether nothing is left to do in it, nor in the record that stands for it.
    """

    is_void: bool
    outcome: str = ""
    day: date | None = None
    joined: str = ""
    is_done: bool = True

    def words(self) -> str:
        """已办结 · 已解决 · 2026-03-05, or 并入 12号，在办."""
        if self.joined:
            return self.joined
        told = ("已作废" if self.is_void else "已办结", self.outcome, f"{self.day:%Y-%m-%d}" if self.day else "")
        return " · ".join(filter(None, told))


def ended(store: Store, record: Record) -> Ended | None:
    """How a record ended; None while there is something to do, or where it stands at a stage that nobody knows."""
    flow = flow_of(store, record)
    stage = flow.stage_of(record)
    if stage is None or not stage.meaning.is_over:
        return None
    step = next((s for s in reversed(live(store.steps(record))) if s.after == stage.code), None)
    made = day_of(step.at) if step else None
    if stage.meaning is Meaning.VOID:
        return Ended(is_void=True, day=made)
    if joined := _joined(store, record):
        return joined
    kinds = fields_of(type(record))
    outcome = kinds[flow.outcome].show(getattr(record, flow.outcome)) if flow.outcome else ""
    return Ended(is_void=False, outcome=outcome, day=_stamped(flow, record, stage.code) or made)


def _joined(store: Store, record: Record) -> Ended | None:
    """How the record stands that stands for this one; None where this one stands for itself."""
    kind = store.kinds[record.TABLE]
    number = getattr(record, kind.due.root) if isinstance(kind.due, WhileOpen) and kind.due.root else 0
    root = store.find(type(record), number) if number else None
    if root is None:
        return None
    stage = flow_of(store, root).stage_of(root)
    is_done = stage is not None and stage.meaning.is_over
    how = "在办" if not is_done else "已作废" if stage and stage.meaning is Meaning.VOID else "已办结"
    named = str(getattr(root, kind.number.number)) if kind.number else ""
    return Ended(is_void=False, joined=f"并入{named or root.title({})}，{how}", is_done=is_done)


def _stamped(flow: Flow, record: Record, code: str) -> date | None:
    """The day that the moves to a stage stamp: it may have been put right since, which steps are not."""
    kinds = fields_of(type(record))
    for name in (name for move in flow.moves if move.to == code for name in move.stamps):
        if isinstance(kinds[name], Day | Moment) and (day := getattr(record, name)):
            return day_of(day)
    return None
