"""A figure is what its rows come to, whatever is asked of whatever is there; its rows are those that it says."""

import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.fields import Amount, Day, Link, Moment, Whole
from db.records.base import Lasting, Row, columns_of, parts_of
from db.records.checker import faults
from db.records.condition import Condition, at_least, at_most
from db.records.figure import ALL, Figure, How, Measure
from db.records.kind import Kind
from db.records.paths import path_of
from db.records.scopes import SCOPES, within
from db.records.visits.visit import Visit
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.scope import Scope, scopes_of
from db.services.figures.span import Span
from db.store import Store
from tests.added import EVERY, with_added
from tests.db.figures.plain import value_of
from tests.db.plain_conditions import World, world_of
from tests.db.scattered import DAY, NEAR, SCATTERED, conditions, scatter

NOON = datetime.combine(DAY, time(12))


@pytest.fixture(scope="module", params=(1, 2))
def world(
    made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[Store, World]]:
    """A store of records at random, and what is in it."""
    original, _ = made_store
    folder = shutil.copytree(original.folder, tmp_path_factory.mktemp("scattered") / "store")
    store = with_added(Store._with_key(folder, original._key))
    scatter(store, EVERY, random.Random(request.param))
    yield store, world_of(store, EVERY, DAY)
    store._connection.close()


def columns(kind: Kind) -> list[str]:
    """The paths to columns of a type, of its parts, and of what its links lead to."""
    found = list(columns_of(kind.record))
    for name, rows in parts_of(kind.record).items():
        found += [f"{name}.{column}" for column in columns_of(rows.part)]
    for name, field in columns_of(kind.record).items():
        if isinstance(field, Link):
            found += [f"{name}.{column}" for column in columns_of(EVERY[field.to].record)]
    return found


@st.composite
def measures(draw: st.DrawFn, kind: Kind) -> Measure:
    """Something that can be made of the rows of a type."""
    ways = {path: way for path in columns(kind) if (way := path_of(kind.record, path, EVERY.record_of))}
    own = [path for path, way in ways.items() if isinstance(way.field, Link) and not way.hops]
    once = [path for path in own if columns_of(kind.record)[path].to == kind.table]  # type: ignore[attr-defined]
    numbers = [path for path, way in ways.items() if isinstance(way.field, Whole | Amount)]
    how = draw(
        st.sampled_from(
            [How.COUNT, How.DISTINCT, How.RATIO, *([How.ONCE] * bool(once)), *([How.TOTAL] * bool(numbers))]
        )
    )
    if how is How.RATIO:
        return Measure(how, having=tuple(draw(st.lists(conditions(EVERY, kind.record), min_size=1, max_size=2))))
    if how is How.DISTINCT:
        first = draw(st.sampled_from(sorted(ways)))
        beside = [path for path, way in ways.items() if way.hops == ways[first].hops]
        return Measure(how, (first, draw(st.sampled_from(sorted(beside)))) if draw(st.booleans()) else (first,))
    paths = {How.ONCE: once, How.TOTAL: numbers}.get(how)
    return Measure(how, (draw(st.sampled_from(sorted(paths))),) if paths else ())


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """A figure that the checker passes."""
    kind = EVERY[draw(st.sampled_from([one.table for one in SCATTERED]))]
    days = [name for name, field in columns_of(kind.record).items() if isinstance(field, Day | Moment)]
    where = tuple(draw(st.lists(conditions(EVERY, kind.record), max_size=2)))
    return Figure(
        name="any", label="随便", of=kind.table, where=where or ALL, when=draw(st.sampled_from(["", *days])),
        measure=draw(measures(kind)), unit="个",
    )  # fmt: skip


spans = st.sampled_from([Span(None, DAY, "截至"), *(Span(first, DAY, "期间") for first in NEAR if first <= DAY)])


@st.composite
def questions(draw: st.DrawFn) -> tuple[Figure, Span, Scope | None]:
    """A figure, a span, and a place of which it can be told."""
    figure = draw(figures())
    tables = scopes_of(EVERY[figure.of].record, EVERY)
    return figure, draw(spans), draw(st.sampled_from([None, *(Scope(t, i, "") for t in tables for i in (1, 2))]))


@given(asked=questions())
def test_a_figure_is_what_its_rows_come_to(
    world: tuple[Store, World], asked: tuple[Figure, Span, Scope | None]
) -> None:
    store, plain = world
    figure, span, scope = asked
    kind = EVERY[figure.of]
    found = measure(store, figure, span, scope, rows=True, now=NOON)
    assert measure(store, figure, span, scope, now=NOON).value == found.value
    rows = found.rows[kind.table]
    assert len(rows) == len(set(rows))
    world_rows = [plain.records[kind.table][i] for i in rows]
    if _as_now(figure):
        assert found.value == value_of(plain, EVERY, world_rows, figure.measure)
    if figure.measure.how is How.RATIO:
        assert found.value.total == len(rows)
        assert len(found.missing[kind.table]) == len(rows) - found.value.number
        assert set(found.missing[kind.table]) <= set(rows)


def _as_now(figure: Figure) -> bool:
    """Whether nothing in what is told of all is kept by days."""
    return not any(_by_days(figure.of, one) for one in figure.measure.having)


