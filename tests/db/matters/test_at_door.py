"""What a door brought before, in whatever role, and that nobody deals with what is about them."""

from datetime import date, datetime, timedelta

import pytest

from db.records.base import changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Claimant, Matter
from db.records.matters.parts import Helper, Respondent
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident, reference_to
from db.services.matters.at_door import at_door
from db.services.move import Keyed, catch_up, move, void
from db.store import MoveRefused, Store
from tests.db.matters.hub import DAY, TAKEN, again, dispute, matter
from tests.factories import estate, plant

TODAY = date(2026, 3, 20)


@pytest.fixture
def door(desk: Store) -> tuple[House, Resident, Resident]:
    """A flat with two who live there."""
    building = plant(desk, Building, number="3", estate=estate(desk, "幸福里小区"))
    house = plant(desk, House, building=building.id, unit="2", room="101")
    one, other = (plant(desk, Resident, name=name, house=house.id) for name in ("王五", "李敏"))
    return house, one, other


def by(resident: Resident) -> tuple[Claimant, ...]:
    return (Claimant(who=reference_to(resident.id), name=resident.name),)


def about(resident: Resident) -> tuple[Respondent, ...]:
    return (Respondent(who=reference_to(resident.id), name=resident.name),)


def test_a_door_tells_what_it_brought_and_what_was_brought_about_it_newest_first(
    desk: Store, door: tuple[House, Resident, Resident]
) -> None:
    house, one, other = door
    matter(desk, "楼上漏水", claimants=by(other), taken=TAKEN - timedelta(days=400))
    matter(desk, "夜里太吵", against=about(one), taken=TAKEN - timedelta(days=3))
    matter(desk, "门前堆物", house=house.id, taken=TAKEN - timedelta(days=1))
    matter(desk, "别人的事", claimants=(Claimant(name="赵六"),))
    gone = matter(desk, "录错了", claimants=by(one))
    void(desk, gone, "录错了")
    found = at_door(desk, Matter(claimants=by(one)), TODAY)
    assert [line.title.split()[-1] for line in found.lines] == ["门前堆物", "夜里太吵", "楼上漏水"]
    assert [line.line.split(" · ")[0] for line in found.lines] == ["就在这里", "被反映", "诉求人"]
    assert all("网格召集" in line.line for line in found.lines)
    assert "一年内第3件" in found.advice
    assert at_door(desk, Matter(house=house.id), TODAY).lines == found.lines, "the door alone tells it, too"
    assert at_door(desk, Matter(against=about(other)), TODAY).lines == found.lines
    assert at_door(desk, Matter(), TODAY).lines == []


def test_the_third_within_a_year_is_told_and_the_second_is_not(
    desk: Store, door: tuple[House, Resident, Resident]
) -> None:
    _, one, _ = door
    matter(desk, "漏水", claimants=by(one))
    assert at_door(desk, Matter(claimants=by(one)), TODAY).advice == ""
    second = matter(desk, "停电", claimants=by(one))
    assert "第3件" in at_door(desk, Matter(claimants=by(one)), TODAY).advice
    assert at_door(desk, second, TODAY).advice == "", "it does not tell of itself"


def test_what_others_said_of_the_property_company_is_not_of_the_door(
    desk: Store, door: tuple[House, Resident, Resident]
) -> None:
    _, one, other = door
    managers = (Respondent(who=desk.kinds.reference_of(plant(desk, Body, name="幸福物业")), name="幸福物业"),)
    matter(desk, "乱收费", claimants=by(other), against=managers)
    for _ in range(9):
        matter(desk, "电梯坏了", against=managers, taken=TAKEN + timedelta(days=1))
    found = at_door(desk, Matter(claimants=by(one), against=managers), TODAY)
    assert [line.title.split()[-1] for line in found.lines] == ["乱收费"]
    assert found.advice == ""
    assert at_door(desk, Matter(against=managers), TODAY).lines == []


