"""What somebody does is told from the records that name them, by role and type."""

from datetime import date, datetime

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.hall.meeting import Meeting
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase
from db.records.step import CALLED
from db.records.visits.visit import Visit
from db.services import move as moving
from db.services.bodies.what_they_do import what_they_do
from db.services.move import move, undo_move
from db.store import Store, eq
from tests.factories import begun, plant

DAY = date(2026, 3, 2)


def told(store: Store, person: Person) -> dict[str, int]:
    return {doing.label: doing.count for doing in what_they_do(store, person)}


def test_each_role_is_told_apart_and_posts_come_first(store: Store) -> None:
    body = plant(store, Body)
    person = store.save(Person(name="周秀兰"))
    store.save(Body(name="居委会", kind="12", head=person.id))
    plant(store, Tenure, person=person.id, of=store.kinds.reference_of(body))
    for _ in range(10):
        store.save(Visit(day=DAY, visitor="周秀兰"))
    store.save(Visit(day=DAY, visitor="李敏"))
    store.save(Meeting(name="议事", starts=datetime(2026, 3, 2, 9), hall="二楼", chair="周秀兰", recorder="周秀兰"))
    begun(store, MediationCase, changes={"mediator": "李敏、周秀兰", "recorder": "李敏"})
    found = what_they_do(store, person)
    assert list(told(store, person)) == [
        "任职", "人民调解员 · 调解案件", "主持人 · 会议", "记录人 · 会议", "走访人 · 走访", "负责人 · 组织",
    ]  # fmt: skip
    visits = next(doing for doing in found if doing.label == "走访人 · 走访")
    assert (visits.count, len(visits.shown)) == (10, 8)
    (other,) = store.select(Person, eq("name", "李敏"))
    assert told(store, other) == {"人民调解员 · 调解案件": 1, "登记人 · 调解案件": 1, "走访人 · 走访": 1}


def test_what_was_dealt_with_by_a_step_is_told(store: Store) -> None:
    person = store.save(Person(name="周秀兰"))
    matter = begun(store, Matter)
    move(store, matter, "gather", did=person.id, level="2", called="网格长")
    assert told(store, person) == {"经办 · 诉求": 1}


def test_a_step_that_was_taken_back_was_not_done(store: Store) -> None:
    person, other = (store.save(Person(name=name)) for name in ("周秀兰", "李敏"))
    moved = move(store, begun(store, Matter), "gather", did=person.id, level="2", called="网格长")
    back = undo_move(store, moved).record
    assert told(store, person) == {}
    moving.note(store, back, "来问过", CALLED, did=person.id)
    assert told(store, person) == {"经办 · 诉求": 1}, "a call is no move"
    move(store, back, "gather", did=other.id, level="2", called="网格长")
    assert told(store, other) == {"经办 · 诉求": 1}


def test_one_who_does_nothing_is_told_so(store: Store) -> None:
    assert what_they_do(store, store.save(Person(name="周秀兰"))) == []
