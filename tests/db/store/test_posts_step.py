"""Persons that a step made of posts alone are taken out again, but for whoever somebody relies on; what is written stays."""

from datetime import date

import pytest

from db.records.base import Record, changed
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.hall.meeting import Meeting
from db.records.matters.matter import Matter
from db.records.mediation.case import MediationCase, Party
from db.records.participant import actors_of
from db.records.visits.visit import Visit
from db.services.find import find
from db.services.move import move, note
from db.store import Store, driver, search_index
from db.store.driver import Connection
from db.store.post_tables import drop_posts
from db.values.reference import reference
from tests.conftest import with_every_role
from tests.db.store.test_migrations import apply_until, connection, old
from tests.factories import begun, plant

__all__ = ["connection", "old"]


@pytest.fixture
def upgraded(old: Store, connection: Connection) -> Store:
    """What a desk wrote of who acted, brought up to today."""
    apply_until(connection, "m016_flows")
    connection.execute("UPDATE mediation_case SET mediator = '周秀兰 调解员', recorder = '网格员、李敏'")
    connection.execute("UPDATE meeting SET chair = '社区书记兼主任', recorder = '周书记'")
    connection.execute("UPDATE visit SET visitor = '卢清，民警'")
    connection.execute("INSERT INTO account (id, version, name) VALUES (8, 1, '主任')")
    apply_until(connection, "m021_building_places")
    told = {str(row[0]) for row in connection.execute("SELECT name FROM person").fetchall()}
    assert {"调解员", "网格员", "社区书记兼主任", "民警"} <= told
    connection.execute("DELETE FROM search_rules")
    connection.execute("INSERT INTO search_rules (rules) VALUES (?)", (search_index.RULES,))  # as if filled by today's
    connection.close()
    return with_every_role(Store._with_key(old.folder, old._key))


def named(store: Store, kind: type[Record]) -> list[tuple[str, str]]:
    people = {person.id: person.name for person in store.select(Person)}
    return [(actor.name, people[actor.who]) for actor in actors_of(store.select(kind)[0])]


def test_a_post_is_nobody_any_more_and_what_is_written_stays(upgraded: Store) -> None:
    assert {person.name for person in upgraded.select(Person)} - {"钱一", "孙二"} == {
        "卢清", "周秀兰", "李敏", "周书记", "主任",
    }  # fmt: skip
    assert named(upgraded, MediationCase) == [("周秀兰", "周秀兰"), ("李敏", "李敏")]
    assert named(upgraded, Meeting) == [("周书记", "周书记")]
    assert named(upgraded, Visit) == [("卢清", "卢清")]
    case, meeting, visit = upgraded.select(MediationCase)[0], upgraded.select(Meeting)[0], upgraded.select(Visit)[0]
    assert (case.mediator, case.recorder) == ("周秀兰 调解员", "网格员、李敏")
    assert (meeting.chair, visit.visitor) == ("社区书记兼主任", "卢清，民警")
    assert upgraded.open_names() == []
    assert [hit.title for hit in find(upgraded, "网格员") if hit.table == "person"] == ["钱一"], "who holds it, alone"
    assert ("person", "周秀兰") in [(hit.table, hit.title) for hit in find(upgraded, "周秀兰")], "filled anew"
    assert actors_of(upgraded.save(changed(case, place="3号楼"))) == actors_of(case)
    assert upgraded.verify() == []
    assert driver.faults(upgraded._connection) == []
    upgraded.close()


def silent(store: Store, name: str = "主任", **more: str) -> int:
    """A person as the step made one: no deed tells of it."""
    person = (1 << 40) + 900 + len(store.ids(Person))
    store._connection.execute("INSERT INTO person (id, version, name) VALUES (?, 1, ?)", (person, name))
    for column, value in more.items():
        store._connection.execute(f"UPDATE person SET {column} = ?", (value,))
    return person


def left(store: Store) -> set[int]:
    drop_posts(store._connection.execute)
    return set(store.ids(Person))


def test_who_was_written_down_or_acts_since_stays(store: Store) -> None:
    typed = store.save(Person(name="主任"))
    assert typed.id in left(store)
    with store.writing() as w:
        w.delete(typed)
    known = silent(store, job="民警")
    assert known in left(store)
    surname = silent(store, "周书记")
    assert surname in left(store)
    acting = silent(store, "组长")
    visit = store.save(Visit(day=date(2026, 3, 2), visitor="李敏"))
    sql = "UPDATE visit_actor SET who = ? WHERE owner = ?"
    store._connection.execute(sql, (acting, visit.id))
    assert acting in left(store), "a deed tells of who acts there"


def test_to_whom_anything_else_leads_stays(store: Store) -> None:
    people = [silent(store) for _ in range(5)]
    account, did, party, told, nobody = people
    store.save(Account(name="李新", person=account))
    move(store, begun(store, Matter), "gather", did=did, level="2", called="网格长")
    plant(store, MediationCase, parties=(Party(who=reference(19, party), name="主任"), Party(name="李敏", side="2")))
    note(store, store.get(Person, told), "打过电话", "3")
    assert set(people) - left(store) == {nobody}
