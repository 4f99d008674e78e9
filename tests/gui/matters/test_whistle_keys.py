"""A whistle in the window with the keyboard alone: from the matter to the printed 哨单, before 国庆, signed for and late; keys counted."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.matters.matter import Matter
from db.records.matters.whistle import WHISTLES_SWITCH, Whistle
from db.services.centre.switches import turn
from db.services.matters.take_in import take_in
from db.services.matters.whistle_presets import PRESETS, take
from db.services.move import move
from db.store import Store
from gui.dialogs.print_preview import PrintPreview
from gui.main_window import MainWindow
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import dialog, page_of, press

NONE, CTRL, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


class Hands:
    """Presses keys where the focus is, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        press(key, held)
        self.count += 1

    def type(self, words: str) -> None:
        for letter in words:
            where = QApplication.focusWidget()
            assert where is not None
            QTest.keyClicks(where, letter)
            self.count += 1


@pytest.fixture(autouse=True)
def switched_on(store: Store) -> None:
    """The centre whistles, and has chosen by when a body signs, gets in touch and comes."""
    turn(store, WHISTLES_SWITCH, on=True)
    take(store, PRESETS[0], date(2020, 1, 1))


@pytest.fixture
def matter(store: Store) -> Matter:
    """Something that the community cannot deal with itself, and the squad that can."""
    plant(store, Body, name="城管执法中队")
    return take_in(store, Matter(subject="3号楼外墙保温脱落", taken=datetime(2026, 3, 2, 9, 0), facts="有砖掉下来"))


def test_from_the_matter_to_the_printed_slip_in_few_keys(
    qtbot: QtBot, window: MainWindow, store: Store, matter: Matter, shown: Shown
) -> None:
    in_front(qtbot, window)
    window.open_record("matter", matter.id)
    page_of(window).take_focus()
    hands = Hands()
    hands.press(Qt.Key.Key_X, ALT)
    page = page_of(window, "whistle")
    assert page.is_form_shown()
    hands.type("cgzf")
    qtbot.waitUntil(lambda: bool(page.form.editors["lead"].choices()))  # type: ignore[attr-defined]
    hands.press(ENTER)
    qtbot.waitUntil(lambda: bool(page.form.editors["lead"].value()))
    hands.press(TAB)
    hands.type("4")
    hands.press(ENTER, CTRL)
    (one,) = store.select(Whistle)
    assert (one.matter, one.subject, one.facts, one.kind) == (matter.id, "3号楼外墙保温脱落", "有砖掉下来", "4")
    assert not page.is_form_shown()
    hands.press(Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: bool(window.findChildren(PrintPreview)), timeout=20000)
    assert hands.count + 1 <= 45, "Enter prints"
    assert hands.count == 10
    assert shown.news[-1].startswith(f"已吹哨：{one.number}；签收 ")
    assert shown.errors == []


def test_before_the_holidays_the_form_and_the_page_say_every_sum(
    qtbot: QtBot, window: MainWindow, store: Store, matter: Matter, shown: Shown
) -> None:
    in_front(qtbot, window)
    window.open_record("matter", matter.id)
    page_of(window).take_focus()
    hands = Hands()
    hands.press(Qt.Key.Key_X, ALT)
    page = page_of(window, "whistle")
    page.form.editors["lead"].set_value(store.select(Body)[-1].id)
    page.form.editors["kind"].set_value("4")
    blown = page.form.editors["blown"]
    blown.set_value(datetime(2026, 9, 30, 16, 40))
    blown.changed.emit()
    qtbot.waitUntil(lambda: "10-10" in page.side.ahead.text())
    for words in ("+ 1小时 = 09-30 17:40", "+ 24小时 = 10-01 16:40", "+ 3个工作日 = 10-10"):
        assert words in page.side.ahead.text()
    hands.press(ENTER, CTRL)
    assert shown.news[-1] == "已吹哨：哨〔2026〕1号；签收 09-30 17:40；联系 10-01 16:40；到场 10-10"


def test_a_matter_is_handed_up_twice_and_back_with_the_keyboard(
    qtbot: QtBot, window: MainWindow, store: Store, matter: Matter, shown: Shown
) -> None:
    one = move(store, matter, "gather", called="网格长", level="2")
    in_front(qtbot, window)
    window.open_record("matter", one.id)
    page = page_of(window)
    page.take_focus()
    hands = Hands()
    for _ in range(2):
        hands.press(Qt.Key.Key_S, ALT)
        reason = dialog(qtbot).form.editors["reason"].target()
        while QApplication.focusWidget() is not reason:
            hands.press(TAB)
        hands.type("bjb")
        hands.press(ENTER, CTRL)
        in_front(qtbot, window)
    hands.press(Qt.Key.Key_B, ALT)
    dialog(qtbot).form.editors["reason"].target().setFocus()
    hands.type("nb")
    hands.press(ENTER, CTRL)
    assert shown.errors == []
    last = store.get(Matter, one.id)
    assert [level.level for level in last.levels] == ["2", "3", "4", "3"]
    assert hands.count <= 45
