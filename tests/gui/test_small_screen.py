"""A screen of 1366×768 less its task bar, at every size of text: all of the window fits, and all words of the tabs are read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.records.matters.matter import Matter
from db.store import Store
from gui.help.sheet import HelpSheet
from gui.main_window import MainWindow
from gui.models.due_table import COL_DUE, COL_MATTER, COL_NUMBER
from gui.pages.centre.settings import CENTRE, CHECKING, LIMITS, NAMES, RULES, WORKS
from gui.pages.entries import IMPORT, SETTINGS, pages
from gui.session import Session
from gui.settings import SCALES, Settings
from gui.theme import px
from tests.factories import plant
from tests.gui.conftest import Dress, Shown
from tests.gui.keys import in_front
from tests.gui.sight import readable

SCREEN = QSize(1366, 690)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=SCALES)
def scaled(request: pytest.FixtureRequest, dress: Dress) -> int:
    dress(request.param)
    return request.param


@pytest.fixture
def small(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.resize(SCREEN)
    in_front(qtbot, made)
    yield made
    made.print_desk.wait()


def _fits(widget: QWidget) -> bool:
    needs = widget.minimumSizeHint()
    return needs.width() <= widget.width() and needs.height() <= widget.height()


@pytest.mark.usefixtures("scaled")
def test_every_page_fits_a_small_screen(small: MainWindow) -> None:
    small.warn("钟慢了")  # the band over the pages takes its line
    for entry in pages(KINDS):
        small.show_page(entry.key)
        assert _fits(small.page(entry.key)), entry.key
        if entry.kind is not None:
            small.open_new(entry.key)
            assert _fits(small.page(entry.key)), entry.key
        assert small.size() == SCREEN, entry.key
        assert small.navigation.geometry().bottom() < SCREEN.height(), entry.key
    small.show_page(SETTINGS)
    settings = small.page(SETTINGS)
    for number, name in enumerate(NAMES):
        settings.show_tab(number)
        QApplication.processEvents()
        assert all(_fits(part) for part in settings.findChildren(QWidget) if part.parent() is settings), name
        cut = [
            b.text() for b in settings.findChildren(QPushButton) if b.isVisible() and b.width() < b.sizeHint().width()
        ]
        assert not cut, name
    assert small.size() == SCREEN


@pytest.mark.usefixtures("scaled")
def test_the_names_of_the_tabs_of_the_settings_are_read_whole(small: MainWindow) -> None:
    small.show_page(SETTINGS)
    settings = small.page(SETTINGS)
    for number, name in enumerate(NAMES):
        settings.show_tab(number)
        (tab,) = (b for b in settings.tabs.findChildren(QPushButton) if b.isChecked())
        assert tab.text() == name
        for one in settings.tabs.findChildren(QPushButton):
            assert one.visibleRegion().boundingRect().width() >= one.sizeHint().width(), one.text()
            assert one.visibleRegion().boundingRect().height() == one.height(), one.text()


def _press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def test_keys_go_through_the_tabs_of_the_settings(small: MainWindow) -> None:
    small.show_page(SETTINGS)
    settings = small.page(SETTINGS)
    _press(Qt.Key.Key_Tab, CONTROL)
    assert settings.tab() == WORKS
    for _ in range(2):
        _press(Qt.Key.Key_Backtab, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert settings.tab() == CHECKING, "before the first one comes the last"
    _press(Qt.Key.Key_Tab, CONTROL)
    assert settings.tab() == CENTRE
    _press(Qt.Key.Key_Down)
    assert settings.tab() == WORKS, "in the list of names the arrows choose"
    settings.show_tab(RULES)
    reached = []
    small.navigation.take_focus()
    for _ in range(20):
        _press(Qt.Key.Key_Tab)
        reached += [one.text() for one in settings.tabs.findChildren(QPushButton) if one.hasFocus()]
    assert set(reached) == {NAMES[RULES]}, "one comes to the tab in front, not to the first"


def test_import_and_settings_have_keys_that_the_help_tells(small: MainWindow) -> None:
    for key, name in ((Qt.Key.Key_I, IMPORT), (Qt.Key.Key_0, SETTINGS)):
        _press(key, CONTROL)
        assert small.current_key() == name
    _press(Qt.Key.Key_F1)
    told = readable(small.findChildren(HelpSheet)[-1])
    assert "I 导入，0 设置" in told
    assert "设置左边的标签点一下就换" in told


@pytest.mark.usefixtures("scaled")
def test_what_is_to_be_done_and_by_when_is_read_on_a_small_screen(small: MainWindow, store: Store) -> None:
    plant(store, Matter, subject="3号楼东侧充电桩断电", stage="1")
    small.show_page("today")
    page = small.page("today")
    page.refresh()
    QApplication.processEvents()
    view = page.findChild(QTableView)
    assert isinstance(view, QTableView)
    assert view.columnWidth(COL_MATTER) >= px(150)
    shown = [column for column in range(5) if not view.isColumnHidden(column)]
    assert {COL_NUMBER, COL_MATTER, COL_DUE} <= set(shown)
    assert view.columnViewportPosition(COL_DUE) + view.columnWidth(COL_DUE) <= view.viewport().width()
    small.resize(1920, 1080)
    QApplication.processEvents()
    assert not any(view.isColumnHidden(column) for column in range(5))
    small.resize(SCREEN)


@pytest.mark.usefixtures("scaled")
def test_days_in_a_list_are_read_whole(small: MainWindow) -> None:
    small.show_page(SETTINGS)
    settings = small.page(SETTINGS)
    settings.show_tab(LIMITS)
    QApplication.processEvents()
    view = settings.limits.list.view
    since = next(n for n, field in enumerate(view._records.columns) if field.name == "since")
    assert view.columnWidth(since) >= view.fontMetrics().horizontalAdvance("2002-11-01")
    assert sum(view.columnWidth(n) for n in range(len(view._records.columns))) == view.viewport().width()
