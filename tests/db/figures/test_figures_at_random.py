"""Every figure that the program declares, over any time and place, at any hour: its rows are those that it says, its value is what they
come to, its parts come to its whole, and its list opens the same."""

import random
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.fields import Stored
from db.records.base import Lasting
from db.records.centre.centre import Rule, share_key
from db.records.condition import at_least, at_most
from db.records.figure import Figure, How
from db.records.hall.meeting import Resolution
from db.records.matters.codes import ABOUT_MEETINGS
from db.records.matters.flow import CLOSED_STAGES, VOID_STAGES
from db.records.matters.ladder_figures import LADDER_FIGURES
from db.records.matters.matter import Matter
from db.services.figures.claims import claimed
from db.services.figures.measure import MUST, Measured, figures_by_name, measure
from db.services.figures.report import report
from db.services.figures.rows import FigureRows, Which
from db.services.figures.scope import Scope, in_scope, scopes_of
from db.services.figures.span import Span, of_period, read_span, until
from db.store import Store
from db.values.calendar_period import HALF_YEAR, LENGTHS, MONTH, QUARTER, TWO_MONTHS, YEAR, CalendarPeriod, period_of
from tests.added import EVERY, with_added
from tests.db.figures.plain import value_of
from tests.db.plain_conditions import World, world_of
from tests.db.scattered import BORDERS, DAY, scatter

FIGURES = tuple(one for one in figures_by_name(EVERY).values() if not one.service.startswith("due_"))
"""All but what is due: that goes by rules that can be read, of which there are none here."""
LAID = {
    "matters_satisfied": "满意、基本满意，占满意、不满意、基本满意",
    "receptions_satisfied": "满意，占满意、基本满意、不满意",
    "callbacks_answered": "是，占是、否",
    "callbacks_solved": "是，占是、否、没有解决",
    "callbacks_satisfied": "满意、基本满意，占满意、基本满意、一般、不满意、非常不满意",
}
"""How shares are reckoned that a centre lays down."""
STOOD = {one.service for one in LADDER_FIGURES if one.service}
"""Of these figures what stood at a level in two parts of a year is of both."""
SUMMED = (How.COUNT, How.ONCE, How.TOTAL, How.RATIO)


@pytest.fixture(scope="module", params=(3, 4))
def store(
    made_store: tuple[Store, str], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Store]:
    """Records at random, and a rule for each share that a centre lays down."""
    original, _ = made_store
    folder = shutil.copytree(original.folder, tmp_path_factory.mktemp("scattered") / "store")
    made = with_added(Store._with_key(folder, original._key))
    scatter(made, EVERY, random.Random(request.param))
    for number, (figure, value) in enumerate(LAID.items(), 99):
        values: dict[str, Stored] = {
            "id": number, "version": 1, "key": share_key(figure), "value": value, "since": "1990-01-01", "label": "试", "source": "试",
        }  # fmt: skip
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        made._connection.execute(f"INSERT INTO {Rule.TABLE} ({names}) VALUES ({marks})", list(values.values()))
    yield made
    made._connection.close()


@pytest.fixture(scope="module")
def worlds(store: Store) -> dict[date, World]:
    """What is in it, by the day on which is asked."""
    return {day: world_of(store, EVERY, day) for day in DAYS}


DAYS = sorted({*BORDERS, DAY})
spans = st.one_of(
    st.builds(lambda day, months: of_period(period_of(day, months)), st.sampled_from(DAYS), st.sampled_from(LENGTHS)),
    st.sampled_from(DAYS).map(until),
)
hours = st.builds(
    datetime.combine, st.sampled_from(DAYS), st.sampled_from([time(), time(12), time(23, 59, 59, 999999)])
)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Figure, Span, Scope | None, datetime]:
    """A figure with a time, a place of which it can be told, and an hour at which that is asked."""
    figure = draw(st.sampled_from(FIGURES))
    tables = scopes_of(EVERY[figure.of].record, EVERY)
    scope = draw(st.sampled_from([None, *(Scope(t, i, "") for t in tables for i in (1, 2))]))
    return figure, draw(spans), scope, draw(hours)


