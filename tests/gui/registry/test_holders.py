"""The page of a grid tells who its chief was, from which day to which; the list of posts finds places."""

from datetime import date

import attrs
from pytestqt.qtbot import QtBot

from db.records.bodies.tenure import Tenure
from db.records.registry.place import Building, Grid
from db.services.selection import matching
from db.store import Store
from gui.main_window import MainWindow
from tests.factories import estate
from tests.gui.keys import in_front


def test_a_grid_tells_its_chiefs_and_a_line_opens_the_person(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    grid = store.save(Grid(name="第二网格", chief="王建国", chief_since=date(2024, 1, 1)))
    grid = store.save(attrs.evolve(grid, chief="纪红梅", chief_since=date(2026, 2, 1)))
    window.show_list("grid")
    window.open_record("grid", grid.id)
    in_front(qtbot, window)
    form_page = window.page("grid").form_page
    assert form_page.holders is not None
    card = form_page.holders.cards["网格长"]
    assert [(line.title, line.label, line.line) for line in card.lines] == [
        ("纪红梅", "在任", "2026-02-01 起"),
        ("王建国", "离任", "2024-01-01 起 · 2026-01-31 止"),
    ]
    assert card.isVisible()
    assert form_page.form is not None
    form_page.form.editors["chief"].set_value("李敏")
    form_page.form.editors["chief_since"].set_value(date(2026, 3, 1))
    assert form_page.save()
    assert [line.title for line in card.lines] == ["李敏", "纪红梅", "王建国"], "told anew as it is saved"
    card.open_requested.emit(card.lines[-1].table, card.lines[-1].id)
    assert window.current_key() == "person"
    window.open_new("grid")
    assert not form_page.holders.isVisible(), "nobody held a post of what is new"


def test_posts_are_found_by_their_places(store: Store) -> None:
    store.save(Grid(name="第二网格", chief="王建国"))
    store.save(Grid(name="第三网格", chief="李敏"))
    store.save(Building(estate=estate(store, "幸福里小区"), number="5", steward="张桂芳"))
    told = {words: matching(store, Tenure, words) for words in ("第二网格", "5号楼", "没有这处")}
    titles = store.titles("tenure", [i for ids in told.values() for i in ids])
    assert [titles[i] for i in told["第二网格"]] == ["王建国 第二网格 网格长"]
    assert ["5号楼" in titles[i] for i in told["5号楼"]] == [True]
    assert told["没有这处"] == []
