"""The bodies, persons, posts and estates of the practice community agree with its people and buildings."""

import pytest

from db.practice.data import staff_names
from db.practice.organising import GRID_CHIEF, GROUP, PARTY_TREE
from db.records.base import as_of
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.placement import Placement
from db.records.bodies.tenure import Tenure
from db.records.estates.estate import Estate
from db.records.registry.place import Building, Grid
from db.records.registry.resident import RESIDENTS, Resident
from db.services.saved_lists import offered
from db.store import Store
from tests.db.practice.conftest import TODAY

pytestmark = pytest.mark.xdist_group("practice")


@pytest.fixture(scope="module")
def persons(made: Store) -> dict[int, Person]:
    return {p.id: p for p in made.select(Person)}


def test_nothing_is_wrong_or_missing(made: Store) -> None:
    records = [r for kind in (Body, Person, Tenure, Placement, Estate) for r in made.select(kind)]
    assert len(records) > 100
    assert [problem for record in records for problem in record.problems()] == []


def test_every_kind_of_body_of_a_community_is_there(made: Store) -> None:
    assert {"10", "12", "16", "30", "32", "40", "42", "50"} <= {b.kind for b in made.select(Body)}
    assert {e.id for e in made.select(Estate)} == {b.estate for b in made.select(Building)}


def test_stewards_are_residents_and_staff_are_persons(made: Store, persons: dict[int, Person]) -> None:
    behind = {p.resident: p.name for p in persons.values() if p.resident}
    assert {made.get(Resident, i).name for i in behind} == set(behind.values())
    assert sorted(behind.values()) == sorted(b.steward for b in made.select(Building))
    assert set(staff_names()) <= {p.name for p in persons.values()}


def test_the_chiefs_of_the_grids_are_in_office(made: Store, persons: dict[int, Person]) -> None:
    tenures = made.select(Tenure)
    now = as_of(tenures, TODAY)
    assert {persons[t.person].name for t in now if t.post == GRID_CHIEF} == {g.chief for g in made.select(Grid)}
    assert len(now) < len(tenures), "somebody has left"


def test_a_party_group_stands_under_its_branch_and_that_under_the_community(made: Store) -> None:
    bodies = {b.id: b for b in made.select(Body)}
    above = {p.lower: p.upper for p in made.select(Placement) if p.tree == PARTY_TREE}
    groups = [b.id for b in bodies.values() if b.kind == GROUP]
    assert len(groups) == made.count(Grid)
    assert {(bodies[above[i]].kind, bodies[above[above[i]]].kind) for i in groups} == {("12", "10")}


def test_it_keeps_two_lists_of_its_own_and_the_shipped_ones_find_somebody(made: Store) -> None:
    found = {one.name: made.count(Resident, *made.where(Resident, one.conditions)) for one in offered(made, RESIDENTS)}
    assert list(found)[-2:] == ["80岁以上独居", "第一网格残疾低保"]
    assert all(found.values()), found
    assert found["80岁以上独居"] < min(found["80岁以上"], found["独居"])
