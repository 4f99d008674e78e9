"""The figures that the program declares: what each counts, over which time, of which place, and what it claims."""

from datetime import date, datetime, timedelta

import attrs
import pytest

from db.errors import ArgumentError, ValueUnreadable
from db.records import KINDS
from db.records.base import Record, changed
from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.placement import Placement
from db.records.bodies.tenure import INSTRUCTOR, Tenure
from db.records.estates.estate import Estate
from db.records.figure import ALL, Claim, Figure, Value
from db.records.hall.meeting import Meeting, Resolution
from db.records.kinds import Kinds
from db.records.matters.matter import MATTERS, Matter
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.services.figures.claims import claimed
from db.services.figures.laid_down import choose
from db.services.figures.measure import Measured, figures_by_name, measure
from db.services.figures.scope import Scope, read_scope, scopes_of
from db.services.figures.span import Span, of_period, read_span, until
from db.services.musts import standings
from db.store import Store, Warrant
from db.values.calendar_period import CalendarPeriod
from tests.factories import plant

TODAY = date.today()
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31), "2026年")


def told(store: Store, name: str, span: Span = YEAR, scope: Scope | None = None) -> Measured:
    return measure(store, figures_by_name(store.kinds)[name], span, scope, rows=True)


def number(store: Store, name: str, span: Span = YEAR, scope: Scope | None = None) -> int:
    return int(told(store, name, span, scope).value.number)


def kept(store: Store, record: Record, **values: object) -> int:
    """Another record like it, past what moves alone write."""
    with store.writing(warrant=Warrant.UPGRADE) as w:
        return w.save(attrs.evolve(record, **values)).id


MATTER = Matter(subject="路灯不亮", taken=datetime(2026, 3, 2, 9))


def test_a_problem_is_counted_once_and_its_rows_are_the_problems(store: Store) -> None:
    root = kept(store, MATTER)
    kept(store, MATTER, root=root, joined=root, stage="5", outcome="6", closed=date(2026, 3, 3))
    kept(store, MATTER, stage="0")
    kept(store, MATTER, nature="9")
    assert number(store, "matters_taken") == 3
    found = told(store, "problems")
    assert (found.value.number, found.rows) == (1, {"matter": [root]})
    assert found.shown() == "1个"
    assert number(store, "matters_closed") == 0, "what was joined to another one is not done by that"


def test_what_was_joined_to_what_came_before_the_period_is_no_problem_of_it(store: Store) -> None:
    root = kept(store, MATTER, taken=datetime(2025, 3, 2, 9))
    kept(store, MATTER, root=root, joined=root)
    assert number(store, "problems") == 0
    assert told(store, "problems", of_period(CalendarPeriod(2025, 1, 12))).rows == {"matter": [root]}
    assert told(store, "problems", until(date(2026, 12, 31))).rows == {"matter": [root]}
    assert (number(store, "problems_open"), number(store, "problems_ended")) == (1, 0)


def test_what_ended_adds_up_to_all_that_ended(store: Store) -> None:
    for outcome in ("1", "1", "2", "3", "4", "5", "0", ""):
        kept(store, MATTER, stage="5", outcome=outcome, closed=date(2026, 5, 1))
    check = MATTERS.checks[0]
    assert sum(number(store, part) for part in check.parts) == number(store, check.whole) == 8
    assert (number(store, "matters_solved"), number(store, "matters_untold")) == (2, 2)


def test_a_dispute_that_was_explained_is_none_that_was_settled(store: Store) -> None:
    for outcome in ("1", "3"):
        kept(store, MATTER, stage="5", nature="6", outcome=outcome, closed=date(2026, 5, 1))
    choose(store, figures_by_name(store.kinds)["disputes_solved"], "全部纠纷", date(2026, 1, 1), "本中心自定")
    assert number(store, "disputes_solved") == 1


def test_a_share_tells_how_many_of_how_many_and_which_are_missing(store: Store) -> None:
    ids = tuple(plant(store, Grid, n, chief=chief).id for n, chief in ((1, "钱一"), (2, ""), (3, "孙二")))
    found = told(store, "one_chief", until(TODAY))
    assert found.value == Value(2, 3)
    assert (found.rows, found.missing) == ({"grid": ids}, {"grid": [ids[1]]})
    assert found.shown() == "67%（2/3）"


def test_a_share_is_never_said_to_be_all_or_nothing_that_is_not() -> None:
    shares = [Value(n, 1000).share() for n in (0, 1, 4, 5, 994, 995, 999, 1000)]
    assert shares == ["0%", "0.1%", "0.4%", "1%", "99%", "99.5%", "99.9%", "100%"]
    assert Value(0, 0).share() == "—"
    assert Value(1, 100000).share() == "0.1%"
    assert Value(99999, 100000).share() == "99.9%"
    assert (Value(1234).shown(), Value(1200, 1234).shown()) == ("1,234", "1,200/1,234")


def test_people_affected_are_added_up(store: Store) -> None:
    for people in (3, 4, None):
        kept(store, MATTER, people=people)
    assert number(store, "matters_people") == 7


