"""统计: a time and a place are chosen with the keys, every number opens its rows, beside it and in their list."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from db.errors import StoreGone
from db.records.matters.matter import Matter
from db.records.registry.place import Grid
from db.records.registry.resident import Resident
from db.services.figures.laid_down import Laid, lay_down
from db.services.figures.measure import figures_by_name
from db.services.figures.span import read_span
from db.services.matters.take_in import take_in
from db.store import Store, Warrant, eq
from gui.main_window import MainWindow
from gui.pages.entries import FIGURES
from gui.pages.figures.page import FiguresPage
from gui.pages.figures.report_text import NumberButton
from gui.tasks import Task
from tests.factories import plant
from tests.gui.conftest import Shown
from tests.gui.figures.opening import choose, reckoned
from tests.gui.keys import write

TODAY = date.today()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> FiguresPage:
    """The page of a store with three matters of this year, one of them in a grid, and one of the year before."""
    store = window.session.store
    east = plant(store, Grid, name="东网格", chief="")
    plant(store, Resident)
    share = figures_by_name(window.session.kinds)["matters_satisfied"]
    lay_down(store, share, Laid(("1", "2"), ("1", "2", "3"), date(TODAY.year, 1, 1), "试"))
    with store.writing(warrant=Warrant.UPGRADE) as w:
        for n, (year, grid, rating) in enumerate(((0, east.id, "1"), (0, 0, "3"), (0, 0, ""), (1, 0, ""))):
            taken = datetime(TODAY.year - year, 1, 1, 9)
            closed = TODAY if rating else None
            w.save(Matter(
                subject=f"第{n}件", taken=taken, grid=grid, rating=rating, closed=closed, stage="5" if rating else "1",
                outcome="1" if rating else "",
            ))  # fmt: skip
    return reckoned(window, qtbot)


def number(page: FiguresPage, name: str) -> NumberButton:
    return next(one for one in page.text.numbers if one.found.figure.name == name)


def key(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def test_ctrl_t_opens_it(window: MainWindow, page: FiguresPage) -> None:
    window.show_page("today")
    key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key() == FIGURES
    assert page.isVisible()


def test_a_time_is_typed_and_the_arrows_go_to_the_one_beside(page: FiguresPage, qtbot: QtBot) -> None:
    assert (page.span.text(), number(page, "matters_taken").text()) == (str(TODAY.year), "3")
    page.span.setFocus()
    with qtbot.waitSignal(page.reckoned):
        key(Qt.Key.Key_Down)
    assert (page.span.text(), number(page, "matters_taken").text()) == (str(TODAY.year - 1), "1")
    page.span.clear()
    write(page.span, f"{TODAY.year}Q1")
    with qtbot.waitSignal(page.reckoned):
        key(Qt.Key.Key_Return)
    assert number(page, "matters_taken").text() == "3"
    assert f"{TODAY.year}年第一季度" in page._header._remark.text()
    page.span.clear()
    write(page.span, "那时候")
    key(Qt.Key.Key_Return)
    assert page.span.property("state") == "wrong"
    assert "那时候" in page.asked.told()
    assert page.span.span.typed() == f"{TODAY.year}Q1", "what is no time changes nothing"
    assert page.asked.told().endswith(f"下面的数还是{TODAY.year}年第一季度 · 全部的"), (
        "and whose the figures below are is said"
    )
    page.span.show_span(page.span.span)
    assert page.asked.told() == ""


def test_a_place_is_picked_and_taken_out(page: FiguresPage, qtbot: QtBot, store: Store) -> None:
    page.where.line.setFocus()
    write(page.where.line, "东网格")
    qtbot.waitUntil(lambda: bool(page.where.choices()))
    with qtbot.waitSignal(page.reckoned):
        key(Qt.Key.Key_Return)
    assert number(page, "matters_taken").text() == "1"
    assert "东网格" in page._header._remark.text()
    assert not [one for one in page.text.numbers if one.found.figure.name == "meetings_held"]
    with qtbot.waitSignal(page.reckoned):
        page.where.line.selectAll()
        key(Qt.Key.Key_Delete)
    assert number(page, "matters_taken").text() == "3"
    assert store


def test_what_says_no_place_is_told_beside_the_figures_of_one_and_opens(
    page: FiguresPage, qtbot: QtBot, store: Store
) -> None:
    assert page.text.links == []
    east = store.select(Grid, eq("name", "东网格"))[0]
    with qtbot.waitSignal(page.reckoned):
        page.where.set_value(store.kinds.reference_of(east))
        page.where.picked.emit(page.where.value())
    link = next(one for one in page.text.links if one.accessibleName().startswith("受理诉求"))
    assert link.text() == "（另有 2 件没写网格，不算在里面）"
    with qtbot.waitSignal(page.list_requested) as asked:
        link.click()
    assert asked.args is not None
    rows = asked.args[0]
    assert [one.subject for one in store.select(Matter, *rows.where(store), order=("id",))] == ["第1件", "第2件"]
    assert rows.words().endswith("没写网格")


def test_a_place_that_is_none_or_is_gone_is_said_with_whose_figures_stay(
    page: FiguresPage, qtbot: QtBot, store: Store
) -> None:
    page.where.line.setFocus()
    write(page.where.line, "南网格")
    assert page.asked.told() == "", "while it is typed it is no mistake yet"
    key(Qt.Key.Key_Tab)
    assert page.asked.told() == f"“南网格”还没有选定。请从找到的里面选一个；下面的数还是{TODAY.year}年 · 全部的"
    west = plant(store, Grid, 2, name="西网格", chief="")
    with qtbot.waitSignal(page.reckoned):
        page.where.set_value(store.kinds.reference_of(west))
        page.where.picked.emit(page.where.value())
    assert page.asked.told() == ""
    assert number(page, "grids_here").text() == "1"
    with store.writing() as w:
        w.delete(west)
    with qtbot.waitSignal(page.reckoned):
        page.refresh()
    assert page.asked.told() == f"“西网格”已经不在了，请另选范围；下面的数还是{TODAY.year}年 · 全部的"
    assert page._header._remark.text() == f"{TODAY.year}年"


def test_the_keys_alone_go_from_number_to_rows_to_record(window: MainWindow, page: FiguresPage, qtbot: QtBot) -> None:
    page.text.numbers[0].setFocus()
    while not number(page, "matters_taken").hasFocus():
        key(Qt.Key.Key_Right)
    with qtbot.waitSignal(page.rows_shown):
        key(Qt.Key.Key_Return)
        assert page.rows.list.hasFocus()
    assert page.rows.model.rowCount() == 3
    key(Qt.Key.Key_Return)
    assert window.current_key() == "matter"
    key(Qt.Key.Key_Escape)
    assert window.current_key() == FIGURES


def test_the_number_that_has_the_keys_is_in_sight(window: MainWindow, page: FiguresPage, qtbot: QtBot) -> None:
    window.resize(1366, 500)
    area = page.findChild(QScrollArea)
    assert area is not None

    def is_seen(one: NumberButton) -> bool:
        return area.viewport().rect().contains(one.mapTo(area.viewport(), one.rect().center()))

    page.text.take_focus()
    for one in page.text.numbers[1:]:
        key(Qt.Key.Key_Right)
        assert one.hasFocus()
    assert area.verticalScrollBar().maximum() > 0
    qtbot.waitUntil(lambda: is_seen(page.text.numbers[-1]))
    window.show_page("matter")
    window.show_page(FIGURES)
    assert page.text.numbers[0].hasFocus()
    qtbot.waitUntil(lambda: is_seen(page.text.numbers[0]))


def test_every_number_opens_as_many_rows_as_it_says_beside_it_and_in_the_list(
    window: MainWindow, page: FiguresPage, qtbot: QtBot
) -> None:
    for name in [one.found.figure.name for one in page.text.numbers]:
        one = number(page, name)  # made anew with every report
        found = one.found
        choose(page, one, qtbot)
        shown = page.rows.found
        assert shown is not None
        rows = sum(map(len, shown.rows.values()))
        assert shown.value == found.value
        if found.value.total is not None:
            assert rows == found.value.total
        elif found.figure.measure.how.value in ("count", "once"):
            assert rows == found.value.number, found.figure.name
        assert page.rows.model.rowCount() == rows
        if rows and page.rows.open.isVisible():
            page.rows.open.click()
            assert window.page(found.figure.of).list.model.rowCount() == rows, found.figure.name
            window.show_page(FIGURES)


def test_the_window_goes_on_while_the_rows_are_found_and_none_of_another_number_are_shown(
    page: FiguresPage, qtbot: QtBot
) -> None:
    choose(page, number(page, "matters_satisfied"), qtbot)
    number(page, "matters_taken").click()
    assert page._behind.is_reading(), "the window does not wait"
    assert (page.rows._name.text(), page.rows._foot.text()) == ("受理诉求", "正在找出是哪些…")
    assert (page.rows.model.rowCount(), list(page.rows.chips)) == (0, [])
    assert not page.rows.open.isVisible()
    with qtbot.waitSignal(page.rows_shown):
        number(page, "matters_closed").click()
    closed = page.rows.found
    assert closed is not None
    assert (closed.figure.name, page.rows.model.rowCount()) == ("matters_closed", 2)
    assert page.rows.list.hasFocus()
    assert page.rows.list.currentIndex().row() == 0
    qtbot.waitUntil(lambda: not page._behind._alive)
    assert page.rows.found is closed, "what was asked before is dropped"


def test_of_a_share_those_that_are_so_and_those_that_are_not_are_seen(
    window: MainWindow, page: FiguresPage, qtbot: QtBot
) -> None:
    one = number(page, "matters_satisfied")
    assert one.text() == "50%（1/2）"
    choose(page, one, qtbot)
    for which, (words, rows) in zip(page.rows.chips, (("全部 2", 2), ("是的 1", 1), ("不是的 1", 1)), strict=True):
        chip = page.rows.chips[which]
        chip.click()
        assert (chip.text(), page.rows.model.rowCount()) == (words, rows)
    key_of_list = Qt.KeyboardModifier.ControlModifier
    page.rows.list.setFocus()
    key(Qt.Key.Key_Return, key_of_list)
    shown = window.page("matter").list
    assert shown.model.rowCount() == 1
    assert shown.bar.chips[0].text() == f"满意率 · {TODAY.year}年 · 不是的"


def test_another_windows_work_is_seen_in_text_and_rows(store: Store, page: FiguresPage, qtbot: QtBot) -> None:
    choose(page, number(page, "matters_taken"), qtbot)
    page.look()
    assert page._task is None, "nobody has written"
    other = store.again()
    take_in(other, Matter(subject="电梯", taken=datetime.now()))
    other.close()
    with qtbot.waitSignal(page.rows_shown):
        page.look()
    assert number(page, "matters_taken").text() == "4"
    assert number(page, "matters_taken").isChecked()
    assert page.rows.model.rowCount() == 4


def test_on_another_day_it_is_reckoned_anew(page: FiguresPage, qtbot: QtBot) -> None:
    entry, day = page._seen
    assert day == TODAY
    page._seen = entry, day - timedelta(days=1)  # as if midnight had passed since
    with qtbot.waitSignal(page.reckoned):
        page.look()
    assert page._seen == (entry, day)


def test_what_changed_since_the_text_was_made_is_told_with_the_rows(
    store: Store, page: FiguresPage, qtbot: QtBot
) -> None:
    take_in(store, Matter(subject="电梯", taken=datetime.now()))
    with qtbot.waitSignal(page.reckoned):
        number(page, "matters_taken").click()
    qtbot.waitUntil(lambda: not page._behind.is_reading())
    assert (number(page, "matters_taken").text(), page.rows.model.rowCount()) == ("4", 4)


def test_checks_that_hold_are_grey(page: FiguresPage) -> None:
    told = [one for check in page.text.checks for one in check.findChildren(QLabel)]
    assert {one.property("tone") for one in told} == {"faint"}
    assert "请核" not in {one.text() for one in told}


def test_it_is_exported_and_copied(page: FiguresPage, shown: Shown, tmp_path: Path) -> None:
    page.export(tmp_path / "统计.xlsx")
    assert (tmp_path / "统计.xlsx").stat().st_size
    assert "统计.xlsx" in shown.news[-1]
    page.copy()
    assert "受理诉求3件" in QApplication.clipboard().text()


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody rename what is open")
def test_a_store_that_vanished_while_it_was_reckoned_is_told(
    page: FiguresPage, window: MainWindow, shown: Shown, qtbot: QtBot
) -> None:
    """The figures came, and the rows beside them can be read no more."""
    one = number(page, "matters_taken")
    choose(page, one, qtbot)
    assert page.report is not None
    assert page.rows.found is not None
    store = window.session.store
    folder = store.folder
    folder.rename(aside := folder.with_name("别处"))
    report = page.report
    page._task = task = Task(lambda _tick: report)
    with qtbot.waitSignal(page.rows_shown):
        page._on_reckoned(task, report)
    aside.rename(folder)
    assert [type(error) for error in shown.errors] == [StoreGone]
    assert page.rows.found is None
    assert not [one for one in page.text.numbers if one.isChecked()]


def test_what_could_not_be_reckoned_is_said_beside_what_is_shown(page: FiguresPage, shown: Shown) -> None:
    page.span.show_span(read_span(str(TODAY.year - 1), TODAY))
    task = page._task
    assert task is not None
    page._on_failed(task, StoreGone(str(page._session.store.folder)))
    assert page.asked.told() == f"没有数成，按 F5 再数；下面的数还是{TODAY.year}年 · 全部的"
    assert page._header._remark.text() == f"{TODAY.year}年"
    assert [type(error) for error in shown.errors] == [StoreGone]
