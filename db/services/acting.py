"""Who usually makes a move."""

from db.records.base import Record
from db.records.flow import Move
from db.records.moving import live
from db.store import Store


def usual_did(store: Store, record: Record, move: Move) -> int:
    """Who is taken to have made a move: who works here, unless the same must not be who made an earlier one."""
    person = store.person_at_work()
    if not (person and move.not_same):
        return person
    done = [step for step in live(store.steps(record)) if step.move in move.not_same]
    return 0 if any(person in (step.did, step.second) for step in done) else person
