"""What cases have ended is ended as a matter, too; the last one is left to whoever practises."""

from datetime import datetime

from db.practice.data import staff_names
from db.records.bodies.person import Person
from db.records.matters.matter import Matter
from db.records.mediation.case import CLOSED_STAGES, MediationCase
from db.services.following import proposal
from db.services.move import move, moves_of
from db.store import Store, among


def settle_matters(store: Store) -> None:
    """Ends the matters none of whose ways is open any more, when the case ended, with what it proposes."""
    clerk = max(person.id for person in store.select(Person) if person.name == staff_names()[0])
    cases = store.select(MediationCase, among("stage", sorted(CLOSED_STAGES)), order=("received", "id"))
    found: list[tuple[datetime, Matter]] = []
    for case in cases:
        matter = store.get(Matter, case.matter)
        if matter.is_open() and moves_of(store, matter)[0].ways:
            ended = max(step.at for step in store.steps(case) if step.at)
            found.append((ended, proposal(store, matter, moves_of(store, matter)[0])))
    for at, matter in sorted(found, key=lambda one: (one[0], one[1].id))[:-1]:
        move(store, matter, "settle", at, clerk, outcome=matter.outcome)
