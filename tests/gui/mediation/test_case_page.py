"""Accepting a case: parties out of the registry, a number, and what is wrong shown where it is."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.mediation.case import MediationCase, Party
from db.services.mediation.accept_case import accept_case
from db.services.move import flow_of, move
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import LinkEditor, RowsEditor
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import dialog
from tests.printing.boxes import page_texts

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, store: Store) -> MatterPage:
    settle(store)
    window.resize(1366, 728)
    in_front(qtbot, window)
    window.open_new("mediation_case")
    return page_of(window)


def page_of(window: MainWindow) -> MatterPage:
    found = window.page("mediation_case").findChild(MatterPage)
    assert isinstance(found, MatterPage)
    return found


def accepted(store: Store) -> MediationCase:
    given = MediationCase(
        title_text="楼上渗水", dispute="2", facts="渗水。", received=date(2026, 3, 9),
        parties=(Party(name="张桂芳"), Party(side="2", name="李国富")),
    )  # fmt: skip
    return accept_case(store, given)


def parties(page: MatterPage) -> RowsEditor:
    rows = page.form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    return rows


def pick(qtbot: QtBot, page: MatterPage, row: int, letters: str) -> None:
    """Types initials into the picker of a row and takes the first that is found."""
    editor = parties(page).rows[row].editors["who"]
    assert isinstance(editor, LinkEditor)
    editor.line.setFocus()
    write(editor.line, letters)
    qtbot.waitUntil(lambda: bool(editor.choices()))
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(editor.value()))


def fill(page: MatterPage) -> None:
    write(page.form.editors["title_text"].target(), "楼上渗水")
    page.form.editors["dispute"].set_value("2")
    write(page.form.editors["facts"].target(), "卫生间渗水，墙皮脱落。")


def red(page: MatterPage) -> QPushButton:
    (found,) = [b for b in page.findChildren(QPushButton) if b.isVisible() and b.property("kind") == "primary"]
    return found


def test_until_when_is_told_before_it_is_accepted_and_follows_the_day(page: MatterPage) -> None:
    received = page.form.editors["received"].target()
    assert isinstance(received, QLineEdit)
    received.selectAll()
    write(received, "2026-11-27")
    assert page.side.ahead.text() == "调结时限：11-27 受理 + 1个月 = 12-27"
    assert page.side.ahead.isVisible()
    received.clear()
    page.form.changed.emit()
    assert not page.side.ahead.isVisible()


def test_a_party_picked_by_initials_brings_age_phone_and_address(qtbot: QtBot, page: MatterPage) -> None:
    pick(qtbot, page, 0, "zgf")
    cells = {name: editor.value() for name, editor in parties(page).rows[0].editors.items()}
    assert cells["name"] == "张桂芳"
    assert cells["phone"] == "13812345678"
    assert cells["address"] == "幸福里小区3号楼2单元502室"
    assert cells["age"] == date.today().year - 1958 - ((date.today().month, date.today().day) < (4, 1))
    assert cells["side"] == "1"


def test_who_enters_it_is_the_clerk_at_work_and_who_mediates_is_not_guessed(page: MatterPage, store: Store) -> None:
    told = {name: page.form.editors[name].value() for name in ("recorder", "mediator")}
    assert told == {"recorder": store.actor, "mediator": ""}


def test_acceptance_gives_a_number_and_a_term_of_one_month(
    qtbot: QtBot, page: MatterPage, store: Store, shown: Shown
) -> None:
    assert red(page).text() == "受理并取号"
    pick(qtbot, page, 0, "zgf")
    pick(qtbot, page, 1, "abdl")
    fill(page)
    with qtbot.waitSignal(page.saved):
        qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    (case,) = store.select(MediationCase)
    assert case.number == f"民调〔{date.today().year}〕1号"
    assert [p.name for p in case.parties] == ["张桂芳", "阿卜杜拉·买买提"]
    assert case.due is not None
    assert 28 <= (case.due - date.today()).days <= 31
    assert case.number in shown.news[-1]
    assert f"{case.due} 前办结" in shown.news[-1]
    assert not page.is_form_shown()
    assert red(page).text() == "征得同意"
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return, CTRL)
    assert page.moving is not None
    asked = page.moving.editors["parties"]
    assert isinstance(asked, RowsEditor)
    assert "还没有征得" in asked.note(), "the keyboard goes on at once"


def test_a_case_without_a_second_party_is_not_accepted_and_says_where(
    qtbot: QtBot, page: MatterPage, store: Store
) -> None:
    pick(qtbot, page, 0, "zgf")
    fill(page)
    page.save()
    assert store.count(MediationCase) == 0
    assert "没有填" in parties(page).rows[1].editors["name"].note()


def test_what_is_typed_is_there_again_after_the_page_was_left(page: MatterPage, window: MainWindow) -> None:
    fill(page)
    window.show_page("today")
    window.open_new("mediation_case")
    assert page.form.editors["title_text"].value() == "楼上渗水"
    assert page.form.editors["facts"].value() == "卫生间渗水，墙皮脱落。"


def test_earlier_cases_of_the_same_people_are_shown(
    qtbot: QtBot, page: MatterPage, window: MainWindow, store: Store
) -> None:
    pick(qtbot, page, 0, "zgf")
    pick(qtbot, page, 1, "abdl")
    fill(page)
    page.save()
    window.open_new("mediation_case")
    assert not [b for b in page.side.findChildren(QPushButton) if b.isVisible() and "楼上渗水" in b.text()]
    pick(qtbot, page, 0, "abdl")
    with qtbot.waitSignal(page.open_requested) as asked:
        link = next(b for b in page.side.findChildren(QPushButton) if b.isVisible() and "楼上渗水" in b.text())
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked.args == ["mediation_case", store.select(MediationCase)[0].id]


def test_each_party_is_told_its_rights_as_they_are_typed(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    settle(store)
    saved = accepted(store)
    window.open_record(MediationCase.TABLE, saved.id)
    case = page_of(window)
    case.edit()
    write(case.form.editors["mediator"].target(), "周秀兰")
    menu = next(b for b in case.findChildren(QPushButton) if b.isVisible() and b.text() == "打印…").findChild(QMenu)
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(window.print_desk.previewed, timeout=20_000) as opened:
        next(action for action in menu.actions() if action.text() == "权利义务告知书").trigger()
    assert opened.args is not None
    pages = page_texts(opened.args[0].document.data)
    opened.args[0].close()
    assert store.get(MediationCase, saved.id).mediator == "周秀兰", "what is typed is saved before it is printed"
    assert len(pages) == 2
    for page, name in zip(pages, ("张桂芳", "李国富"), strict=True):
        for words in (f"被告知人{name}", "张桂芳、李国富之间的邻里纠纷（楼上渗水）", saved.number, "周秀兰"):
            assert words in page
    assert shown.errors == []


def test_who_was_not_asked_is_named_at_the_parties_and_typed_there(
    qtbot: QtBot, window: MainWindow, store: Store, shown: Shown
) -> None:
    settle(store)
    saved = accepted(store)
    in_front(qtbot, window)
    window.open_record(MediationCase.TABLE, saved.id)
    case = page_of(window)
    assert red(case).text() == "征得同意"
    red(case).click()
    assert case.moving is not None
    rows = case.moving.editors["parties"]
    assert isinstance(rows, RowsEditor)
    assert "还没有征得张桂芳、李国富同意" in rows.note()
    assert store.get(MediationCase, saved.id).stage == "1"
    for row in rows.rows:
        row.editors["consent"].set_value("1")
    red(case).click()
    done = store.get(MediationCase, saved.id)
    assert (done.stage, [party.consent for party in done.parties]) == ("2", ["1", "1"])
    assert shown.errors == []


def test_both_parties_of_a_case_are_in_sight_on_a_small_screen(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    """1366 by 768 less the task bar: who quarrels with whom is read without scrolling, and what they are to be asked typed."""
    settle(store)
    saved = accepted(store)
    window.resize(1366, 728)
    window.open_record(MediationCase.TABLE, saved.id)
    case = page_of(window)
    assert case.moving is not None
    rows = case.moving.editors["parties"]
    assert isinstance(rows, RowsEditor)
    qtbot.waitUntil(lambda: all(not one.editors["consent"].visibleRegion().isEmpty() for one in rows.rows))
    last = rows.rows[1].editors["consent"]
    assert last.visibleRegion().boundingRect().height() == last.height()


def test_what_was_typed_for_a_move_goes_with_it(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    """The code is still a figure when the keys are pressed, and is read out as the focus leaves its field."""
    settle(store)
    saved = accepted(store)
    agreed = tuple(changed(party, consent="1") for party in saved.parties)
    saved = move(store, saved, "consent", parties=agreed)
    for name in ("investigate", "mediate"):
        saved = move(store, saved, name)
    saved = move(store, saved, "agree", result="修好了")
    in_front(qtbot, window)
    window.open_record(MediationCase.TABLE, saved.id)
    case = page_of(window)
    case.desk.ask(saved, next(one for one in flow_of(store, saved).moves if one.name == "close"))
    line = dialog(qtbot).form.editors["outcome"].target()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    write(line, "1")
    qtbot.keyClick(line, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert store.get(MediationCase, saved.id).stage == "7"
    case.show_record(saved.id)
    assert case.needs.unmade == []
    assert store.drafts.all() == []


def test_what_was_typed_in_the_form_goes_when_it_is_saved(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    settle(store)
    saved = accepted(store)
    in_front(qtbot, window)
    window.open_record(MediationCase.TABLE, saved.id)
    case = page_of(window)
    case.edit()
    line = case.form.editors["dispute"].target()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    write(line, "1")
    qtbot.keyClick(line, Qt.Key.Key_S, CTRL)
    assert store.get(MediationCase, saved.id).dispute == "1"
    case.form.keep_pending()
    assert store.drafts.all() == []
