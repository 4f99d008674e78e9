"""更多… over a list: those who are picked are invited to a meeting, and walked to; with a way back."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records.hall.meeting import Meeting
from db.records.visits.visit import Visit
from db.store import Store
from gui import large_work
from gui.dialogs.meeting_choice import MeetingChoice
from gui.dialogs.visit_dialog import VisitDialog
from gui.main_window import MainWindow
from gui.pages.hall.meeting import MeetingPage
from gui.pages.hall.to_meeting import to_meeting
from gui.pages.record_page import RecordPage
from gui.pages.router import Router
from gui.pages.visits.to_visits import to_visits
from gui.session import Session
from gui.widgets.print_menu import Printable
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write

Deed = Callable[[Session, Router, RecordPage], Sequence[Printable]]


@pytest.fixture
def page(window: MainWindow, store: Store, qtbot: QtBot) -> RecordPage:
    """The five residents by name, the first two picked."""
    settle(store)
    window.show_list("resident")
    in_front(qtbot, window)
    found: RecordPage = window.page("resident")
    found.list.view.order_by("name")
    found.list.view.mark_first()
    found.list.view.setFocus()
    for one in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(found.list.view, one)
    return found


@pytest.fixture
def meeting(store: Store) -> Meeting:
    return store.save(Meeting(name="下一次会", starts=datetime.now() + timedelta(days=3), hall="二楼议事厅"))


def choose(window: MainWindow, page: RecordPage, deed: Deed, number: int = 0) -> Any:
    """Chooses an entry; the dialog that opens."""
    deed(window.session, window, page)[number].job()
    return QApplication.activeModalWidget()


def test_those_picked_are_invited_and_are_out_of_it_again(
    window: MainWindow, page: RecordPage, meeting: Meeting, store: Store, shown: Shown
) -> None:
    dialog = choose(window, page, to_meeting)
    assert isinstance(dialog, MeetingChoice)
    assert "已邀请 0 人" in str(dialog.list.model().index(0, 0).data())
    picked = page.list.view.picked()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    saved = store.get(Meeting, meeting.id)
    assert len(saved.attendees) == len(picked) == 2
    assert shown.news[-1] == "“下一次会”加了 2 人"
    again = choose(window, page, to_meeting)
    again.accept()
    assert "都在名单里了" in str(shown.errors[-1])
    assert shown.undo is not None
    shown.undo()
    assert not store.get(Meeting, meeting.id).attendees


def test_a_new_meeting_is_opened_with_them(window: MainWindow, page: RecordPage) -> None:
    dialog = choose(window, page, to_meeting)
    assert dialog.list.current() == "new"
    dialog.accept()
    (shown,) = window.page("meeting").findChildren(MeetingPage)
    assert shown.isVisible()
    assert len(shown.plan.people.attendees()) == 2
    assert shown.meeting.id == 0


def test_a_visit_is_written_down_for_each_and_taken_back(
    window: MainWindow, page: RecordPage, store: Store, shown: Shown
) -> None:
    dialog = choose(window, page, to_visits, 1)
    assert isinstance(dialog, VisitDialog)
    write(dialog.form.editors["finding"], "")
    dialog.form.editors["finding"].set_value("平安")
    dialog.commit()
    visits = store.select(Visit)
    assert {v.resident for v in visits} == set(page.list.view.picked())
    assert {v.finding for v in visits} == {"平安"}
    assert {v.visitor for v in visits} == {store.actor}
    assert shown.news[-1] == "记下了 2 次走访"
    assert shown.undo is not None
    shown.undo()
    assert store.count(Visit) == 0


def test_many_visits_are_written_down_behind_the_window_and_taken_back(
    window: MainWindow, page: RecordPage, store: Store, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_work, "MANY", 1)
    dialog = choose(window, page, to_visits, 1)
    assert isinstance(dialog, VisitDialog)
    with qtbot.waitSignal(dialog.taken):
        dialog.commit()
        dialog.reject()
        assert dialog.isVisible(), "it waits for that"
        assert not shown.news
    assert (store.count(Visit), shown.news[-1]) == (2, "记下了 2 次走访")
    assert shown.undo is not None
    shown.undo()
    assert store.count(Visit) == 2
    qtbot.waitUntil(lambda: store.count(Visit) == 0)


def test_nothing_is_written_down_for_a_list_that_nobody_picked(window: MainWindow, page: RecordPage) -> None:
    page.list.view.unpick()
    assert [one.label for one in to_visits(window.session, window, page)] == ["安排走访：印走访登记表"]


def test_their_doors_are_printed_to_take_along(window: MainWindow, page: RecordPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.print_desk.asked, timeout=10000) as asked:
        to_visits(window.session, window, page)[0].job()
    assert asked.args is not None
    assert "走访登记表" in asked.args[0].windowTitle()
    asked.args[0].reject()
