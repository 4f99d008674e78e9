"""A plain type that a store is given at run time has its line, its tab, its list, its form and its help, with no file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.records.registry.resident import Resident
from db.store import Store
from gui.help.sheet import HelpSheet
from gui.main_window import MainWindow
from gui.pages.bound import ROOMS
from gui.pages.record_page import RecordPage
from gui.session import Session
from gui.settings import Settings
from gui.widgets.parts import Tabs
from tests.added import with_added
from tests.added_kind import KEYS, Key
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write


@pytest.fixture
def window(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Iterator[MainWindow]:
    """The program's window on a store that holds one type more."""
    made = MainWindow(lambda _: Session(with_added(store, KEYS), shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    in_front(qtbot, made)
    yield made
    made.print_desk.wait()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def told(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def test_it_is_typed_saved_listed_found_and_explained(window: MainWindow, qtbot: QtBot, shown: Shown) -> None:
    store = window.session.store
    plant(store, Resident, name="张桂芳")
    assert KEYS.room not in ROOMS, "nothing of it stands in the folders of the window"
    assert not KINDS.of(KEYS.room), "nor has its room another type"
    start = next(b for b in window.findChildren(QPushButton) if b.text() == "登记钥匙" and b.isVisible())
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert (window.current_key(), window.navigation.marked()) == (Key.TABLE, "forces")
    page: RecordPage = window.page(Key.TABLE)
    form = page.form_page.form
    assert form is not None
    assert form.editors["keeper"].value() == store.actor
    write(form.editors["what"].target(), "活动室大门")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (key,) = store.select(Key)
    assert (key.what, key.keeper, shown.errors) == ("活动室大门", store.actor, [])
    press(Qt.Key.Key_Escape)
    model = page.list.model
    assert [model.index(0, column).data() for column in range(2)] == ["活动室大门", store.actor]
    window.show_page("today")
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    write(window.search.line, "hds")
    qtbot.waitUntil(lambda: len(window.search.results()) == 2)
    assert [line.text for line in window.search.results()] == ["备用钥匙", "活动室大门"]
    press(Qt.Key.Key_Return)
    assert window.current_key() == Key.TABLE
    assert page.form_page.record == key
    press(Qt.Key.Key_F1)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, HelpSheet)
    assert KEYS.help[0] in told(sheet)
    sheet.accept()


def test_its_list_has_its_views_and_its_room_a_line(window: MainWindow) -> None:
    store = window.session.store
    holder = plant(store, Resident)
    for what, who in (("大门", 0), ("仓库", holder.id), ("机房", holder.id)):
        store.save(Key(what=what, holder=who))
    line = next(b for b in window.navigation.findChildren(QPushButton) if b.text() == "力量")
    line.click()
    page: RecordPage = window.page(Key.TABLE)
    assert page.isVisible()
    assert "力量" in told(page)
    assert not page.findChildren(Tabs), "one list in a room needs no tab"
    window.show_list(Key.TABLE, "借出的")
    assert [page.list.model.index(row, 0).data() for row in range(page.list.model.rowCount())] == ["仓库", "机房"]


def test_a_draft_of_it_is_gone_on_with_from_the_first_page(window: MainWindow) -> None:
    window.open_new(Key.TABLE)
    form = window.page(Key.TABLE).form_page.form
    write(form.editors["what"].target(), "西门")
    window.show_page("today")
    today = window.page("today")
    draft = today.unfinished.findChildren(QPushButton)[0]
    assert "备用钥匙" in draft.text()
    assert "西门" in draft.text()
    draft.click()
    assert window.current_key() == Key.TABLE
    assert form.editors["what"].value() == "西门"
