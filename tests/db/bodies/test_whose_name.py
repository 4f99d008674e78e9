"""Whose a name is that several bear, and whether a person is a resident of the same name: a clerk says, and it stays said."""

from datetime import date, datetime

import pytest

from db.errors import RecordInUse, RecordTwice
from db.records.base import changed
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.hall.meeting import Meeting
from db.records.participant import actors_of
from db.records.registry.resident import DIED, Resident
from db.records.visits.visit import Visit
from db.services.bodies.whose_name import (
    Likeness,
    likely_pairs,
    likenesses,
    open_names,
    say_another,
    say_other,
    say_same,
    say_whose,
    take_back,
    take_back_another,
    take_back_whose,
)
from db.store import Store, eq
from tests.factories import plant

DAY = date(2026, 3, 2)


def likely(store: Store) -> list[Likeness]:
    return likenesses(store, likely_pairs(store))


@pytest.fixture
def two(store: Store) -> tuple[Person, Person]:
    """Two persons of one name."""
    return store.save(Person(name="王芳", job="民警")), store.save(
        Person(name="王芳", job="物业经理", phone="13800001111")
    )


def visit(store: Store, visitor: str = "王芳") -> Visit:
    return store.save(Visit(day=DAY, visitor=visitor))


def who(store: Store, *visits: Visit) -> list[int]:
    return [actors_of(store.get(Visit, one.id))[0].who for one in visits]


def test_a_name_of_two_is_listed_with_where_and_with_both(store: Store, two: tuple[Person, Person]) -> None:
    visits = [visit(store), visit(store, "王 芳")]
    (one,) = open_names(store)
    assert one.name == "王芳"
    assert [(place.role, place.told.table, place.told.id) for place in one.places] == [
        ("走访人", "visit", v.id) for v in visits
    ]
    assert [(p.id, p.line) for p in one.persons] == [(two[0].id, "民警"), (two[1].id, "物业经理 · 138****1111")]


def test_what_is_said_of_some_places_leaves_the_others_open(store: Store, two: tuple[Person, Person]) -> None:
    visits = [visit(store), visit(store)]
    (one,) = open_names(store)
    assert say_whose(store, one.name, two[1].id, one.places[:1]) == [one.places[0]]
    assert who(store, *visits) == [two[1].id, 0]
    (left,) = open_names(store)
    assert [place.told.id for place in left.places] == [visits[1].id]
    assert say_whose(store, one.name, two[0].id, one.places) == [one.places[1]], "said before stays said"
    assert who(store, *visits) == [two[1].id, two[0].id]
    assert open_names(store) == []
    assert take_back_whose(store, one.name, two[0].id, one.places[:1]) == [], "it names somebody else"
    assert take_back_whose(store, one.name, two[1].id, one.places[:1]) == [one.places[0]]
    assert who(store, *visits) == [0, two[0].id]


def test_it_may_be_somebody_else_and_is_taken_back(store: Store, two: tuple[Person, Person]) -> None:
    one_visit = visit(store)
    (one,) = open_names(store)
    third, tied = say_another(store, one.name, one.places)
    assert tied == list(one.places)
    assert who(store, one_visit) == [third.id]
    take_back_another(store, third, tied)
    assert who(store, one_visit) == [0]
    assert {p.id for p in store.select(Person, eq("name", "王芳"))} == {p.id for p in two}
    fourth, tied = say_another(store, one.name, one.places)
    other = store.save(Visit(day=DAY, visitor="李敏"))
    store.save(changed(other, visitor="李敏、王芳"))
    (still,) = open_names(store)
    say_whose(store, still.name, fourth.id, still.places)
    with pytest.raises(RecordInUse):
        take_back_another(store, fourth, tied)


def test_an_account_whose_name_two_bear_is_asked_for(store: Store, two: tuple[Person, Person]) -> None:
    account = store.save(Account(name="王芳"))
    (one,) = open_names(store)
    assert [(place.role, place.told.table) for place in one.places] == [("姓名", "account")]
    say_whose(store, one.name, two[0].id, one.places)
    assert store.get(Account, account.id).person == two[0].id
    assert open_names(store) == []


@pytest.fixture
def dead(store: Store) -> Person:
    """The only one who bears the name, and who died."""
    resident = plant(store, Resident, name="王芳", state=DIED, state_day=DAY)
    return store.save(Person(name="王芳", resident=resident.id))


