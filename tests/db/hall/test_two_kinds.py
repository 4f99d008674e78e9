"""事务协调会、民情恳谈会: meetings of these two kinds that were held in a time, and not what was talked over there."""

from datetime import datetime
from typing import Any

import pytest

from db.records.hall.meeting import Meeting
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import of_period
from db.store import Store, Warrant
from db.values.calendar_period import CalendarPeriod

MARCH = of_period(CalendarPeriod(2026, 3))
NAMES = ("meetings_of_two_kinds", "meetings_on_affairs", "meetings_of_heart_talk")


def met(store: Store, **values: Any) -> None:
    usual: dict[str, Any] = {"name": "会", "kind": "5", "starts": datetime(2026, 3, 31, 19), "hall": "厅", "state": "3"}
    with store.writing(warrant=Warrant.UPGRADE) as w:
        w.save(Meeting(**{**usual, **values}))


def numbers(store: Store) -> list[object]:
    return [measure(store, figures_by_name(store.kinds)[name], MARCH).value.number for name in NAMES]


def test_one_more_of_each_is_one_more(desk: Store) -> None:
    met(desk)
    assert numbers(desk) == [1, 1, 0]
    met(desk, kind="8", state="4")
    assert numbers(desk) == [2, 1, 1]


@pytest.mark.parametrize(
    "other",
    [
        {"state": "1"},
        {"state": "9"},
        {"kind": "1"},
        {"kind": "9"},
        {"starts": datetime(2026, 2, 28, 23, 59)},
        {"starts": datetime(2026, 4, 1)},
    ],
    ids=["called", "put off", "the hall", "other", "before", "after"],
)
def test_what_must_not_count_does_not(desk: Store, other: dict[str, Any]) -> None:
    met(desk)
    met(desk, **other)
    assert numbers(desk) == [1, 1, 0]
