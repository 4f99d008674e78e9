"""What cases and topics have ended is ended as a matter, too; the last one is left to whoever practises."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from db.practice.data import staff_names
from db.records.base import Record
from db.records.bodies.person import Person
from db.records.hall.meeting import RESOLUTION_TO_DO, Resolution, Topic
from db.records.matters.codes import SOLVED
from db.records.matters.matter import Matter
from db.records.mediation.case import CLOSED_STAGES, MediationCase
from db.services.following import proposal
from db.services.hall.write_minutes import DECIDED
from db.services.move import move, moves_of
from db.store import Store, among, eq

EVENING = time(17, 0)


def settle_matters(store: Store, today: date) -> None:
    """Ends the matters none of whose ways is open any more, with what the last one proposes."""
    clerk = max(person.id for person in store.select(Person) if person.name == staff_names()[0])
    latest = datetime.combine(min(today, date.today()) - timedelta(days=1), EVENING)  # nothing is keyed that is to come
    found: dict[int, tuple[datetime, str]] = {}
    for at, way, outcome in (*_cases(store), *_topics(store)):
        matter = store.get(Matter, way)
        usual = next(iter(moves_of(store, matter)), None)
        if usual is not None and usual.ways:
            taken = matter.taken if matter.taken and matter.taken.date() <= date.today() else latest
            found[matter.id] = (max(min(at, latest), taken), outcome or proposal(store, matter, usual).outcome)
    for matter, (at, outcome) in sorted(found.items(), key=lambda one: (one[1][0], one[0]))[:-1]:
        move(store, store.get(Matter, matter), "settle", at, clerk, outcome=outcome)


def _cases(store: Store) -> Iterator[tuple[datetime, int, str]]:
    for case in store.select(MediationCase, among("stage", sorted(CLOSED_STAGES)), order=("id",)):
        yield _last(store, case), case.matter, ""


def _topics(store: Store) -> Iterator[tuple[datetime, int, str]]:
    """The topics that were decided, and of which all that was resolved is done."""
    for topic in store.select(Topic, eq("state", DECIDED), order=("id",)):
        resolved = store.select(Resolution, eq("topic", topic.id))
        if topic.matter and resolved and all(one.state != RESOLUTION_TO_DO and one.done for one in resolved):
            done = max(one.done for one in resolved if one.done)
            yield datetime.combine(done, EVENING), topic.matter, SOLVED


def _last(store: Store, record: Record) -> datetime:
    return max(step.at for step in store.steps(record) if step.at)
