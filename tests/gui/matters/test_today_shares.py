"""今日 over its list: each share shows its own rows, each list that waits is opened, and one key prints what to look at."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.bodies.person import Person
from db.records.matters.matter import Matter
from db.services.move import void
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.today import TodayPage
from tests.db.matters.test_morning import handled
from tests.factories import plant
from tests.gui.keys import in_front

NOW = datetime.now()


@pytest.fixture
def today(window: MainWindow, qtbot: QtBot, store: Store) -> TodayPage:
    mine, other = store.person_at_work(), plant(store, Person).id
    for days, taker in ((-2, other), (1, other), (30, mine), (40, other)):
        handled(store, NOW.date() + timedelta(days=days), taker=taker, subject=f"{days} 天")
    in_front(qtbot, window)
    window.show_page("today")
    page = window.page("today")
    assert isinstance(page, TodayPage)
    page.refresh()
    return page


def numbers(today: TodayPage) -> dict[str, int]:
    return {name: int(one.text().split()[-1]) for name, one in today.shares.buttons.items()}


def test_every_share_shows_as_many_rows_as_it_says(today: TodayPage) -> None:
    every = today._model.rowCount()
    assert numbers(today) == {"我经手的": 1, "红": 1, "黄": 1, "待核查": 4}
    for name in ("我经手的", "红", "黄"):
        today.shares.buttons[name].click()
        assert today._model.rowCount() == numbers(today)[name]
        assert today.chip.text() == f"只列“{name}”的 1 件  ✕"
        today.chip.click()
        assert today._model.rowCount() == every


def test_a_list_that_waits_is_opened(window: MainWindow, today: TodayPage, store: Store) -> None:
    today.shares.buttons["待核查"].click()
    assert window.current_key() == "matter"
    shown = window.page("matter").list
    assert (shown.model.rowCount(), [one.name for one in shown.chosen()]) == (4, ["待核查"])
    assert set(shown.model.ids()) == set(store.ids(Matter))


def test_what_there_is_none_of_is_not_told(today: TodayPage, store: Store) -> None:
    for one in store.select(Matter):
        void(store, one, reason="登记错了")
    today.refresh()
    assert today.shares.buttons == {}


def test_one_key_prints_what_is_to_be_looked_at_and_of_a_share_that_alone(qtbot: QtBot, today: TodayPage) -> None:
    today.focus_list()
    with qtbot.waitSignal(today.round_requested) as asked:
        qtbot.keyClick(today._list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [None]
    today.shares.buttons["黄"].click()
    with qtbot.waitSignal(today.round_requested) as asked:
        qtbot.mouseClick(today.shares.prints, Qt.MouseButton.LeftButton)
    assert asked.args is not None
    assert [item.matter for item in asked.args[0]] == ["1 天"]


def test_the_keys_stay_at_a_share_while_others_write(today: TodayPage) -> None:
    today.shares.buttons["红"].setFocus()
    today.refresh()
    assert today.shares.buttons["红"].hasFocus()
