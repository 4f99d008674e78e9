"""What the lists are narrowed by outlives the window, when another size is chosen or work is switched off; what is off is told, and kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.records.condition import is_, one_of
from db.records.hall.meeting import Topic
from db.records.mediation.case import MediationCase
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.services.centre.switches import turn
from db.services.figures.span import read_span
from db.services.saved_lists import change, keep, offered
from db.store import Store
from db.values import code_table
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.pages.entries import FIGURES
from gui.pages.figures.asked_line import Asked
from gui.settings import Settings
from gui.theme import Theme
from gui.widgets.record_list import RecordList
from tests.factories import plant
from tests.gui.figures.opening import choose, reckoned
from tests.gui.keys import in_front

WOMEN = one_of("sex", ["2"])
NOISE = one_of("case.dispute", ["1"])
UNKNOWN = "在“设置 → 开展的工作”里勾上就照旧"


@pytest.fixture
def desk(qtbot: QtBot, store: Store, tmp_path: Path, theme: Theme) -> Iterator[Desk]:
    for case in (plant(store, MediationCase, dispute="1"), plant(store, MediationCase, dispute="2")):
        plant(store, Topic, case=case.id, subject="楼道")
    plant(store, Resident, name="张桂芳", sex="2")
    plant(store, Resident, name="李国庆", sex="1")
    made = Desk(Settings.load(tmp_path / "settings"), theme)
    made.open(store.again())
    in_front(qtbot, window_of(made))
    yield made
    window_of(made).print_desk.wait()
    made.leave()
    made.close()
    code_table.lay_over({})


def window_of(desk: Desk) -> MainWindow:
    assert desk.window is not None
    return desk.window


def listed(desk: Desk, table: str) -> RecordList:
    window_of(desk).show_page(table)
    return window_of(desk).page(table).list


def put(desk: Desk, store: Store, *, on: bool) -> None:
    """As the tick in the settings does."""
    switch = next(kind.switch for kind in store.kinds if kind.record is MediationCase)
    assert switch is not None
    turn(store, switch, on=on)
    window_of(desk).build_anew()


def test_filters_lists_words_and_order_are_there_in_the_next_window(desk: Desk, store: Store) -> None:
    keep(store, store.kinds["resident"], "女的", [WOMEN])
    residents = listed(desk, "resident")
    residents.refresh()
    residents.lists.chips["女的"].click()
    residents.narrow([is_("state", "1")])
    residents.words.setText("zgf")
    residents.view.order_by("-birth")
    put(desk, store, on=False)
    put(desk, store, on=True)
    fresh = listed(desk, "resident")
    assert fresh is not residents
    assert [one.name for one in fresh.lists.on()] == ["女的"]
    assert (fresh.added(), fresh.words.text(), fresh.order()) == ((is_("state", "1"),), "zgf", "-birth")
    assert fresh.model.rowCount() == 1


def test_the_figures_are_of_the_same_time_and_place_in_the_next_window(qtbot: QtBot, desk: Desk, store: Store) -> None:
    """With the number whose rows are seen; one that is told no more is left out."""
    grid = plant(store, Grid, name="东网格", chief="")
    place = store.kinds.reference_of(grid)
    page = reckoned(window_of(desk), qtbot)
    page.asked.ask(Asked(read_span("2024Q3", date.today()), place, ""))
    with qtbot.waitSignal(page.reckoned, timeout=20_000):
        page.refresh()
    choose(page, page.text.numbers[0], qtbot)
    name = page.text.numbers[0].found.figure.name
    kept = page.narrowing()
    assert (kept.span.typed(), kept.place, kept.figure) == ("2024Q3", place, name)
    put(desk, store, on=False)
    fresh = window_of(desk).page(FIGURES)
    assert fresh is not page
    with qtbot.waitSignal(fresh.rows_shown, timeout=20_000):
        pass
    assert fresh.narrowing() == kept
    assert fresh.report is not None
    assert fresh.report.span == kept.span
    assert fresh.report.scope is not None
    assert (fresh.report.scope.title, fresh.span.text(), fresh.where.line.text()) == ("东网格", "2024Q3", "东网格")
    assert [one.found.figure.name for one in fresh.text.numbers if one.isChecked()] == [name]
    assert fresh.asked.told() == ""
    fresh.narrow_as(Asked(kept.span, kept.place, "told no more"))
    with qtbot.waitSignal(fresh.reckoned, timeout=20_000):
        fresh.refresh()


def test_what_leads_to_what_is_off_is_told_and_comes_back(desk: Desk, store: Store) -> None:
    listed(desk, "topic").narrow([NOISE, one_of("source", ["1"])])
    put(desk, store, on=False)
    topics = listed(desk, "topic")
    assert topics.added() == (one_of("source", ["1"]),)
    assert topics._told.isVisible()
    assert topics._told.text().startswith("没有照这些筛选：")
    assert UNKNOWN in topics._told.text()
    put(desk, store, on=True)
    topics = listed(desk, "topic")
    assert set(topics.added()) == {NOISE, one_of("source", ["1"])}
    assert not topics._told.isVisible()
    put(desk, store, on=False)
    topics = listed(desk, "topic")
    topics.clear_filter()
    assert not topics._told.isVisible()
    put(desk, store, on=True)
    assert listed(desk, "topic").added() == ()


def test_a_kept_list_asks_the_rest_meanwhile_and_loses_nothing_when_it_is_changed(desk: Desk, store: Store) -> None:
    kind = store.kinds["topic"]
    keep(store, kind, "噪声议题", [NOISE, is_("subject", "楼道")])
    topics = listed(desk, "topic")
    topics.lists.chips["噪声议题"].click()
    assert topics.model.rowCount() == 1
    put(desk, store, on=False)
    topics = listed(desk, "topic")
    assert ([one.name for one in topics.lists.on()], topics.model.rowCount()) == (["噪声议题"], 2)
    assert UNKNOWN in topics._told.text()
    now = next(one for one in offered(store, kind, window_of(desk).session.kinds) if one.name == "噪声议题")
    change(store, kind, now, [is_("state", "1")])
    put(desk, store, on=True)
    listed(desk, "topic")
    kept = next(one for one in offered(store, kind) if one.name == "噪声议题")
    assert set(kept.conditions) == {NOISE, is_("state", "1")}
