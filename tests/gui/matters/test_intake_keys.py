"""How many keys an intake costs in the real window: a neighbour's noise with its receipt in 70, a question and its answer in 25.

A Chinese character counts as two keys, as an input method takes it by initials.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.matters.codes import DISPUTE, EXPLAINED
from db.records.matters.matter import Matter
from db.store import Store
from gui.dialogs.print_preview import PrintPreview
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.pages.matters.quick import QuickAnswer
from gui.widgets.editors import RefEditor, RowsEditor
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.matters.at_page import CTRL, page_of

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return
A_CHARACTER = 2


class Hands:
    """Presses keys where the focus is, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, key: Qt.Key, times: int = 1, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for _ in range(times):
            where = QApplication.focusWidget()
            assert where is not None
            QTest.keyClick(where, key, held)
            self.count += 1

    def type(self, text: str) -> None:
        where = QApplication.focusWidget()
        assert where is not None
        write(where, text)
        self.count += sum(1 if one.isascii() else A_CHARACTER for one in text)

    def to(self, name: str, page: MatterPage) -> None:
        """Tab by Tab to a field of the form."""
        editor = page.form.editors[name]
        while (focused := QApplication.focusWidget()) is None or not (
            editor.isAncestorOf(focused) or editor.target() is focused
        ):
            self.press(TAB)
            assert self.count < 200, name


def test_a_complaint_about_noise_is_taken_in_with_its_receipt_in_seventy_keys(
    window: MainWindow, store: Store, qtbot: QtBot, shown: Shown
) -> None:
    in_front(qtbot, window)
    people = settle(store)
    window.show_page("matter")
    window.page("matter").take_focus()
    previews: list[PrintPreview] = []
    window.print_desk.previewed.connect(previews.append)
    hands = Hands()
    hands.press(Qt.Key.Key_N, held=CTRL)
    page = page_of(window)
    hands.type("楼上深夜装修")
    hands.press(TAB)
    hands.type("6")
    hands.to("facts", page)
    hands.type("半夜还在砸墙")
    hands.to("claimants", page)
    hands.type("zgf")
    claimants = page.form.editors["claimants"]
    assert isinstance(claimants, RowsEditor)
    who = claimants.rows[0].editors["who"]
    assert isinstance(who, RefEditor)
    qtbot.waitUntil(lambda: bool(who.choices()))
    hands.press(ENTER)
    hands.press(Qt.Key.Key_S, held=CTRL)
    hands.press(Qt.Key.Key_P, held=CTRL)
    qtbot.waitUntil(lambda: bool(previews), timeout=20000)
    hands.count += 1  # the key that sends it to the printer
    (matter,) = store.select(Matter)
    assert (matter.subject, matter.nature, matter.facts) == ("楼上深夜装修", DISPUTE, "半夜还在砸墙")
    assert store.kinds.leads_to(matter.claimants[0].who) == ("resident", people["张桂芳"].id)
    assert matter.number
    assert shown.errors == []
    assert "诉求登记表" in previews[0].windowTitle()
    assert hands.count <= 70
    previews[0].close()


def test_a_question_is_answered_in_twenty_five_keys(
    window: MainWindow, store: Store, qtbot: QtBot, shown: Shown
) -> None:
    in_front(qtbot, window)
    window.show_page("matter")
    window.page("matter").list.setFocus()
    line = window.page("matter").findChild(QuickAnswer)
    assert isinstance(line, QuickAnswer)
    line.who.line.setFocus()
    hands = Hands()
    hands.press(TAB)
    hands.type("医保怎么报|带卡到窗口")
    hands.press(ENTER)
    (matter,) = store.select(Matter)
    assert (matter.subject, matter.result, matter.outcome, matter.stage) == ("医保怎么报", "带卡到窗口", EXPLAINED, "5")
    assert shown.errors == []
    assert hands.count <= 25
