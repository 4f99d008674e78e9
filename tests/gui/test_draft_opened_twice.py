"""A draft that is open on its page and is opened from 今日: its page comes forward, one draft stays one, and saving leaves none."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.store import Store
from gui.main_window import MainWindow
from gui.widgets.editors.base import Editor
from gui.widgets.form import RecordForm


def form_of(window: MainWindow, table: str) -> RecordForm:
    (found,) = [one for one in window.page(table).findChildren(RecordForm) if one.isVisible()]
    return found


def line_of(window: MainWindow, table: str) -> Editor:
    return form_of(window, table).editors["name" if table != "matter" else "subject"]


@pytest.mark.parametrize("table", ["grid", "person", "matter"])
def test_it_stays_one(qtbot: QtBot, window: MainWindow, store: Store, table: str) -> None:
    window.open_new(table)
    qtbot.keyClicks(line_of(window, table).focusProxy(), "ab")
    window.show_page("today")
    (draft,) = store.drafts.all()
    qtbot.mouseClick(window.page("today").unfinished._lines.itemAt(0).widget().go_on, Qt.MouseButton.LeftButton)
    assert window.current_key() == table
    assert line_of(window, table).typed() == "ab"
    line = line_of(window, table).focusProxy()
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClicks(line, "cd")
    store.drafts.prefer(draft)  # it is opened once more, elsewhere
    window.keep_drafts()
    (draft,) = store.drafts.all()
    assert "abcd" in draft.values.values()
    store.drafts.prefer(draft)
    form_of(window, table).drop_draft()
    assert store.drafts.all() == []
