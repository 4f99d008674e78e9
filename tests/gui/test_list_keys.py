"""What a list offers by keys alone: its papers, its kept lists, and the first thing to do on each page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.store import Store
from gui.dialogs.sheet_dialog import SheetDialog
from gui.main_window import MainWindow
from gui.pages.record_page import RecordPage
from gui.papers.sheets import Shape
from gui.widgets.choice_list import ChoiceList
from tests.gui.community import settle
from tests.gui.keys import in_front, write

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window: MainWindow, store: Store, qtbot: QtBot) -> RecordPage:
    settle(store)
    window.show_list("resident")
    in_front(qtbot, window)
    found: RecordPage = window.page("resident")
    found.take_focus()
    return found


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def asked(qtbot: QtBot, page: RecordPage, shape: Shape) -> SheetDialog:
    seen: list[SheetDialog] = []
    page.prints.asked.connect(seen.append)
    page.prints.ask(shape)
    in_front(qtbot, seen[0])
    return seen[0]


def test_ctrl_p_opens_the_papers_of_the_list(page: RecordPage) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_P, CTRL)
    menu = page.prints.menu.menu()
    assert QApplication.activePopupWidget() is menu
    first = menu.activeAction()
    assert first is menu.actions()[0]
    menu.close()


def test_a_list_has_the_key_of_its_place(page: RecordPage) -> None:
    names = list(page.list.lists.chips)
    QTest.keyClick(focused(), Qt.Key.Key_2, ALT)
    assert [one.name for one in page.list.chosen()] == [names[1]]
    assert page.list.lists.chips[names[1]].toolTip() == "Alt+2"
    QTest.keyClick(focused(), Qt.Key.Key_1, ALT)
    assert [one.name for one in page.list.chosen()] == names[:2], "several hold together"
    QTest.keyClick(focused(), Qt.Key.Key_2, ALT)
    assert [one.name for one in page.list.chosen()] == names[:1]
    QTest.keyClick(focused(), Qt.Key.Key_9, ALT)
    assert {one.name for one in page.list.chosen()} == {names[0], names[8]}


def test_lists_stand_in_one_line_and_the_rest_in_a_menu(page: RecordPage, window: MainWindow, qtbot: QtBot) -> None:
    bar = page.list.lists
    window.resize(1366, 728)
    qtbot.waitUntil(lambda: bar.width() > 1000)
    QApplication.sendPostedEvents()
    seen = [chip for chip in bar.chips.values() if chip.isVisible()]
    assert {chip.y() for chip in (*seen, bar.more)} == {0}
    assert [*(one.text() for one in seen), *bar.away()] == list(bar.chips), "the last ones are put away"
    assert bar.more.text() == f"更多 {len(bar.away())}"
    wanted = bar.away()[-1]
    seen[-1].setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert bar.more.hasFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    menu = bar.more.menu()
    assert menu is QApplication.activePopupWidget()
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert [one.name for one in page.list.chosen()] == [wanted]
    QApplication.sendPostedEvents()
    assert bar.chips[wanted].isVisible(), "what is chosen is seen"
    assert {chip.y() for chip in bar.chips.values() if chip.isVisible()} == {0}
    bar.chips[wanted].click()
    window.resize(2400, 728)
    qtbot.waitUntil(lambda: bar.more.isHidden())
    assert bar.away() == []


def test_a_sheet_is_asked_for_from_its_first_field_downwards(page: RecordPage, qtbot: QtBot) -> None:
    dialog = asked(qtbot, page, Shape.HAND_OUT)
    assert dialog.title_line.hasFocus()
    assert dialog.title_line.selectedText() == dialog.title_line.text()
    seen: list[QWidget] = []
    for _ in range(6):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        seen.append(focused())
    assert seen == [dialog.subject, dialog.held.line, dialog.item, dialog.quantity, dialog.list, dialog.own]
    write(dialog.own, "米")
    QTest.keyClick(dialog.own, Qt.Key.Key_Return)
    assert not dialog.isVisible(), "Enter takes it"


def test_what_was_wrong_with_a_sheet_is_not_said_any_more(page: RecordPage, qtbot: QtBot) -> None:
    dialog = asked(qtbot, page, Shape.HAND_OUT)
    dialog.title_line.clear()
    dialog.commit()
    assert dialog.told() == "标题没有填"
    write(dialog.title_line, "签领")
    assert dialog.told() == ""
    dialog.list.tick(())
    dialog.commit()
    assert dialog.told()
    assert isinstance(focused(), ChoiceList)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert dialog.told() == ""
    dialog.reject()


def test_a_page_takes_the_keys_at_its_first_control(page: RecordPage, window: MainWindow) -> None:
    assert page.isVisible()
    QTest.keyClick(window, Qt.Key.Key_I, CTRL)
    imports = window.page("import")
    assert focused() is imports.choose.first
    QTest.keyClick(window, Qt.Key.Key_0, CTRL)
    settings = window.page("settings")
    assert settings.tabs.isAncestorOf(focused())
