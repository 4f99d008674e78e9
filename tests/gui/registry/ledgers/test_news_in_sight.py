"""A line of news hides neither the row that it tells of nor the one that comes next, however long the ledger is."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.records.registry.ledger import Ledger
from db.records.registry.resident import RESIDENTS, Resident
from db.services.registry.ledgers.freezing import Asked, freeze
from db.store import Store
from gui.main_window import MainWindow
from gui.messages import WindowMessages
from gui.notices import Toast
from gui.pages.registry.ledger import LedgerPage
from tests.gui.keys import in_front
from tests.gui.registry.ledgers.conftest import TODAY


@pytest.fixture
def full(store: Store, window: MainWindow, qtbot: QtBot) -> LedgerPage:
    """A ledger with more rows than a screen has."""
    ids = [store.save(Resident(name=f"住户{n:02}")).id for n in range(40)]
    made = freeze(store, Ledger(name="排查", since=TODAY), Asked(RESIDENTS, ids), TODAY)
    window.resize(1366, 728)
    window.open_record("ledger", made.id)
    in_front(qtbot, window)
    (found,) = window.page("ledger").findChildren(LedgerPage)
    found.take_focus()
    return found


def place(page: LedgerPage, window: MainWindow, row: int) -> QRect:
    """Where a row is seen, over the whole width."""
    rect, inside = page.view.visualRect(page.model.index(row, 0)), page.view.viewport()
    top = inside.mapTo(window, QPoint(0, max(rect.top(), 0)))
    return QRect(top.x(), top.y(), inside.width(), min(rect.bottom(), inside.height()) - max(rect.top(), 0))


def test_it_hides_no_row_at_hand(full: LedgerPage, window: MainWindow) -> None:
    messages = WindowMessages(window)
    for row in range(len(full.model.rows)):
        full.view.selectRow(row)
        messages.inform(f"记下了：住户{row:02} 办了", lambda: None)
        (toast,) = [one for one in window.findChildren(Toast) if one.isVisible()]
        for near in (row - 1, row, row + 1):
            if 0 <= near < len(full.model.rows):
                assert not toast.geometry().intersects(place(full, window, near)), f"row {near} of {row}"
        assert not toast.geometry().intersects(QRect(full.go.mapTo(window, QPoint(0, 0)), full.go.size()))


def test_it_makes_way_for_the_row_that_comes_under_it(full: LedgerPage, window: MainWindow, qtbot: QtBot) -> None:
    WindowMessages(window).inform("记下了：住户00 办了", lambda: None)
    (toast,) = [one for one in window.findChildren(Toast) if one.isVisible()]
    toast.move(place(full, window, 6).topLeft())
    full.view.selectRow(5)
    QTest.keyClick(full.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not toast.geometry().intersects(place(full, window, 6)))


def test_where_the_page_has_room_it_lies_on_nothing_that_is_read(page: LedgerPage, window: MainWindow) -> None:
    window.resize(1366, 728)
    WindowMessages(window).inform("记下了：张桂芳 办了", lambda: None)
    (toast,) = [one for one in window.findChildren(Toast) if one.isVisible()]
    hint = QRect(page._hint.mapTo(window, QPoint(0, 0)), page._hint.size())
    assert not toast.geometry().intersects(hint)
    assert not toast.geometry().intersects(place(page, window, 3))
