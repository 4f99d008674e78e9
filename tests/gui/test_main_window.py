"""The window as a whole, worked with the keys."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records import KINDS
from db.records.hall.meeting import Topic
from db.records.mediation.case import MediationCase
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.records.visits.visit import Visit
from db.store import Store
from gui.main_window import MainWindow
from gui.pages.centre.settings import CLERKS
from gui.pages.entries import lines, pages
from gui.pages.record_page import RecordPage
from gui.pages.registry.person import PersonPage
from gui.session import Session
from gui.settings import Settings
from gui.widgets.month import MonthView
from gui.widgets.parts import Tabs
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.keys import write
from tests.named import account_named


class _Strays(QObject):
    """Notes every window that shows itself besides the one that may."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__}")
        return False


@pytest.fixture
def window(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.print_desk.wait()


def _press(window: MainWindow, key: Qt.Key, control: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(_focused() if QApplication.focusWidget() else window, key, held)


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _out_of_sight(navigation: QWidget) -> list[str]:
    """The lines that one would have to scroll to."""
    return [
        b.text() for b in navigation.findChildren(QPushButton) if b.visibleRegion().boundingRect().height() < b.height()
    ]


def _visible_text(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_every_entry_of_the_navigation_opens_a_page_that_works(window: MainWindow, qtbot: QtBot) -> None:
    shown = [one for one in window.navigation.findChildren(QPushButton) if one.isCheckable()]
    for button in shown:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        line = window.navigation.marked()
        assert window.current_key() == window._lines[line].pages[0].key
        assert window.page(window.current_key()).isVisible()
    rooms = dict.fromkeys(kind.room.value for kind in KINDS if kind.tab)
    assert [button.text() for button in shown] == ["今日", *rooms, "统计", "导入", "设置"]
    assert list(rooms)[:3] == ["居民", "诉求", "矛盾调解"]


def test_control_and_a_figure_go_to_the_pages_from_the_top(window: MainWindow) -> None:
    seen: list[str] = []
    for number in range(9):
        _press(window, Qt.Key(Qt.Key.Key_1 + number), control=True)
        seen.append(window.current_key())
    assert seen == [line.pages[0].key for line in lines(KINDS)][:9]
    assert seen[:4] == ["today", "resident", "matter", "mediation_case"]


def test_no_part_of_a_page_flashes_up_as_a_window_of_its_own(window: MainWindow) -> None:
    strays = _Strays()
    QApplication.instance().installEventFilter(strays)  # type: ignore[union-attr]
    for entry in pages(KINDS):
        window.show_page(entry.key)
        if entry.kind:
            window.open_new(entry.kind.table)
    QApplication.instance().removeEventFilter(strays)  # type: ignore[union-attr]
    assert strays.seen == []


def test_a_resident_is_found_by_initials_and_opened_without_the_mouse(window: MainWindow, qtbot: QtBot) -> None:
    resident = plant(window.session.store, Resident, name="张桂芳")
    _press(window, Qt.Key.Key_K, control=True)
    write(window.search.line, "zgf")
    qtbot.waitUntil(lambda: len(window.search.results()) == 2)
    assert [line.text for line in window.search.results()] == ["居民", "张桂芳"]
    _press(window, Qt.Key.Key_Return)
    assert window.current_key() == "resident"
    card = window.page("resident").findChild(PersonPage)
    assert card.isVisible()
    assert "张桂芳" in _visible_text(card)
    assert resident.id_number not in _visible_text(window)


def test_search_says_when_it_lists_only_the_best(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    with store.writing() as w:
        w.save_all([Resident(name=f"王{second}{third}") for second in "丽静强磊洋超" for third in "芳娜敏军杰娟"])
    _press(window, Qt.Key.Key_K, control=True)
    write(window.search.line, "王丽")
    qtbot.waitUntil(lambda: bool(window.search.results()))
    assert len(window.search.results()) == 7
    window.search.line.selectAll()
    write(window.search.line, "王")
    qtbot.waitUntil(lambda: len(window.search.results()) > 7)
    last = window.search.results()[-1]
    assert (len(window.search.results()), last.text[:8], last.value) == (32, "只列出最像的 3", None)


def test_search_says_when_there_is_nothing_and_escape_leaves_it(window: MainWindow, qtbot: QtBot) -> None:
    _press(window, Qt.Key.Key_K, control=True)
    write(window.search.line, "qqq")
    qtbot.waitUntil(lambda: bool(window.search.results()))
    assert "没有找到“qqq”" in window.search.results()[0].text
    _press(window, Qt.Key.Key_Return)
    assert window.current_key() == "today"
    _press(window, Qt.Key.Key_Escape)
    assert window.search.results() == ()


def test_a_topic_is_entered_saved_and_listed_with_the_keys_alone(window: MainWindow, shown: Shown) -> None:
    window.show_page("topic")
    _press(window, Qt.Key.Key_N, control=True)
    write(_focused(), "3号楼电梯维修资金")
    _press(window, Qt.Key.Key_S, control=True)
    saved = window.session.store.select(Topic)
    assert [topic.subject for topic in saved] == ["3号楼电梯维修资金"]
    assert shown.news == ["已保存：3号楼电梯维修资金"]
    _press(window, Qt.Key.Key_Escape)
    page: RecordPage = window.page("topic")
    assert not page.is_record_open()
    assert page.list.view.current_id() == saved[0].id
    _press(window, Qt.Key.Key_Return)
    assert page.is_record_open()
    assert page.form_page.record == saved[0]


def test_what_is_typed_survives_leaving_the_page(window: MainWindow, shown: Shown) -> None:
    window.open_new("visit")
    visitor = window.page("visit").form_page.form.editors["visitor"]
    visitor.setFocus()
    write(_focused(), "李卫东")
    window.show_page("today")
    assert shown.news == ["没有保存的内容已留作草稿，下次打开接着写"]
    assert window.session.store.count(Visit) == 0
    window.open_new("visit")
    assert visitor.value() == "李卫东"


def test_saving_what_somebody_else_changed_overwrites_nothing(window: MainWindow, shown: Shown) -> None:
    store = window.session.store
    topic = plant(store, Topic, subject="充电桩")
    window.open_record("topic", topic.id)
    page: RecordPage = window.page("topic")
    store.save(attrs.evolve(topic, subject="充电桩选址"))
    write(page.form_page.form.editors["proposer"].target(), "乙")  # type: ignore[union-attr]
    assert not page.form_page.save()
    assert [error.code for error in shown.errors] == ["changed_elsewhere"]
    assert store.get(Topic, topic.id).subject == "充电桩选址"


def test_the_practice_community_says_so_on_every_page(window: MainWindow) -> None:
    assert "练习小区" not in _visible_text(window)
    centre = window.session.store.centre()
    window.session.store.save(attrs.evolve(centre, practice=True))
    window.tell_saved("centre", centre.id)
    for entry in pages(KINDS):
        window.show_page(entry.key)
        assert "练习小区" in _visible_text(window), entry.tab


def test_a_deleted_record_can_be_brought_back_with_its_parts(window: MainWindow, shown: Shown) -> None:
    store = window.session.store
    household = plant(store, Household)
    window.open_record("household", household.id)
    page: RecordPage = window.page("household")
    shown.answer = False
    page.form_page.delete()
    assert store.count(Household) == 1
    shown.answer = True
    page.form_page.delete()
    assert store.count(Household) == 0
    assert not page.is_record_open()
    assert page.list.model.rowCount() == 0
    assert all(question.grave for question in shown.questions)
    assert shown.undo is not None
    shown.undo()
    back = store.select(Household)
    assert [(h.note, [m.resident for m in h.members]) for h in back] == [
        (household.note, [m.resident for m in household.members])
    ]
    assert page.list.model.rowCount() == 1


def test_what_others_point_to_is_not_deleted(window: MainWindow, shown: Shown) -> None:
    store = window.session.store
    house = plant(store, House)
    plant(store, Resident, house=house.id)
    window.open_record("house", house.id)
    window.page("house").form_page.delete()
    assert [error.code for error in shown.errors] == ["in_use"]
    assert store.count(House) == 1


def test_houses_buildings_and_grids_are_opened_each_on_its_page(window: MainWindow) -> None:
    store = window.session.store
    house, grid = plant(store, House), plant(store, Grid)
    building = store.select(Building)[0]
    for table, record in (("house", house), ("grid", grid), ("building", building)):
        window.open_record(table, record.id)
        page = window.page(table)
        assert page.form_page.record == record
        assert page.isVisible()


def test_a_room_comes_back_with_the_tab_that_was_last_in_front(window: MainWindow) -> None:
    window.open_new("topic")
    window.go_to("registry")
    assert window.current_key() == "resident"
    window.go_to("hall")
    assert window.current_key() == "topic"
    assert window.page("topic").is_record_open(), "and as it was left"
    window.go_to("hall")
    assert not window.page("topic").is_record_open(), "the line of the page in front leads to its list"


def test_tabs_lead_to_the_lists_of_a_room_and_a_lone_list_has_none(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("meeting")
    for told, key in (("决议督办", "resolution"), ("议题", "topic"), ("会议", "meeting")):
        (tabs,) = (one for one in window.page(window.current_key()).findChildren(Tabs) if one.isVisible())
        qtbot.mouseClick(next(b for b in tabs.findChildren(QPushButton) if b.text() == told), Qt.MouseButton.LeftButton)
        assert window.current_key() == key
        (tabs,) = (one for one in window.page(key).findChildren(Tabs) if one.isVisible())
        assert next(b.text() for b in tabs.findChildren(QPushButton) if b.isChecked()) == told
        assert window.navigation.marked() == "hall"
    seen = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        held = Qt.KeyboardModifier.ControlModifier
        held |= Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Backtab else held
        QTest.keyClick(_focused(), key, held)
        seen.append(window.current_key())
    assert seen == ["topic", "resolution", "meeting", "resolution"]
    window.show_page("mediation_case")
    assert not window.page("mediation_case").findChildren(Tabs)
    assert "矛盾调解" in _visible_text(window.page("mediation_case"))


def test_a_record_that_is_gone_is_said_in_words(window: MainWindow, shown: Shown) -> None:
    window.open_record("topic", 12345)
    assert [str(error) for error in shown.errors] == ["这条议题已经不在了。请按 Esc 返回列表，列表里是现在的"]


def test_new_cases_and_meetings_start_on_pages_of_their_own(window: MainWindow) -> None:
    for table in ("mediation_case", "meeting", "resident"):
        window.open_new(table)
        assert window.current_key() == table
        assert window.page(table).is_record_open()
        _press(window, Qt.Key.Key_Escape)
        assert not window.page(table).is_record_open(), table


def test_every_record_that_search_can_find_has_a_page() -> None:
    assert {kind.table for kind in KINDS if kind.found} <= {entry.key for entry in pages(KINDS) if entry.kind}


def test_lists_can_be_narrowed_to_what_waits(window: MainWindow) -> None:
    store = window.session.store
    plant(store, Resident, name="甲", doubt="")
    plant(store, Resident, name="乙", doubt="证件号码不对")
    window.show_list("resident", "待核实")
    model = window.page("resident").list.model
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["乙"]
    window.page("resident").list.clear_filter()
    assert model.rowCount() == 2


def test_open_cases_are_those_without_an_end(window: MainWindow) -> None:
    store = window.session.store
    plant(store, MediationCase, title_text="在办的", stage="3")
    plant(store, MediationCase, title_text="办完的", stage="7", closed=date(2026, 3, 2))
    window.show_list("mediation_case", "在办")
    model = window.page("mediation_case").list.model
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["在办的"]


def test_below_the_bars_of_a_small_screen_nothing_is_cut_off(window: MainWindow, qtbot: QtBot) -> None:
    """1366×768 less the title of the window and the bar of the desktop, with a centre whose name takes two lines."""
    navigation = window.navigation
    navigation.set_centre("幸福里街道柳荫社区党群服务中心")
    window.resize(1366, 690)
    qtbot.waitUntil(lambda: window.height() == 690)
    rows = [w.geometry() for w in navigation.findChildren(QWidget) if w.isVisible() and w.parent() is navigation]
    ordered = sorted(rows, key=lambda row: row.top())
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(ordered))
    assert ordered[-1].bottom() < navigation.height()
    assert _out_of_sight(navigation) == []
    name = next(w for w in navigation.findChildren(QLabel) if w.text().startswith("幸福里街道"))
    assert name.height() >= name.heightForWidth(name.width()) > 2 * name.fontMetrics().height()
    month = window.findChild(MonthView)
    assert isinstance(month, MonthView)
    assert month.visibleRegion().boundingRect().height() == month.height() >= month.minimumSizeHint().height()


def test_a_clerk_who_is_called_otherwise_is_shown_so_at_once(window: MainWindow, store: Store) -> None:
    account = account_named(store, store.actor)
    assert account is not None
    window.show_page("settings")
    settings = window.page("settings")
    settings.show_tab(CLERKS)
    settings.clerks.open_record(account.id)
    settings.clerks.form_page.form.editors["name"].set_value("卢小清")
    settings.clerks.form_page.save()
    assert any(shown.text().startswith("卢小清") for shown in window.navigation.findChildren(QLabel))
    assert window.session.store.actor == "卢小清"