def test_a_person_with_two_posts_is_one_and_with_a_resident_behind_that_one(store: Store) -> None:
    body = store.save(Body(name="居委会", kind="30"))
    of = store.kinds.reference_of(body)
    resident = plant(store, Resident)
    first = store.save(Person(name="钱一", resident=resident.id))
    second = store.save(Person(name="孙二"))
    for person, post, ended in ((first, "03", None), (first, INSTRUCTOR, None), (second, INSTRUCTOR, date(2026, 1, 5))):
        store.save(Tenure(person=person.id, of=of, post=post, since=date(2025, 1, 1), until=ended))
    assert number(store, "people_in_post") == 1
    assert number(store, "instructors", until(date(2026, 1, 5))) == 2
    found = told(store, "instructors", until(date(2026, 1, 6)))
    assert (found.value.number, len(found.rows["tenure"]), found.of_now) == (1, 1, False), "days are kept of posts"


def test_a_tree_has_so_many_levels(store: Store) -> None:
    top, middle, low, other = (store.save(Body(name=name, kind="12")).id for name in "甲乙丙丁")
    for upper, lower in ((top, middle), (middle, low), (top, other)):
        store.save(Placement(tree="1", upper=upper, lower=lower, since=date(2026, 2, 1)))
    assert number(store, "party_levels", until(date(2026, 1, 31))) == 0
    assert number(store, "party_levels") == 3
    store.save(Placement(tree="1", upper=low, lower=top, since=date(2026, 3, 1)))
    assert number(store, "party_levels") == 1, "what stands under itself has no level; only the one below does"


def test_visits_are_counted_and_the_homes_visited(store: Store) -> None:
    homes = [plant(store, House, n) for n in (1, 2)]
    for house in (homes[0].id, homes[0].id, homes[1].id, 0):
        store.save(Visit(day=date(2026, 4, 1), house=house, visitor="钱一"))
    store.save(Visit(day=date(2027, 1, 1), house=homes[0].id, visitor="钱一"))
    assert (number(store, "visits_made"), number(store, "homes_visited")) == (4, 2)


def test_a_resolution_is_in_time_when_it_was_done_by_its_day(store: Store) -> None:
    meeting = plant(store, Meeting)
    past, ahead = TODAY - timedelta(days=9), TODAY + timedelta(days=9)
    given = ((past, "2", past), (past, "2", TODAY), (past, "2", None), (past, "1", None), (ahead, "1", None))
    ids = [
        plant(store, Resolution, n, meeting=meeting.id, due=due, state=state, done=done).id
        for n, (due, state, done) in enumerate(given)
    ]
    found = told(store, "resolutions_on_time", Span(past, ahead, ""))
    assert found.value == Value(1, 4)
    assert set(found.missing["resolution"]) == set(ids[1:4])


def test_what_all_have_is_said_in_words_and_otherwise_in_numbers(store: Store) -> None:
    def claim() -> tuple[bool, str]:
        found = claimed(store, told(store, "governed", until(TODAY)))
        assert found
        return found.holds, found.shown

    assert claim() == (False, "0/0"), "of nothing nothing is claimed"
    first, second = (store.save(Estate(name=name)) for name in ("翠湖里", "景和苑"))
    store.save(Body(name="翠湖里业委会", kind="40", estate=first.id))
    assert claim() == (False, "1/2")
    store.save(Body(name="景和苑物管会", kind="41", estate=second.id))
    assert claim() == (True, "全覆盖")


def test_a_must_and_its_figure_are_one(store: Store) -> None:
    plant(store, Grid, chief="")
    plant(store, Grid, 2)
    plant(store, Estate)
    for one in standings(store, store.kinds, TODAY):
        found = told(store, one.must.name, until(TODAY))
        assert found.value == Value(one.met, one.total)
        assert found.missing == {one.kind.table: [lacking.id for lacking in one.lacking]}


FALLING = Figure(
    name="falling", label="诉求", of="matter", where=ALL, when="taken", unit="件", claim=Claim("逐年下降", years=3)
)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((3, 2, 1), "逐年下降"),
        ((3, 2, 2), "2023年 3件、2024年 2件、2025年 2件"),
        ((1, 2, 1), "2023年 1件、2024年 2件、2025年 1件"),
        ((0, 0, 0), "2023年 0件、2024年 0件、2025年 0件"),
    ],
)
def test_it_is_said_to_fall_from_year_to_year_only_if_it_did(store: Store, counts: tuple[int, ...], shown: str) -> None:
    for year, times in zip((2023, 2024, 2025), counts, strict=True):
        for _ in range(times):
            kept(store, MATTER, taken=datetime(year, 3, 2, 9))
    found = claimed(store, measure(store, FALLING, of_period(CalendarPeriod(2025, 1, 12))))
    assert found
    assert (found.holds, found.shown) == (counts == (3, 2, 1), shown.replace("件", "") if "、" in shown else shown)


def test_a_year_that_is_not_over_proves_no_fall(store: Store) -> None:
    kept(store, MATTER, taken=datetime(TODAY.year - 3, 1, 1, 9))
    found = claimed(store, measure(store, FALLING, of_period(CalendarPeriod(TODAY.year, 1, 12))))
    assert found
    assert found.shown.startswith(f"{TODAY.year - 3}年 1")


