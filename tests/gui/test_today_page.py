"""The first screen tells what is due, the marked days and the next meeting."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records.mediation import MediationCase, Party
from db.services.accept_case import accept_case
from db.services.call_meeting import call_meeting, propose_meeting
from db.store import Store
from gui.main_window import MainWindow
from gui.models.due_table import COL_DUE, COL_NUMBER
from gui.pages.today import TodayPage
from gui.widgets.month import MonthView
from tests.gui.community import settle
from tests.gui.keys import in_front

NOW = datetime(2026, 11, 21, 9, 0)


@pytest.fixture
def page(qtbot: QtBot, store: Store) -> TodayPage:
    settle(store)
    for day in (20, 22, 25):
        accept_case(
            store,
            MediationCase(
                title_text="噪音",
                dispute="2",
                facts="夜间噪音",
                received=date(2026, 10, day),
                parties=(Party(name="甲方"), Party(name="乙方", side="2")),
            ),
        )
    made = TodayPage(store)
    qtbot.addWidget(made)
    made.resize(1170, 700)
    made.refresh(NOW)
    in_front(qtbot, made)
    return made


def test_what_is_late_comes_first_and_says_so(page: TodayPage) -> None:
    model = page._list.model()
    shown = [(model.index(r, COL_NUMBER).data(), model.index(r, COL_DUE).data()) for r in range(model.rowCount())]
    assert shown == [
        ("民调〔2026〕1号", "逾期 1 天"),
        ("民调〔2026〕2号", "剩 1 天"),
        ("民调〔2026〕3号", "剩 4 天"),
    ]


def test_the_month_marks_the_25th_and_the_second_saturday(page: TodayPage) -> None:
    month = page.findChild(MonthView)
    assert isinstance(month, MonthView)
    assert month.accessibleDescription() == "议事日 11月25日，走访日 11月14日"


def test_enter_opens_what_is_marked(qtbot: QtBot, page: TodayPage, store: Store) -> None:
    page.focus_list()
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.keyClick(page._list, Qt.Key.Key_Return)
    first = store.select(MediationCase, order=("due",))[0]
    assert asked.args == ["mediation_case", first.id]


def test_the_button_calls_the_meeting_until_there_is_one_and_then_prints_its_notices(
    qtbot: QtBot, page: TodayPage, store: Store
) -> None:
    with qtbot.waitSignal(page.meeting_requested):
        qtbot.mouseClick(page._notices, Qt.MouseButton.LeftButton)
    meeting = call_meeting(store, propose_meeting(store, NOW.date()))
    page.refresh(NOW)
    with qtbot.waitSignal(page.notices_requested) as asked:
        qtbot.mouseClick(page._notices, Qt.MouseButton.LeftButton)
    assert asked.args == [meeting.id]


def test_a_new_store_leads_to_the_roster(window: MainWindow, qtbot: QtBot) -> None:
    offered = next(b for b in window.page("today").findChildren(QPushButton) if b.text() == "导入花名册")
    assert offered.isVisible()
    qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)
    assert window.current_key() == "import"


def test_a_quiet_day_with_residents_does_not_ask_for_a_roster(qtbot: QtBot, store: Store) -> None:
    settle(store)
    page = TodayPage(store)
    qtbot.addWidget(page)
    page.refresh(NOW)
    page.show()
    assert not next(b for b in page.findChildren(QPushButton) if b.text() == "导入花名册").isVisible()
