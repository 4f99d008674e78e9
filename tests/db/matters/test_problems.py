"""What counts problems: each once, whatever is done about it and whoever else came with it, in one month alone."""

from datetime import date, datetime

import pytest

from db.records.base import changed
from db.records.matters.codes import ABOUT_MEETINGS
from db.records.matters.matter import Matter
from db.services.figures.span import Span, of_period
from db.services.move import move, void
from db.store import Store, Warrant
from db.values.calendar_period import CalendarPeriod
from tests.db.matters.hub import dispute, join, matter, problems, topic, unjoin

MARCH, APRIL = (of_period(CalendarPeriod(2026, month)) for month in (3, 4))
THIS_MONTH = of_period(CalendarPeriod(date.today().year, date.today().month))


@pytest.fixture
def three(desk: Store) -> list[Matter]:
    """Of March, of its last minute, and of April."""
    moments = (datetime(2026, 3, 2, 9), datetime(2026, 3, 31, 23, 59), datetime(2026, 4, 1))
    return [matter(desk, name, taken=moment) for name, moment in zip("甲乙丙", moments, strict=True)]


def in_hand(store: Store) -> list[int]:
    return problems(store, name="problems_open")


def ended(store: Store, span: Span) -> list[int]:
    return problems(store, span, "problems_ended")


def closed(store: Store, one: Matter, day: date) -> Matter:
    """The matter as it was withdrawn on a day."""
    return move(
        store, store.get(Matter, one.id), "withdraw", at=datetime(day.year, day.month, day.day, 12), reason="算了"
    )


def test_a_case_and_a_topic_of_one_matter_are_one(desk: Store) -> None:
    case = dispute(desk)
    topic(desk, case=case.id)
    assert problems(desk) == in_hand(desk) == problems(desk, MARCH) == [case.matter]


def test_what_came_is_counted_in_its_month_and_what_is_joined_in_that_of_the_first(
    desk: Store, three: list[Matter]
) -> None:
    a, b, c = (one.id for one in three)
    assert (problems(desk, MARCH), problems(desk, APRIL)) == ([a, b], [c])
    join(desk, three[2], three[0])
    assert (problems(desk, MARCH), problems(desk, APRIL)) == ([a, b], [])
    unjoin(desk, three[2])
    join(desk, three[0], three[2])
    assert (problems(desk, MARCH), problems(desk, APRIL)) == ([b, c], []), "it came in March"
    assert in_hand(desk) == [b, c]


def test_what_ended_is_counted_with_its_root(desk: Store, three: list[Matter]) -> None:
    a, b, c = (one.id for one in three)
    join(desk, three[1], three[0])
    assert ended(desk, THIS_MONTH) == [], "what was joined did not end"
    closed(desk, three[0], date(2026, 4, 2))
    closed(desk, three[2], date(2026, 4, 30))
    assert (ended(desk, APRIL), ended(desk, MARCH)) == ([a, c], [])
    assert (in_hand(desk), problems(desk)) == ([], [a, c])
    assert desk.get(Matter, b).root == a


def test_what_is_void_or_about_meetings_is_none(desk: Store, three: list[Matter]) -> None:
    a, b, c = (one.id for one in three)
    meeting = matter(desk, "定下次会期", nature=ABOUT_MEETINGS)
    void(desk, three[1], "录重了")
    assert problems(desk) == in_hand(desk) == [a, c]
    join(desk, three[2], meeting)
    assert in_hand(desk) == [a, meeting.id], "what is joined to it is one still"
    assert (problems(desk, MARCH), problems(desk, APRIL)) == ([a], [meeting.id])
    closed(desk, meeting, APRIL.last)
    assert ended(desk, APRIL) == [meeting.id]
    with desk.writing(warrant=Warrant.UPGRADE) as w:
        w.save(changed(desk.get(Matter, c), root=0, joined=0))
    assert ended(desk, APRIL) == [], "nothing is joined to it any more"
    assert b not in problems(desk)
