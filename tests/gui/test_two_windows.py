"""Two windows of one clerk, each on a store of its own: both follow the size of the text that is chosen in one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.store import Store
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.pages.entries import pages
from gui.settings import Settings
from gui.theme import Theme
from tests.gui.keys import write


@pytest.fixture
def desks(store: Store, tmp_path: Path, theme: Theme) -> Iterator[tuple[Desk, Desk]]:
    folder = tmp_path / "settings"
    other = Store._with_key(shutil.copytree(store.folder, tmp_path / "other"), store._key)
    made = []
    for one in (store.again(), other):
        desk = Desk(Settings.load(folder), theme)
        desk.open(one)
        made.append(desk)
    yield made[0], made[1]
    for desk in made:
        desk.leave()
        desk.close()


def front(desk: Desk) -> MainWindow:
    assert desk.window is not None
    return desk.window


def come_back(qtbot: QtBot, before: MainWindow, desk: Desk) -> None:
    """The clerk turns to the other window."""
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: desk.window is not before)


@pytest.mark.usefixtures("dress")
def test_a_size_of_text_chosen_in_one_window_is_taken_over_by_the_other(
    qtbot: QtBot, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    one, two = desks
    shown = front(two)
    for entry in pages(KINDS):
        shown.show_page(entry.key)
    shown.open_new("resident")
    write(shown.page("resident").form_page.form.editors["name"].target(), "张桂芳")
    front(one).set_scale(130)
    assert Settings.load(tmp_path / "settings").scale == 130
    assert front(two) is shown, "not while the clerk is elsewhere"
    come_back(qtbot, shown, two)
    assert front(two).session.settings.scale == 130
    assert front(two).current_key() == "resident"
    assert front(two).session.store.drafts.keys("resident") == [0], "what was typed is kept"
    now = front(two)
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)  # type: ignore[union-attr]
    assert front(two) is now, "once"
