"""A move is taken back by the keyboard in the program's window, with its own messages: what is out of the house is said first."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.letters.number import VALID, IssuedNumber
from db.records.matters.matter import Matter
from db.services.move import move, void
from db.store import Store, eq
from gui.main_window import MainWindow
from gui.notices import NoticeDialog, Toast
from gui.pages.matter_page import MatterPage
from gui.session import Session
from gui.settings import Settings
from tests.factories import plant
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, buttons, now, page_of, pick, press, taken_in, typed

UNDO = "撤回上一步"


@pytest.fixture
def window(qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    """The program's window, which tells and asks by itself."""
    made = MainWindow(lambda own: Session(store, own, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.print_desk.wait()


def opened_menu(page: MatterPage, qtbot: QtBot) -> QMenu:
    """更多, opened by the keyboard."""
    in_front(qtbot, page.window())
    buttons(page)["更多…"].setFocus()
    press(Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    return menu


def take_back(page: MatterPage, qtbot: QtBot, key: Qt.Key = Qt.Key.Key_Return) -> list[str]:
    """Takes the last move back by the keys of the menu; what is asked then, which is answered by a key."""
    menu = opened_menu(page, qtbot)
    wanted = next(action for action in menu.actions() if action.text() == UNDO)
    while menu.activeAction() is not wanted:
        QTest.keyClick(menu, Qt.Key.Key_Down)
    asked: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, NoticeDialog) and dialog.isActiveWindow():
            asked.append("|".join(one.text() for one in dialog.findChildren(QLabel)))
            QTest.keyClick(dialog, key)

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusWindowChanged.connect(answer)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    application.focusWindowChanged.disconnect(answer)
    return asked


def offers(page: MatterPage, qtbot: QtBot) -> list[str]:
    """The lines of 更多."""
    menu = opened_menu(page, qtbot)
    found = [action.text() for action in menu.actions()]
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    return found


def told(window: MainWindow) -> str:
    """What the window tells at its lower edge."""
    (toast,) = [one for one in window.findChildren(Toast) if one.isVisible()]
    return toast.findChildren(QLabel)[0].text()


def shown(window: MainWindow, qtbot: QtBot, matter: Matter) -> MatterPage:
    in_front(qtbot, window)
    window.open_record("matter", matter.id)
    return page_of(window)


def test_without_a_paper_it_is_back_at_once(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    before = taken_in(store)
    page = shown(window, qtbot, before)
    typed(page, "called", "网格长")
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "2"
    assert take_back(page, qtbot) == [], "nothing is asked"
    assert now(store) == attrs.evolve(before, version=3)
    assert told(window) == UNDO.replace("撤回", "已撤回")
    assert page.strip.stops()[0].is_here
    assert page.moving is not None
    assert page.moving.editors["called"].typed() == ""
    assert [(line.what[:2], line.more, line.is_back) for line in page.timeline.lines[:2]] == [
        ("撤回", (), False),
        ("召集", (), True),
    ]
    assert UNDO not in offers(page, qtbot), "nothing is left to take back"


def test_what_was_printed_is_said_before_it_is_taken_back_and_in_the_timeline(
    window: MainWindow, qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    plant(store, Body, name="幸福物业")
    page = shown(window, qtbot, move(store, taken_in(store), "gather", called="网格长"))
    assert page.moving is not None
    pick(qtbot, page.moving.editors["lead"], "幸福物业")
    typed(page, "due", "三天后")
    press(Qt.Key.Key_Return, CTRL)
    offered = next(b for b in page.offer.findChildren(QPushButton) if b.text() == "印交办（转办）单")
    qtbot.waitUntil(offered.isVisible)
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as opened:
        offered.setFocus()
        press(Qt.Key.Key_Space)
    assert opened.args is not None
    opened.args[0].save_pdf(tmp_path / "交办单.pdf")
    opened.args[0].close()
    asked = take_back(page, qtbot, Qt.Key.Key_Escape)
    assert now(store).stage == "3", "the clerk may leave it"
    asked += take_back(page, qtbot)
    assert now(store).stage == "2"
    assert asked == ["撤回“转交处置 → 问题处置”？|此后印过交办（转办）单。印出去的请收回，它写的是撤回以前的。"] * 2
    assert "此后印过交办（转办）单，请收回" in told(window)
    line = page.timeline.lines[0]
    assert (line.what, line.more) == ("撤回：转交处置 → 问题处置", ("此后印过交办（转办）单",))
    assert page.offer.isHidden(), "a paper of what was taken back is offered no more"


def test_a_paper_from_before_the_move_is_not_asked_about(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    matter = taken_in(store)
    page = shown(window, qtbot, matter)
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as opened:
        press(Qt.Key.Key_P, CTRL)
    assert opened.args is not None
    opened.args[0].save_pdf(store.folder.parent / "登记表.pdf")
    opened.args[0].close()
    page.show_record(move(store, matter, "gather", called="网格长").id)
    assert take_back(page, qtbot) == [], "nothing is asked"
    assert now(store).stage == "1"
    assert told(window) == "已撤回上一步"


def test_what_was_made_void_is_in_force_again_with_its_number(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    matter = void(store, taken_in(store), "录重了")
    page = shown(window, qtbot, matter)
    assert "已作废" in page.number_fault.told()
    offered = [one.text() for one in page.number_fault.findChildren(QPushButton) if one.isVisible()]
    assert offered == [], "what counts nowhere draws no number"
    take_back(page, qtbot)
    (entry,) = store.select(IssuedNumber, eq("holder_id", matter.id), eq("holder", "matter"))
    assert (now(store).stage, entry.state, page.number_fault.told()) == ("1", VALID, "")


def test_a_move_that_something_followed_is_not_taken_back(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    page = shown(window, qtbot, taken_in(store))
    typed(page, "called", "网格长")
    press(Qt.Key.Key_Return, CTRL)
    assert UNDO in offers(page, qtbot)
    store.save(attrs.evolve(now(store), place="东门"))
    asked = take_back(page, qtbot)
    assert "刚在别的窗口改过" in asked[0]
    assert "东门" in [fact.text for fact in page.facts.facts], "it is read again"
    assert UNDO not in offers(page, qtbot)
    assert (now(store).stage, len(store.steps(now(store)))) == ("2", 1)
