"""Clocks on the page of a matter: the sum, how long there is, an extension with who approved it, a pause and its end."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.records.bodies.body import Body
from db.records.bodies.person import Person
from db.records.matters.matter import Matter
from db.services.clocks import Sum
from db.services.move import Keyed, catch_up
from db.store import Store
from gui.dialogs.move_dialog import MoveDialog
from gui.main_window import MainWindow
from gui.pages.matter_page import MatterPage
from gui.widgets.editors import LineEditor
from tests.db.clocks import HANDLE, rule, usual_hours
from tests.factories import plant
from tests.gui.keys import write
from tests.gui.matters.at_page import NOON, buttons, choose, dialog, page_of, pick, taken_in, typed

NEXT = NOON + timedelta(days=1)


@pytest.fixture
def page(window: MainWindow, store: Store) -> MatterPage:
    """The page of a matter that a body deals with, by the rule of three working days."""
    rule(store, HANDLE, 3)
    usual_hours(store)
    body = plant(store, Body, name="幸福物业").id
    gather = Keyed("gather", NOON, values={"called": "网格长"})
    matter = catch_up(store, taken_in(store), [gather, Keyed("assign", NOON, values={"lead": body})])
    window.open_record("matter", matter.id)
    return page_of(window)


def type_in(form: MoveDialog, name: str, words: str) -> None:
    editor = form.form.editors[name]
    assert isinstance(editor, LineEditor)
    editor.line.setFocus()
    write(editor.line, words)


def test_the_sum_stands_over_what_happened(page: MatterPage) -> None:
    (line,) = page.clocks.lines
    assert line.startswith("办结时限： 03-02 12:00 转交处置 + 3个工作日 = 03-05 逾期")
    assert page.clocks.isVisible()
    assert "延期" in buttons(page)


def test_the_source_of_the_rule_stands_under_its_sum(page: MatterPage) -> None:
    assert page.clocks.sources == ("依据：本市办法",)
    assert "依据：本市办法" in [one.text() for one in page.clocks.findChildren(QLabel) if one.isVisible()]


def test_the_sum_stands_under_the_last_day_before_the_move_is_made(window: MainWindow, store: Store) -> None:
    rule(store, HANDLE, 3, since=NOON.date())
    plant(store, Body, name="幸福物业")
    matter = catch_up(store, taken_in(store), [Keyed("gather", NOON, values={"called": "网格长"})])
    window.open_record("matter", matter.id)
    page = page_of(window)
    assert page.moving is not None
    due = page.moving.editors["due"]
    assert " 转交处置 + 3个工作日 = " in due.hint()
    typed(page, "at", "2026-03-04 12:00")
    assert due.hint() == "03-04 12:00 转交处置 + 3个工作日 = 03-09"
    typed(page, "due", "2026-03-20")
    assert due.hint() == "03-04 12:00 转交处置 + 3个工作日 = 03-09", "to compare with"
    page.moving.editors["at"].set_value(None)
    typed(page, "at", "2026-03-01 12:00")
    assert due.hint() == "按现在填的没有办理时限可算，请写明期限", "the rule begins on the second"


def test_the_intake_form_says_from_when_it_will_count(window: MainWindow, store: Store) -> None:
    rule(store, HANDLE, 10)
    rule(store, HANDLE, 3, category="3")
    window.open_new("matter")
    page = page_of(window)
    assert page.side.ahead.text() == "办结时限：从“转交处置”起 10个工作日"
    write(page.form.editors["category"].target(), "充电桩")
    assert page.side.ahead.text() == "办结时限：从“转交处置”起 3个工作日"
    assert page.side.ahead.isVisible()
    page.side.edit(taken_in(store))
    assert not page.side.ahead.isVisible()


def test_hours_and_minutes_go_on_while_the_page_is_seen(page: MatterPage, window: MainWindow) -> None:
    card, now = page.clocks, datetime.now()
    due = (now + timedelta(minutes=40, seconds=30)).replace(fold=1)  # a clock time even where that is midnight
    card.show_sums([Sum("签收", "1小时", due, is_running=True)], now - timedelta(minutes=10))
    assert card.lines == ("签收时限： 1小时 剩 50 分钟",)
    assert card._clock.isActive()
    card._clock.timeout.emit()
    assert card.lines == ("签收时限： 1小时 剩 40 分钟",)
    window.show_page("today")
    assert not card._clock.isActive()


def test_an_extension_asks_who_approved_it(page: MatterPage, store: Store, qtbot: QtBot) -> None:
    plant(store, Person, name="王主任")
    extend = next(
        move for move in page.desk.store.flows_of(store.kinds["matter"])[0].clock_moves() if move.name == "extend"
    )
    page.desk.ask(page.record, extend)
    asked = dialog(qtbot)
    assert asked.form.editors["second"].kind.label == "批准人"
    type_in(asked, "due", "2026-03-09")
    type_in(asked, "reason", "等配件") if isinstance(asked.form.editors["reason"], LineEditor) else asked.form.editors[
        "reason"
    ].set_typed("等配件")
    type_in(asked, "at", "2026-03-03 12:00")
    qtbot.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "没有填" in asked.form.editors["second"].note()
    pick(qtbot, asked.form.editors["second"], "王主任")
    qtbot.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.clocks.lines[0].startswith("办结时限： 03-02 12:00 转交处置 + 3个工作日，延期到 03-09")
    assert any("批准人：王主任" in more for line in page.timeline.lines for more in line.more)


def test_it_stands_still_and_goes_on_from_the_page(page: MatterPage, store: Store, qtbot: QtBot) -> None:
    choose(page, "暂停计时…")
    asked = dialog(qtbot)
    asked.form.editors["reason"].set_typed("等鉴定")
    type_in(asked, "at", "2026-03-03 10:00")
    qtbot.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.clocks.lines[0].endswith("，03-03 10:00 起暂停 暂停中")
    buttons(page)["恢复计时"].click()
    asked = dialog(qtbot)
    type_in(asked, "at", "2026-03-05 10:00")
    qtbot.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert store.get(Matter, page.record.id).due == datetime(2026, 3, 9).date()
    assert "暂停（03-03 10:00 至 03-05 10:00） = 03-09" in page.clocks.lines[0]
    assert QApplication.activeModalWidget() is None
