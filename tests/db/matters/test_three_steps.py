"""听议定: three parts with a day each, which end in a meeting and in resolutions; the matter tells how far these are."""

from datetime import date, datetime, timedelta

import pytest

from db.errors import RecordInvalid
from db.records.base import changed
from db.records.hall.meeting import HALL, AgendaItem, Meeting, Resolution, Topic
from db.records.matters.matter import Matter
from db.records.matters.three_steps import DECIDED, Opinion, Resolved, ThreeSteps
from db.services.centre.switches import turn
from db.services.following import proposal
from db.services.hall.call_meeting import HELD, SCHEDULED, WAITING, call_meeting
from db.services.matters.begin_way import begun_here
from db.services.matters.three_steps import three_steps_of
from db.services.move import flow_of, move, undo_move
from db.services.save_as_declared import save_as_declared
from db.store import MoveRefused, Store
from tests.db.matters.hub import matter, topic
from tests.factories import plant

HEARD, STARTS = date(2026, 3, 9), datetime(2026, 3, 25, 14, 30)
AT = datetime(2026, 3, 25, 16, 0)


def heard(store: Store, of: Matter) -> ThreeSteps:
    said = (Opinion(party="业主", way="3", opinion="没有车位"), Opinion(party="物业", opinion="可以划线"))
    return save_as_declared(store, ThreeSteps(subject="停车怎么管", matter=of.id, heard=HEARD, opinions=said))


def met(store: Store, of: Matter) -> Meeting:
    item = AgendaItem(topic=topic(store, matter=of.id).id, subject="停车")
    return call_meeting(store, Meeting(name="3月议事日会议", starts=STARTS, hall="议事厅", agenda=(item,)))


def proposed(store: Store, steps: ThreeSteps, name: str) -> ThreeSteps:
    found = flow_of(store, steps).move(name)
    assert found is not None
    return proposal(store, steps, found)


def told(store: Store, of: Matter) -> list[tuple[str, str, str]]:
    return [(one.name, one.day, one.words) for one in three_steps_of(store, of)]


def test_the_three_are_told_each_with_its_day_until_the_resolution_is_done(store: Store) -> None:
    brought = matter(store, "没有车位")
    assert told(store, brought) == []
    steps = heard(store, brought)
    assert told(store, brought) == [
        ("听", "2026-03-09", "业主、物业"),
        ("议", "", "还没有上会"),
        ("定", "", "还没有议定"),
    ]
    meeting = met(store, brought)
    assert proposed(store, steps, "talk").meeting == meeting.id, "the one that has its topic on the agenda"
    steps = move(store, steps, "talk", AT, meeting=meeting.id)
    resolution = plant(
        store, Resolution, number="议决1号", subject="划线", meeting=meeting.id, topic=0, matter=brought.id, state="1",
        due=date(2026, 4, 30), done=None,
    )  # fmt: skip
    rows = proposed(store, steps, "decide").resolved
    assert [row.resolution for row in rows] == [resolution.id]
    steps = move(store, steps, "decide", AT, resolved=rows, by_owners=True)
    assert (steps.outcome, steps.decided, steps.is_open()) == (DECIDED, AT.date(), False)
    assert told(store, brought)[1:] == [
        ("议", "2026-03-25", "3月议事日会议"),
        ("定", "2026-03-25", "议决1号 划线（办理中，2026-04-30前）；须业主大会决定"),
    ]
    store.save(changed(store.get(Resolution, resolution.id), state="2", done=date(2026, 4, 20)), "办结")
    assert told(store, brought)[2][2] == "议决1号 划线（已办结）；须业主大会决定"


def test_the_day_is_that_of_the_meeting_also_when_it_is_put_off(store: Store) -> None:
    brought = matter(store, "没有车位")
    meeting = met(store, brought)
    steps = move(store, heard(store, brought), "talk", AT, meeting=meeting.id)
    assert steps.met == STARTS.date()
    call_meeting(store, changed(store.get(Meeting, meeting.id), starts=datetime(2026, 3, 28, 9, 0)))
    assert store.get(ThreeSteps, steps.id).met == date(2026, 3, 28)
    assert told(store, brought)[1][1] == "2026-03-28"


