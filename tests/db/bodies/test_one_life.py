"""One who is resident, mediator and account: renamed, moved away, dead; what was written and done stays theirs."""

from datetime import date

import pytest

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.centre.account import Account
from db.records.mediation.case import MediationCase
from db.records.participant import actors_of
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.answers import Answers, Posts
from db.services.bodies.what_they_do import what_they_do
from db.services.bodies.whose_name import Likeness, likely_pairs, likenesses, open_names, say_other, say_same, say_whose
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq
from tests.factories import begun, plant

DAY = date(2026, 3, 2)


def likely(store: Store) -> list[Likeness]:
    return likenesses(store, likely_pairs(store))


def mediators(case: MediationCase) -> list[int]:
    return [actor.who for actor in actors_of(case) if actor.role == "mediator"]


def told(store: Store, person: Person) -> dict[str, int]:
    return {doing.label: doing.count for doing in what_they_do(store, person)}


@pytest.fixture
def case(store: Store) -> MediationCase:
    """A case of 周秀兰, who is nobody yet."""
    return begun(store, MediationCase, changes={"mediator": "周秀兰", "recorder": "周秀兰"})


def test_one_life(store: Store, case: MediationCase) -> None:
    resident, other = (plant(store, Resident, name="周秀兰", state="1", state_day=None, house=0) for _ in range(2))
    account = store.save(Account(name="周秀兰"))
    (person,) = store.select(Person, eq("name", "周秀兰"))
    assert mediators(case) == [person.id] == [account.person]
    assert {pair.resident.id for pair in likely(store)} == {resident.id, other.id}
    say_other(store, person.id, other.id)
    person = say_same(store, person.id, resident.id)
    assert likely(store) == []

    person = store.save(changed(person, name="周若兰"))
    case = store.save(changed(case, place="3号楼"))
    assert (case.mediator, mediators(case)) == ("周秀兰", [person.id])
    later = begun(store, MediationCase, changes={"mediator": "周若兰", "recorder": ""})
    assert mediators(later) == [person.id]

    body = store.save(Body(name="调委会", kind="12"))
    store.save(Tenure(person=person.id, of=store.kinds.reference_of(body), post="01", since=DAY))
    save_as_declared(store, changed(resident, state="3", state_day=date(2026, 5, 1)), Answers(posts=Posts.END))
    assert [post.until for post in store.select(Tenure)] == [date(2026, 5, 1)]
    case = store.save(changed(case, place="4号楼"))
    assert mediators(case) == [person.id], "what the dead did stays theirs"
    after = store.save(Visit(day=date(2026, 6, 1), visitor="周若兰"))
    assert [actor.who for actor in after.actors] == [0]
    (one,) = open_names(store)
    assert [line.id for line in one.persons] == [person.id]
    say_whose(store, one.name, person.id, one.places)
    assert told(store, person) == {
        "任职": 1, "人民调解员 · 调解案件": 2, "登记人 · 调解案件": 1, "走访人 · 走访": 1,
    }  # fmt: skip
    assert store.verify() == []


def test_two_residents_behind_the_name_of_one_mediator_are_told_apart_by_a_clerk(
    store: Store, case: MediationCase
) -> None:
    first, second = (plant(store, Resident, name="周秀兰", house=0) for _ in range(2))
    (person,) = store.select(Person, eq("name", "周秀兰"))
    assert [(pair.person.id, pair.resident.id) for pair in likely(store)] == [
        (person.id, first.id),
        (person.id, second.id),
    ]
    assert store.get(Person, person.id).resident == 0
    say_same(store, person.id, second.id)
    assert likely(store) == [], "who is one of them is not asked to be the other"
    neighbour = store.save(Person(name="周秀兰", resident=first.id))
    again = store.save(changed(case, place="3号楼"))
    assert mediators(again) == [person.id]
    other = begun(store, MediationCase, changes={"mediator": "周秀兰", "recorder": ""})
    assert mediators(other) == [0]
    (one,) = open_names(store)
    say_whose(store, one.name, neighbour.id, one.places)
    assert mediators(store.get(MediationCase, other.id)) == [neighbour.id]
