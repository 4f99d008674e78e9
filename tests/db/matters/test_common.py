"""共性: matters of one kind from one place within some days, each counted once; taken up, declined for good, added to."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest

from db.errors import ArgumentError, RecordInvalid, ValueUnreadable
from db.records.base import changed
from db.records.bodies.body import Body
from db.records.matters.common_flow import DECLINED, GOVERNED
from db.records.matters.common_problem import CommonMatter, CommonProblem
from db.records.matters.matter import Matter
from db.records.registry.place import Building, House
from db.services.centre.own_options import add, put_under
from db.services.figures.measure import figures_by_name, measure
from db.services.figures.span import read_span
from db.services.matters.clusters import (
    NoCluster,
    add_to,
    begun_common,
    cluster_of,
    clusters,
    decline,
    lay_down_limits,
)
from db.services.move import Keyed, catch_up, void
from db.services.save_as_declared import save_as_declared
from db.store import MoveRefused, Store
from db.values import code_table
from tests.db.matters.hub import join, matter
from tests.factories import estate, plant

TODAY = date.today()
PARKING = "2"
MARCH, APRIL = (read_span(words, date(2026, 12, 1)) for words in ("2026-03", "2026-04"))


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    code_table.lay_over({})


def came(store: Store, days_ago: int, **values: object) -> Matter:
    taken = datetime.combine(TODAY - timedelta(days=days_ago), time(9))
    return matter(store, f"{days_ago}天前的", taken=taken, **{"category": PARKING, **values})


def told(store: Store) -> list[tuple[str, tuple[int, ...], int]]:
    return [(one.name, one.matters, one.problem) for one in clusters(store, TODAY)]


def three(store: Store, where: int) -> list[Matter]:
    return [came(store, days, estate=where) for days in (30, 20, 10)]


def test_three_of_one_kind_from_one_estate_within_ninety_days_are_told(store: Store) -> None:
    where, other = estate(store, "幸福里小区"), estate(store, "柳荫家属院")
    old, second = came(store, 91, estate=where), came(store, 90, estate=where)
    third = came(store, 5, estate=where)
    came(store, 4, estate=where, category="6")
    came(store, 3, estate=where, category="")
    came(store, 2, estate=other)
    came(store, 1)
    assert told(store) == []
    first = came(store, 0, estate=where)
    (found,) = clusters(store, TODAY)
    assert (found.name, found.matters) == ("幸福里小区停车", (first.id, third.id, second.id))
    assert (found.first, found.last) == (TODAY - timedelta(days=90), TODAY)
    assert cluster_of(store, third, TODAY) == found
    assert cluster_of(store, old, TODAY) is None


def test_joined_ones_are_one_and_void_ones_none(store: Store) -> None:
    where = estate(store, "幸福里小区")
    first, second, third = three(store, where)
    join(store, third, second)
    assert told(store) == []
    fourth = came(store, 1, estate=where)
    assert told(store) == [("幸福里小区停车", (fourth.id, second.id, first.id), 0)]
    assert cluster_of(store, store.get(Matter, third.id), TODAY) is not None
    void(store, fourth, "录重了")
    assert told(store) == []


def test_a_house_and_a_building_are_at_their_estate_and_one_building_alone_is_named(store: Store) -> None:
    where = estate(store, "幸福里小区")
    building = plant(store, Building, number="3", estate=where)
    house = plant(store, House, building=building.id, unit="2", room="101")
    one, two, three = came(store, 3, house=house.id), came(store, 2, building=building.id), came(store, 1, estate=where)
    assert told(store) == [("幸福里小区停车", (three.id, two.id, one.id), 0)]
    save_as_declared(store, changed(three, building=building.id))
    (found,) = clusters(store, TODAY)
    assert (found.building, found.estate) == (building.id, where)
    assert [cluster_of(store, each, TODAY) for each in (one, two)] == [found, found]


def test_what_is_sorted_finer_goes_with_what_is_above(store: Store) -> None:
    add(store, "matter_category", "占用车位")
    finer = code_table.load("matter_category").code("占用车位") or ""
    put_under(store, "matter_category", finer, PARKING)
    where = estate(store, "幸福里小区")
    last = [came(store, days, estate=where, category=sort) for days, sort in ((3, finer), (2, PARKING), (1, finer))][-1]
    (found,) = clusters(store, TODAY)
    assert (found.category, len(found.matters)) == (PARKING, 3)
    assert cluster_of(store, last, TODAY) == found


def test_the_centre_says_how_many_within_how_many_days(store: Store) -> None:
    where = estate(store, "幸福里小区")
    came(store, 20, estate=where)
    came(store, 10, estate=where)
    lay_down_limits(store, "2", "30", TODAY, "本中心自定")
    assert len(told(store)) == 1
    lay_down_limits(store, "２", "15", TODAY, "本中心自定")
    assert told(store) == []
    for count, source in (("1", "x"), ("三", "x"), ("1000", "x")):
        with pytest.raises(ValueUnreadable):
            lay_down_limits(store, count, "90", TODAY, source)
    with pytest.raises(ArgumentError, match="依据"):
        lay_down_limits(store, "3", "90", TODAY, " ")


def test_what_is_declined_is_remembered_until_as_many_come_anew(store: Store) -> None:
    where = estate(store, "幸福里小区")
    first, *_ = three(store, where)
    saved = decline(store, first)
    assert (saved.outcome, len(saved.matters), saved.name) == (DECLINED, 3, "幸福里小区停车")
    came(store, 2, estate=where)
    came(store, 1, estate=where)
    assert told(store) == []
    with pytest.raises(NoCluster):
        decline(store, first)
    came(store, 0, estate=where)
    assert [len(one[1]) for one in told(store)] == [3]
    void(store, saved, "撤回")
    assert [len(one[1]) for one in told(store)] == [6]


def test_what_is_taken_up_is_told_no_more_and_what_comes_later_is_added(store: Store) -> None:
    where = estate(store, "幸福里小区")
    first, _, third = three(store, where)
    saved = save_as_declared(store, begun_common(store, third))
    assert saved.matters[0].matter == first.id
    assert told(store) == []
    later = came(store, 0, estate=where)
    assert told(store) == [("幸福里小区停车", (later.id,), saved.id)]
    with pytest.raises(NoCluster):
        add_to(store, first)
    before, after = add_to(store, later)
    assert ([row.matter for row in after.matters], after.last) == (
        [*(row.matter for row in before.matters), later.id],
        TODAY,
    )
    assert told(store) == []


def test_one_that_stands_alone_begins_one_of_its_own(store: Store) -> None:
    alone = came(store, 1, estate=estate(store, "幸福里小区"))
    begun = begun_common(store, alone)
    assert ([row.matter for row in begun.matters], begun.category, begun.name) == ([alone.id], PARKING, "")
    assert begun_common(store, Matter()).matters == ()


def test_it_takes_a_lead_and_measures_and_ends_with_what_came_of_it(store: Store) -> None:
    body = plant(store, Body, name="社区党委").id
    at = datetime(2026, 3, 9, 9)
    given = CommonProblem(name="停车", raised=at.date(), matters=(CommonMatter(matter=came(store, 1).id),))
    one = save_as_declared(store, given)
    with pytest.raises(MoveRefused):
        catch_up(store, one, [Keyed("begin", at, values={"lead": body})])
    one = catch_up(store, one, [Keyed("begin", at, values={"lead": body, "measures": "划线"})])
    with pytest.raises(MoveRefused):
        catch_up(store, one, [Keyed("end", at)])
    one = catch_up(store, one, [Keyed("end", at, values={"effect": "好了"})])
    assert (one.outcome, one.closed, one.is_open()) == (GOVERNED, at.date(), False)


def test_a_matter_is_named_once_and_the_days_are_in_their_order(store: Store) -> None:
    row = CommonMatter(matter=came(store, 1).id)
    given = CommonProblem(name="停车", raised=TODAY)
    for wrong, why in (
        ({"matters": (row, row)}, "写了两次"),
        ({"first": TODAY, "last": TODAY - timedelta(days=1)}, "早于期间起"),
        ({"planned": TODAY - timedelta(days=1)}, "早于提出日期"),
    ):
        with pytest.raises(RecordInvalid, match=why):
            save_as_declared(store, changed(given, **wrong))


def value(store: Store, name: str, span: object = MARCH) -> str:
    return measure(store, figures_by_name(store.kinds)[name], span).value.shown()  # type: ignore[arg-type]


def test_what_is_counted_of_them(store: Store) -> None:
    body, at = plant(store, Body, name="社区党委").id, datetime(2026, 3, 9, 9)
    rows = tuple(CommonMatter(matter=matter(store, subject).id) for subject in "甲乙丙")
    given = CommonProblem(name="停车", raised=at.date(), matters=rows[:2])
    begin = Keyed("begin", at, values={"lead": body, "measures": "划线"})
    catch_up(store, save_as_declared(store, given), [begin, Keyed("end", at, values={"effect": "好了"})])
    save_as_declared(store, changed(given, name="噪声", matters=rows[1:]))
    catch_up(store, save_as_declared(store, changed(given, name="不算", matters=())), [Keyed("decline", at)])
    void(store, save_as_declared(store, changed(given, name="录重了")), "录重了")
    save_as_declared(store, changed(given, name="四月的", raised=date(2026, 4, 2), matters=()))
    names = ("common_problems", "common_problems_governed", "common_matters")
    assert [value(store, name) for name in names] == ["2", "1", "3"]
    assert [value(store, name, APRIL) for name in names] == ["1", "0", "0"]
    assert value(store, "common_problems_open", APRIL) == "2"