def rows_by_looking(world: World, found: Measured, day: date) -> set[int]:
    """The ids of the rows of a figure without a service, one record after another."""
    figure, kind = found.figure, EVERY[found.figure.of]
    first = found.span.first
    if figure.measure.how is How.ONCE:
        came: dict[int, list[date]] = {}
        for i in world.meet(kind.table, figure.conditions):
            row = world.records[kind.table][i]
            told = getattr(row, figure.when)
            came.setdefault(getattr(row, figure.measure.paths[0]) or i, []).extend([told.date()] if told else [])
        return {head for head, days in came.items() if days and (first or date.min) <= min(days) <= day}
    asked = [*figure.conditions]
    if figure.when:
        asked += [at_least(figure.when, first.isoformat())] if first else []
        asked += [at_most(figure.when, day.isoformat())]
    meeting = world.meet(kind.table, asked)
    if issubclass(kind.record, Lasting) and not figure.when:
        return {i for i in meeting if world.records[kind.table][i].holds(day)}  # type: ignore[attr-defined]
    return meeting


def _there(store: Store, figure: Figure, scope: Scope, day: date) -> list[int]:
    """The ids of all that belong to a place; what came to pass on a day belongs to where it last did."""
    kind = EVERY[figure.of].record
    once = figure.service != MUST if figure.service else bool(figure.when)
    return store.ids(kind, in_scope(store, kind, scope, day, once=once))


@given(asked=questions())
def test_its_rows_are_what_it_says_and_its_value_what_they_come_to(
    store: Store, worlds: dict[date, World], asked: tuple[Figure, Span, Scope | None, datetime]
) -> None:
    figure, span, scope, now = asked
    day = min(span.last, now.date())
    world = worlds.get(day) or world_of(store, EVERY, day)
    found = measure(store, figure, span, scope, rows=True, now=now)
    assert (found.day, measure(store, figure, span, scope, now=now).value) == (day, found.value)
    rows, missing = found.rows[figure.of], found.missing.get(figure.of, ())
    assert len(rows) == len(set(rows))
    assert set(missing) <= set(rows)
    everywhere = measure(store, figure, span, rows=True, now=now).rows[figure.of]
    if scope is None or figure.measure.how is not How.ONCE:
        here = everywhere if scope is None else _there(store, figure, scope, day)
        assert set(rows) == set(everywhere) & set(here)
    if figure.service:
        assert found.value.number == (len(rows) - len(missing) if found.value.total is not None else len(rows))
    else:
        if scope is None:
            assert set(rows) == rows_by_looking(world, found, day)
        found_rows = [world.records[figure.of][i] for i in rows]
        assert found.value == value_of(world, EVERY, found_rows, found.figure.measure)
    if found.value.total is not None and not figure.measure.parts:
        assert (found.value.total, found.value.number) == (len(rows), len(rows) - len(missing))


@given(span=spans, now=hours)
def test_what_services_tell_is_what_one_sees_by_looking(
    store: Store, worlds: dict[date, World], span: Span, now: datetime
) -> None:
    matters = {i: one for i, one in worlds[DAY].records["matter"].items() if isinstance(one, Matter)}
    first = span.first or date.min

    def is_real(one: Matter) -> bool:
        return one.nature != ABOUT_MEETINGS and one.stage not in VOID_STAGES

    def is_problem(i: int, one: Matter) -> bool:
        joined = any(is_real(other) for other in matters.values() if other.root == i)
        return not one.root and (is_real(one) or (one.nature == ABOUT_MEETINGS and joined))

    def told(name: str) -> tuple[set[int], set[int]]:
        found = measure(store, figures_by_name(EVERY)[name], span, rows=True, now=now)
        of = found.figure.of
        return set(found.rows[of]), set(found.missing.get(of, ()))

    ended = {i for i, m in matters.items() if is_problem(i, m) and m.stage not in VOID_STAGES and m.closed}
    assert told("problems_ended")[0] == {i for i in ended if first <= (matters[i].closed or date.max) <= span.last}
    assert told("problems_open")[0] == {
        i for i, m in matters.items() if is_problem(i, m) and m.stage not in CLOSED_STAGES
    }
    due: set[int] = set()
    late: set[int] = set()
    for i, one in worlds[DAY].records["resolution"].items():
        assert isinstance(one, Resolution)
        if not one.due or not first <= one.due <= span.last or one.state not in ("1", "2", "3"):
            continue
        in_time = one.state != "1" and one.done is not None and one.done <= one.due
        if in_time or one.due < now.date():
            due.add(i)
            late |= set() if in_time else {i}
    assert told("resolutions_on_time") == (due, late)