def test_what_was_joined_counts_as_one(desk: Store, door: tuple[House, Resident, Resident]) -> None:
    _, one, _ = door
    first, second = (matter(desk, subject, claimants=by(one)) for subject in ("漏水", "还漏水"))
    assert "第3件" in at_door(desk, Matter(claimants=by(one)), TODAY).advice
    move(desk, second, "join", TAKEN, joined=first.id)
    found = at_door(desk, Matter(claimants=by(one)), TODAY)
    assert (len(found.lines), found.advice) == (2, "")


def test_a_case_tells_the_side_on_which_somebody_stood(desk: Store, door: tuple[House, Resident, Resident]) -> None:
    _, one, _ = door
    case = dispute(desk)
    parties = (changed(case.parties[0]), changed(case.parties[1], who=reference_to(one.id)))
    desk.save(changed(case, parties=parties))
    (line,) = at_door(desk, Matter(claimants=by(one)), TODAY).lines
    assert (line.table, line.line.split(" · ")[0]) == ("mediation_case", "被申请人")
    assert DAY.isoformat() in line.line


def test_a_building_of_which_no_door_is_named_tells_of_all_its_doors(
    desk: Store, door: tuple[House, Resident, Resident]
) -> None:
    house, *_ = door
    matter(desk, "门前堆物", house=house.id)
    matter(desk, "楼道灯", building=house.building)
    found = at_door(desk, Matter(building=house.building), TODAY)
    assert sorted(line.title.split()[-1] for line in found.lines) == ["楼道灯", "门前堆物"]


@pytest.fixture
def assigned(desk: Store) -> Matter:
    """A complaint about a person, a body and a name, which another body leads."""
    managers, other = plant(desk, Body, name="幸福物业"), plant(desk, Body, name="枣树街道物业办")
    chief = plant(desk, Person, name="王建军")
    kinds = desk.kinds
    rows = (
        Respondent(who=kinds.reference_of(managers), name="幸福物业"),
        Respondent(who=kinds.reference_of(chief), name="王建军"),
        Respondent(name="张师傅"),
    )
    one = matter(desk, "乱收费", against=rows)
    return catch_up(
        desk,
        one,
        [
            Keyed("gather", TAKEN, values={"called": "网格长"}),
            Keyed("assign", TAKEN, values={"lead": other.id, "due": TODAY}),
        ],
    )


def named(store: Store, name: str) -> int:
    return next(one.id for one in store.select(Person) if one.name == name)


def test_whoever_is_complained_about_does_not_handle_it(desk: Store, assigned: Matter) -> None:
    at = datetime(2026, 3, 3, 9)
    with pytest.raises(MoveRefused, match="王建军是被反映的人"):
        move(desk, assigned, "handle", at, named(desk, "王建军"), result="修好了")
    namesake = plant(desk, Person, name="张师傅")
    with pytest.raises(MoveRefused, match="也叫张师傅"):
        move(desk, assigned, "handle", at, namesake.id, result="修好了")
    other = plant(desk, Person, name="李敏")
    done = move(desk, assigned, "handle", at, other.id, result="修好了")
    with pytest.raises(MoveRefused, match="回避"):
        move(desk, done, "check", at, named(desk, "王建军"), finding="看过")


def test_a_body_that_is_complained_about_neither_leads_nor_helps(desk: Store, assigned: Matter) -> None:
    managers = next(body.id for body in desk.select(Body) if body.name == "幸福物业")
    fresh = matter(desk, "又乱收费", against=assigned.against[:1])
    step = [Keyed("gather", TAKEN, values={"called": "网格长"})]
    gathered = catch_up(desk, fresh, step)
    with pytest.raises(MoveRefused, match="就是被反映的单位"):
        move(desk, gathered, "assign", TAKEN, lead=managers, due=TODAY)
    with pytest.raises(MoveRefused, match="协办单位"):
        move(
            desk,
            again(desk, gathered),
            "assign",
            TAKEN,
            lead=assigned.lead,
            due=TODAY,
            helpers=(Helper(body=managers),),
        )
