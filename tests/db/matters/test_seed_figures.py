"""Every figure of the seeds that stands on matters: a row that counts is one more, and one of another time or place, void or joined is none.

Keyed by the items of ``seed-figures.json``, beside the checkout; what is a rule and no figure has its test elsewhere.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

import attrs
import pytest

from db.records.base import Record
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.figure import How
from db.records.hall.meeting import Meeting
from db.records.matters.codes import DISPUTE, JOINED, PROPERTY_SERVICE, SOLVED
from db.records.matters.ladder import BEGUN, MatterLevel
from db.records.matters.matter import Matter
from db.records.matters.parts import Callback
from db.records.matters.project import Project
from db.records.matters.project_flow import DONE
from db.records.matters.project_parts import ProjectMember
from db.records.matters.whistle import Whistle
from db.records.matters.whistle_flow import VOID_STAGES as VOID_WHISTLES
from db.records.registry.place import Grid
from db.services.centre.own_options import add, put_under
from db.services.figures.claims import claimed
from db.services.figures.laid_down import Laid, lay_down
from db.services.figures.measure import figures_by_name, measure, measure_by
from db.services.figures.scope import Scope
from db.services.figures.span import of_period
from db.services.matters.sorted_out import sorted_out
from db.store import Store, Warrant
from db.values import code_table
from db.values.calendar_period import CalendarPeriod
from tests.db.hall.test_coordinated import held, on
from tests.db.matters.hub import matter, topic
from tests.factories import plant

SEEDS = Path(__file__).parents[4] / "shared" / "data" / "seed-figures.json"
MARCH = of_period(CalendarPeriod(2026, 3))
IN_TIME, TOO_LATE = date(2026, 3, 10), date(2026, 4, 1)
R = TypeVar("R", bound=Record)
Kept = Callable[[Store, date, int], Record]
"""Keeps a row that counts on a day, in a grid; gives the record that a clerk may void."""


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0)


def as_it_is(store: Store, record: R, **values: Any) -> R:
    """Kept past what moves alone write."""
    with store.writing(warrant=Warrant.UPGRADE) as w:
        return w.save(attrs.evolve(record, **values))


def taken(**values: Any) -> Kept:
    """A matter that came on the day."""
    return lambda store, day, grid: as_it_is(store, matter(store, "漏水"), taken=moment(day), grid=grid, **values)


def ended(**values: Any) -> Kept:
    """One that was ended on the day."""
    over = {"stage": "5", "outcome": SOLVED, **values}
    before = moment(IN_TIME) - timedelta(days=60)

    def kept(store: Store, day: date, grid: int) -> Matter:
        stood = tuple(attrs.evolve(one, came=before, went=None) for one in over.get("levels", ()))
        given = {**over, "levels": stood} if stood else over
        return as_it_is(store, matter(store, "漏水"), closed=day, taken=before, grid=grid, **given)

    return kept


def at_level(code: str, size: str = "") -> Kept:
    return ended(level=code, size=size, levels=(MatterLevel(level=code, how=BEGUN),))


def talked_over(store: Store, day: date, grid: int) -> Record:
    """A problem of which the hall talked on the day."""
    one = as_it_is(store, matter(store, "漏水"), grid=grid)
    held(store, on(store, one), day=day)
    return one


def settled_dispute(store: Store, day: date, grid: int) -> Record:
    """A dispute of which the hall talked in the month, and which was settled on the day."""
    one = matter(store, "楼上漏水")
    held(store, on(store, one), day=IN_TIME)
    return as_it_is(store, store.get(Matter, one.id), nature=DISPUTE, stage="5", outcome=SOLVED, closed=day, grid=grid)


def called_back(store: Store, day: date, grid: int) -> Record:
    said = Callback(at=moment(day), answered="1", solved="1", satisfaction="1")
    return as_it_is(store, matter(store, "漏水", nature="2"), callbacks=(said,), grid=grid)


def meeting(kind: str) -> Kept:
    return lambda store, day, _grid: held(store, topic(store, subject="开会的事", source="5"), day=day, kind=kind)


def project(**values: Any) -> Kept:
    """A project taken on, and done where it is one of the three levels, on the day."""

    def kept(store: Store, day: date, _grid: int) -> Project:
        breaking = {"closed": day, "stage": "4", "outcome": DONE, "started": date(2025, 1, 1), "level": "1"}
        given = {"kind": "2", "started": day, **values}
        given = {**breaking, **given, "started": date(2025, 1, 1)} if given["kind"] == "1" else given
        body = plant(store, Body, name="社区党委").id
        person = store.save(Person(name="欧阳志" + "一二三四五六七八九十"[store.count(Person) % 10])).id
        base = Project(name="整治", leader="李敏", body=body, people=(ProjectMember(person=person),))
        return as_it_is(store, base, **given)

    return kept


def whistle(**values: Any) -> Kept:
    def kept(store: Store, day: date, grid: int) -> Whistle:
        of = as_it_is(store, matter(store, "漏水"), taken=moment(day), grid=grid)
        body = plant(store, Body, name="执法中队").id
        given = {
            "subject": "漏水",
            "kind": "4",
            "matter": of.id,
            "lead": body,
            "blown": moment(day),
            "stage": "2",
            **values,
        }
        given |= {"closed": day} if "outcome" in values else {}
        return as_it_is(store, Whistle(), **given)

    return kept


@attrs.frozen
class Case:
    """One figure of an item.

    Attributes:
        name: of the figure.
        keep: keeps a row that counts.
        void: the stage, or the state, of a row that does not count any more; "" where there is none.
        by_grid: whether it can be told of a grid.
    """

    name: str
    keep: Kept
    void: str = "0"
    by_grid: bool = True


THREE_RATES = ("callbacks_answered", "callbacks_solved", "callbacks_satisfied")
_LEVELS = {"house": "1", "grid": "2", "community": "3", "street": "4"}
_WHISTLE: dict[str, Any] = {"void": VOID_WHISTLES[0], "by_grid": False}
_PROJECT: dict[str, Any] = {"by_grid": False}
_MEETING: dict[str, Any] = {"void": "9", "by_grid": False}
_BREAKING = project(kind="1")
CASES: dict[str, tuple[Case, ...]] = {
    "S0-18": (
        Case("problems_coordinated", talked_over),
        Case("disputes_solved", settled_dispute),
    ),
    "S0-19": tuple(
        Case(f"projects_broken_{name}", project(kind="1", level=code), **_PROJECT)
        for code, name in (("1", "county"), ("2", "bodies"), ("3", "front"))
    ),
    "S0-20": (Case("projects_broken", _BREAKING, **_PROJECT),),
    "S0-21": tuple(
        Case(f"projects_broken_{name}", project(kind="1", category=code), **_PROJECT)
        for code, name in (("7", "cars"), ("8", "green"), ("9", "built"), ("2", "others"))
    ),
    "S0-29": (Case("secretary_projects", project(), **_PROJECT),),
    "S0-30": (Case("secretary_projects_red", project(red_estate=True), **_PROJECT),),
    "S0-31": (Case("secretary_project_people", project(), **_PROJECT),),
    "S0-33": (Case("whistles_blown", whistle(), **_WHISTLE),),
    "S1-29": tuple(Case("matters_listened", ended(channel=code)) for code in ("5", "6")),
    "S2-28": (
        Case("whistles_ended", whistle(stage="8", outcome=SOLVED), **_WHISTLE),
        Case("whistle_rate", whistle()),
    ),
    "S2-33": (Case("whistles_staffed", whistle(doer="李敏", follower="王芳", supervisor="周明"), **_WHISTLE),),
    "S3-08": (Case("property_disputes", taken(nature=DISPUTE, category=PROPERTY_SERVICE)),),
    "S3-10": (
        *(Case(f"ended_at_{name}", at_level(code)) for name, code in _LEVELS.items()),
        Case("ended_called_back", ended(called_back=date(2026, 3, 1))),
        *(Case(name, called_back) for name in THREE_RATES),
    ),
    "S4-24": tuple(Case(f"settled_at_{name}", at_level(code)) for name, code in _LEVELS.items()),
    "S4-26": tuple(
        Case("sizes_in_place", at_level(level, size)) for size, level in (("1", "2"), ("2", "3"), ("3", "4"))
    ),
    "S4-29": (
        Case("meetings_of_two_kinds", meeting("5"), **_MEETING),
        Case("meetings_of_two_kinds", meeting("8"), **_MEETING),
        Case("meetings_on_affairs", meeting("5"), **_MEETING),
        Case("meetings_of_heart_talk", meeting("8"), **_MEETING),
    ),
    "4.7": (
        Case("problems", taken()),
        Case("matters_closed", ended()),
        Case("matters_solved", ended()),
    ),
}
RULES = {
    "S0-13": "test_take_in.py, test_every_channel_is_told",
    "S1-16": "tests/db/importing/test_orders.py",
    "S2-32": "tests/db/importing/test_orders.py",
    "S2-65": "test_joint_talk.py",
    "S3-20": "test_pasted.py",
    "S3-26": "test_how_long_it_took",
    "S3-27": "test_a_community_blows_too",
    "S4-25": "test_left_lying.py",
    "S4-27": "test_stages.py",
    "S4-28": "test_a_category_tells_those_under_it",
}
"""Items that count nothing, and what tries what they do."""
ALL = [pytest.param(case, id=f"{item}-{number}") for item, cases in CASES.items() for number, case in enumerate(cases)]
PLACED = [
    pytest.param(case, id=f"{item}-{n}")
    for item, found in CASES.items()
    for n, case in enumerate(found)
    if case.by_grid
]


@pytest.fixture
def told(desk: Store) -> Callable[..., int]:
    """What a figure comes to in March; of a share how many are so."""
    figures = figures_by_name(desk.kinds)
    for name in THREE_RATES:
        words = ("1", "2", "3", "4", "5") if name.endswith("satisfied") else ("1", "2")
        lay_down(desk, figures[name], Laid(("1",), words, date(2026, 1, 1), "街道〔2026〕3号"))

    def number(case: Case, scope: Scope | None = None) -> int:
        found = measure(desk, figures[case.name], MARCH, scope, rows=True)
        rows = sum(map(len, found.rows.values()))
        assert found.figure.measure.how is How.DISTINCT or rows == (found.value.total or found.value.number)
        return int(found.value.number)

    return number


@pytest.fixture
def grids(desk: Store) -> tuple[int, int]:
    with desk.writing(warrant=Warrant.PRACTICE) as w:
        east, west = (w.save(Grid(name=name)).id for name in ("东", "西"))
    return east, west


@pytest.mark.parametrize("case", ALL)
def test_one_more_that_counts_is_one_more(desk: Store, told: Callable[..., int], case: Case) -> None:
    case.keep(desk, IN_TIME, 0)
    before = told(case)
    case.keep(desk, IN_TIME, 0)
    assert (before, told(case)) == (1, 2)


@pytest.mark.parametrize("case", ALL)
def test_one_of_another_time_is_none(desk: Store, told: Callable[..., int], case: Case) -> None:
    case.keep(desk, IN_TIME, 0)
    for day in (TOO_LATE, date(2026, 2, 28)):
        case.keep(desk, day, 0)
    assert told(case) == 1


@pytest.mark.parametrize("case", ALL)
def test_one_that_is_void_is_none(desk: Store, told: Callable[..., int], case: Case) -> None:
    case.keep(desk, IN_TIME, 0)
    gone = case.keep(desk, IN_TIME, 0)
    assert told(case) == 2
    names = {Meeting.TABLE: "state"}
    as_it_is(desk, desk.get(type(gone), gone.id), **{names.get(gone.TABLE, "stage"): case.void})
    assert told(case) == 1


@pytest.mark.parametrize("case", PLACED)
def test_one_of_another_place_is_none(
    desk: Store, told: Callable[..., int], case: Case, grids: tuple[int, int]
) -> None:
    east, west = grids
    case.keep(desk, IN_TIME, east)
    case.keep(desk, IN_TIME, west)
    assert told(case) == 2
    assert told(case, Scope("grid", east, "东")) == 1


@pytest.mark.parametrize("case", PLACED)
def test_one_that_was_joined_is_counted_with_what_it_was_joined_to(
    desk: Store, told: Callable[..., int], case: Case
) -> None:
    first, second = case.keep(desk, IN_TIME, 0), case.keep(desk, IN_TIME, 0)
    one, other = (desk.get(Matter, row.matter if isinstance(row, Whistle) else row.id) for row in (first, second))
    as_it_is(desk, other, root=one.id, joined=one.id, outcome=JOINED, stage="5", closed=IN_TIME)
    calls = 2 if case.name in THREE_RATES else 1
    assert told(case) == calls, "a callback is one of its own, whoever was called"


def test_every_channel_is_told_and_they_come_to_the_whole(desk: Store) -> None:
    figure = figures_by_name(desk.kinds)["problems"]
    keep = {code: taken(channel=code)(desk, IN_TIME, 0) for code in ("15", "16", "19", "20", "17")}
    taken(channel="15")(desk, TOO_LATE, 0)
    as_it_is(desk, taken(channel="15")(desk, IN_TIME, 0), stage="0")
    joined = cast("Matter", taken(channel="16")(desk, IN_TIME, 0))
    as_it_is(desk, joined, root=keep["15"].id, joined=keep["15"].id, outcome=JOINED, stage="5")
    assert measure_by(desk, figure, "channel", MARCH) == dict.fromkeys(keep, 1)
    assert measure(desk, figure, MARCH).value.number == len(keep)
    assert measure_by(desk, figures_by_name(desk.kinds)["matters_taken"], "channel", MARCH)["16"] == 2


def test_how_long_it_took(desk: Store) -> None:
    for days, hours in ((0, 1), (2, 3), (10, 26)):
        one = matter(desk, "漏水")
        came = moment(IN_TIME)
        as_it_is(
            desk, one, taken=came, stage="5", outcome=SOLVED, closed=IN_TIME + timedelta(days=days),
            first_answer=came + timedelta(hours=hours),
        )  # fmt: skip
    as_it_is(desk, matter(desk, "漏水"), taken=moment(IN_TIME), stage="5", outcome=JOINED, closed=date(2026, 3, 30))
    names = ("matters_handle_mean", "matters_handle_median", "matters_answer_mean", "matters_answer_median")
    figures = figures_by_name(desk.kinds)
    assert [measure(desk, figures[name], MARCH).shown() for name in names] == ["4.0天", "2天", "10.0小时", "3.0小时"]


@pytest.fixture
def shipped() -> Iterator[None]:
    yield
    code_table.lay_over({})


def test_a_claim_of_the_ladder_is_made_only_where_all_of_it_is_so(desk: Store) -> None:
    figure = figures_by_name(desk.kinds)["sizes_in_place"]
    at_level("2", "1")(desk, IN_TIME, 0)
    assert (found := claimed(desk, measure(desk, figure, MARCH)))
    assert (found.holds, found.shown) == (True, "隐患消解在网格、小事化解在社区、大事解决在街道")
    at_level("4", "1")(desk, IN_TIME, 0)
    assert (found := claimed(desk, measure(desk, figure, MARCH)))
    assert (found.holds, found.shown) == (False, "1/2")


def test_a_community_blows_too(desk: Store) -> None:
    community = plant(desk, Body, name="幸福里社区").id
    one = cast("Whistle", whistle(blower=community)(desk, IN_TIME, 0))
    assert one.blower == community
    assert measure(desk, figures_by_name(desk.kinds)["whistles_blown"], MARCH).value.number == 1


@pytest.mark.usefixtures("shipped")
def test_a_category_tells_those_under_it(desk: Store) -> None:
    add(desk, "matter_category", "地锁")
    lock = code_table.load("matter_category").code("地锁") or ""
    put_under(desk, "matter_category", lock, "2")
    for code in ("2", lock, "3", ""):
        taken(category=code)(desk, IN_TIME, 0)
    lines = {one.label: one for one in sorted_out(desk, MARCH, "category")}
    assert [(label, one.counts["problems"], one.is_under) for label, one in lines.items()] == [
        ("停车", 2, False), ("地锁", 1, True), ("充电桩", 1, False), ("没有写类别", 1, False), ("合计", 4, False),
    ]  # fmt: skip
    for label, number in (("停车", 2), ("地锁", 1), ("没有写类别", 1), ("合计", 4)):
        rows = lines[label].rows(desk, "problems", MARCH, "category")
        assert desk.count(Matter, *rows.where(desk)) == number
        assert rows.unseen(desk) == 0
    assert lines["停车"].rows(desk, "problems", MARCH, "category").words() == "反映的问题 · 2026年3月 · 类别：停车"


@pytest.mark.skipif(not SEEDS.is_file(), reason="no seeds beside this checkout")
def test_every_item_of_matters_is_here() -> None:
    items = {one["id"]: one for one in json.loads(SEEDS.read_text(encoding="utf-8"))}
    wanted = {name for name, one in items.items() if one["room"] == "matters"}
    assert wanted <= set(CASES) | set(RULES)
    assert {name for name in wanted if items[name]["kind"] == "figure"} <= set(CASES)
    assert {name for name in CASES if name[0] == "S"} <= set(items)
