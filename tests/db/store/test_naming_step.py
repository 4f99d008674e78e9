"""Chiefs and stewards whom a desk had written before names and posts were kept together: each holds the post, and nobody is guessed."""

import pytest

from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.participant import actors_of
from db.records.registry.place import GRID_CHIEF, STEWARD, Building, Grid
from db.services.bodies.whose_name import open_names
from db.store import Store
from db.store.driver import Connection
from tests.db.store.test_migrations import STEPS, apply_until, connection, old

__all__ = ["connection", "old"]

DESK = 3 << 40
PEOPLE = [
    ("王芳", None),
    ("王芳", None),
    ("赵六", 7),
    ("李敏", None),
    ("孙二", None),
    ("孙二", None),
    ("周一", None),
    ("吴新名", None),
]
"""Two of one name, one who died, one of the name alone, two of whom one is chief, one who was steward, one called otherwise since."""
GRIDS = ["李 敏、孙二", "王芳", "赵六", "主任", "", "吴旧名、李敏"]
STEWARDS = ["李敏（兼）、没登记过的", "王芳", "周一"]


@pytest.fixture
def upgraded(old: Store, connection: Connection) -> Store:
    """A desk of the number 3 with grids, buildings and posts of before."""
    apply_until(connection, STEPS[STEPS.index("m029_named") - 1])
    connection.execute("PRAGMA foreign_keys = OFF")
    for table in (
        "grid",
        "building",
        "person",
        "tenure",
        "meeting_actor",
        "case_actor",
        "visit_actor",
        "building_place",
    ):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("UPDATE house SET building = 1")
    connection.execute("UPDATE account SET person = NULL")
    connection.execute("UPDATE counter SET value = 3 WHERE name = 'desk'")
    connection.execute("INSERT INTO resident (id, version, name, state) VALUES (7, 1, '赵六', '3')")
    for number, (name, resident) in enumerate(PEOPLE, 1):
        sql = "INSERT INTO person (id, version, name, resident) VALUES (?, 1, ?, ?)"
        connection.execute(sql, (number, name, resident))
    for number, chief in enumerate(GRIDS, 1):
        connection.execute("INSERT INTO grid (id, version, name, chief) VALUES (?, 4, ?, ?)", (number, chief, chief))
    for number, steward in enumerate(STEWARDS, 1):
        sql = "INSERT INTO building (id, version, number, steward) VALUES (?, 4, ?, ?)"
        connection.execute(sql, (number, str(number), steward))
    for number, (person, of, post, until) in enumerate(
        [(6, 9 << 48 | 1, "11", None), (7, 7 << 48 | 3, "13", "2025-12-31"), (8, 9 << 48 | 6, "11", None)], 1
    ):
        sql = 'INSERT INTO tenure (id, version, person, "of", post, until) VALUES (?, 1, ?, ?, ?, ?)'
        connection.execute(sql, (DESK + number, person, of, post, until))
    connection.execute("INSERT OR REPLACE INTO counter (name, value) VALUES ('id:tenure', 3)")
    connection.close()
    return Store._with_key(old.folder, old._key)


def behind(record: Grid | Building) -> list[tuple[str, int]]:
    return [(actor.name, actor.who) for actor in actors_of(record)]


def test_each_name_is_tied_to_its_holder_or_its_only_bearer(upgraded: Store) -> None:
    grids = upgraded.select(Grid, order=("id",))
    assert [behind(grid) for grid in grids] == [
        [("李敏", 4), ("孙二", 6)], [("王芳", 0)], [("赵六", 0)], [], [], [("吴旧名", 8), ("李敏", 4)],
    ]  # fmt: skip
    buildings = upgraded.select(Building, order=("id",))
    assert [behind(building) for building in buildings] == [[("李敏", 4)], [("王芳", 0)], [("周一", 7)]]
    assert [(g.chief, g.version) for g in grids] == [(chief, 4) for chief in GRIDS], "what is written stays"
    assert {name.name for name in open_names(upgraded)} == {"王芳", "赵六", "卢清"}, "the account is not tied here"
    assert upgraded.count(Person) == len(PEOPLE)
    upgraded.close()


def test_whoever_is_tied_holds_the_post_but_who_has_left_it(upgraded: Store) -> None:
    held = {
        (upgraded.kinds.leads_to(t.of), t.person, t.post): (t.since, t.until is None) for t in upgraded.select(Tenure)
    }
    assert held == {
        (("grid", 1), 4, GRID_CHIEF): (None, True), (("grid", 1), 6, GRID_CHIEF): (None, True),
        (("grid", 6), 8, GRID_CHIEF): (None, True), (("grid", 6), 4, GRID_CHIEF): (None, True),
        (("building", 1), 4, STEWARD): (None, True), (("building", 3), 7, STEWARD): (None, False),
    }  # fmt: skip
    assert max(t.id for t in upgraded.select(Tenure)) == DESK + 6
    upgraded.close()


def test_a_name_that_nobody_bore_is_tied_when_its_record_is_saved_next(upgraded: Store) -> None:
    building = upgraded.select(Building, order=("id",))[0]
    saved = upgraded.save(building)
    assert [name for name, who in behind(saved) if who] == ["李敏", "没登记过的"]
    assert upgraded.verify() == []
    upgraded.close()