def _by_days(table: str, condition: Condition) -> bool:
    """Whether a path asks what was so on the day, of which the plain world knows nothing: where a building belonged, where somebody lived."""
    row: type[Row] = EVERY[table].record
    for name in condition.path.split("."):
        if any(name in rows.today for rows in parts_of(row).values()):
            return True
        field = columns_of(row).get(name)
        if not isinstance(field, Link):
            break
        row = EVERY[field.to].record
    return any(_by_days(table, one) for one in condition.having)


@given(figure=figures(), span=spans)
def test_its_rows_are_those_of_which_all_of_it_holds(world: tuple[Store, World], figure: Figure, span: Span) -> None:
    store, plain = world
    kind = EVERY[figure.of]
    if any(_by_days(kind.table, one) for one in figure.conditions):
        return
    asked = list(figure.conditions)
    if figure.when and figure.measure.how is not How.ONCE:
        asked += [at_least(figure.when, span.first.isoformat())] if span.first else []
        asked += [at_most(figure.when, span.last.isoformat())]
    meeting = plain.meet(kind.table, asked)
    if issubclass(kind.record, Lasting) and not figure.when:
        meeting = {i for i in meeting if plain.records[kind.table][i].holds(DAY)}  # type: ignore[attr-defined]
    if figure.measure.how is How.ONCE:
        meeting = _heads(plain, figure, span, meeting)
    rows = measure(store, figure, span, rows=True, now=NOON).rows[kind.table]
    assert set(rows) == meeting


def _heads(plain: World, figure: Figure, span: Span, meeting: Iterable[int]) -> set[int]:
    """What stands for rows, of those of which the first came in the span."""
    came: dict[int, list[str]] = {}
    for i in meeting:
        row = plain.records[figure.of][i]
        told = getattr(row, figure.when) if figure.when else None
        days = came.setdefault(getattr(row, figure.measure.paths[0]) or i, [])
        days += [told.isoformat()[:10]] if told else []
    if not figure.when:
        return set(came)
    first = span.first.isoformat() if span.first else ""
    return {head for head, days in came.items() if days and first <= min(days) <= span.last.isoformat()}


@pytest.mark.parametrize("kind", SCATTERED, ids=lambda kind: kind.table)
@pytest.mark.parametrize("table", SCOPES)
def test_what_belongs_to_a_place_does_so_by_the_nearest_that_tells(
    world: tuple[Store, World], kind: Kind, table: str
) -> None:
    store, plain = world
    if table not in scopes_of(kind.record, EVERY) or kind.table == table:
        return
    figure = Figure(name="all", label="全部", of=kind.table, where=ALL, unit="个")
    by_days = any(_by_days(kind.table, one) for way in within(kind.record, table, 1, EVERY.record_of) for one in way)
    seen: list[int] = []
    for place in plain.records[table]:
        rows = measure(store, figure, Span(None, DAY, ""), Scope(table, place, ""), rows=True, now=NOON).rows[
            kind.table
        ]
        seen += rows
        if not by_days:
            one_of_them = [plain.meet(kind.table, way) for way in within(kind.record, table, place, EVERY.record_of)]
            assert set(rows) == set().union(*one_of_them)
    assert by_days or len(seen) == len(set(seen)), "nothing belongs to two places of one type"


def test_every_figure_of_the_program_is_measured(world: tuple[Store, World]) -> None:
    store, plain = world
    for figure in (
        one for one in figures_by_name(EVERY).values() if not (one.by_rule or one.service.startswith("due_"))
    ):  # by rules
        found = measure(store, figure, Span(DAY - timedelta(days=400), DAY, ""), rows=True, now=NOON)
        if not figure.service:
            rows = [plain.records[figure.of][i] for i in found.rows[figure.of]]
            assert found.value == value_of(plain, EVERY, rows, figure.measure), figure.name
        elif found.value.total is not None:
            assert found.value.total == sum(map(len, found.rows.values()))


def test_figures_that_are_drawn_here_are_right_ones() -> None:
    assert not [fault for fault in faults(tuple(EVERY)) if "figure" in fault]


def test_what_is_to_come_is_not_counted_as_if_it_had(world: tuple[Store, World]) -> None:
    store, plain = world
    figure = Figure(name="all", label="全部", of="visit", where=ALL, when="day", unit="次")
    rows = measure(store, figure, Span(None, DAY + timedelta(days=400), ""), rows=True, now=NOON).rows["visit"]
    visits = [one for one in plain.records["visit"].values() if isinstance(one, Visit)]
    assert set(rows) == {one.id for one in visits if one.day and one.day <= DAY} < {one.id for one in visits}


def test_days_that_are_to_come_are_not_told_as_if_they_were(world: tuple[Store, World]) -> None:
    store, _ = world
    ahead = Span(None, DAY + timedelta(days=400), "")
    figure = Figure(name="all", label="全部", of="tenure", where=ALL, unit="个")
    assert (
        measure(store, figure, ahead, rows=True, now=NOON).rows
        == measure(store, figure, Span(None, DAY, ""), rows=True, now=NOON).rows
    )
    assert measure(store, figure, ahead, now=NOON).day == DAY
    assert date(1, 1, 1) < DAY
