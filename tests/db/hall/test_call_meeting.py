"""预约会议: the day, the agenda, who is invited, and one notice a door in the order they are carried round."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import RecordInvalid
from db.records.hall.meeting import AgendaItem, Attendee, Meeting, Topic
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident, reference_to
from db.services.hall.call_meeting import (
    call_meeting,
    mark_notified,
    next_meeting,
    open_topics,
    propose_meeting,
    recipients,
)
from db.services.hall.invite import invitation_groups, invite_households
from db.store import Store
from db.values.address_order import place_key

DOORS = [("10", "101"), ("2", "502"), ("2", "1001"), ("1", "201")]
IN_ORDER = ["1号楼1单元201室", "2号楼1单元502室", "2号楼1单元1001室", "10号楼1单元101室"]


@pytest.fixture
def homes(desk: Store) -> list[Household]:
    """Four households behind `DOORS`, each with a head and a spouse; buildings 1 and 2 belong to a grid."""
    grid = desk.save(Grid(name="第一网格"))
    numbers = {n: desk.save(Building(number=n, grid=grid.id if n != "10" else 0)).id for n in ("1", "2", "10")}
    made: list[Household] = []
    for building, room in DOORS:
        house = desk.save(House(building=numbers[building], unit="1", room=room))
        people = [desk.save(Resident(name=f"{who}{building}-{room}", house=house.id)) for who in ("户主", "配偶")]
        members = tuple(Member(resident=p.id, relation=r) for p, r in zip(people, ("02", "10"), strict=True))
        made.append(desk.save(Household(head=people[0].id, house=house.id, members=members)))
    return made


def topics(desk: Store, **states: str) -> dict[str, Topic]:
    return {
        name: desk.save(Topic(subject=name, state=state, raised=date(2026, 7, day)))
        for day, (name, state) in enumerate(states.items(), 1)
    }


def states(desk: Store) -> dict[str, str]:
    return {t.subject: t.state for t in desk.select(Topic)}


def meeting_on(*planned: Topic, **changes: object) -> Meeting:
    agenda = tuple(AgendaItem(topic=t.id, subject=t.subject) for t in planned)
    meeting = Meeting(name="7月议事日会议", starts=datetime(2026, 7, 25, 14, 30), hall="议事厅", agenda=agenda)
    return attrs.evolve(meeting, **changes)


@pytest.mark.parametrize(
    ("today", "starts", "name"),
    [
        (date(2026, 7, 21), datetime(2026, 7, 25, 14, 30), "7月议事日会议"),
        (date(2026, 7, 25), datetime(2026, 7, 25, 14, 30), "7月议事日会议"),
        (date(2026, 7, 26), datetime(2026, 8, 25, 14, 30), "8月议事日会议"),
        (date(2026, 12, 26), datetime(2027, 1, 25, 14, 30), "1月议事日会议"),
        (date(2026, 2, 28), datetime(2026, 3, 25, 14, 30), "3月议事日会议"),
    ],
)
def test_the_day_proposed(desk: Store, today: date, starts: datetime, name: str) -> None:
    proposed = propose_meeting(desk, today)
    assert (proposed.starts, proposed.name) == (starts, name)
    assert proposed.problems() == [], "it could be called as it stands"
    assert proposed.hall == desk.centre().hall
    assert proposed.contact == f"{desk.actor} {desk.centre().phone}"


def test_without_a_rule_today_is_proposed(store: Store) -> None:
    assert propose_meeting(store, date(2026, 7, 21)).starts == datetime(2026, 7, 21, 14, 30)


def test_all_that_waits_is_on_the_agenda(desk: Store) -> None:
    topics(desk, 漏水="1", 已排="2", 已定="3", 续议="4", 不采纳="5")
    proposed = propose_meeting(desk, date(2026, 7, 21))
    assert [item.subject for item in proposed.agenda] == ["漏水", "续议"], "the oldest first"


def test_topics_of_a_called_meeting_wait_no_longer(desk: Store) -> None:
    made = topics(desk, 漏水="1", 停车="4", 路灯="1")
    saved = call_meeting(desk, meeting_on(made["漏水"], made["停车"]))
    assert states(desk) == {"漏水": "2", "停车": "2", "路灯": "1"}
    assert [t.subject for t in open_topics(desk)] == ["路灯"]
    assert desk.get(Meeting, saved.id) == saved


def test_a_topic_taken_from_the_agenda_waits_again(desk: Store) -> None:
    made = topics(desk, 漏水="1", 停车="1")
    saved = call_meeting(desk, meeting_on(*made.values()))
    call_meeting(desk, attrs.evolve(saved, agenda=saved.agenda[:1]))
    assert states(desk) == {"漏水": "2", "停车": "1"}


def test_topics_of_a_meeting_called_off_wait_again(desk: Store) -> None:
    made = topics(desk, 漏水="1", 停车="1", 已定="3")
    saved = call_meeting(desk, meeting_on(*made.values()))
    call_meeting(desk, attrs.evolve(saved, state="9", agenda=saved.agenda[1:]))
    assert states(desk) == {"漏水": "1", "停车": "1", "已定": "3"}


def test_a_topic_that_another_meeting_will_take_does_not_wait(desk: Store) -> None:
    made = topics(desk, 漏水="1")
    first = call_meeting(desk, meeting_on(made["漏水"]))
    call_meeting(desk, meeting_on(made["漏水"], name="临时会议"))
    call_meeting(desk, attrs.evolve(first, agenda=()))
    assert states(desk) == {"漏水": "2"}


def test_mending_a_meeting_that_was_held_moves_no_topic(desk: Store) -> None:
    """A topic that goes on must be proposed for the next meeting, also when the hall of the last one is mended."""
    made = topics(desk, 续议="4")
    call_meeting(desk, meeting_on(made["续议"], state="4"))
    assert states(desk) == {"续议": "4"}


def test_a_meeting_that_is_refused_moves_no_topic(desk: Store) -> None:
    made = topics(desk, 漏水="1")
    with pytest.raises(RecordInvalid):
        call_meeting(desk, meeting_on(made["漏水"], hall=""))
    assert states(desk) == {"漏水": "1"}


def test_one_guest_a_household_in_the_order_of_doors(desk: Store, homes: list[Household]) -> None:
    invited = invite_households(desk, [h.id for h in homes])
    assert [a.unit for a in invited] == IN_ORDER
    assert [a.name for a in invited] == ["户主1-201", "户主2-502", "户主2-1001", "户主10-101"]
    assert {a.household for a in invited} == {h.id for h in homes}


def test_nobody_is_invited_twice(desk: Store, homes: list[Household]) -> None:
    already = invite_households(desk, [homes[0].id])
    assert invite_households(desk, [homes[0].id], already) == []
    assert len(invite_households(desk, [h.id for h in homes], already)) == 3


@pytest.mark.parametrize("state", ["2", "3", "4"], ids=["moved away", "died", "struck off"])
def test_who_is_gone_gets_no_invitation(desk: Store, homes: list[Household], state: str) -> None:
    """An invitation to somebody who died is a visit nobody forgives."""
    head = desk.get(Resident, homes[0].head)
    desk.save(attrs.evolve(head, state=state))
    assert [a.name for a in invite_households(desk, [homes[0].id])] == ["配偶10-101"]
    spouse = desk.get(Resident, homes[0].members[1].resident)
    desk.save(attrs.evolve(spouse, state=state))
    assert invite_households(desk, [homes[0].id]) == []


def test_who_has_left_the_household_is_not_asked_for_it(desk: Store, homes: list[Household]) -> None:
    left = attrs.evolve(homes[0].members[0], until=date(2026, 1, 1))
    desk.save(attrs.evolve(homes[0], head=0, members=(left, homes[0].members[1])))
    assert [a.name for a in invite_households(desk, [homes[0].id])] == ["配偶10-101"]


def test_an_empty_household_and_one_that_is_gone(desk: Store) -> None:
    empty = desk.save(Household())
    assert invite_households(desk, [empty.id, 4711]) == []


def test_grids_and_buildings_are_invited_whole(desk: Store, homes: list[Household]) -> None:
    groups = {g.label: set(g.households) for g in invitation_groups(desk)}
    assert list(groups) == ["第一网格", "1号楼", "2号楼", "10号楼"]
    assert groups["第一网格"] == {h.id for h in homes[1:]}
    assert groups["10号楼"] == {homes[0].id}


def test_one_notice_a_household(desk: Store, homes: list[Household]) -> None:
    guests = invite_households(desk, [h.id for h in homes])
    spouse = homes[1].members[1].resident
    second = Attendee(household=homes[1].id, who=reference_to(spouse), name="配偶2-502", unit=guests[1].unit)
    notices = recipients(desk, meeting_on(attendees=(second, *reversed(guests))))
    assert [r.place for r in notices] == IN_ORDER
    assert len(notices) == 4
    assert all(r.is_household for r in notices)


def test_units_come_after_the_doors(desk: Store, homes: list[Household]) -> None:
    guests = invite_households(desk, [homes[0].id])
    units = (
        Attendee(name="周警官", unit="八一路派出所"),
        Attendee(name="吴警官", unit="八一路派出所"),
        Attendee(name="郑经理", unit="1号楼物业"),
        Attendee(name="钱代表"),
    )
    notices = recipients(desk, meeting_on(attendees=(*units, *guests)))
    assert [(r.addressee, r.place) for r in notices] == [
        ("户主10-101", "10号楼1单元101室"),
        ("钱代表", ""),
        ("郑经理", "1号楼物业"),
        ("周警官", "八一路派出所"),
    ]


def test_nobody_invited_no_notice(desk: Store) -> None:
    assert recipients(desk, meeting_on()) == []


@pytest.mark.parametrize(
    "ordered",
    [
        ["2号楼", "10号楼", "11号楼"],
        ["A座2单元", "A座10单元", "B座1单元"],
        ["2号楼1单元99室", "2号楼1单元101室", "2号楼2单元1室"],
        ["幸福里小区②号楼", "幸福里小区③号楼"],
        ["", "2号楼"],
        ["2²号楼", "3²号楼"],
    ],
)
def test_the_order_of_doors(ordered: list[str]) -> None:
    assert sorted(reversed(ordered), key=place_key) == ordered


def test_printed_notices_mark_the_meeting(desk: Store) -> None:
    saved = call_meeting(desk, meeting_on())
    notified = mark_notified(desk, saved)
    assert (notified.state, notified.version) == ("2", saved.version + 1)
    assert mark_notified(desk, notified) == notified, "printing a second time changes nothing"
    held = desk.save(attrs.evolve(notified, state="4"))
    assert mark_notified(desk, held) == held


def test_the_next_meeting(desk: Store) -> None:
    days = {"过去": 1, "取消": 22, "下次": 25, "再下次": 28}
    made = {
        name: call_meeting(desk, meeting_on(name=name, starts=datetime(2026, 7, day, 14, 30)))
        for name, day in days.items()
    }
    call_meeting(desk, attrs.evolve(made["取消"], state="9"))
    assert next_meeting(desk, datetime(2026, 7, 21, 8)) == made["下次"]
    assert next_meeting(desk, datetime(2026, 7, 25, 16)) == made["下次"], "all through its day"
    assert next_meeting(desk, datetime(2026, 7, 26, 0)) == made["再下次"]
    assert next_meeting(desk, datetime(2026, 8, 1)) is None