def test_what_is_taken_back_of_the_dead_is_open_though_one_lives(store: Store, dead: Person) -> None:
    one_visit, account = visit(store), store.save(Account(name="王芳"))
    store.save(Person(name="王芳"))
    (one,) = open_names(store)
    tied = say_whose(store, one.name, dead.id, one.places)
    assert (who(store, one_visit), store.get(Account, account.id).person) == ([dead.id], dead.id)
    assert take_back_whose(store, one.name, dead.id, tied) == list(one.places)
    assert (who(store, one_visit), store.get(Account, account.id).person) == ([0], 0)
    assert open_names(store)[0].places == one.places, "the account is asked for as before"


def test_another_than_the_dead_is_taken_back(store: Store, dead: Person) -> None:
    one_visit, account = visit(store), store.save(Account(name="王芳"))
    (one,) = open_names(store)
    third, tied = say_another(store, one.name, one.places)
    assert (who(store, one_visit), store.get(Account, account.id).person) == ([third.id], third.id)
    take_back_another(store, third, tied)
    assert (who(store, one_visit), store.get(Account, account.id).person) == ([0], 0)
    assert store.select(Person, eq("name", "王芳")) == [dead]


def test_one_role_is_said_and_the_other_stays_open(store: Store, two: tuple[Person, Person]) -> None:
    made = Meeting(name="议事", starts=datetime(2026, 3, 2, 9), hall="二楼", chair="王芳", recorder="王芳")
    meeting = store.save(made)
    (one,) = open_names(store)
    assert [place.role for place in one.places] == ["主持人", "记录人"]
    say_whose(store, one.name, two[0].id, one.places[:1])
    assert [actor.who for actor in store.get(Meeting, meeting.id).actors] == [two[0].id, 0]
    (left,) = open_names(store)
    assert left.places == one.places[1:]
    say_whose(store, left.name, two[1].id, left.places)
    assert [actor.who for actor in store.get(Meeting, meeting.id).actors] == [two[0].id, two[1].id]
    take_back_whose(store, one.name, two[0].id, one.places)
    assert [actor.who for actor in store.get(Meeting, meeting.id).actors] == [0, two[1].id]


def test_a_resident_of_the_name_is_asked_for_once(store: Store) -> None:
    person = store.save(Person(name="阿依古丽·买买提"))
    same = plant(store, Resident, name="阿依古丽买买提")
    other = plant(store, Resident, name="阿依古丽·买买提")
    plant(store, Resident, name="阿依古丽")
    assert [(p.person.id, p.resident.id) for p in likely(store)] == [
        (person.id, same.id),
        (person.id, other.id),
    ]
    said = say_other(store, person.id, other.id)
    assert [p.resident.id for p in likely(store)] == [same.id]
    assert store.save(changed(said, job="调解员")).others == said.others, "what was said stays said"
    tied = say_same(store, person.id, same.id)
    assert (tied.resident, likely(store)) == (same.id, [])
    back = take_back(store, person.id, same.id)
    assert (back.resident, [p.resident.id for p in likely(store)]) == (0, [same.id])
    assert take_back(store, person.id, other.id).others == ()


def test_one_who_is_said_to_be_somebody_else_may_leave_the_register(store: Store) -> None:
    person = store.save(Person(name="王芳"))
    resident = plant(store, Resident, name="王芳")
    say_other(store, person.id, resident.id)
    with store.writing() as w:
        w.delete(resident)
    assert store.verify() == []


def test_nobody_is_two_residents_and_no_resident_two_persons(store: Store) -> None:
    persons = [store.save(Person(name="王芳")) for _ in range(2)]
    resident = plant(store, Resident, name="王芳")
    assert len(likely(store)) == 2
    say_same(store, persons[0].id, resident.id)
    assert likely(store) == []
    with pytest.raises(RecordTwice):
        say_same(store, persons[1].id, resident.id)


def test_what_lines_tell_is_masked(store: Store) -> None:
    store.save(Person(name="王芳", phone="13800001111"))
    plant(store, Resident, name="王芳", phone="13900002222", id_number="11010519491231002X")
    (pair,) = likely(store)
    told = pair.person.line + pair.resident.line
    assert "13800001111" not in told
    assert "13900002222" not in told
    assert "11010519491231002X" not in told
