"""What a desk wrote of who acted before persons were behind the names: each name has its person, and nobody is guessed."""

import pytest

from db.records.base import changed
from db.records.bodies.person import Person
from db.records.centre.account import Account
from db.records.hall.meeting import Meeting
from db.records.mediation.case import MediationCase
from db.records.participant import actors_of
from db.records.registry.resident import reference_to
from db.records.visits.visit import Visit
from db.services.find import find
from db.store import Store, driver, search_index
from db.store.driver import Connection
from tests.conftest import with_every_role
from tests.db.store.test_migrations import apply_until, connection, old

__all__ = ["connection", "old"]

DESK = 3 << 40
PEOPLE = [("王芳", None), ("王芳", None), ("赵六", 7), ("李敏", None)]
"""Two of one name, one who died, one whom nobody else is called like."""


@pytest.fixture
def upgraded(old: Store, connection: Connection) -> Store:
    """A desk of the number 3, with persons of before, and everything brought up to today."""
    apply_until(connection, "m016_flows")
    connection.execute("UPDATE counter SET value = 3 WHERE name = 'desk'")
    connection.execute("INSERT INTO resident (id, version, name, state) VALUES (7, 1, '赵六', '3')")
    for number, (name, resident) in enumerate(PEOPLE, 1):
        sql = "INSERT INTO person (id, version, name, resident) VALUES (?, 1, ?, ?)"
        connection.execute(sql, (DESK + number, name, resident))
    connection.execute("INSERT INTO counter (name, value) VALUES ('id:person', 4)")
    connection.execute("UPDATE mediation_case SET mediator = '王芳、李敏等3人', recorder = '赵六'")
    connection.execute("UPDATE meeting SET chair = '周书记（主持）', recorder = '李 敏'")
    connection.execute("UPDATE visit SET visitor = '卢清，社区工作人员'")
    connection.execute("UPDATE grid SET chief = '网格甲', phone = ''")
    connection.execute("UPDATE building SET steward = '楼长乙、楼长丙'")
    connection.execute("INSERT INTO account (id, version, name) VALUES (8, 1, '王芳'), (9, 1, '窗口1')")
    connection.execute("DELETE FROM search_rules")
    connection.execute(
        "INSERT INTO search_rules (rules) VALUES (?)", (search_index.RULES,)
    )  # as if filled by rules of today
    connection.close()
    return with_every_role(Store._with_key(old.folder, old._key))


def behind(store: Store, kind: type[MediationCase] | type[Meeting] | type[Visit]) -> list[tuple[str, str, int]]:
    found = store.select(kind)[0]
    return [(actor.role, actor.name, actor.who) for actor in actors_of(found)]


def test_each_name_has_its_person_and_of_several_nobody_is_guessed(upgraded: Store) -> None:
    people = {person.name: person.id for person in upgraded.select(Person, order=("id",))}
    assert behind(upgraded, MediationCase) == [
        ("mediator", "王芳", 0), ("mediator", "李敏", DESK + 4), ("recorder", "赵六", 0),
    ]  # fmt: skip
    assert behind(upgraded, Meeting) == [("chair", "周书记", people["周书记"]), ("recorder", "李敏", DESK + 4)]
    assert behind(upgraded, Visit) == [("visitor", "卢清", people["卢清"])]
    assert [person.name for person in upgraded.select(Person, order=("id",))] == [
        *(name for name, _ in PEOPLE), "卢清", "周书记", "网格甲", "楼长乙", "楼长丙",
    ]  # fmt: skip
    assert {person.resident for person in upgraded.select(Person)} == {0, 7}
    accounts = {account.name: account.person for account in upgraded.select(Account)}
    assert accounts == {"卢清": people["卢清"], "王芳": 0, "窗口1": 0}
    upgraded.close()


def test_what_was_written_stays_and_what_is_new_is_found_and_goes_on(upgraded: Store) -> None:
    case = upgraded.select(MediationCase)[0]
    assert (case.mediator, case.recorder, case.version) == ("王芳、李敏等3人", "赵六", 2)
    assert [party.who for party in case.parties] == [reference_to((1 << 40) + 1)] * 2
    assert ("person", "周书记") in [(found.table, found.title) for found in find(upgraded, "周书记")]
    made = upgraded.save(Person(name="新来的"))
    assert made.id == DESK + 10
    saved = upgraded.save(changed(upgraded.select(Visit)[0], visitor="卢清、新来的"))
    assert [actor.who for actor in saved.actors] == [upgraded.select(Visit)[0].actors[0].who, made.id]
    assert [len({actor.id for actor in actors_of(one)}) for one in (case, saved)] == [3, 2], (
        "a new row has a number of its own"
    )
    again = upgraded.save(changed(case, place="3号楼"))
    assert actors_of(again) == actors_of(case)
    assert upgraded.verify() == []
    assert driver.faults(upgraded._connection) == []
    upgraded.close()
