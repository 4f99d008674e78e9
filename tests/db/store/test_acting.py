"""Who acts in records is tied to persons by the names that the records write; of several of one name nobody is guessed."""

from contextlib import suppress
from datetime import date, datetime

import pytest

from db.errors import RecordInUse
from db.records.base import Record, changed
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.hall.meeting import Meeting
from db.records.mediation.case import MediationCase
from db.records.participant import actors_of
from db.records.registry.resident import DIED, Resident
from db.records.visits.visit import Visit
from db.services.move import correct, move, undo_move
from db.services.timeline import timeline
from db.store import NotByMove, Store, eq
from tests.factories import begun, plant
from tests.named import account_named

DAY = date(2026, 3, 2)


def persons(store: Store) -> set[str]:
    """The names of all but the clerk."""
    return {person.name for person in store.select(Person)} - {store.actor}


def visit(store: Store, visitor: str) -> Visit:
    return store.save(Visit(day=DAY, visitor=visitor, finding="家里都好"))


def people(store: Store, name: str) -> list[Person]:
    return store.select(Person, eq("name", name), order=("id",))


def behind(record: Record) -> list[tuple[str, str, int]]:
    return [(one.role, one.name, one.who) for one in actors_of(record)]


def test_a_name_that_nobody_bears_makes_a_person_who_is_found(store: Store) -> None:
    saved = visit(store, "周秀兰")
    (person,) = people(store, "周秀兰")
    assert behind(saved) == behind(store.get(Visit, saved.id)) == [("visitor", "周秀兰", person.id)]
    assert ("person", person.id) in [(hit.table, hit.id) for hit in store.search("周秀兰")]
    assert ("visit", saved.id) in store.pointing_at(person)
    with pytest.raises(RecordInUse), store.writing() as w:
        w.delete(person)


def test_the_next_one_who_writes_the_name_means_the_same_person(store: Store) -> None:
    person = store.save(Person(name="阿依古丽·买买提"))
    for written in ("阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽买买提"):
        assert [who for _, _, who in behind(visit(store, written))] == [person.id]
    assert persons(store) == {"阿依古丽·买买提"}
    assert store.count(Person) == 2


def test_every_name_of_a_field_is_a_person_and_remarks_are_nobody(store: Store) -> None:
    saved = visit(store, "周秀兰、李敏等3人")
    assert [name for _, name, _ in behind(saved)] == ["周秀兰", "李敏"]
    assert saved.visitor == "周秀兰、李敏等3人", "what papers print stays as it was typed"
    assert behind(visit(store, "社区工作人员")) == []
    assert persons(store) == {"周秀兰", "李敏"}


def test_roles_are_told_apart_and_one_person_may_have_several(store: Store) -> None:
    meeting = store.save(
        Meeting(name="议事", starts=datetime(2026, 3, 2, 9), hall="二楼", chair="周秀兰", recorder="周秀兰")
    )
    (person,) = people(store, "周秀兰")
    assert behind(meeting) == [("chair", "周秀兰", person.id), ("recorder", "周秀兰", person.id)]


def test_of_several_nobody_is_guessed_and_the_name_stays_open(store: Store) -> None:
    first = visit(store, "王芳")
    other = store.save(Person(name="王芳", job="民警"))
    second = visit(store, "王芳")
    assert behind(second) == [("visitor", "王芳", 0)]
    assert [(o.table, o.id, o.role, o.name) for o in store.open_names()] == [("visit", second.id, "visitor", "王芳")]
    with store.writing() as w:
        tied = w.tie(second, {("visitor", "王芳"): other.id})
    assert behind(tied) == [("visitor", "王芳", other.id)]
    assert store.open_names() == []
    again = store.save(changed(tied, finding="又去了一次"))
    assert behind(again) == behind(tied), "what was said stays said"
    assert behind(store.save(changed(store.get(Visit, first.id), finding="都好"))) == behind(first)


def test_a_person_who_is_called_otherwise_since_stays_behind_the_record(store: Store) -> None:
    saved = visit(store, "王芳")
    (person,) = people(store, "王芳")
    store.save(changed(person, name="王若兰"))
    again = store.save(changed(saved, finding="补记"))
    assert behind(again) == [("visitor", "王芳", person.id)]
    assert [who for _, _, who in behind(visit(store, "王若兰"))] == [person.id]
    assert people(store, "王芳") == [], "the old name makes nobody while the record knows who it is"


