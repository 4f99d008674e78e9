"""A move is taken back by the keyboard in the program's window, with its own messages: what is out of the house is said first."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.letters.number import VALID, IssuedNumber
from db.records.matters.matter import Matter
from db.services.move import Keyed, catch_up, move, void
from db.services.unfinished import draft_of_move, unfinished
from db.store import Store, eq
from gui.help.sheet import HelpSheet
from gui.main_window import MainWindow
from gui.notices import NoticeDialog, Toast
from gui.pages.matter_actions import MORE_KEY, UNDO_KEY
from gui.pages.matter_page import MatterPage
from gui.session import Session
from gui.settings import Settings
from tests.factories import plant
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, NOON, buttons, now, page_of, pick, press, taken_in, typed

UNDO = "撤回上一步\tCtrl+B"


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
    assert told(window) == "已撤回上一步"
    assert page.strip.stops()[0].is_here
    assert page.moving is not None
    assert page.moving.editors["called"].typed() == "网格长", "only what was wrong is typed anew"
    assert "撤回的一步，内容留着" in page.moving.band.text()
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


def test_the_key_takes_back_and_what_was_typed_is_not_typed_twice(
    window: MainWindow, qtbot: QtBot, store: Store
) -> None:
    """What was typed for the next move, too, is there again once that can be made."""
    plant(store, Body, name="幸福物业")
    page = shown(window, qtbot, taken_in(store))
    typed(page, "called", "网格长")
    press(Qt.Key.Key_Return, CTRL)
    assert page.moving is not None
    qtbot.waitUntil(page.moving.isVisible)
    pick(qtbot, page.moving.editors["lead"], "幸福物业")
    typed(page, "due", "三天后")
    press(Qt.Key.Key_B, CTRL)
    assert now(store).stage == "1"
    (left,) = page.needs.unmade
    assert "没办成的一步“转交处置”：" in left
    assert "主办单位" in left or "办理期限" in left
    assert page.moving is not None
    assert page.moving.editors["called"].typed() == "网格长"
    assert page.moving.band.text().startswith("撤回的一步，内容留着（")
    assert sorted(one.words().partition("：")[2] for one in unfinished(store)) == [
        "召集完成，转分级（撤回的一步，内容留着）", "转交处置（没办完）",
    ]  # fmt: skip
    qtbot.waitUntil(page.moving.isVisible)
    typed(page, "called", "、民警")
    press(Qt.Key.Key_Return, CTRL)
    assert "民警" in now(store).called
    assert page.moving is not None
    assert page.moving.editors["lead"].value() == store.select(Body)[0].id
    assert page.moving.editors["due"].value() == date.today() + timedelta(days=3)
    press(Qt.Key.Key_Return, CTRL)
    assert now(store).stage == "3"
    assert store.drafts.all() == []


def test_what_a_dialog_had_asked_is_there_again(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    """With its reason, when it happened and who did it; a move that makes void leaves nothing behind."""
    did, allowed = (plant(store, Person, name=name).id for name in ("王建军", "王主任"))
    gather = Keyed("gather", NOON, values={"called": "网格长"})
    assign = Keyed("assign", NOON, values={"lead": plant(store, Body).id, "due": date(2026, 3, 5)})
    put_off = Keyed("extend", NOON, did, allowed, "等配件", values={"due": date(2026, 3, 9)})
    matter = catch_up(store, taken_in(store), [gather, assign, put_off])
    page = shown(window, qtbot, matter)
    press(Qt.Key.Key_B, CTRL)
    assert now(store).due == date(2026, 3, 5)
    assert page.needs.unmade == [
        "撤回的一步“延期”，内容留着：办理期限 2026-03-09；理由 等配件；时间 2026-03-02 12:00；经办人 王建军；另一位经办人 王主任"
    ]
    page.show_record(void(store, now(store), "录重了").id)
    press(Qt.Key.Key_B, CTRL)
    assert now(store).stage == "3"
    assert len(store.drafts.all()) == 1


def test_what_is_kept_for_a_move_already_stays(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    matter = taken_in(store)
    store.drafts.keep("matter", matter.id, draft_of_move("gather"), {"called": "先写的"}, None)
    page = shown(window, qtbot, move(store, matter, "gather", called="网格长"))
    press(Qt.Key.Key_B, CTRL)
    assert page.moving is not None
    assert page.moving.editors["called"].typed() == "先写的"


def test_the_key_of_the_menu_opens_it_and_the_key_takes_nothing_from_the_form(
    window: MainWindow, qtbot: QtBot, store: Store
) -> None:
    page = shown(window, qtbot, move(store, taken_in(store), "gather", called="网格长"))
    page.take_focus()
    press(Qt.Key.Key_M, CTRL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "作废…" in [action.text() for action in menu.actions()]
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    in_front(qtbot, window)
    page.edit()
    press(Qt.Key.Key_M, CTRL)
    assert QApplication.activePopupWidget() is None
    press(Qt.Key.Key_B, CTRL)
    assert now(store).stage == "2", "what is typed in the form is no move"


def test_the_keys_stand_on_the_sheet(window: MainWindow, qtbot: QtBot, store: Store) -> None:
    shown(window, qtbot, taken_in(store))
    press(Qt.Key.Key_F1)
    sheet = window.findChildren(HelpSheet)[-1]
    told = {one.text() for one in sheet.findChildren(QLabel)}
    assert {MORE_KEY, UNDO_KEY, "撤回上一步"} <= told
    sheet.accept()
