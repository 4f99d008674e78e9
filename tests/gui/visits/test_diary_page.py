"""民情日志 in the window: a line is written, changed, deleted and brought back by keys; days, weeks and months follow each other."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records.matters.matter import Matter
from db.records.visits.diary_line import DiaryLine
from db.services.matters.take_in import take_in
from db.services.visits.diary import keep_diary_line
from db.store import Store
from gui.main_window import MainWindow
from gui.models.diary_table import MORE, TITLE, WHAT
from gui.pages.visits.diary import MONTH, WEEK, DiaryPage
from tests.gui.conftest import Shown
from tests.gui.keys import in_front

TODAY = date.today()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> DiaryPage:
    in_front(qtbot, window)
    window.show_page("diary")
    made = window.page("diary")
    assert isinstance(made, DiaryPage)
    return made


def undo(window: MainWindow) -> None:
    """Takes back what was told last."""
    told = window.session.messages
    assert isinstance(told, Shown)
    assert told.undo is not None
    told.undo()


def shown(page: DiaryPage) -> list[tuple[str, str]]:
    return [(page.model.index(r, WHAT).data(), page.model.index(r, MORE).data()) for r in range(page.model.rowCount())]


def test_a_line_is_written_changed_and_deleted_by_keys_and_comes_back(
    page: DiaryPage, qtbot: QtBot, store: Store, window: MainWindow
) -> None:
    page.line.setFocus()
    page.line.insert("看了充电桩")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert shown(page) == [("自己写的", "看了充电桩")]
    assert [(one.day, one.person) for one in store.select(DiaryLine)] == [(TODAY, store.person_at_work())]
    page.take_focus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.line.text() == "看了充电桩"
    page.line.insert("，修好了")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert shown(page) == [("自己写的", "看了充电桩，修好了")]
    undo(window)
    assert shown(page) == [("自己写的", "看了充电桩")]
    page.take_focus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert (shown(page), store.select(DiaryLine)) == ([], [])
    undo(window)
    assert shown(page) == [("自己写的", "看了充电桩")]


def test_what_follows_from_elsewhere_is_opened_and_not_deleted(
    window: MainWindow, page: DiaryPage, qtbot: QtBot, store: Store
) -> None:
    one = take_in(store, Matter(subject="漏水", taken=datetime.now()))
    page.refresh()
    assert page.model.index(0, TITLE).data() == f"{one.number} 漏水"
    page.take_focus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert len(shown(page)) == 1
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.current_key() == "matter"


def test_days_weeks_and_months_follow_each_other(page: DiaryPage, store: Store, qtbot: QtBot) -> None:
    keep_diary_line(store, DiaryLine(day=TODAY - timedelta(days=1), text="昨天的"))
    page.refresh()
    assert shown(page) == []
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown(page) == [("自己写的", "昨天的")]
    for which, days in ((WEEK, 7), (MONTH, (28, 29, 30, 31))):
        page.day.set_value(TODAY - timedelta(days=1))
        page.spans.button(which).click()
        first, last = page.span()
        length = (last - first).days + 1
        assert length == days if isinstance(days, int) else length in days
        assert shown(page) == [("自己写的", "昨天的")]
        page.step(1)
        assert page.span()[0] == last + timedelta(days=1)
        page.step(-1)
        assert page.span() == (first, last)


def test_it_is_printed_as_it_is_shown(page: DiaryPage, store: Store, qtbot: QtBot) -> None:
    keep_diary_line(store, DiaryLine(day=TODAY, text="看了充电桩"))
    page.refresh()
    page.take_focus()
    with qtbot.waitSignal(page.job_requested) as asked:
        qtbot.keyClick(page.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked.args is not None
    assert asked.args[0].make(store, lambda *_: True).startswith(b"%PDF")
