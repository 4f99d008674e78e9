"""化解矛盾纠纷: of the problems that the hall talked over until the centre says otherwise; the card tells which, and it is no more than all."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from db.errors import ArgumentError
from db.records import KINDS
from db.records.centre.centre import OF_ALL, OF_THE_HALL, OFF, Rule, switch_key
from db.records.matters.codes import DISPUTE, EXPLAINED, JOINED, SOLVED
from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.services.figures.laid_down import NotLaidDown, choose
from db.services.figures.measure import Measured, figures_by_name, measure
from db.services.figures.report import report
from db.services.figures.scope import Scope
from db.services.figures.span import Span, of_period
from db.store import Store, Warrant, eq
from db.values.calendar_period import CalendarPeriod
from tests.db.hall.test_coordinated import held, kept, on
from tests.db.matters.hub import matter

FIGURE = figures_by_name(KINDS)["disputes_solved"]
MARCH = of_period(CalendarPeriod(2026, 3))
SETTLED: dict[str, Any] = {"nature": DISPUTE, "stage": "5", "outcome": SOLVED, "closed": date(2026, 3, 31)}


def settled(store: Store, *, talked_over: bool = True, **values: Any) -> Matter:
    """A dispute that was settled in March, which the hall talked over."""
    one = matter(store, "楼上漏水")
    if talked_over:
        held(store, on(store, one))
    return kept(store, one, **{**SETTLED, **values})


def told(store: Store, span: Span = MARCH, scope: Scope | None = None) -> Measured:
    return measure(store, FIGURE, span, scope, rows=True)


def rules(store: Store) -> int:
    assert FIGURE.choice
    return store.count(Rule, eq("key", FIGURE.choice.rule))


def said(store: Store, word: str, since: date = date(2026, 1, 1)) -> None:
    choose(store, FIGURE, word, since, "街道〔2026〕3号")


def test_those_of_the_hall_alone_count_until_it_is_said_otherwise(desk: Store) -> None:
    inside, outside = settled(desk), settled(desk, talked_over=False)
    found = told(desk)
    assert list(found.rows["matter"]) == [inside.id]
    assert found.figure.about.startswith("取自议事厅事项：")
    assert found.figure.about.endswith("（没有另定的，照这样算）")
    said(desk, OF_ALL)
    found = told(desk)
    assert list(found.rows["matter"]) == [inside.id, outside.id]
    assert found.figure.about.startswith("取自全部纠纷：")
    assert found.figure.about.endswith("（街道〔2026〕3号）")
    said(desk, OF_THE_HALL, date(2026, 3, 31))
    assert told(desk).value.number == 1
    assert rules(desk) == 2


@pytest.mark.parametrize("word", [OF_THE_HALL, OF_ALL])
def test_one_more_that_was_settled_is_one_more(desk: Store, word: str) -> None:
    said(desk, word)
    settled(desk)
    before = told(desk).value.number
    settled(desk, closed=date(2026, 3, 1))
    assert told(desk).value.number == before + 1


@pytest.mark.parametrize("word", [OF_THE_HALL, OF_ALL])
@pytest.mark.parametrize(
    "other",
    [
        {"closed": date(2026, 4, 1)},
        {"closed": date(2026, 2, 28)},
        {"nature": "2"},
        {"outcome": EXPLAINED},
        {"outcome": JOINED},
        {"stage": "0"},
        {"stage": "4", "closed": None},
    ],
    ids=["after", "before", "no dispute", "explained", "joined", "void", "open"],
)
def test_what_must_not_count_does_not(desk: Store, word: str, other: dict[str, Any]) -> None:
    said(desk, word)
    settled(desk)
    settled(desk, **other)
    assert told(desk).value.number == 1


def test_a_problem_that_several_meetings_talked_over_is_one(desk: Store) -> None:
    one = matter(desk, "楼上漏水")
    held(desk, on(desk, one))
    held(desk, on(desk, one), day=date(2026, 3, 26))
    kept(desk, one, **SETTLED)
    assert told(desk).value.number == 1


def test_of_a_place_those_of_others_are_left_out(desk: Store) -> None:
    with desk.writing(warrant=Warrant.PRACTICE) as w:
        east, west = (w.save(Grid(name=name)).id for name in ("东", "西"))
    here = settled(desk, grid=east)
    settled(desk, grid=west)
    assert list(told(desk, scope=Scope("grid", east, "东")).rows["matter"]) == [here.id]


def test_it_is_told_where_it_is_more_than_what_was_coordinated(desk: Store) -> None:
    settled(desk)
    settled(desk, talked_over=False)
    labels = {one.check.label: one for one in report(desk, KINDS, MARCH).checks}
    check = labels["化解的纠纷在协调的问题里"]
    assert check.holds
    assert check.words() == "化解矛盾纠纷 1，协调小区问题 1，在里面"
    more = attrs.evolve(
        check, parts=(attrs.evolve(check.parts[0], value=attrs.evolve(check.parts[0].value, number=3)),)
    )
    assert not more.holds
    assert more.words() == "化解矛盾纠纷 3，协调小区问题 1，多出 2"
    said(desk, OF_ALL)
    assert "化解的纠纷在协调的问题里" not in {one.check.label for one in report(desk, KINDS, MARCH).checks}


def test_without_a_hall_all_disputes_are_told(desk: Store) -> None:
    settled(desk, talked_over=False)
    with desk.writing() as w:
        w.save(Rule(key=switch_key("hall"), label="议事厅", value=OFF, since=date(2020, 1, 1)))
    found = told(desk)
    assert found.value.number == 1
    assert found.figure.about.endswith("（没有开展会议的工作，照这样算）")


def _unknown(store: Store) -> None:
    said(store, "都算")


@pytest.mark.parametrize(
    "do",
    [
        _unknown,
        lambda store: choose(store, FIGURE, OF_ALL, None, "街道"),
        lambda store: choose(store, FIGURE, OF_ALL, date(2026, 1, 1), " "),
    ],
    ids=["word", "day", "paper"],
)
def test_what_will_not_do_is_refused(desk: Store, do: Callable[[Store], object]) -> None:
    with pytest.raises(ArgumentError):
        do(desk)
    assert rules(desk) == 0


def test_a_word_that_nobody_knows_is_told(desk: Store) -> None:
    with desk.writing(warrant=Warrant.UPGRADE) as w:
        w.save(Rule(key=FIGURE.choice.rule if FIGURE.choice else "", label="x", value=OF_ALL, since=date(2020, 1, 1)))
    desk._connection.execute("UPDATE rule SET value = '都算'")
    with pytest.raises(NotLaidDown, match="没有“都算”"):
        told(desk)
