"""A list to choose from: ticks by click, Space and Enter, narrowed without losing what is ticked."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
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


def test_without_boxes_enter_takes(qtbot: QtBot) -> None:
    made = ChoiceList(ENTRIES)
    qtbot.addWidget(made)
    taken: list[str] = []
    made.taken.connect(taken.append)
    made.go("3")
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert (taken, made.ticked()) == (["3"], [])
