"""协调小区问题: what was talked over at meetings of the hall, one problem once; one row more is one more, and what must not count does not."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import attrs
import pytest

from db.records import KINDS
from db.records.hall.meeting import AgendaItem, Meeting, Topic
from db.records.kinds import Kinds
from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.scope import Scope
from db.services.figures.span import Span, of_period
from db.store import Store, Warrant
from db.values.calendar_period import CalendarPeriod
from tests.db.matters.hub import join, matter, topic

NAME = "problems_coordinated"
MARCH = of_period(CalendarPeriod(2026, 3))
SAID: dict[str, Any] = {"discussion": "物业下周来修"}


def held(
    store: Store, *topics: Topic, day: date = date(2026, 3, 25), item: dict[str, Any] | None = None, **values: Any
) -> Meeting:
    """A meeting of the hall as it is kept when it is over, whose topics were talked over."""
    agenda = tuple(AgendaItem(topic=one.id, subject=one.subject, **(item or SAID)) for one in topics)
    usual: dict[str, Any] = {
        "name": f"{day}议事日会议",
        "starts": datetime(day.year, day.month, day.day, 14, 30),
        "hall": "议事厅",
        "state": "3",
    }
    given: dict[str, Any] = {**usual, "agenda": agenda, **values}
    with store.writing(warrant=Warrant.UPGRADE) as w:
        return w.save(Meeting(**given))


def kept(store: Store, one: Matter, **values: Any) -> Matter:
    """The matter otherwise, past what moves alone write."""
    with store.writing(warrant=Warrant.UPGRADE) as w:
        return w.save(attrs.evolve(w.read.get(Matter, one.id), **values))


def on(store: Store, one: Matter) -> Topic:
    return topic(store, subject=one.subject, matter=one.id, source="1")


def rows(store: Store, span: Span = MARCH, scope: Scope | None = None) -> list[int]:
    found = measure(store, figures_by_name(store.kinds)[NAME], span, scope, rows=True)
    assert found.value.number == len(found.rows["matter"])
    return list(found.rows["matter"])


@pytest.fixture
def three(desk: Store) -> list[Matter]:
    return [matter(desk, name) for name in ("路灯不亮", "井盖松动", "电梯停运")]


@pytest.fixture
def counted(desk: Store, three: list[Matter]) -> list[int]:
    """What counts before anything is added."""
    held(desk, on(desk, three[0]))
    assert rows(desk) == [three[0].id]
    return [three[0].id]


def test_one_more_that_was_talked_over_is_one_more(desk: Store, three: list[Matter], counted: list[int]) -> None:
    held(desk, on(desk, three[1]), state="4", item={"decision": "由物业修"})
    assert rows(desk) == [*counted, three[1].id]


@pytest.mark.parametrize(
    "add",
    [
        lambda store, one: held(store, on(store, one), day=date(2026, 2, 28)),
        lambda store, one: held(store, on(store, one), day=date(2026, 4, 1)),
        lambda store, one: held(store, on(store, one), state="9"),
        lambda store, one: held(store, on(store, one), state="2"),
        lambda store, one: held(store, on(store, one), kind="5"),
        lambda store, one: held(store, on(store, one), item={"discussion": " "}),
        lambda store, one: (held(store, on(store, one)), kept(store, one, stage="0")),
        lambda store, _one: held(store, topic(store, subject="换届", source="5")),
    ],
    ids=["before", "after", "called off", "not held", "another sort", "not come to", "void", "no problem"],
)
def test_what_must_not_count_adds_nothing(
    desk: Store, three: list[Matter], counted: list[int], add: Callable[[Store, Matter], object]
) -> None:
    add(desk, three[1])
    assert rows(desk) == counted


def test_the_last_evening_of_a_period_lies_in_it(desk: Store, three: list[Matter]) -> None:
    held(desk, on(desk, three[0]), starts=datetime(2026, 3, 31, 19, 30))
    held(desk, on(desk, three[1]), starts=datetime(2026, 3, 1, 0, 30))
    assert rows(desk) == [three[0].id, three[1].id]


def test_one_problem_is_one_however_often_it_was_talked_over(desk: Store, three: list[Matter]) -> None:
    a, b, c = three
    held(desk, on(desk, a), on(desk, b), on(desk, c))
    held(desk, on(desk, a), day=date(2026, 3, 26))
    assert rows(desk) == [a.id, b.id, c.id]
    join(desk, b, a)
    assert rows(desk) == [a.id, c.id]


def test_of_a_place_only_its_own_count(desk: Store, three: list[Matter]) -> None:
    here, there = (desk.save(Grid(name=name)) for name in ("第一网格", "第二网格"))
    for one, grid in zip(three, (here, there, here), strict=True):
        kept(desk, one, grid=grid.id)
    held(desk, on(desk, three[0]), on(desk, three[1]))
    assert rows(desk, scope=Scope("grid", here.id, here.name)) == [three[0].id]


def test_where_the_hall_is_not_done_it_is_not_told() -> None:
    assert NAME in figures_by_name(KINDS)
    assert NAME not in figures_by_name(Kinds(kind for kind in KINDS if kind.table != "meeting"))
