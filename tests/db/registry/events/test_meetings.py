"""Whoever died is no longer expected at meetings to come; what was held, or is marked, stays; and all of it comes back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from db.records.bodies.person import PERSONS, Person
from db.records.hall.meeting import Attendee, Meeting
from db.records.registry.resident import Resident, reference_to
from db.services.registry.events import EventStands, What, take_back
from db.store import Store, rows
from db.values.reference import reference
from tests.db.registry.events.people import family, happens, picture, told

TODAY = date.today()
DAY = TODAY - timedelta(days=10)


def meeting(store: Store, starts: date, *who: int, state: str = "2", came: str = "0") -> Meeting:
    guests = [Attendee(who=one, name="王老", came=came) for one in who]
    return store.save(
        Meeting(
            name="议事日会议",
            starts=datetime.combine(starts, datetime.min.time().replace(hour=9)),
            hall="二楼议事厅",
            state=state,
            attendees=(Attendee(name="外来人"), *guests),
        )
    )


def expected(store: Store, one: Meeting) -> int:
    return len(store.get(Meeting, one.id).attendees) - 1


def meetings(store: Store) -> list[object]:
    return [rows.picture(one) for one in store.select(Meeting, order=("id",))]


def test_meetings_to_come_are_left_and_come_back(store: Store) -> None:
    people = family(store)
    old = people["王老"]
    known = store.save(Person(name="王老", resident=old.id))
    refs = (reference_to(old.id), reference(PERSONS.code, known.id))
    planned, called = (meeting(store, TODAY + timedelta(days=5), *refs, state=state) for state in "12")
    others = meeting(store, TODAY + timedelta(days=5), reference_to(people["王大"].id))
    before, were = picture(store), meetings(store)
    lines = told(store, What.DIED, old, day=DAY)
    assert "王老：会议名单 从 2 次还没开的里拿掉（议事日会议、议事日会议）" in lines
    assert meetings(store) == were, "weighing changes nothing"
    done = happens(store, What.DIED, old, day=DAY)
    assert [expected(store, one) for one in (planned, called, others)] == [0, 0, 1]
    assert [one.name for one in store.get(Meeting, called.id).attendees] == ["外来人"]
    take_back(store, done.seq)
    assert (picture(store), meetings(store)) == (before, were)
    assert store.verify() == []


@pytest.mark.parametrize(
    ("days", "more"),
    [
        (-3, {"state": "3", "came": "1"}),
        (5, {"state": "3"}),
        (5, {"state": "9"}),
        (5, {"came": "2"}),
        (-12, {"state": "2"}),
        (-10, {"state": "2"}),
    ],
)
def test_what_was_held_or_came_before_stays(store: Store, days: int, more: dict[str, Any]) -> None:
    """Held, called off, marked already, or before or on the day of the death and nobody has marked yet who came."""
    old = family(store)["王老"]
    one = meeting(store, TODAY + timedelta(days=days), reference_to(old.id), **more)
    assert not [line for line in told(store, What.DIED, old, day=DAY) if "会议名单" in line]
    happens(store, What.DIED, old, day=DAY)
    assert expected(store, one) == 1


def test_a_meeting_after_the_death_that_nobody_has_marked_is_left(store: Store) -> None:
    old = family(store)["王老"]
    one = meeting(store, DAY + timedelta(days=1), reference_to(old.id))
    happens(store, What.DIED, old, day=DAY)
    assert expected(store, one) == 0


def test_whoever_leaves_is_still_expected(store: Store) -> None:
    """They may come all the same, and only whoever called the meeting knows."""
    one = family(store)["王大"]
    there = meeting(store, TODAY + timedelta(days=5), reference_to(one.id))
    happens(store, What.LEFT, one, day=DAY)
    assert expected(store, there) == 1


def test_a_meeting_that_was_changed_since_keeps_the_death(store: Store) -> None:
    old = family(store)["王老"]
    one = meeting(store, TODAY + timedelta(days=5), reference_to(old.id))
    done = happens(store, What.DIED, old, day=DAY)
    now = store.get(Meeting, one.id)
    store.save(Meeting(**{**vars(now), "hall": "院子里"}))
    with pytest.raises(EventStands, match="会议“议事日会议”后来又改过"):
        take_back(store, done.seq)
    assert store.get(Resident, old.id).state != "1"