def test_the_dead_are_not_meant_and_not_made_again(store: Store) -> None:
    resident = plant(store, Resident, name="王芳", state=DIED, state_day=DAY)
    store.save(Person(name="王芳", resident=resident.id))
    assert behind(visit(store, "王芳")) == [("visitor", "王芳", 0)]
    assert len(people(store, "王芳")) == 1
    living = store.save(Person(name="王芳"))
    assert behind(visit(store, "王芳")) == [("visitor", "王芳", living.id)]


def test_a_resident_of_the_name_is_not_taken_for_the_person(store: Store) -> None:
    for _ in range(2):
        plant(store, Resident, name="王芳")
    saved = visit(store, "王芳")
    (person,) = people(store, "王芳")
    assert (behind(saved), person.resident) == ([("visitor", "王芳", person.id)], 0)


def test_another_name_is_another_person_and_the_rows_stay_the_same_ones(store: Store) -> None:
    saved = visit(store, "周秀兰、李敏")
    kept = {one.name: one.id for one in saved.actors}
    again = store.save(changed(saved, visitor="李敏、刘洋"))
    assert [name for _, name, _ in behind(again)] == ["李敏", "刘洋"]
    assert again.actors[0].id == kept["李敏"]
    assert store.save(changed(again, visitor="待定")).actors == ()


def test_a_case_moves_with_its_mediator_and_comes_back(store: Store) -> None:
    case = begun(store, MediationCase, changes={"mediator": "周秀兰", "recorder": "李敏"})
    assert [role for role, _, _ in behind(case)] == ["mediator", "recorder"]
    moved = move(store, case, "consent")
    other = store.save(changed(moved, mediator="刘洋"))
    assert [name for _, name, _ in behind(other)] == ["刘洋", "李敏"]
    line = timeline(store, other)[0]
    assert line.more == ("人民调解员：周秀兰 → 刘洋",), "what follows from the name is not told twice"
    back = undo_move(store, move(store, case := begun(store, MediationCase, changes={"mediator": "周秀兰"}), "consent"))
    assert behind(back.record) == behind(case)


def test_who_acts_is_never_typed_and_a_closed_case_can_still_be_tied(store: Store) -> None:
    case = begun(store, MediationCase, changes={"mediator": "王芳", "recorder": ""})
    with pytest.raises(NotByMove, match="办事的人"):
        store.save(changed(case, actors=()))
    gone = move(store, case, "refuse", reason="不属于调解范围")
    (first,) = people(store, "王芳")
    other = store.save(Person(name="王芳"))
    with store.writing() as w:
        tied = w.tie(gone, {("mediator", "王芳"): other.id})
    assert behind(tied) == [("mediator", "王芳", other.id)]
    right = correct(store, tied, "写错了", mediator="王方")
    assert [name for _, name, _ in behind(right)] == ["王方"]
    assert {first.id, other.id} < {p.id for p in store.select(Person)}


def test_a_transaction_that_is_undone_leaves_nobody_behind(store: Store) -> None:
    with store.writing() as w:
        with suppress(ZeroDivisionError), w.step():
            w.save(Visit(day=DAY, visitor="周秀兰"))
            raise ZeroDivisionError
        assert persons(store) == set()
        saved = w.save(Visit(day=DAY, visitor="周秀兰"))
    assert [who for _, _, who in behind(saved)] == [people(store, "周秀兰")[0].id]
    assert store.verify() == []


def test_two_windows_make_one_person(store: Store) -> None:
    other = store.again()
    one, two = visit(store, "周秀兰"), visit(other, "周秀兰")
    other.close()
    assert behind(one) == behind(two)
    assert len(people(store, "周秀兰")) == 1


def test_a_visit_that_comes_back_has_its_visitor(store: Store) -> None:
    saved = visit(store, "周秀兰")
    with store.writing() as w:
        w.delete(saved)
    with store.writing() as w:
        (again,) = w.put_back([saved])
    assert behind(again) == behind(saved)
    assert store.verify() == []


