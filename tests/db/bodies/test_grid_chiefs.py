"""Who is written as the chief of a grid holds that post from a day on; who held it is told as of any day."""

from datetime import date, timedelta

import attrs
import pytest

from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.registry.place import GRID_CHIEF, Grid
from db.services.save_as_declared import save_as_declared
from db.store import Store, eq

FIRST = date(2015, 3, 1)
TODAY = date.today()
ONE = timedelta(days=1)


@pytest.fixture
def grid(store: Store) -> Grid:
    return save_as_declared(store, Grid(name="第一网格", chief="钱一", chief_since=FIRST))


def told(store: Store, grid: Grid, day: date) -> list[str]:
    posts = store.as_of(Tenure, day, eq("of", store.kinds.reference_of(grid)), eq("post", GRID_CHIEF))
    return [store.titles("person", [post.person])[post.person] for post in posts]


def test_ten_years_of_chiefs_are_told_as_of_any_day(store: Store, grid: Grid) -> None:
    days = [FIRST]
    for year, name in enumerate(["孙二", "李三", "周四", "吴五", "郑六", "王七", "冯八", "陈九", "褚十"], 2016):
        days.append(date(year, 3, 1))
        grid = save_as_declared(store, attrs.evolve(grid, chief=name, chief_since=days[-1]))
    names = ["钱一", "孙二", "李三", "周四", "吴五", "郑六", "王七", "冯八", "陈九", "褚十"]
    for day, name, before in zip(days, names, ["", *names], strict=False):
        assert told(store, grid, day) == [name]
        assert told(store, grid, day - ONE) == ([before] if before else [])
    assert told(store, grid, TODAY) == ["褚十"]
    assert (grid.chief, store.count(Tenure)) == ("褚十", 10)
    assert sorted(p.name for p in store.select(Person) if p.name in names) == sorted(names)


def test_another_chief_begins_today_where_no_day_is_said(store: Store, grid: Grid) -> None:
    changed = save_as_declared(store, attrs.evolve(grid, chief="孙二"))
    assert changed.chief_since == TODAY
    assert (told(store, grid, TODAY - ONE), told(store, grid, TODAY)) == (["钱一"], ["孙二"])


def test_who_is_called_otherwise_since_goes_on(store: Store, grid: Grid) -> None:
    (chief,) = store.select(Person, eq("name", "钱一"))
    store.save(attrs.evolve(chief, name="钱易"))
    grid = save_as_declared(store, attrs.evolve(grid, chief="钱一、孙二"))
    assert sorted(told(store, grid, TODAY)) == ["孙二", "钱易"]
    assert [t.since for t in store.select(Tenure, eq("person", chief.id))] == [FIRST]
    assert not store.count(Person, eq("name", "钱一")), "nobody is made who bears the name of then"
    grid = save_as_declared(store, attrs.evolve(grid, chief="孙二"))
    assert told(store, grid, TODAY) == ["孙二"]


def test_what_is_not_the_chief_changes_no_post(store: Store, grid: Grid) -> None:
    again = save_as_declared(store, attrs.evolve(grid, chief="钱 一", note="换了电话", phone="13900001111"))
    assert again.chief_since == FIRST
    assert [(t.since, t.until, t.post) for t in store.select(Tenure)] == [(FIRST, None, GRID_CHIEF)]


def test_a_day_that_was_wrong_is_put_right_in_the_posts(store: Store, grid: Grid) -> None:
    grid = save_as_declared(store, attrs.evolve(grid, chief="孙二"))
    earlier = date(2020, 5, 1)
    save_as_declared(store, attrs.evolve(grid, chief_since=earlier))
    assert (told(store, grid, earlier - ONE), told(store, grid, earlier)) == (["钱一"], ["孙二"])
    assert [(t.since, t.until) for t in store.select(Tenure)] == [(FIRST, earlier - ONE), (earlier, None)]


def test_a_grid_without_a_chief_has_none_from_today(store: Store, grid: Grid) -> None:
    save_as_declared(store, attrs.evolve(grid, chief=""))
    assert (told(store, grid, TODAY - ONE), told(store, grid, TODAY)) == (["钱一"], [])


def test_of_several_of_one_name_nobody_is_guessed(store: Store, grid: Grid) -> None:
    for job in ("民警", "经理"):
        store.save(Person(name="王芳", job=job))
    save_as_declared(store, attrs.evolve(grid, chief="王芳"))
    assert told(store, grid, TODAY) == []