def parts_of_year(year: int, months: int) -> list[Span]:
    return [of_period(CalendarPeriod(year, month, months)) for month in range(1, 13, months)]


@given(
    figure=st.sampled_from([one for one in FIGURES if one.when and one.measure.how in SUMMED and one.service not in STOOD]),
    year=st.sampled_from(sorted({day.year for day in DAYS})), months=st.sampled_from([MONTH, TWO_MONTHS, QUARTER, HALF_YEAR]), now=hours,
)  # fmt: skip
def test_the_parts_of_a_year_come_to_it(store: Store, figure: Figure, year: int, months: int, now: datetime) -> None:
    """Nothing is counted in two of them, and nothing in none: not the 29th of February, nor the last minute of a year."""
    whole = measure(store, figure, of_period(CalendarPeriod(year, 1, YEAR)), rows=True, now=now)
    parts = [measure(store, figure, span, rows=True, now=now) for span in parts_of_year(year, months)]
    assert sum(one.value.number for one in parts) == whole.value.number
    assert sum(one.value.total or 0 for one in parts) == (whole.value.total or 0)
    together = [i for one in parts for i in one.rows[figure.of]]
    if figure.measure.parts:
        assert set(together) == set(whole.rows[figure.of]), "one row may have parts in two of them"
    else:
        assert sorted(together) == sorted(whole.rows[figure.of])


@given(asked=questions())
def test_its_list_opens_the_same_rows(store: Store, asked: tuple[Figure, Span, Scope | None, datetime]) -> None:
    figure, span, scope, _ = asked
    found = measure(store, figure, span, scope, rows=True)
    rows, missing = found.rows[figure.of], found.missing.get(figure.of, ())
    parts = {Which.ALL: set(rows)}
    if found.value.total is not None:
        parts |= {Which.MISSING: set(missing), Which.SO: set(rows) - set(missing)}
    for which, ids in parts.items():
        where = FigureRows.of(found, which).where(store)
        listed = store.ids(EVERY[figure.of].record, *where)
        assert set(listed) == ids
        assert len(listed) == len(ids)


@given(asked=questions())
def test_a_claim_is_told_where_all_are_so_and_there_are_some(
    store: Store, asked: tuple[Figure, Span, Scope | None, datetime]
) -> None:
    figure, span, scope, now = asked
    found = measure(store, figure, span, scope, rows=True, now=now)
    told = claimed(store, found)
    assert (told is None) == (figure.claim is None)
    if told and figure.service == MUST:
        rows, missing = found.rows[figure.of], found.missing[figure.of]
        assert told.holds == (bool(rows) and not missing)
        assert (told.shown == told.word) == told.holds


@given(
    span=spans,
    scope=st.sampled_from([None, *(Scope(t, i, "") for t in ("grid", "estate", "building") for i in (1, 2, 5))]),
)
def test_the_report_tells_each_that_can_be_told_as_it_is_measured(
    store: Store, span: Span, scope: Scope | None
) -> None:
    told = {one.found.figure.name: one.found for _, one in report(store, EVERY, span, scope).every()}
    wanted = {one.name for one in FIGURES if scope is None or scope.table in scopes_of(EVERY[one.of].record, EVERY)}
    own = {name for name in told if name.startswith("own_")}
    assert told.keys() - own == wanted
    for name in wanted:
        assert told[name].value == measure(store, figures_by_name(EVERY)[name], span, scope).value


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)), months=st.sampled_from(LENGTHS))
def test_a_day_lies_in_one_period_of_each_length_and_each_is_read_as_it_is_written(day: date, months: int) -> None:
    span = of_period(period_of(day, months))
    assert span.first
    assert span.first <= day <= span.last
    assert span.beside(1).first == span.last + timedelta(days=1)
    assert span.beside(-1).last == span.first - timedelta(days=1)
    for written in (span.typed(), span.words):
        assert read_span(written, date(2026, 11, 30)) == span
    assert read_span(until(day).typed(), date(2026, 11, 30)) == until(day)
