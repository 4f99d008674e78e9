"""What waits for the role of who works here, and 晨会单: by grid and building, with what is to be looked at."""

from datetime import date, datetime, timedelta

import pytest
from attrs import evolve

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Claimant, Matter
from db.records.mediation.case import MediationCase, Party
from db.records.registry.place import Building, Grid, House
from db.records.role import Role
from db.services.coming import waiting_for
from db.services.matters.take_in import take_in
from db.services.mediation.accept_case import accept_case, begun_of_matter
from db.services.morning import Stop, morning
from db.services.move import Keyed, catch_up, move
from db.services.saved_lists import change, offered
from db.services.urgent import is_red, is_yellow
from db.services.whats_due import whats_due
from db.store import Store
from tests.db.matters.test_left_lying import at_building, opened_as
from tests.factories import plant

NOW = datetime.now().replace(hour=12, minute=0, second=0, microsecond=0)
EARLIER = NOW - timedelta(days=9)


def handled(store: Store, due: date, **values: object) -> Matter:
    given = {"subject": "水管漏水", "taken": EARLIER, "claimants": (Claimant(name="周桂芳"),), **values}
    one = take_in(store, Matter(**given))  # type: ignore[arg-type]
    steps = [
        Keyed("gather", EARLIER, values={"called": "网格长", "level": "2"}),
        Keyed("assign", EARLIER, values={"lead": plant(store, Body).id, "due": due}),
        Keyed("handle", EARLIER, plant(store, Person, name="王建军").id, values={"result": "换了接头"}),
    ]
    return catch_up(store, one, steps)


def checked(store: Store, due: date, **values: object) -> Matter:
    return move(store, handled(store, due, **values), "check", did=plant(store, Person, name="李敏").id, finding="好了")


def waiting(store: Store) -> dict[str, int]:
    return {one.view: one.count for one in waiting_for(store, store.kinds, NOW) if one.table == "matter"}


def test_what_was_dealt_with_waits_to_be_checked_and_then_for_a_callback(store: Store) -> None:
    later = NOW.date() + timedelta(days=30)
    one = handled(store, later)
    checked(store, later)
    checked(store, later, claimants=(Claimant(anonymous=True),))
    assert waiting(store) == {"待核查": 1, "待回访": 1}, "nobody is called back who gave no name"
    move(store, one, "check", did=plant(store, Person, name="李敏").id, finding="好了")
    assert waiting(store) == {"待回访": 2}


def test_each_role_is_told_what_is_for_it(store: Store) -> None:
    grid = plant(store, Grid, chief="", phone="").id
    handled(store, NOW.date(), grid=grid)
    handled(store, NOW.date())
    at_building(store, EARLIER, grid)
    for role, told in (
        (Role.CHIEF, {"待核查": 2, "楼栋层过夜": 1}),
        (Role.DESK, {"待核查": 2}),
        (Role.GRID, {"待核查": 1, "楼栋层过夜": 1}),
        (Role.MEDIATOR, {}),
    ):
        with opened_as(store, role, grid) as clerk:
            assert waiting(clerk) == told, role


def test_the_list_of_the_centre_is_counted_where_it_changed_one(store: Store) -> None:
    handled(store, NOW.date())
    kind = store.kinds["matter"]
    (shipped,) = [one for one in offered(store, kind) if one.name == "待核查"]
    change(store, kind, shipped, [kind.view("待回访").conditions[0], kind.view("在办").conditions[0]])
    assert waiting(store) == {"待核查": 1}
    change(
        store, kind, next(one for one in offered(store, kind) if one.name == "待核查"), kind.view("待回访").conditions
    )
    assert waiting(store) == {}


def test_mine_red_and_yellow_are_told_of_what_is_to_be_done(store: Store) -> None:
    """Without limits of the centre's own the last day tells: yesterday is red, tomorrow yellow."""
    me, other = store.person_at_work(), plant(store, Person).id
    assert me
    for days in (-1, 1, 9):
        handled(store, NOW.date() + timedelta(days=days), taker=me if days == 9 else other)
    items = [item for item in whats_due(store, NOW).items if item.table == "matter" and item.id]
    assert [item.is_mine for item in items] == [True, False, False], "mine come first"
    assert [(is_red(i, NOW), is_yellow(i, NOW)) for i in items[1:]] == [(True, False), (False, True)]


def door(store: Store) -> House:
    grid = plant(store, Grid, name="第一网格", chief="", phone="")
    return plant(store, House, building=plant(store, Building, grid=grid.id).id)


def test_the_morning_list_goes_by_grid_and_building_and_says_for_what_each_waits(store: Store) -> None:
    house = door(store)
    building = store.titles("building", [house.building])[house.building]
    later = NOW.date() + timedelta(days=30)
    handled(store, later, subject="没有地点的")
    checked(store, NOW.date() - timedelta(days=2), subject="逾期的", house=house.id)
    at_building(store, EARLIER, store.get(Building, house.building).grid)
    take_in(store, Matter(subject="不急的", taken=EARLIER))
    found = morning(store, NOW)
    assert [(one.grid, one.building, one.matter, one.look, one.red) for one in found] == [
        ("第一网格", building, "逾期的", "待回访", True),
        ("第一网格", "", "漏水", "楼栋层过夜", False),
        ("", "", "没有地点的", "待核查", False),
    ]
    assert (found[0].place, found[0].who, found[0].left) == (
        house.title({"building": ""}).strip(),
        "周桂芳",
        "逾期 2 天",
    )


def test_what_something_else_stands_for_is_on_it_all_the_same(store: Store) -> None:
    """On 今日 a case with a nearer end stands for its matter; whoever checks looks for the matter."""
    one = handled(store, NOW.date() + timedelta(days=90))
    parties = (Party(name="王五", side="1"), Party(name="赵六", side="2"))
    begun = begun_of_matter(store, one, NOW.date())
    accept_case(store, evolve(begun, dispute="2", facts="漏水", parties=parties))
    assert [item.table for item in whats_due(store, NOW).items if item.id] == [MediationCase.TABLE]
    assert [(stop.number, stop.look) for stop in morning(store, NOW)] == [(one.number, "待核查")]


def test_who_says_what_is_printed_has_that_alone(store: Store) -> None:
    quiet = take_in(store, Matter(subject="不急的", taken=EARLIER, place="东门岗亭"))
    handled(store, NOW.date())
    items = [item for item in whats_due(store, NOW).items if item.id == quiet.id or not item.id]
    assert items
    (stop,) = morning(store, NOW, items)
    assert (stop.number, stop.place, stop.look) == (quiet.number, "东门岗亭", "网格召集")


@pytest.mark.parametrize("role", [Role.GRID])
def test_a_grid_has_its_own_alone(store: Store, role: Role) -> None:
    house = door(store)
    grid = store.get(Building, house.building).grid
    handled(store, NOW.date(), house=house.id, grid=grid)
    handled(store, NOW.date())
    with opened_as(store, role, grid) as clerk:
        assert isinstance(morning(clerk, NOW)[0], Stop)
        assert [one.grid for one in morning(clerk, NOW)] == ["第一网格"]
