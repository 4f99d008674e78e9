"""Journey 2: a family of three is registered by the keyboard alone, in 120 presses at the most, modifiers counted."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.registry.household import Household
from db.records.registry.resident import Resident
from db.services.registry.register_resident import Door, house_at
from db.services.registry.resident_card import household_of
from db.store import Store, eq
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from tests.factories import citizen_number
from tests.gui.community import settle
from tests.gui.keys import Keyboard, in_front

MOST = 120
Ctrl = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, store: Store, tmp_path: Path) -> MainWindow:
    window = MainWindow(lambda messages: Session(store, messages, Settings(tmp_path)))
    qtbot.addWidget(window)
    in_front(qtbot, window)
    window.show_list("resident")
    return window


def test_a_family_of_three_takes_120_keys_and_no_mouse(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    settle(store)
    house = house_at(store, Door("幸福里小区", "3", "2", "702"))
    window = opened(qtbot, store, tmp_path)
    page = window.page("resident")
    keys = Keyboard(qtbot)
    keys.press(Qt.Key.Key_N, Ctrl)
    form = page.form_page.form
    keys.type(citizen_number(1, date(1980, 5, 3)))
    keys.press(Qt.Key.Key_Tab)
    keys.type("陈建国")
    for _ in range(4):  # 证件类型, 性别, 出生日期 are passed by
        keys.press(Qt.Key.Key_Tab)
    assert form.editors["ethnicity"].isAncestorOf(QApplication.focusWidget())
    keys.type("1")
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Tab)
    keys.type("13900001234")
    keys.press(Qt.Key.Key_Tab)
    keys.type("xfl3-2-702")
    qtbot.waitUntil(lambda: form.editors["house"].marked() == house.id)
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_F4)
    for number, name in (
        (citizen_number(2, date(1982, 7, 1)), "李秀英"),
        (citizen_number(3, date(2012, 1, 9)), "陈小明"),
    ):
        keys.type(number)
        keys.press(Qt.Key.Key_Return)
        keys.type(name)
        keys.press(Qt.Key.Key_Tab)
        keys.press(Qt.Key.Key_Tab)
        if name == "李秀英":
            keys.press(Qt.Key.Key_F4)
    keys.press(Qt.Key.Key_S, Ctrl)
    father, mother, son = (store.select(Resident, eq("name", n))[0] for n in ("陈建国", "李秀英", "陈小明"))
    home = household_of(store, son.id)
    assert isinstance(home, Household)
    assert home.head == father.id
    assert [(m.resident, m.relation) for m in home.present()] == [(father.id, "02"), (mother.id, "12"), (son.id, "20")]
    assert [(one.phone, one.phone_of, one.ethnicity, one.house) for one in (father, mother, son)] == [
        ("13900001234", "", "01", house.id),
        ("13900001234", "2", "01", house.id),
        ("13900001234", "4", "01", house.id),
    ]
    assert (son.sex, son.birth) == ("1", date(2012, 1, 9))
    assert keys.presses <= MOST
    assert not form.is_changed(), "what was said of the head is no change of who is saved"
    assert store.drafts.all() == []
