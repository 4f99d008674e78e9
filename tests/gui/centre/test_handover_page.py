"""交接班 in a real window: ticked by Space, handed over by the menu, taken back, printed, and on the way of who leaves."""

from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.centre.account import Account, roles_of
from db.records.centre.handover import HANDOVER_SWITCH, Handover
from db.records.matters.matter import Matter
from db.records.registry.ledger import Ledger
from db.records.role import Role
from db.services.centre.switches import turn
from db.store import Store
from gui.dialogs.last_day import LastDay
from gui.main_window import MainWindow
from gui.pages.centre.handover import HandoverPage
from gui.pages.centre.settings import CLERKS
from gui.pages.entries import HANDOVER, SETTINGS
from tests.factories import begun, plant
from tests.gui.conftest import Shown
from tests.gui.keys import in_front
from tests.gui.matters.at_page import CTRL, press

NOW = datetime.now()


@pytest.fixture
def other(store: Store) -> Account:
    """Who takes over; the clerk has a matter and a ledger in hand."""
    turn(store, HANDOVER_SWITCH, on=True)
    me = store.person_at_work()
    begun(store, Matter, {"taker": me, "claimants": (), "subject": "3号楼路灯不亮", "taken": NOW - timedelta(days=1)})
    plant(store, Ledger, name="医保缴费", responsible=me, closed=None, until=date.today() + timedelta(days=9))
    return store.save(Account(name="罗晓梅", roles=roles_of([Role.DESK])))


@pytest.fixture
def page(other: Account, window: MainWindow, qtbot: QtBot) -> HandoverPage:
    del other
    in_front(qtbot, window)
    window.show_page(HANDOVER)
    found = window.page(HANDOVER)
    assert isinstance(found, HandoverPage)
    return found


def texts(page: HandoverPage) -> list[str]:
    return [str(page.model.index(n, 2).data()) for n in range(page.model.rowCount())]


def choose(name: str) -> None:
    """Down to an entry of the menu that is open, and Enter."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        if (at := menu.activeAction()) is not None and at.text() == name:
            break
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_by_the_keys_what_is_ticked_goes_over_and_comes_back(
    page: HandoverPage, store: Store, shown: Shown, other: Account
) -> None:
    assert len(texts(page)) == 2
    assert page.view.hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert page.model.keys == {page.model.rows[1].key}
    press(Qt.Key.Key_Return, CTRL)
    choose("罗晓梅")
    (left,) = texts(page)
    assert left.endswith("3号楼路灯不亮")
    assert shown.news == ["交给罗晓梅 1 条"]
    assert store.select(Ledger)[0].responsible == other.person
    assert [one.label for one in page.papers()] == ["刚交给罗晓梅的交接单", "交接单"]
    assert shown.undo is not None
    shown.undo()
    assert len(texts(page)) == 2
    assert not store.select(Handover)


def test_what_goes_on_behind_the_window_is_told_and_taken_back_alike(
    page: HandoverPage, shown: Shown, other: Account, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page._work, "_many", 1)
    page.hand_over(other.id)
    qtbot.waitUntil(lambda: bool(shown.news))
    assert shown.news == ["交给罗晓梅 2 条"]
    assert texts(page) == []
    assert shown.undo is not None
    shown.undo()
    qtbot.waitUntil(lambda: len(texts(page)) == 2)


def test_what_another_window_deleted_meanwhile_is_said(
    page: HandoverPage, store: Store, shown: Shown, other: Account
) -> None:
    press(Qt.Key.Key_A, CTRL)
    assert len(page.model.keys) == 2
    with closing(store.again()) as second, second.writing() as w:
        w.delete(second.select(Ledger)[0])
    page.hand_over(other.id)
    assert shown.news == ["交给罗晓梅 1 条，1 条已经不在手上"]
    assert texts(page) == []


def test_of_others_there_is_who_works_here_and_who_left_with_something_in_hand(
    page: HandoverPage, store: Store, other: Account
) -> None:
    store.save(Account(name="早走了", left=date.today()))
    assert [(one.label, one.group) for one in page._people()] == [("我的", ""), ("罗晓梅", "")]
    page.hand_over(other.id)
    store.save(changed(store.get(Account, other.id), left=date.today()))
    assert [(one.label, one.group) for one in page._people()] == [("我的", ""), ("罗晓梅", "已经离开的")]
    page._people()[1].job()
    assert len(texts(page)) == 2


def test_all_goes_where_nothing_is_ticked_and_the_page_says_there_is_nothing_left(
    page: HandoverPage, other: Account
) -> None:
    page.hand_over(other.id)
    assert not page.model.rows
    assert page._stack.currentIndex() == 1
    assert not page.give.isEnabled()


def test_what_stays_says_why(page: HandoverPage, store: Store, shown: Shown) -> None:
    auditor = store.save(Account(name="白审", roles=roles_of([Role.AUDITOR])))
    page.hand_over(auditor.id)
    assert shown.news == ["一条也没交成，2 条没交，原因写在说明里"]
    notes = [str(page.model.index(n, 4).data()) for n in range(2)]
    assert all(note.startswith("没交：白审没有这个角色：只有") for note in notes)


def test_enter_opens_the_record(page: HandoverPage) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    press(Qt.Key.Key_Return)
    assert window.current_key() == "matter"


def test_the_paper_has_a_line_each_and_how_many(page: HandoverPage, store: Store) -> None:
    job = page.papers()[0].job()
    assert job is not None
    pdf = job.make(store, lambda _done, _total: True)
    assert pdf.startswith(b"%PDF")


def test_whoever_leaves_hands_over_first(page: HandoverPage, store: Store, shown: Shown, other: Account) -> None:
    page.hand_over(other.id)
    window = page.window()
    assert isinstance(window, MainWindow)
    window.show_page(SETTINGS)
    window.page(SETTINGS).show_tab(CLERKS)
    clerks = window.page(SETTINGS).clerks
    clerks.view.selectRow(next(n for n, one in enumerate(clerks.model.rows) if one.account.id == other.id))
    assert clerks.ask_leave() is None
    assert shown.questions[-1].title == "罗晓梅手上还有没交的，先交接吗？"
    assert window.current_key() == HANDOVER
    assert len(texts(page)) == 2
    page.hand_over(store.account)
    (last,) = [one for one in store.select(Handover) if one.leaving]
    assert last.giver == other.id
    page.back.click()
    assert window.current_key() == SETTINGS
    assert page._account == store.account, "who comes back finds their own"
    dialog = clerks.ask_leave()
    assert isinstance(dialog, LastDay), "nothing is left to be handed over"
    dialog.reject()


def test_off_there_is_no_page_and_leaving_asks_nothing_of_it(window: MainWindow) -> None:
    assert window.navigation.keys().count(HANDOVER) == 0


def test_search_finds_the_page(page: HandoverPage) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    window.show_page(SETTINGS)
    for words in ("交接", "jjb"):
        press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        window.search.line.setText(words)
        window.search.search_now()
        (found,) = [line.value for line in window.search.results() if line.value and line.value.table == HANDOVER]
        window.search.opened.emit(found.table, found.id)
        assert window.current_key() == HANDOVER
        window.show_page(SETTINGS)
