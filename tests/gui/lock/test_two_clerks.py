"""Two clerks at one desk: each finds what he was typing, and every deed bears who did it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.records.centre.account import Account
from db.records.matters.matter import Matter
from db.records.registry.resident import Resident
from db.services.move import move
from db.store import Store
from gui.desk import Desk
from gui.dialogs.own_passphrase import OwnPassphrase
from gui.dialogs.whose import Whose
from gui.notices import NoticeDialog
from tests.gui.clerks import SECOND, SECOND_NAME
from tests.gui.keys import in_front, write
from tests.gui.lock.locking import NAME, OTHER, everything, front, locked, recorder, typed, typing, unlocked
from tests.gui.matters.at_page import NOON, taken_in
from tests.gui.sight import readable


def test_two_keys_lead_another_clerk_to_the_passphrase_and_each_finds_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    """资料怎样保护：换人按 F10。"""
    first = front(desk)
    typing(first, NAME)
    phone = first.page("resident").form_page.form.editors["phone"].target()
    write(phone, "13800000000")
    phone.setFocus()
    phone.setCursorPosition(3)
    question = locked(qtbot, desk, Qt.Key.Key_F10)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert question.names is not None
    assert (question.names.name(), question.focusWidget() is question.line) == (SECOND_NAME, True)
    second = unlocked(qtbot, desk, SECOND)
    assert (second is first, second.session.store.actor) == (False, SECOND_NAME)
    assert not first.isVisible()
    assert NAME not in everything(), "what the other one typed is not seen"
    assert second.session.store.drafts.all() == []
    in_front(qtbot, second)
    typing(second, OTHER)
    locked(qtbot, desk, Qt.Key.Key_F10)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L)
    assert unlocked(qtbot, desk) is first
    assert typed(first) == NAME
    qtbot.waitUntil(lambda: first.focusWidget() is phone)
    assert phone.cursorPosition() == 3, "where the clerk was typing"
    assert OTHER not in everything()
    assert [one.values["name"] for one in first.session.store.drafts.all()] == [NAME]


def test_each_deed_bears_who_did_it(qtbot: QtBot, desk: Desk) -> None:
    """Two clerks' day: one registers and drafts, the other registers, the first goes on."""
    first = front(desk)
    typing(first, NAME)
    first.page("resident").form_page.save()
    matter = taken_in(first.session.store)
    assert recorder(first) == "卢清"
    typing(first, "孙立")
    locked(qtbot, desk, Qt.Key.Key_F10)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_W)
    second = unlocked(qtbot, desk, SECOND)
    in_front(qtbot, second)
    typing(second, OTHER)
    second.page("resident").form_page.save()
    move(second.session.store, matter, "gather", NOON, called="网格长")
    assert recorder(second) == SECOND_NAME
    locked(qtbot, desk, Qt.Key.Key_F10)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert unlocked(qtbot, desk) is first
    assert typed(first) == "孙立"
    first.page("resident").form_page.save()
    store = first.session.store
    made = {one.name: store.history(one)[-1] for one in store.select(Resident)}
    assert {name: entry.actor for name, entry in made.items()} == {NAME: "卢清", OTHER: SECOND_NAME, "孙立": "卢清"}
    assert len({entry.account for entry in made.values()}) == 2
    names = {account.id: account.name for account in store.select(Account)}
    came = [(entry.actor, entry.action) for entry in store.deeds("centre", ["locked", "opened", "unlocked"])][::-1]
    assert came[-4:] == [
        ("卢清", "locked"),
        (SECOND_NAME, "opened"),
        (SECOND_NAME, "locked"),
        ("卢清", "unlocked"),
    ], "who came and who went"
    assert [names[step.account] for step in store.steps(store.get(Matter, matter.id))] == [SECOND_NAME]


def test_a_small_question_that_waits_for_an_answer_is_taken_back_where_another_clerk_takes_over(
    qtbot: QtBot, desk: Desk
) -> None:
    window, answers = front(desk), list[int]()

    def take_over() -> None:
        qtbot.waitUntil(question.isActiveWindow)
        locked(qtbot, desk, Qt.Key.Key_F10)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
        unlocked(qtbot, desk, SECOND)

    question = NoticeDialog("删除张桂芳？", "", "删除", "不", window)
    qtbot.addWidget(question)
    QTimer.singleShot(0, window, take_over)
    answers.append(question.exec())
    assert answers == [QDialog.DialogCode.Rejected]
    assert front(desk).session.store.actor == SECOND_NAME
    in_front(qtbot, front(desk))
    typing(front(desk), OTHER)
    assert typed(front(desk)) == OTHER


def test_the_recovery_code_at_the_lock_sets_a_new_passphrase_and_goes_on(
    qtbot: QtBot, desk: Desk, made_store: tuple[Store, str]
) -> None:
    window = front(desk)
    typing(window, NAME)
    question = locked(qtbot, desk)
    write(question.line, made_store[1])
    qtbot.keyClick(question.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(question.findChildren(Whose)), timeout=20_000)
    whose = question.findChildren(Whose)[0]
    qtbot.waitUntil(whose.isActiveWindow)
    qtbot.keyClick(whose.names, Qt.Key.Key_1)
    qtbot.keyClick(whose.enter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(question.findChildren(OwnPassphrase)), timeout=20_000)
    own = question.findChildren(OwnPassphrase)[0]
    assert NAME not in everything()
    for line in (own.new.first, own.new.second):
        write(line, "雨后的第一道虹-3")
    told = list[str]()

    def read() -> None:
        for notice in window.findChildren(NoticeDialog):
            if notice.isVisible():
                told.append(readable(notice))
                notice.accept()

    reading = QTimer(window)
    reading.timeout.connect(read)
    reading.start(20)
    own.change()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    reading.stop()
    assert "以前的备份不变" in told[0]
    assert not question.isVisible()
    assert not own.isVisible()
    assert typed(window) == NAME
    assert window.session.store.count(Resident) == 0
    in_front(qtbot, window)
    locked(qtbot, desk)
    assert unlocked(qtbot, desk, "雨后的第一道虹-3") is window


def test_whoever_turns_back_from_a_new_passphrase_finds_the_lock_as_it_was(
    qtbot: QtBot, desk: Desk, made_store: tuple[Store, str]
) -> None:
    typing(front(desk), NAME)
    question = locked(qtbot, desk)
    write(question.line, made_store[1])
    qtbot.keyClick(question.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(question.findChildren(Whose)), timeout=20_000)
    question.findChildren(Whose)[0].reject()
    assert (question.isVisible(), question.line.text(), NAME in everything()) == (True, "", False)
    unlocked(qtbot, desk)
    assert typed(front(desk)) == NAME
