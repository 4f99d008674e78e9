"""必配 as a clerk uses it: opened from 今日, gone through with the keys, what is missing begun from there."""

from datetime import date, timedelta

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.estates.estate import Estate
from db.records.registry.place import GRID_CHIEF, Grid
from db.services.save_as_declared import save_as_declared
from db.store import Store
from gui.main_window import MainWindow
from gui.models.due_table import COL_MATTER, COL_NUMBER
from gui.models.must_table import COL_FAULT, COL_TITLE
from gui.pages.bodies.musts import MustsPage
from gui.pages.today import TodayPage

TODAY = date.today()
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grids(store: Store) -> list[Grid]:
    """One with a chief of today, two with nobody, one with two."""
    named = [("第一网格", "钱一"), ("第二网格", ""), ("第三网格", "孙二、李三"), ("第四网格", "")]
    return [save_as_declared(store, Grid(name=name, chief=chief)) for name, chief in named]


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def page_of(window: MainWindow, must: str = "one_chief") -> MustsPage:
    window.activateWindow()
    window.show_page("musts", must)
    page = window.page("musts")
    assert isinstance(page, MustsPage)
    return page


def listed(page: MustsPage) -> list[tuple[object, object]]:
    model = page.model
    return [(model.index(row, COL_TITLE).data(), model.index(row, COL_FAULT).data()) for row in range(model.rowCount())]


def told(page: MustsPage) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


@pytest.mark.usefixtures("grids")
def test_the_line_of_today_opens_the_list_of_just_those(window: MainWindow) -> None:
    window.show_page("today")
    today = window.page("today")
    assert isinstance(today, TodayPage)
    model = today._list.model()
    rows = [n for n in range(model.rowCount()) if model.index(n, COL_NUMBER).data() == "必配"]
    (row,) = [n for n in rows if str(model.index(n, COL_MATTER).data()).startswith("一格一长")]
    today._list.activated.emit(model.index(row, COL_MATTER))
    assert window.current_key() == "musts"
    page = window.page("musts")
    assert listed(page) == [
        ("第二网格", "没有网格长"), ("第三网格", "网格长有 2 个，应当只有 1 个"), ("第四网格", "没有网格长"),
    ]  # fmt: skip
    assert "一格一长：1/4" in told(page)
    assert "4 个网格里 1 个符合，3 个不符合" in told(page)
    assert page.chips["one_chief"].text() == "一格一长 1/4"


def test_what_is_missing_is_begun_with_the_keys_and_the_list_is_shorter_afterwards(
    window: MainWindow, store: Store, grids: list[Grid]
) -> None:
    person = store.save(Person(name="周四"))
    page = page_of(window)
    assert QApplication.focusWidget() is page.list
    press(Qt.Key.Key_Down)
    assert not page.begin.isEnabled(), "it has two already"
    press(Qt.Key.Key_Down)
    assert (page.begin.text(), page.begin.isEnabled()) == ("登记网格长", True)
    press(Qt.Key.Key_Return, CTRL)
    opened = window.page("tenure")
    assert window.current_key() == "tenure"
    begun = opened.form_page.record
    assert (begun.of, begun.post, begun.since) == (store.kinds.reference_of(grids[3]), GRID_CHIEF, date.today())
    opened.form_page.form.editors["person"].set_value(person.id)
    assert opened.form_page.save()
    opened.close_record()
    assert window.current_key() == "musts"
    assert [title for title, _ in listed(page)] == ["第二网格", "第三网格"]


def test_enter_opens_the_record_and_comes_back_to_the_same_line(window: MainWindow, grids: list[Grid]) -> None:
    page = page_of(window)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert window.current_key() == "grid"
    assert window.page("grid").form_page.record.id == grids[2].id
    window.page("grid").close_record()
    assert window.current_key() == "musts"
    assert page.list.currentIndex().row() == 1


def test_it_is_told_as_of_a_day(window: MainWindow, store: Store) -> None:
    grid = save_as_declared(store, Grid(name="第一网格", chief="钱一", chief_since=TODAY - timedelta(days=9)))
    page = page_of(window)
    assert (listed(page), "每个网格都有网格长" in told(page)) == ([], True)
    assert not page.begin.isVisible()
    page.day.set_value(TODAY - timedelta(days=10))
    page.day.changed.emit()
    assert listed(page) == [("第一网格", "没有网格长")]
    page.day.line.setText("哪天")
    page.day.changed.emit()
    assert listed(page) == [("第一网格", "没有网格长")], "what is no day changes nothing"
    save_as_declared(store, attrs.evolve(grid, chief=""))
    assert listed(page_of(window)) == [("第一网格", "没有网格长")], "from elsewhere it is told as of today"
    assert page.day.value() == TODAY


def test_a_committee_begins_with_its_estate_and_what_is_kept_by_no_days_is_told_so(
    window: MainWindow, store: Store
) -> None:
    estate = store.save(Estate(name="翠湖里"))
    page = page_of(window, "governed")
    assert listed(page) == [("翠湖里", "没有业委会、物管会或自管会")]
    assert "按现值" not in told(page)
    assert "没有记" not in told(page)
    page.day.set_value(TODAY - timedelta(days=10))
    page.day.changed.emit()
    assert "组织只照成立日期、撤销日期算那天有没有，没写的当作一直有；别的按现值" in told(page)
    assert "小区哪天有的没有记，当作那天已经有" in told(page)
    page.begin.click()
    begun = window.page("body").form_page.record
    assert isinstance(begun, Body)
    assert (begun.estate, begun.kind, page.begin.text()) == (estate.id, "40", "登记业委会")


def test_where_nothing_is_registered_yet_it_says_so(window: MainWindow) -> None:
    assert "还没有登记网格" in told(page_of(window))


def test_a_post_that_ended_lacks(window: MainWindow, store: Store, grids: list[Grid]) -> None:
    (post,) = [t for t in store.select(Tenure) if t.of == store.kinds.reference_of(grids[0])]
    page = page_of(window)
    store.save(attrs.evolve(post, since=None, until=TODAY - timedelta(days=1)))
    page.refresh()
    assert listed(page)[0] == ("第一网格", "没有网格长")
