"""办件, 当场办结: one line over the list, with the keys alone; what it lacks is said and stays, and it is taken back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.matters.reception import Reception
from db.records.registry.resident import Resident, reference_to
from db.services.save_as_declared import save_as_declared
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matters.quick_reception import QuickReception
from gui.pages.record_page import RecordPage
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import pick, press


@pytest.fixture
def line(window: MainWindow, qtbot: QtBot) -> QuickReception:
    in_front(qtbot, window)
    window.show_page("reception")
    page: RecordPage = window.page("reception")
    (found,) = page.findChildren(QuickReception)
    found.line.setFocus()
    return found


def test_the_line_is_reached_from_the_list(line: QuickReception, window: MainWindow) -> None:
    window.page("reception").list.take_focus()
    press(Qt.Key.Key_F3)
    assert line.who.line.hasFocus()


def test_one_line_is_one_reception_that_is_over(line: QuickReception, store: Store, shown: Shown) -> None:
    write(line.line, "居住证明咨询 | 李敏")
    press(Qt.Key.Key_Return)
    (kept,) = store.select(Reception)
    assert (kept.item, kept.name, kept.on_spot) == ("居住证明咨询", "李敏", True)
    assert shown.news[-1] == f"已办结：{kept.number}"
    assert (line.line.text(), line.who.line.hasFocus()) == ("", True)
    line._take_back(kept)
    assert store.count(Reception) == 0
    assert shown.news[-1] == f"已撤回，{kept.number} 作废"


def test_who_is_registered_is_picked_by_initials_and_what_else_is_not_over_is_told(
    line: QuickReception, store: Store, shown: Shown, qtbot: QtBot
) -> None:
    who = reference_to(plant(store, Resident, name="陈慧敏", phone="13804350021").id)
    other = save_as_declared(store, Reception(item="公租房申请", who=who))
    pick(qtbot, line.who, "chm")
    press(Qt.Key.Key_Tab)
    assert line.line.hasFocus()
    write(line.line, "居住证明咨询")
    press(Qt.Key.Key_Return)
    kept = store.select(Reception)[-1]
    assert (kept.who, kept.name, kept.finished is not None) == (who, "陈慧敏", True)
    assert shown.news[-1] == f"已办结：{kept.number}；这位还有没办完的：{other.number} 公租房申请"
    assert int(line.who.value()) == 0


def test_nobody_who_is_not_there_is_taken_for_somebody(line: QuickReception, store: Store) -> None:
    line.who.line.setFocus()
    write(line.who.line, "查无此人")
    line.line.setFocus()
    write(line.line, "居住证明咨询")
    press(Qt.Key.Key_Return)
    assert store.count(Reception) == 0
    assert line.who.note()
    assert line.line.text() == "居住证明咨询"


def test_what_is_missing_is_said_and_what_was_typed_stays(line: QuickReception, store: Store) -> None:
    write(line.line, " | 李敏")
    press(Qt.Key.Key_Return)
    assert "还没有写办什么" in line.fault()
    assert line.line.text() == " | 李敏"
    assert store.count(Reception) == 0
