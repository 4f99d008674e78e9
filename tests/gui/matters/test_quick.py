"""咨询, 答复即结: one line over the list, at most 25 keys, numbered, closed and told; taken back it is void."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.letters.number import VOID, IssuedNumber
from db.records.matters.codes import EXPLAINED, INQUIRY
from db.records.matters.matter import Matter
from db.services.matters.answer_at_once import answer_at_once
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.matters.quick import QuickAnswer, parted
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write


@pytest.fixture
def line(window: MainWindow, qtbot: QtBot) -> QuickAnswer:
    in_front(qtbot, window)
    window.show_page("matter")
    found = window.page("matter").findChild(QuickAnswer)
    assert isinstance(found, QuickAnswer)
    return found


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_a_question_is_answered_numbered_and_closed(
    line: QuickAnswer, window: MainWindow, store: Store, shown: Shown, qtbot: QtBot
) -> None:
    people = settle(store)
    line.who.line.setFocus()
    write(line.who.line, "zgf")
    qtbot.waitUntil(lambda: bool(line.who.choices()))
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab) if line.who.line.hasFocus() else None
    assert line.line.hasFocus()
    write(line.line, "医保怎么办｜窗口办")
    press(Qt.Key.Key_Return)
    (matter,) = store.select(Matter)
    assert (matter.subject, matter.result, matter.nature) == ("医保怎么办", "窗口办", INQUIRY)
    assert (matter.on_spot, matter.outcome, matter.stage) == (True, EXPLAINED, "5")
    assert store.kinds.leads_to(matter.claimants[0].who) == ("resident", people["张桂芳"].id)
    assert matter.claimants[0].phone == "13812345678"
    assert f"{matter.number}，回执码 {matter.slip}" in shown.news[-1]
    model = window.page("matter").list.model
    assert model.rowCount() == 1
    assert (line.line.text(), line.who.value()) == ("", 0), "the line is ready for the next"


def test_the_line_is_reached_from_the_list(line: QuickAnswer, window: MainWindow) -> None:
    window.page("matter").list.take_focus()
    press(Qt.Key.Key_F3)
    assert line.who.line.hasFocus()
    press(Qt.Key.Key_Tab)
    assert line.line.hasFocus()


def test_what_was_answered_is_taken_back(line: QuickAnswer, store: Store, shown: Shown) -> None:
    write(line.line, "开门时间 | 九点")
    line.commit()
    assert shown.undo is not None
    shown.undo()
    (matter,) = store.select(Matter)
    assert matter.stage == "0"
    assert store.select(IssuedNumber)[0].state == VOID
    assert f"{matter.number} 作废" in shown.news[-1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("开门时间", "还差一条竖线"),
        ("", "还差一条竖线"),
        ("开门时间 |", "还没有写怎么答复"),
        ("开门时间｜ ", "还没有写怎么答复"),
        ("| 九点", "还没有写问了什么"),
        (" | ", "两边都还没有写"),
    ],
)
def test_half_a_line_says_what_is_missing_and_stays(
    line: QuickAnswer, store: Store, shown: Shown, text: str, told: str
) -> None:
    line.line.setFocus()
    write(line.line, text)
    press(Qt.Key.Key_Return)
    assert told in line.fault()
    assert (line.line.text(), shown.news, shown.errors) == (text, [], [])
    assert line.line.hasFocus()
    assert store.count(Matter) == store.count(IssuedNumber) == 0
    write(line.line, "。")
    assert line.fault() == "", "it is told no more while it is put right"


def test_what_a_line_lacked_is_not_told_to_who_comes_back(line: QuickAnswer, window: MainWindow) -> None:
    write(line.line, "开门时间")
    line.commit()
    assert line.fault()
    window.show_page("today")
    window.show_page("matter")
    assert (line.fault(), line.line.text()) == ("", "开门时间")


def test_what_is_refused_stays_in_the_line(line: QuickAnswer, store: Store) -> None:
    """A question longer than any subject is told under the line, too."""
    text = f"{'问' * 101} | 九点"
    write(line.line, text)
    press(Qt.Key.Key_Return) if line.line.hasFocus() else line.commit()
    assert line.fault() == "事由：有 101 个字，最多 100 个字。请把事由写短一些，多出来的写到情况、备注等栏里"
    assert line.line.text() == text
    assert store.count(Matter) == store.count(IssuedNumber) == 0


def test_who_is_not_found_draws_no_number(line: QuickAnswer, store: Store) -> None:
    line.who.line.setText("谁也不是")
    line.line.setText("开门时间 | 九点")
    line.commit()
    assert line.who.note() != ""
    assert store.count(Matter) == store.count(IssuedNumber) == 0


def test_question_and_answer_are_told_apart_by_either_bar() -> None:
    assert parted("问|答") == parted(" 问 ｜ 答 ") == ("问", "答")
    assert parted("问|答|再说") == ("问", "答|再说")
    assert parted("只有问") == ("只有问", "")


def test_who_does_not_say_who_asks_is_nobody(store: Store) -> None:
    assert answer_at_once(store, "开门时间", "九点").claimants[0].anonymous
