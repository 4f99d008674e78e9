"""A roster whose buildings name no estate asks in which they are, where estates are registered, and makes no houses beside theirs unasked."""

from datetime import date
from pathlib import Path

import pytest

from db.records.base import changed
from db.records.estates.estate import Estate
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.records.registry.roster_layout import NO_ESTATE, RosterLayout
from db.services.registry.import_roster import Choices, commit
from db.services.registry.import_roster.unplaced import EstateUnsure
from db.store import Store
from tests.db.doors import Run
from tests.db.registry.roster.files import imported, number, planned, sheet, workbook

HEADINGS = ["楼栋", "房号", "姓名", "身份证号"]
BARE = sheet(HEADINGS, ["3号楼", "101", "王一", number(1)], ["4号楼", "102", "王二", number(2)])


@pytest.fixture
def settled(store: Store) -> Store:
    """One with three estates, of which one is part of another by now, and one has a building of the roster."""
    doors = [["翠湖里", "9号楼", "101", "赵一", number(11)], ["水景花苑", "3号楼", "101", "赵二", number(12)]]
    imported(store, sheet(["小区", *HEADINGS], *doors))
    store.save(Estate(name="老院", closed=date(2026, 1, 1)))
    return store


def homes(store: Store, *names: str) -> list[str]:
    people = {r.name: r.house for r in store.select(Resident)}
    titles = store.titles("house", set(people.values()))
    return [titles.get(people[name], "") for name in names]


def test_it_is_asked_and_the_estate_that_has_the_building_comes_first(settled: Store) -> None:
    plan = planned(settled, BARE)
    (asked,) = plan.unplaced
    assert (asked.sheet, asked.rows, asked.estates) == ("名册", 2, ("水景花苑", "翠湖里"))
    assert "2 行的楼栋没有写小区" in asked.sentence()
    before = settled.last_entry()
    with pytest.raises(EstateUnsure):
        commit(settled, plan, "名册.xlsx")
    assert settled.last_entry() == before


def test_an_answer_puts_them_into_the_houses_that_are_there(settled: Store) -> None:
    houses = settled.count(House)
    imported(settled, BARE, choices=Choices(estates={"名册": "水景花苑"}))
    assert homes(settled, "王一", "王二") == ["水景花苑3号楼101室", "水景花苑4号楼102室"]
    assert settled.count(House) == houses + 1


def test_none_is_an_answer(settled: Store) -> None:
    imported(settled, BARE, choices=Choices(estates={"名册": ""}))
    assert homes(settled, "王一", "王二") == ["3号楼101室", "4号楼102室"]
    again = sheet(["栋号", *HEADINGS[1:]], ["3号楼", "201", "王三", number(3)])
    assert planned(settled, again).unplaced == (), "a building that is in none is known"


@pytest.mark.parametrize("said", ["水景花苑", ""])
def test_what_was_said_counts_for_the_next_roster_under_the_same_headings(settled: Store, said: str) -> None:
    imported(settled, BARE, choices=Choices(estates={"名册": said}))
    assert [kept.estate for kept in settled.select(RosterLayout)] == [said or NO_ESTATE]
    plan = planned(settled, sheet(HEADINGS, ["7号楼", "101", "王七", number(7)], name="十一月"))
    assert plan.unplaced == ()
    assert (plan.layouts[0].estate, plan.layouts[0].estate_last) == (said, True)
    if said:
        assert "“十一月”：楼栋没有写小区，都算作“水景花苑”（按上次说的）" in plan.assumptions
    other = planned(
        settled, sheet(HEADINGS, ["7号楼", "101", "王七", number(7)]), choices=Choices(estates={"名册": "翠湖里"})
    )
    assert other.layouts[0].estate == "翠湖里", "what is said now comes first"


def test_what_was_said_of_an_estate_that_is_gone_is_asked_again(settled: Store) -> None:
    imported(settled, BARE, choices=Choices(estates={"名册": "新园"}))
    (new,) = [e for e in settled.select(Estate) if e.name == "新园"]
    more = sheet(HEADINGS, ["8号楼", "101", "王八", number(8)])
    assert planned(settled, more).unplaced == ()
    settled.save(changed(new, closed=date(2026, 11, 1)))
    assert [one.rows for one in planned(settled, more).unplaced] == [1]


def test_nothing_is_asked_where_nobody_has_an_estate_or_the_rows_say_it(store: Store) -> None:
    assert planned(store, BARE).unplaced == ()
    imported(store, BARE)
    with store.writing() as w:
        w.save(Estate(name="水景花苑"))
    assert planned(store, BARE).unplaced == (), "all of it is known"
    assert planned(store, sheet(["小区", *HEADINGS], ["水景花苑", "5号楼", "1", "王五", number(5)])).unplaced == ()
    assert planned(store, sheet(["姓名", "身份证号"], ["王六", number(6)])).unplaced == ()


def test_the_command_asks_and_takes_the_answer(settled: Store, run: Run, opened: list[object], tmp_path: Path) -> None:
    file = workbook(tmp_path / "名册.xlsx", {"名册": [list(map(str, row)) for row in BARE.rows]})
    for more in ((), ("--dry-run",)):
        code, _, err = run("import", file, *opened, *more)
        assert code != 0
        assert "水景花苑、翠湖里" in err
        assert "--estate" in err
    code, out, _ = run("import", file, *opened, "--estate", "水景花苑")
    assert (code, "新增 2" in out) == (0, True)
    assert homes(settled, "王一") == ["水景花苑3号楼101室"]