def test_it_goes_no_further_without_a_meeting_and_does_not_end_without_a_resolution(store: Store) -> None:
    brought = matter(store, "没有车位")
    steps = heard(store, brought)
    with pytest.raises(MoveRefused):
        move(store, steps, "talk", AT)
    steps = move(store, steps, "talk", AT, meeting=met(store, brought).id)
    with pytest.raises(MoveRefused):
        move(store, steps, "decide", AT)
    steps = move(store, steps, "again", AT, reason="没有谈拢")
    assert (steps.stage, steps.meeting, steps.met) == ("1", 0, None)
    dropped = move(store, steps, "drop", AT, reason="物业已经划线")
    assert told(store, brought)[2] == ("定", "2026-03-25", "不再议")
    assert not dropped.is_open()


def to_come(store: Store) -> Meeting:
    starts = datetime.combine(date.today() + timedelta(days=7), STARTS.time())
    return call_meeting(store, Meeting(name="下次议事日会议", starts=starts, hall="议事厅"))


def test_the_next_meeting_gets_it_on_its_agenda_with_what_was_heard(store: Store) -> None:
    brought, meeting = matter(store, "没有车位"), to_come(store)
    steps = heard(store, brought)
    assert proposed(store, steps, "talk").meeting == meeting.id
    steps = move(store, steps, "talk", meeting=meeting.id)
    (raised,) = store.select(Topic)
    assert (raised.matter, raised.subject, raised.state) == (brought.id, "停车怎么管", SCHEDULED)
    assert raised.detail == "业主（入户走访）：没有车位\n物业：可以划线"
    (item,) = store.get(Meeting, meeting.id).agenda
    assert (item.topic, item.subject) == (raised.id, "停车怎么管")
    undo_move(store, steps)
    assert store.get(Meeting, meeting.id).agenda == ()
    assert store.get(Topic, raised.id).state == WAITING


def test_a_topic_that_waits_goes_there_and_one_on_the_agenda_stays_the_only_one(store: Store) -> None:
    brought, meeting = matter(store, "没有车位"), to_come(store)
    waiting = topic(store, matter=brought.id)
    steps = move(store, heard(store, brought), "talk", meeting=meeting.id)
    assert [item.topic for item in store.get(Meeting, meeting.id).agenda] == [waiting.id]
    again = move(store, move(store, steps, "again", reason="没有谈拢"), "talk", meeting=meeting.id)
    there = store.get(Meeting, meeting.id)
    assert [item.topic for item in there.agenda] == [waiting.id]
    call_meeting(store, changed(there, requirements="请准时"))
    undo_move(store, again)
    assert len(store.get(Meeting, meeting.id).agenda) == 1, "somebody worked on it since"
    assert store.count(Topic) == 1


def test_of_a_meeting_that_was_held_the_agenda_stays(store: Store) -> None:
    brought = matter(store, "没有车位")
    meeting = call_meeting(store, Meeting(name="3月议事日会议", starts=STARTS, hall="议事厅", state=HELD))
    move(store, heard(store, brought), "talk", AT, meeting=meeting.id)
    assert (store.count(Topic), store.get(Meeting, meeting.id).agenda) == (0, ())


def test_a_resolution_is_named_once(store: Store) -> None:
    brought = matter(store, "没有车位")
    meeting = met(store, brought)
    resolution = plant(store, Resolution, meeting=meeting.id, topic=0, matter=brought.id)
    steps = move(store, heard(store, brought), "talk", AT, meeting=meeting.id)
    with pytest.raises((RecordInvalid, MoveRefused), match="写了两次"):
        move(store, steps, "decide", AT, resolved=(Resolved(resolution=resolution.id),) * 2)


def test_where_there_is_no_hall_nothing_is_said_of_it(store: Store) -> None:
    brought = matter(store, "没有车位")
    heard(store, brought)
    assert [one.label for one in begun_here(store, brought) if one.table == "three_steps"] == ["听议定"]
    turn(store, HALL, on=False)
    assert told(store, brought) == []
    assert [one.table for one in begun_here(store, brought) if one.table == "three_steps"] == []
