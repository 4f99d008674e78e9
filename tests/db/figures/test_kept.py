"""另存为口径: what a centre keeps as a figure is counted like the program's own, as long as all of it is understood."""

from datetime import date, datetime

import pytest

from db.errors import ArgumentError, RecordInvalid, ValueUnreadable
from db.records import KINDS
from db.records.condition import Condition, at_least, contains, has, is_, mine
from db.records.kept_figure import KeptFigure
from db.records.matters.matter import MATTERS, Matter
from db.records.registry.place import Grid
from db.records.registry.resident import RESIDENTS, CareTag, Resident
from db.services import saved_lists
from db.services.figures.kept import figure_of_name, figures_in, keep, kept_figures, kept_of, put_back, remove
from db.services.figures.measure import measure
from db.services.figures.report import report
from db.services.figures.span import read_span, until
from db.services.matters.take_in import take_in
from db.store import Store
from tests.db.doors import Run, answer
from tests.factories import plant

TODAY = date.today()


@pytest.fixture
def alone(store: Store) -> KeptFigure:
    """Those who live alone, of whom there is one."""
    plant(store, Resident, care=(CareTag(kind="11"),))
    plant(store, Resident, 2, care=())
    return keep(store, RESIDENTS, "独居老人", [has("care", is_("kind", "11"))])


def test_it_is_counted_and_opens_its_rows(store: Store, alone: KeptFigure) -> None:
    figure = figure_of_name(store, KINDS, f"own_{alone.id}")
    assert figure == figure_of_name(store, KINDS, "独居老人")
    found = measure(store, figure, until(TODAY), rows=True)
    assert (found.value.number, len(found.rows["resident"])) == (1, 1)
    told = [one.found.figure.label for _, one in report(store, KINDS, until(TODAY)).every()]
    assert told.index("独居老人") > told.index("流动人口"), "behind those of the program"


def test_it_lies_in_a_time_by_the_day_that_was_chosen(store: Store) -> None:
    take_in(store, Matter(subject="路灯", taken=datetime(2026, 3, 2, 9)))
    keep(store, MATTERS, "路灯的事", [is_("subject", "路灯")], "taken")
    figure = figure_of_name(store, KINDS, "路灯的事")
    counts = [measure(store, figure, read_span(text, TODAY)).value.number for text in ("2026Q1", "2026Q2")]
    assert counts == [1, 0]


def test_a_name_is_that_of_one_figure_alone(store: Store, alone: KeptFigure) -> None:
    for name in ("独居老人", " 独居老人 ", "在册居民"):
        with pytest.raises(ArgumentError, match="已经有叫"):
            keep(store, RESIDENTS, name, [])
    for name in ("", "  ", "一二三四五六七八九十一二三四五"):
        with pytest.raises(RecordInvalid if not name.strip() else ValueUnreadable):
            keep(store, RESIDENTS, name, [])
    assert kept_of(store, figure_of_name(store, KINDS, "独居老人")) == alone


def test_the_name_belongs_to_whoever_had_it_first(store: Store, alone: KeptFigure) -> None:
    with pytest.raises(ArgumentError, match="是程序自带的"):
        keep(store, RESIDENTS, "在册居民", [])
    remove(store, alone)
    keep(store.again(), RESIDENTS, "独居老人", [])
    with pytest.raises(ArgumentError, match="已经有叫“独居老人”的口径"):
        put_back(store, alone)
    assert len(store.select(KeptFigure)) == 1


def test_it_says_what_it_counts_whatever_becomes_of_its_list(store: Store, alone: KeptFigure) -> None:
    grid = plant(store, Grid, name="东网格", chief="")
    kept = saved_lists.keep(store, RESIDENTS, "东边的", [is_("house.building.grid", grid.id)])
    keep(store, RESIDENTS, "东边的", [is_("house.building.grid", grid.id), at_least("birth.age", 80)])
    keep(store, RESIDENTS, "都算", [])
    keep(store, RESIDENTS, "打过的", [contains("note", "13800138000")])
    saved_lists.remove(store, kept)
    told = {one.figure.label: one.figure.about for one in kept_figures(store, KINDS)}
    assert told == {
        "独居老人": "本中心自定：关爱类别：独居",
        "东边的": "本中心自定：所属网格：东网格；年龄：80岁以上",
        "都算": "本中心自定：全部",
        "打过的": "本中心自定：备注含“138****8000”",
    }
    assert alone


@pytest.mark.parametrize("condition", [mine(), mine("taker"), has("claimants", mine("who"))])
def test_what_is_mine_is_no_figure_for_all(store: Store, condition: Condition) -> None:
    with pytest.raises(ArgumentError, match="“我办的”各人不同"):
        keep(store, MATTERS, "我的事", [is_("nature", "2"), condition])
    assert not store.select(KeptFigure)


def test_it_is_counted_no_more_and_again(store: Store, alone: KeptFigure) -> None:
    remove(store, alone)
    assert "独居老人" not in {one.label for one in figures_in(store, KINDS)}
    put_back(store, alone)
    assert "独居老人" in {one.label for one in figures_in(store, KINDS)}


@pytest.mark.parametrize(
    ("conditions", "day", "told"),
    [
        ('[{"path":"colour","test":"is","values":["1"]}]', "", "本版本没有“colour”这一栏"),
        ('[{"path":"sex","test":"smells","values":["1"]}]', "", "有本版本不认识的条件"),
        ("[]", "never", "本版本没有“never”这一栏"),
    ],
)
def test_what_is_not_understood_is_told_and_not_counted_otherwise(
    store: Store, conditions: str, day: str, told: str
) -> None:
    store.save(KeptFigure(table="resident", name="以后的", conditions=conditions, day=day))
    store.save(KeptFigure(table="nothing", name="别的"))
    (one,) = kept_figures(store, KINDS)
    assert told in one.told[0]
    assert "以后的" not in {figure.label for figure in figures_in(store, KINDS)}
    with pytest.raises(ArgumentError, match="“以后的”算不了"):
        figure_of_name(store, KINDS, "以后的")


def test_the_door_tells_it(run: Run, opened: list[object], alone: KeptFigure) -> None:
    assert f"own_{alone.id}" in {one["name"] for one in answer(run("figure", *opened, "--json"))}
    assert answer(run("figure", *opened, "独居老人", "--rows", "--json"))["value"] == 1
