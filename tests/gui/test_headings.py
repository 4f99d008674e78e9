"""A click on a heading orders a list by its column, the next one the other way round, and the arrow says which."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.store import Store
from gui.main_window import MainWindow
from gui.widgets.record_list import RecordList
from tests.gui.community import settle
from tests.gui.headings import click_heading
from tests.gui.keys import in_front

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def register(window: MainWindow, store: Store, qtbot: QtBot) -> RecordList:
    settle(store)
    window.show_list("resident")
    in_front(qtbot, window)
    found: RecordList = window.page("resident").list
    return found


def arrow(register: RecordList) -> tuple[int, Qt.SortOrder]:
    heading = register.view.horizontalHeader()
    assert heading.isSortIndicatorShown()
    return heading.sortIndicatorSection(), heading.sortIndicatorOrder()


def listed(register: RecordList) -> list[str]:
    return [str(register.model.index(row, 0).data()) for row in range(register.model.rowCount())]


def test_a_heading_orders_turns_round_and_another_one_begins_at_the_top(register: RecordList) -> None:
    names = [column.name for column in register.model.columns]
    other = next(n for n in range(1, len(names)) if register.model.can_sort(n))
    click_heading(register, 0)
    first = listed(register)
    assert (register.order(), arrow(register)) == (names[0], (0, UP))
    click_heading(register, 0)
    assert (register.order(), arrow(register)) == (f"-{names[0]}", (0, DOWN))
    assert listed(register) == first[::-1]
    click_heading(register, other)
    assert (register.order(), arrow(register)) == (names[other], (other, UP))
    click_heading(register, other)
    assert (register.order(), arrow(register)) == (f"-{names[other]}", (other, DOWN))
    click_heading(register, 0)
    assert (register.order(), arrow(register)) == (names[0], (0, UP))
    assert listed(register) == first
