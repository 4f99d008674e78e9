"""写纪要: numbers, what was resolved, and what becomes of the topics, all in one go."""

from datetime import date, datetime

import attrs
import pytest

from db.errors import RecordChanged, RecordInvalid
from db.records.hall.meeting import AgendaItem, Attendee, Meeting, Resolution, Topic
from db.services.hall.call_meeting import call_meeting, propose_meeting
from db.services.hall.write_minutes import resolutions_of, write_minutes
from db.store import Store

DAY = date(2026, 7, 27)


@pytest.fixture
def held(desk: Store) -> Meeting:
    """A called meeting with three topics and a guest."""
    topics = [desk.save(Topic(subject=s, raised=date(2026, 7, 1))) for s in ("漏水", "停车", "路灯")]
    meeting = Meeting(
        name="7月议事日会议",
        starts=datetime(2026, 7, 25, 14, 30),
        hall="议事厅",
        agenda=tuple(AgendaItem(topic=t.id, subject=t.subject) for t in topics),
        attendees=(Attendee(name="王五"),),
    )
    return call_meeting(desk, meeting)


def decided(meeting: Meeting, *decisions: str) -> Meeting:
    agenda = tuple(attrs.evolve(i, decision=d) for i, d in zip(meeting.agenda, decisions, strict=True))
    return attrs.evolve(meeting, agenda=agenda)


def resolution(subject: str = "换楼道灯", due: date | None = date(2026, 8, 15)) -> Resolution:
    return Resolution(subject=subject, owner="物业公司", due=due)


def states(desk: Store) -> dict[str, str]:
    return {t.subject: t.state for t in desk.select(Topic)}


def test_minutes_are_numbered_and_fixed(desk: Store, held: Meeting) -> None:
    came = attrs.evolve(held, attendees=(attrs.evolve(held.attendees[0], came="1"),), chair="卢清")
    saved, made = write_minutes(desk, came, [resolution(), resolution("修屋面")], DAY)
    assert (saved.state, saved.minutes_number, saved.minutes_day) == ("4", "第1期", DAY)
    assert saved.attendees[0].came == "1"
    assert [(r.number, r.meeting, r.state) for r in made] == [("2026-1", saved.id, "1"), ("2026-2", saved.id, "1")]
    assert desk.get(Meeting, saved.id) == saved
    assert resolutions_of(desk, saved) == made
    assert desk.history(saved)[0].reason == "写会议纪要"


def test_numbers_begin_anew_each_year(desk: Store) -> None:
    numbers: list[tuple[str, str]] = []
    for day in (date(2026, 7, 27), date(2026, 12, 28), date(2027, 1, 26)):
        called = call_meeting(desk, propose_meeting(desk, day))
        saved, (made,) = write_minutes(desk, called, [resolution(due=day)], day)
        numbers.append((saved.minutes_number, made.number))
    assert numbers == [("第1期", "2026-1"), ("第2期", "2026-2"), ("第1期", "2027-1")]


def test_a_topic_with_a_decision_is_done_and_one_without_goes_on(desk: Store, held: Meeting) -> None:
    write_minutes(desk, decided(held, "月底前修好", "", "  \n"), [], DAY)
    assert states(desk) == {"漏水": "3", "停车": "4", "路灯": "4"}
    following = propose_meeting(desk, DAY)
    assert [item.subject for item in following.agenda] == ["停车", "路灯"]


def test_a_topic_that_was_refused_stays_refused(desk: Store, held: Meeting) -> None:
    parking = next(t for t in desk.select(Topic) if t.subject == "停车")
    desk.save(attrs.evolve(parking, state="5"))
    write_minutes(desk, decided(held, "", "", ""), [], DAY)
    assert states(desk) == {"漏水": "4", "停车": "5", "路灯": "4"}


def test_minutes_written_anew_keep_their_numbers(desk: Store, held: Meeting) -> None:
    saved, made = write_minutes(desk, decided(held, "", "", ""), [resolution(), resolution("修屋面")], DAY)
    changed = attrs.evolve(made[1], due=date(2026, 9, 1))
    again, kept = write_minutes(desk, decided(saved, "修", "", ""), [changed, resolution("划车位")], date(2026, 8, 3))
    assert (again.minutes_number, again.minutes_day) == ("第1期", date(2026, 8, 3))
    assert [r.number for r in kept] == ["2026-2", "2026-3"], "a number once given is not given again"
    assert [r.subject for r in resolutions_of(desk, again)] == ["修屋面", "划车位"]
    assert desk.find(Resolution, made[0].id) is None
    assert desk.history(made[0])[0].action == "delete"
    assert states(desk)["漏水"] == "3"


def test_resolutions_of_other_meetings_stay(desk: Store, held: Meeting) -> None:
    _, first = write_minutes(desk, held, [resolution()], DAY)
    other = call_meeting(desk, Meeting(name="8月议事日会议", starts=datetime(2026, 8, 25, 14, 30), hall="议事厅"))
    write_minutes(desk, other, [], date(2026, 8, 26))
    assert desk.select(Resolution) == first


def test_what_is_done_by_when_and_by_whom_must_be_said(desk: Store, held: Meeting) -> None:
    with pytest.raises(RecordInvalid):
        write_minutes(desk, decided(held, "修", "", ""), [resolution(), resolution(due=None)], DAY)
    assert desk.get(Meeting, held.id) == held, "nothing of the minutes is half there"
    assert desk.count(Resolution) == 0
    assert set(states(desk).values()) == {"2"}
    saved, made = write_minutes(desk, held, [resolution()], DAY)
    assert (saved.minutes_number, made[0].number) == ("第1期", "2026-1")


def test_two_windows_write_the_minutes(desk: Store, held: Meeting) -> None:
    """The second one must not throw away the resolutions of the first."""
    saved, made = write_minutes(desk, held, [resolution()], DAY)
    _, added = write_minutes(desk, saved, [*made, resolution("划车位")], DAY)
    with pytest.raises(RecordChanged):
        write_minutes(desk, saved, made, DAY)
    assert desk.select(Resolution) == added


def test_minutes_of_a_meeting_that_was_never_called(desk: Store) -> None:
    """They sat together first and wrote it down later."""
    meeting = Meeting(name="临时会议", starts=datetime(2026, 7, 26, 9), hall="议事厅")
    saved, made = write_minutes(desk, meeting, [resolution()], DAY)
    assert saved.id
    assert made[0].meeting == saved.id


def test_a_new_meeting_has_resolved_nothing(desk: Store) -> None:
    assert resolutions_of(desk, Meeting()) == []
