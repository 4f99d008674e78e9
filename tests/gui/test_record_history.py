"""修改记录 of a record: by its key, its button and its menu, and 恢复成这样."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.store import Store
from gui.dialogs.reason import Reason
from gui.dialogs.record_history import RecordHistory
from gui.main_window import MainWindow
from gui.pages.matter_actions import MORE
from gui.pages.matter_page import MatterPage
from gui.session import Session
from gui.settings import Settings
from gui.widgets.choice_list import ChoiceList
from tests.factories import plant
from tests.gui.conftest import Shown


@pytest.fixture
def window(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.print_desk.wait()


@pytest.fixture
def grid(store: Store) -> Grid:
    made = store.save(Grid(name="第一网格", party_group="甲组"), "分网格")
    return store.save(attrs.evolve(made, name="幸福网格", party_group="乙组"), "改名")


def dialog(window: MainWindow) -> RecordHistory:
    (found,) = [one for one in window.findChildren(RecordHistory) if one.isVisible()]
    return found


def test_the_key_shows_it_and_what_it_was_comes_back(
    qtbot: QtBot, window: MainWindow, store: Store, grid: Grid, shown: Shown
) -> None:
    window.open_record("grid", grid.id)
    page = window.page("grid")
    qtbot.keyClick(page.form_page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    past = dialog(window)
    assert "网格名称：第一网格 → 幸福网格" in past.told.text()
    assert not past.back.isEnabled(), "it is that now"
    past.view.selectRow(1)
    assert past.back.isEnabled()
    asked: list[str] = []

    def answer() -> None:
        reason = QApplication.activeModalWidget()
        assert isinstance(reason, Reason)
        fields = reason.findChild(ChoiceList)
        assert isinstance(fields, ChoiceList)
        asked.extend(fields.seen().values())
        reason.commit()
        assert reason.isVisible(), "not without a reason"
        reason.line.setText("改错了")
        reason.commit()

    QTimer.singleShot(0, past, answer)
    past.ask()
    saved = store.get(Grid, grid.id)
    assert (saved.name, saved.party_group) == ("第一网格", "甲组")
    assert "网格名称：幸福网格 → 第一网格" in asked
    assert store.history(saved)[0].reason.endswith("：改错了")
    assert page.form_page.record == saved, "what is open shows it"
    assert "已恢复成" in shown.news[-1]


def test_one_field_comes_back_by_taking_the_tick_off_the_others(
    qtbot: QtBot, window: MainWindow, store: Store, grid: Grid
) -> None:
    window.open_record("grid", grid.id)
    page = window.page("grid")
    qtbot.keyClick(page.form_page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    past = dialog(window)
    past.view.selectRow(1)

    def answer() -> None:
        reason = QApplication.activeModalWidget()
        assert isinstance(reason, Reason)
        fields = reason.findChild(ChoiceList)
        assert isinstance(fields, ChoiceList)
        fields.go("name")
        qtbot.keyClick(fields, Qt.Key.Key_Space)
        reason.line.setText("党小组没换")
        reason.commit()

    QTimer.singleShot(0, past, answer)
    past.ask()
    saved = store.get(Grid, grid.id)
    assert (saved.name, saved.party_group) == ("幸福网格", "甲组")


def test_the_button_of_a_form_shows_it_for_what_is_saved(qtbot: QtBot, window: MainWindow, grid: Grid) -> None:
    page = window.page("grid")
    window.open_new("grid")
    assert not page.form_page._past.isVisible()
    window.open_record("grid", grid.id)
    qtbot.mouseClick(page.form_page._past, Qt.MouseButton.LeftButton)
    assert dialog(window).model.rowCount() == 2


def test_a_matter_has_it_under_more(window: MainWindow, store: Store) -> None:
    matter = plant(store, Matter, 1)
    window.open_record("matter", matter.id)
    page = window.page("matter").findChild(MatterPage)
    assert isinstance(page, MatterPage)
    more = page.findChild(QPushButton, MORE)
    assert isinstance(more, QPushButton)
    menu = more.findChild(QMenu)
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text().startswith("修改记录…")).trigger()
    assert dialog(window).model.rowCount() >= 1


def test_the_list_shows_it_of_the_row_that_is_marked(qtbot: QtBot, window: MainWindow, grid: Grid) -> None:
    window.show_list("grid")
    page = window.page("grid")
    page.list.view.mark(grid.id)
    qtbot.keyClick(page.list.view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    past = dialog(window)
    assert past.windowTitle() == "修改记录"
