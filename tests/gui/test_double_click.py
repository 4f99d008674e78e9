"""A double click on what opens a page commits nothing on the page that comes under the pointer."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from db.records.letters.number import IssuedNumber
from db.records.mediation.case import MediationCase
from gui.main_window import MainWindow
from gui.pages.record_page import RecordPage
from gui.widgets.parts import button
from tests.factories import make
from tests.gui.keys import handle_of

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def double_click(widget: QWidget) -> None:
    """As the mouse does it: each of the two clicks goes to what lies under the pointer by then."""
    window = widget.window()
    QTest.mouseDClick(handle_of(window), LEFT, PLAIN, widget.mapTo(window, QPoint(widget.width() // 2, 12)))


def red(page: QWidget) -> QPushButton:
    """The red button that is to be seen."""
    found = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.property("kind") == "primary"]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "key", ["resident", "mediation_case", "meeting", "topic", "resolution", "announcement", "visit"]
)
def test_the_red_button_of_a_list_presses_no_button_of_the_page_it_opens(window: MainWindow, key: str) -> None:
    window.show_page(key)
    page = window.page(key)
    assert isinstance(page, RecordPage)
    pressed: list[str] = []
    for one in page.findChildren(QPushButton):
        one.clicked.connect(lambda _on=False, one=one: pressed.append(one.text()))
    begins = red(page)
    said = begins.text()
    double_click(begins)
    assert page.is_record_open()
    assert pressed == [said]


def test_a_case_that_is_ready_is_not_accepted_and_draws_no_number(window: MainWindow) -> None:
    store = window.session.store
    window.show_page("mediation_case")
    page = window.page("mediation_case")
    window.open_new("mediation_case")
    case = page._detail.page
    ready = make(MediationCase, stage="1", closed=None, received=date.today(), due=None)
    case.form.fill({name: getattr(ready, name) for name in case.form.editors}, only_empty=False)
    case.keep_draft()
    page.show_list()
    double_click(red(page))
    assert store.count(MediationCase) == store.count(IssuedNumber) == 0


def test_two_clicks_on_an_ordinary_button_are_two_and_on_a_red_one_one(qtbot: QtBot) -> None:
    plain, primary = button("加一行"), button("受理", "primary")
    pressed: list[str] = []
    for one in (plain, primary):
        one.clicked.connect(lambda _on=False, one=one: pressed.append(one.text()))
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    for one in (plain, primary):
        stack.addWidget(one)
        stack.setCurrentWidget(one)
        stack.show()
        qtbot.waitExposed(stack)
        double_click(one)
    assert pressed == ["加一行", "加一行", "受理"]