def test_an_account_is_of_the_person_of_its_name(store: Store) -> None:
    mine = account_named(store, store.actor)
    assert mine
    assert store.get(Person, mine.person).name == store.actor
    known = store.save(Person(name="周秀兰", job="主任"))
    account = store.save(Account(name="周秀兰"))
    assert account.person == known.id
    other = store.save(Person(name="周秀兰"))
    assert store.save(changed(account, phone="13800001111")).person == known.id
    assert store.save(Account(name="周秀兰")).person == 0, "of several nobody is guessed"
    assert store.save(changed(account, version=2, person=other.id)).person == other.id
    assert behind(visit(store, store.actor)) == [("visitor", store.actor, mine.person)]


def test_one_name_in_two_roles_of_a_record_is_one_person(store: Store) -> None:
    one, _other = (store.save(Person(name="王芳")) for _ in range(2))
    meeting = Meeting(name="议事", starts=datetime(2026, 3, 2, 9), hall="二楼", chair="王芳")
    with store.writing() as w:
        tied = w.tie(w.save(meeting), {("chair", "王芳"): one.id})
    again = store.save(changed(tied, recorder="王芳"))
    assert behind(again) == [("chair", "王芳", one.id), ("recorder", "王芳", one.id)]


def test_a_case_that_comes_back_has_its_mediator(store: Store) -> None:
    case = begun(store, MediationCase, changes={"mediator": "王芳", "recorder": ""})
    with store.writing() as w:
        w.delete(case)
        (again,) = w.put_back([case])
    assert behind(again) == behind(case)


def test_a_name_that_was_left_open_is_not_guessed_when_one_is_left(store: Store) -> None:
    resident = plant(store, Resident, name="赵六", state="1", state_day=None, house=0)
    dying, living = store.save(Person(name="赵六", resident=resident.id)), store.save(Person(name="赵六"))
    saved, account = visit(store, "赵六"), store.save(Account(name="赵六"))
    store.save(changed(store.get(Resident, resident.id), state=DIED, state_day=DAY))
    again = store.save(changed(saved, finding="补记"))
    assert behind(again) == [("visitor", "赵六", 0)]
    assert store.save(changed(account, phone="13800001111")).person == 0
    assert behind(visit(store, "赵六")) == [("visitor", "赵六", living.id)], "what is written anew means who lives"
    with store.writing() as w:
        w.delete(dying)
        w.delete_all(Visit, [one.id for one in store.select(Visit) if one.id != saved.id])
        w.delete(living)
    assert behind(store.save(changed(again, finding="又补"))) == [("visitor", "赵六", 0)]
    assert people(store, "赵六") == [], "a name that is open makes nobody"


def test_a_name_that_is_open_in_one_role_is_open_in_the_other(store: Store) -> None:
    resident = plant(store, Resident, name="赵六", state="1", state_day=None, house=0)
    store.save(Person(name="赵六", resident=resident.id))
    store.save(Person(name="赵六"))
    meeting = store.save(Meeting(name="议事", starts=datetime(2026, 3, 2, 9), hall="二楼", chair="赵六"))
    store.save(changed(store.get(Resident, resident.id), state=DIED, state_day=DAY))
    assert behind(store.save(changed(meeting, recorder="赵六"))) == [("chair", "赵六", 0), ("recorder", "赵六", 0)]


def test_an_account_of_another_name_is_another_person(store: Store) -> None:
    account = store.save(Account(name="卢清"))
    (before,) = people(store, "卢清")
    other = store.save(changed(account, name="李新"))
    (new,) = people(store, "李新")
    assert (account.person, other.person) == (before.id, new.id)
    spelt = store.save(changed(other, name="李·新"))
    assert spelt.person == new.id, "the same name"
    for _ in range(2):
        store.save(Person(name="王芳"))
    left_open = store.save(changed(spelt, name="王芳"))
    assert left_open.person == 0, "of several nobody is guessed"
    assert store.save(changed(left_open, name="卢清")).person == before.id


def test_an_account_that_follows_its_person_or_says_who_it_is_stays_theirs(store: Store) -> None:
    account = store.save(Account(name="卢清"))
    (person,) = people(store, "卢清")
    store.save(changed(person, name="李新"))
    store.save(Person(name="李新"))
    renamed = store.save(changed(account, name="李新"))
    assert renamed.person == person.id, "who is called like that, too, is meant no more than the one that it had"
    other = store.save(Person(name="赵六"))
    assert store.save(changed(renamed, name="王芳", person=other.id)).person == other.id
