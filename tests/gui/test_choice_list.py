"""A list to choose from: ticks by click, Space and Enter, narrowed without losing what is ticked."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from gui.widgets.choice_list import ChoiceList

ENTRIES = (("1", "独居"), ("2", "空巢"), ("3", "残疾"))


def test_it_is_ticked_by_keys_and_by_a_click_on_the_box(qtbot: QtBot) -> None:
    made = ChoiceList(ENTRIES, ticks=True)
    qtbot.addWidget(made)
    made.show()
    made.go("2")
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert made.ticked() == ["2"]
    QTest.keyClick(made, Qt.Key.Key_Down)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert made.ticked() == ["2"], "with one ticked Enter is the dialog's"
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert (made.current(), made.ticked()) == ("3", ["2", "3"])
    box = made.visualRect(made.model().index(0, 0)).topLeft() + QPoint(20, 12)
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert made.ticked() == ["1", "2", "3"]
    made.narrow(["1"])
    assert made.seen() == {"1": "独居"}
    made.step(1)
    assert made.current() == "1"
    QTest.keyClick(made, Qt.Key.Key_Space)
    made.narrow(None)
    assert made.ticked() == ["2", "3"]


def test_all_that_are_seen_are_ticked_at_once_and_none_again(qtbot: QtBot) -> None:
    made = ChoiceList(ENTRIES, ticks=True)
    qtbot.addWidget(made)
    made.show()
    every = made.keys()
    made.narrow(every[:2])
    QTest.keyClick(made, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert made.ticked() == every[:2]
    made.narrow(None)
    QTest.keyClick(made, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert made.ticked() == every
    QTest.keyClick(made, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert made.ticked() == []


def test_enter_ticks_the_first_one_and_then_presses_the_button_of_its_dialog(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    made, go = ChoiceList(ENTRIES, ticks=True), QPushButton("好")
    go.setDefault(True)
    go.clicked.connect(dialog.accept)
    column = QVBoxLayout(dialog)
    column.addWidget(made)
    column.addWidget(go)
    dialog.show()
    made.go("2")
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert (made.ticked(), dialog.isVisible()) == (["2"], True)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert (made.ticked(), dialog.isVisible()) == (["2"], False)


def test_without_boxes_enter_takes(qtbot: QtBot) -> None:
    made = ChoiceList(ENTRIES)
    qtbot.addWidget(made)
    taken: list[str] = []
    made.taken.connect(taken.append)
    made.go("3")
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert (taken, made.ticked()) == (["3"], [])
