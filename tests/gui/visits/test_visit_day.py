"""A visit day in the window: papers prepared and printed, keyed back with the keyboard alone, doors counted by building."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.matters.matter import Matter
from db.records.registry.household import Household, Member
from db.records.registry.place import Building, House
from db.records.registry.resident import Resident
from db.records.visits.round_sheet import RoundSheet
from db.records.visits.visit import Visit
from db.services.figures.span import until
from db.services.visits.coverage import Knocked, coverage
from db.services.visits.sheets import prepare, round_at
from db.store import Store, eq
from gui.main_window import MainWindow
from gui.models.visit_tables import COVER_ANSWERED, COVER_NEVER, LINE_DOOR, LINE_HEAD, LINE_NUMBER
from gui.pages.visits.coverage import CoveragePage
from gui.pages.visits.keying import KeyingPage
from gui.pages.visits.promises import promises
from gui.pages.visits.visit_day import VisitDayPage
from gui.theme import px
from gui.widgets.print_menu import Printable
from tests.factories import estate
from tests.gui.conftest import Dress, Shown

TODAY = date.today()
P = TypeVar("P", bound=QWidget)


class Hands:
    """Presses keys where the focus is, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def type(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            for one in key if isinstance(key, str) else (key,):
                where = QApplication.focusWidget()
                assert where is not None
                QTest.keyClick(where, one)  # type: ignore[call-overload]
                self.count += 1

    def red(self) -> None:
        where = QApplication.focusWidget()
        assert where is not None
        QTest.keyClick(where, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.count += 1


@pytest.fixture
def sheet(store: Store) -> RoundSheet:
    """A paper of forty doors."""
    building = store.save(Building(estate=estate(store, "荷花里小区"), number="1"))
    with store.writing() as w:
        w.save_all([House(building=building.id, unit="1", room=f"{n // 4 + 1}0{n % 4 + 1}") for n in range(40)])
    (made,) = prepare(store, round_at(store), TODAY, "王芳")
    return made


def page_of(window: MainWindow, key: str, kind: type[P]) -> P:
    window.show_page(key)
    page = window.page(key)
    assert isinstance(page, kind)
    return page


ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def test_forty_doors_with_three_exceptions_are_keyed_in_sixty_keys(
    window: MainWindow, store: Store, sheet: RoundSheet, shown: Shown
) -> None:
    page = page_of(window, "keying", KeyingPage)
    page.take_focus()
    hands = Hands()
    hands.type(sheet.code, ENTER)
    hands.type("7", ENTER, "3", ENTER)
    hands.type("12", ENTER, "2", TAB, "deng huai", TAB, "xiu deng", TAB, TODAY.strftime("%m%d"), TAB, "wf", ENTER)
    hands.type("40", ENTER, "0", ENTER)
    hands.red()
    visits = {visit.house: visit for visit in store.select(Visit)}
    doors = {door.line: door.house for door in sheet.doors}
    assert len(visits) == 39
    assert visits[doors[7]].result == "3"
    assert (visits[doors[12]].finding, visits[doors[12]].promise) == ("deng huai", "xiu deng")
    assert (visits[doors[12]].promise_due, visits[doors[12]].promise_owner) == (TODAY, "wf")
    assert doors[40] not in visits
    assert hands.count <= 60
    assert QApplication.focusWidget() is page.code, "the next paper"
    assert shown.news[-1] == f"走访单 {sheet.code} 填回了：记了 39 次走访，3 户例外"
    assert shown.undo is not None
    shown.undo()
    assert store.count(Visit) == 0
    assert store.get(RoundSheet, sheet.id).keyed is None


def test_the_same_paper_twice_is_told(window: MainWindow, store: Store, sheet: RoundSheet) -> None:
    page = page_of(window, "keying", KeyingPage)
    page.take_focus()
    hands = Hands()
    for _ in range(2):
        hands.type(sheet.code, ENTER)
        hands.red()
    assert store.count(Visit) == 40
    assert "已经填回" in page._fault.text()
    assert page.sheet is None


def test_what_is_wrong_is_said_and_what_was_keyed_stays(window: MainWindow, store: Store, sheet: RoundSheet) -> None:
    page = page_of(window, "keying", KeyingPage)
    page.take_focus()
    hands = Hands()
    hands.type("12345", ENTER)
    assert "不是走访单的单号" in page._fault.text()
    hands.type(sheet.code, ENTER, "41", ENTER, "3", ENTER)
    assert "没有第 41 行" in page._fault.text()
    hands.type("4", ENTER, ENTER)
    assert not page._fault.text(), "the result was there"
    hands.type("5", ENTER, ENTER)
    assert "还没有写结果" in page._fault.text()
    hands.type("9", ENTER)
    assert "不在结果代码表里" in page._fault.text()
    page.line.result.line.setText("未遇")
    hands.type(ENTER, "5", ENTER, "4", ENTER)
    assert "第 5 行原来输过" in page._fault.text()
    page.code.setText("10009")
    page.open_sheet()
    assert "还没记下" in page._fault.text()
    assert page.code.text() == sheet.code
    page.list.setFocus()
    page.list.selectRow(0)
    hands.type(Qt.Key.Key_Delete)
    page.list.selectRow(0)
    hands.type(Qt.Key.Key_Delete)
    hands.red()
    assert {visit.result for visit in store.select(Visit)} == {"1"}


def test_a_paper_of_a_day_to_come_says_so_before_it_is_keyed(
    window: MainWindow, store: Store, sheet: RoundSheet
) -> None:
    page = page_of(window, "keying", KeyingPage)
    later = store.save(changed(sheet, day=TODAY + timedelta(days=3)))
    page.code.setText(later.code)
    page.open_sheet()
    assert f"走访日是 {later.day}，还没有到" in page._fault.text()
    assert page.line.codes.text().split("　") == ["1 平安无事", "2 有诉求", "3 未遇", "4 需再访", "5 空置", "0 没走到"]


def test_a_line_names_whose_door_it_is_and_an_empty_flat_is_keyed_as_such(
    window: MainWindow, store: Store, sheet: RoundSheet
) -> None:
    first, second = (door.house for door in sheet.doors[:2])
    old, head = (
        store.save(Resident(name=n, house=first, birth=date(y, 1, 1))) for n, y in (("王老", 1940), ("王大", 1970))
    )
    members = (Member(resident=head.id, relation="02"), Member(resident=old.id, relation="51"))
    store.save(Household(house=first, head=head.id, members=members))
    page = page_of(window, "keying", KeyingPage)
    page.take_focus()
    hands = Hands()
    hands.type(sheet.code, ENTER)
    names = [page.model.index(n, LINE_HEAD).data() for n in range(3)]
    assert names == ["王大", "没有登记的人", "没有登记的人"]
    hands.type("2", ENTER, "5", ENTER)
    hands.red()
    visits = {visit.house: visit.result for visit in store.select(Visit)}
    assert (visits[first], visits[second]) == ("1", "5")
    counts = coverage(store, until(TODAY), datetime.now())[0].counts
    assert (counts[Knocked.ANSWERED], counts[Knocked.UNANSWERED]) == (39, 1), "nobody opened there"


@pytest.fixture(params=[100, 150])
def scaled(request: pytest.FixtureRequest, dress: Dress) -> int:
    dress(request.param)
    return request.param


@pytest.mark.usefixtures("scaled")
def test_numbers_codes_and_doors_are_read_whole_where_a_paper_is_keyed(window: MainWindow, sheet: RoundSheet) -> None:
    window.resize(1366, 728)
    page = page_of(window, "keying", KeyingPage)
    page.code.setText(sheet.code)
    page.open_sheet()
    QApplication.processEvents()
    for line in (page.code, page.line.number.line, page.line.due.line):
        line.setText("12345" if line is page.code else "40" if line is page.line.number.line else "12-31")
        assert line.fontMetrics().horizontalAdvance(line.text()) <= line.width() - px(16), line.accessibleName()
    codes = page.line.codes
    assert codes.height() >= codes.heightForWidth(codes.width())
    for column in (LINE_NUMBER, LINE_DOOR, LINE_HEAD):
        for row in range(page.model.rowCount()):
            assert page.list.sizeHintForIndex(page.model.index(row, column)).width() <= page.list.columnWidth(column)


def test_a_matter_comes_of_an_exception(window: MainWindow, store: Store, sheet: RoundSheet) -> None:
    page = page_of(window, "keying", KeyingPage)
    page.code.setText(sheet.code)
    page.open_sheet()
    page.line.number.line.setText("3")
    page.line.result.line.setText("2")
    page.line.finding.set_value("楼道灯坏")
    page.line.matter.setChecked(True)
    page.commit()
    (matter,) = store.select(Matter)
    assert matter.subject == "楼道灯坏"
    assert store.count(Visit, eq("matter", matter.id)) == 1


@pytest.mark.usefixtures("sheet")
def test_papers_are_prepared_printed_and_found_again(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    page = page_of(window, "visit_day", VisitDayPage)
    page.day.set_value(date(2027, 1, 9))
    page._show()
    assert page._told.text() == "1月9日走访日：1 栋 40 户"
    assert not page.model.rows
    with qtbot.waitSignal(window.print_desk.asked, timeout=10000) as asked:
        page.commit()
    assert asked.args is not None
    asked.args[0].reject()
    assert [one.visitor for one, _ in page.model.rows] == [""]
    assert store.count(RoundSheet) == 2


def test_a_building_opens_the_doors_behind_its_number(
    window: MainWindow, store: Store, sheet: RoundSheet, tmp_path: Path, shown: Shown
) -> None:
    store.save(Visit(day=TODAY, visitor="王芳", house=sheet.doors[0].house))
    page = page_of(window, "coverage", CoveragePage)
    page.refresh()
    index = page.model.index(0, COVER_NEVER)
    assert [page.model.index(0, column).data() for column in (COVER_ANSWERED, COVER_NEVER)] == ["1", "39"]
    page.export(tmp_path / "敲门.xlsx")
    assert shown.news[-1] == "已导出 1 行：敲门.xlsx"
    page._on_activated(index)
    assert window.current_key() == "house"
    assert window.page("house").list.model.rowCount() == 39  # type: ignore[attr-defined]


def labels(entries: Sequence[Printable]) -> list[str]:
    return [one.label for one in entries]


def test_a_promise_is_kept_or_becomes_a_matter(window: MainWindow, store: Store) -> None:
    made = store.save(Visit(day=TODAY, visitor="王芳", promise="修灯", promise_due=TODAY))
    window.show_page("visit")
    page = window.page("visit")
    page.list.view.selectRow(0)  # type: ignore[attr-defined]
    entries = promises(window.session, window, page)  # type: ignore[arg-type]
    assert labels(entries) == ["答应的事今天办好了", "转为诉求"]
    entries[0].job()
    assert store.get(Visit, made.id).promise_kept == TODAY
    assert labels(promises(window.session, window, page)) == ["转为诉求"]  # type: ignore[arg-type]
    promises(window.session, window, page)[0].job()  # type: ignore[arg-type]
    assert window.current_key() == "matter"
    assert promises(window.session, window, page) == []  # type: ignore[arg-type]
