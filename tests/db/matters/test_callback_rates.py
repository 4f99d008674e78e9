"""三率: callbacks counted one by one, in the time in which they were made, as the centre has laid down; nothing before."""

from collections.abc import Callable
from datetime import date, datetime

import attrs
import pytest

from db.records.figure import Value
from db.records.matters.matter import Matter
from db.records.matters.parts import Callback
from db.records.registry.place import Grid
from db.services.figures.laid_down import Laid, NotLaidDown, lay_down
from db.services.figures.measure import Measured, figures_by_name, measure
from db.services.figures.rows import FigureRows, Which
from db.services.figures.scope import Scope
from db.services.figures.span import Span, of_period
from db.services.move import void
from db.store import Store, Warrant
from db.values.calendar_period import CalendarPeriod
from tests.db.matters.hub import again, matter

MARCH = of_period(CalendarPeriod(2026, 3))
LAID = {
    "callbacks_answered": (("1",), ("1", "2")),
    "callbacks_solved": (("1",), ("1", "2")),
    "callbacks_satisfied": (("1", "2"), ("1", "2", "3", "4", "5")),
}
GOOD = Callback(at=datetime(2026, 3, 10, 9), answered="1", solved="1", satisfaction="1")
BAD = Callback(at=datetime(2026, 3, 31, 23, 59), answered="2", solved="2", satisfaction="4")


def called(store: Store, *callbacks: Callback, **values: object) -> Matter:
    """A matter with callbacks, past what the move alone writes."""
    one = matter(store, "路灯不亮", **{"nature": "2", **values})
    with store.writing(warrant=Warrant.UPGRADE) as w:
        return w.save(attrs.evolve(w.read.get(Matter, one.id), callbacks=callbacks))


def told(store: Store, name: str, span: Span = MARCH, scope: Scope | None = None) -> Measured:
    return measure(store, figures_by_name(store.kinds)[name], span, scope, rows=True)


def values(store: Store, span: Span = MARCH, scope: Scope | None = None) -> list[Value]:
    return [told(store, name, span, scope).value for name in LAID]


@pytest.fixture
def laid(desk: Store) -> Store:
    for name, (so, of) in LAID.items():
        lay_down(desk, figures_by_name(desk.kinds)[name], Laid(so, of, date(2026, 1, 1), "街道〔2026〕3号"))
    return desk


@pytest.mark.parametrize("name", LAID)
def test_nothing_is_told_before_the_centre_says_how(desk: Store, name: str) -> None:
    called(desk, GOOD)
    with pytest.raises(NotLaidDown, match="还没有定怎样算"):
        told(desk, name)


def test_each_callback_counts_once_and_the_rows_are_the_matters(laid: Store) -> None:
    one, other = called(laid, BAD, GOOD), called(laid, GOOD)
    assert values(laid) == [Value(2, 3)] * 3
    found = told(laid, "callbacks_satisfied")
    assert sorted(found.rows["matter"]) == [one.id, other.id]
    assert list(found.missing["matter"]) == [one.id]
    for which, ids in ((Which.ALL, {one.id, other.id}), (Which.SO, {other.id}), (Which.MISSING, {one.id})):
        assert set(laid.ids(Matter, *FigureRows.of(found, which).where(laid))) == ids
    assert found.figure.about.startswith("一次算一次：满意、基本满意的，占满意、基本满意、一般、不满意、非常不满意的（")


def test_one_more_that_is_so_is_one_more_of_both(laid: Store) -> None:
    called(laid, GOOD)
    before = values(laid)
    called(laid, GOOD)
    assert values(laid) == [Value(int(one.number) + 1, (one.total or 0) + 1) for one in before]


def _void(store: Store) -> None:
    void(store, again(store, called(store, GOOD)), "录重了")


@pytest.mark.parametrize(
    "add",
    [
        lambda store: called(store, attrs.evolve(GOOD, at=datetime(2026, 2, 28, 23, 59))),
        lambda store: called(store, attrs.evolve(GOOD, at=datetime(2026, 4, 1))),
        lambda store: called(store, Callback(at=GOOD.at, answered="9", solved="9", satisfaction="")),
        lambda store: matter(store, "没有回访"),
        _void,
    ],
    ids=["before", "after", "not asked", "none", "void"],
)
def test_what_must_not_count_does_not(laid: Store, add: Callable[[Store], object]) -> None:
    called(laid, GOOD)
    add(laid)
    assert values(laid) == [Value(1, 1)] * 3


def test_a_callback_of_another_month_is_no_fault_of_this_one(laid: Store) -> None:
    called(laid, attrs.evolve(BAD, at=datetime(2026, 2, 1, 9)), GOOD)
    assert told(laid, "callbacks_satisfied").value == Value(1, 1)
    assert not told(laid, "callbacks_satisfied").missing["matter"]
    assert told(laid, "callbacks_satisfied", of_period(CalendarPeriod(2026, 2))).value == Value(0, 1)


def test_whether_it_is_solved_is_asked_of_help_and_complaints(laid: Store) -> None:
    called(laid, GOOD, nature="5")
    assert [one.total for one in values(laid)] == [1, 0, 1]


def test_of_a_place_those_of_others_are_left_out(laid: Store) -> None:
    with laid.writing(warrant=Warrant.PRACTICE) as w:
        east, west = (w.save(Grid(name=name)).id for name in ("东", "西"))
    called(laid, GOOD, grid=east)
    called(laid, BAD, grid=west)
    assert values(laid, scope=Scope("grid", east, "东")) == [Value(1, 1)] * 3
