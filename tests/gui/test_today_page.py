"""The first screen tells what is due, the marked days and the next meeting."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records.mediation.case import MediationCase, Party
from db.services.due import DueItem
from db.services.hall.call_meeting import call_meeting, propose_meeting
from db.services.kept_backups import clock_behind, todays_backup
from db.services.mediation.accept_case import accept_case
from db.store import BACKUPS, Store
from gui.main_window import MainWindow
from gui.models.due_table import COL_DUE, COL_NUMBER, DueTableModel
from gui.pages.today import TodayPage
from gui.session import BackupNews
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
    """What each grid and estate must have, and these lack, has no last day and comes behind."""
    model = page._list.model()
    shown = [(model.index(r, COL_NUMBER).data(), model.index(r, COL_DUE).data()) for r in range(model.rowCount())]
    assert shown[:3] == [
        ("民调〔2026〕1号", "逾期 1 天"),
        ("民调〔2026〕2号", "剩 1 天"),
        ("民调〔2026〕3号", "剩 4 天"),
    ]
    assert shown[3:].count(("必配", "—")) == 2
    assert {due for _number, due in shown[3:]} == {"—"}


@pytest.mark.parametrize(
    ("due", "paused_at", "said"),
    [
        (None, None, "—"),
        (None, NOW, "暂停中"),
        (NOW.date(), None, "今天"),
        (NOW.date() - timedelta(days=2), None, "逾期 2 天"),
    ],
)
def test_what_has_a_day_alone_is_told_as_clocks_are(due: date | None, paused_at: datetime | None, said: str) -> None:
    model = DueTableModel()
    model.set_items([DueItem("matter", 1, "", "", "", "", due, paused_at=paused_at)], NOW)
    assert model.index(0, COL_DUE).data() == said


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


def test_a_backup_is_called_checked_only_after_it_was_opened(qtbot: QtBot, store: Store) -> None:
    todays_backup(store, NOW)
    news = BackupNews()
    page = TodayPage(store, news)
    qtbot.addWidget(page)
    page.refresh(NOW)
    assert "校验" not in page._safety.text()
    assert "09:00" in page._safety.text()
    news.opened = todays_backup(store, NOW)
    page.refresh(NOW)
    assert "今日 09:00 已自动备份并校验" in page._safety.text()
    news.fault = "磁盘已满"
    page.refresh(NOW)
    assert "没有做成：磁盘已满" in page._safety.text()


def test_an_empty_file_with_todays_name_is_no_backup(qtbot: QtBot, store: Store) -> None:
    (store.folder / BACKUPS).mkdir()
    (store.folder / BACKUPS / f"党群服务台备份-{NOW:%Y%m%d-%H%M%S}.dqbak").write_bytes(b"")
    page = TodayPage(store)
    qtbot.addWidget(page)
    page.refresh(NOW)
    assert "还没有备份" in page._safety.text()


def test_a_clock_that_is_behind_is_told_above_every_page(window: MainWindow, store: Store) -> None:
    assert not window._band.isVisible()
    window.warn(clock_behind(store, datetime(2010, 1, 1, 8, 0)))
    for key in ("today", "settings"):
        window.show_page(key)
        assert window._band.isVisible()
        assert "2010-01-01" in window._band.warning.text()