def test_a_quarter_that_is_over_makes_its_year_no_year(store: Store) -> None:
    """2026 至今比 2025 全年少，不是逐年下降。"""
    now = datetime(2026, 6, 15, 9)
    for year, times in ((2023, 1), (2024, 2), (2025, 1)):
        for _ in range(times):
            kept(store, MATTER, taken=datetime(year, 3, 2, 9))
    found = claimed(store, measure(store, FALLING, of_period(CalendarPeriod(2026, 1, 3)), now=now), now.date())
    assert found
    assert found.shown == "2023年 1、2024年 2、2025年 1"


def test_what_is_so_on_a_day_is_told_as_it_is_now_where_no_days_are_kept(store: Store) -> None:
    plant(store, Resident)
    assert told(store, "residents_here", until(TODAY - timedelta(days=1))).of_now
    assert not told(store, "residents_here", until(TODAY)).of_now
    assert not told(store, "matters_taken", until(TODAY - timedelta(days=1))).of_now, "what came to pass stays so"


@pytest.fixture
def places(store: Store) -> dict[str, int]:
    """Two grids with a building and a flat each."""
    found: dict[str, int] = {}
    for n, name in enumerate("东西", 1):
        grid = plant(store, Grid, n, name=f"{name}网格", chief="")
        building = plant(store, Building, n, grid=grid.id, places=())
        found |= {
            f"{name}网格": grid.id,
            f"{name}楼": building.id,
            f"{name}户": plant(store, House, n, building=building.id).id,
        }
    return found


def test_a_matter_belongs_to_the_grid_that_it_says_or_that_of_its_house(store: Store, places: dict[str, int]) -> None:
    by_house = kept(store, MATTER, house=places["东户"])
    by_building = kept(store, MATTER, building=places["东楼"], house=places["西户"])
    said = kept(store, MATTER, grid=places["西网格"], house=places["东户"])
    kept(store, MATTER)
    east, west = (Scope("grid", places[name], name) for name in ("东网格", "西网格"))
    assert set(told(store, "matters_taken", scope=east).rows["matter"]) == {by_house, by_building}
    assert told(store, "matters_taken", scope=west).rows["matter"] == [said]
    assert number(store, "houses_here", scope=Scope("building", places["东楼"], "")) == 1
    assert number(store, "grids_here", scope=east) == 1
    assert told(store, "one_chief", until(TODAY), east).value == Value(0, 1)


def test_what_tells_no_place_cannot_be_asked_of_one(store: Store, places: dict[str, int]) -> None:
    with pytest.raises(ArgumentError, match="会议不分网格"):
        told(store, "meetings_held", scope=Scope("grid", places["东网格"], ""))
    assert scopes_of(Meeting, KINDS) == ()


def test_a_place_is_read_by_its_name(store: Store, places: dict[str, int]) -> None:
    east = Scope("grid", places["东网格"], "东网格")
    assert read_scope(store, "grid=东网格") == read_scope(store, "网格=东网格") == read_scope(store, "东网格") == east
    assert read_scope(store, f"grid={places['东网格']}") == east
    assert read_scope(store, " ") is None
    plant(store, Estate, name="东网格", phase="")
    for wrong, said in (
        ("东网格", "叫“东网格”的有网格、小区"),
        ("南网格", "没有叫"),
        ("grid=南网格", "没有这一条网格"),
        ("x=1", "范围不能是“x”"),
    ):
        with pytest.raises(ArgumentError, match=said):
            read_scope(store, wrong)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-11-30", None, date(2026, 11, 30)),
        ("20261130", None, date(2026, 11, 30)),
        ("", date(2026, 1, 1), date(2026, 12, 31)),
        ("昨天", None, date(2026, 3, 1)),
        ("去年", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_span_is_read(written: str, first: date | None, last: date) -> None:
    found = read_span(written, date(2026, 3, 2))
    if written == "昨天":
        assert (found.first, found.last) == (None, TODAY - timedelta(days=1))
    else:
        assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("written", ["那时候", "2026Q5", "2026-13", "2026-11-31"])
def test_what_is_no_span_is_refused(written: str) -> None:
    with pytest.raises(ValueUnreadable):
        read_span(written, TODAY)


def test_a_must_is_a_figure_where_both_its_types_are_there() -> None:
    assert figures_by_name(KINDS)["one_chief"].of == "grid"
    without = Kinds(kind for kind in KINDS if kind.table != "tenure")
    assert "one_chief" not in figures_by_name(without)


def test_a_household_counts_while_somebody_is_in_it(store: Store) -> None:
    def homes(day: date) -> int | None:
        return number(store, "households_here", until(day))

    one = plant(store, Resident)
    before, gone = homes(TODAY) or 0, TODAY - timedelta(days=9)
    home = store.save(Household(members=(Member(resident=one.id),)))
    assert homes(TODAY) == before + 1
    store.save(changed(home, members=(changed(home.members[0], until=gone),)))
    assert homes(TODAY) == before, "nobody is left in it"
    assert homes(gone) == before + 1, "on that day somebody was"
