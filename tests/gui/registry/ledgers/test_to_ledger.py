"""加进专项台账: a list is frozen from its menu, or a few are added to a ledger that is there; nobody is added to a wrong one."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.records.condition import is_
from db.records.figure import Figure
from db.records.registry.ledger import LEDGERS_SWITCH, Ledger, LedgerRow
from db.services.centre.switches import turn
from db.services.figures.rows import FigureRows
from db.services.figures.span import this_year
from db.services.registry.ledgers.counts import rows_of
from db.store import Store
from gui import large_work
from gui.dialogs.ledger_dialog import NEW, LedgerDialog
from gui.main_window import MainWindow
from gui.pages.record_page import RecordPage
from gui.pages.registry.ledger import LedgerPage
from gui.pages.registry.to_ledger import to_ledger
from gui.session import Session
from gui.settings import Settings
from gui.widgets.editors import RowsEditor
from gui.widgets.print_menu import PrintMenu
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write
from tests.gui.registry.ledgers.conftest import EVERYBODY, TODAY


def entry(window: MainWindow, page: RecordPage) -> LedgerDialog:
    (choice,) = to_ledger(page._session, window, page)
    choice.job()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LedgerDialog)
    return dialog


def test_a_list_is_frozen_from_its_menu(window: MainWindow, register: RecordPage, store: Store, shown: Shown) -> None:
    register.list.narrow([is_("sex", "1")])
    dialog = entry(window, register)
    dialog.commit()
    assert dialog.isVisible(), "it has no name yet"
    write(dialog.form.editors["name"], "体检")
    dialog.form.editors["name"].set_value("体检")
    dialog.commit()
    (ledger,) = store.select(Ledger)
    assert (ledger.name, ledger.table, ledger.since) == ("体检", "resident", TODAY)
    assert len(rows_of(store, ledger.id)) == 3
    assert '"sex"' in ledger.conditions
    assert shown.news[-1] == "“体检”加进 3 条"
    (page,) = window.page("ledger").findChildren(LedgerPage)
    assert page.ledger.id == ledger.id
    assert shown.undo is not None
    shown.undo()
    assert (store.count(Ledger), store.count(LedgerRow), shown.errors) == (0, 0, [])
    assert register.list.isVisible(), "back where it was asked for"
    window.show_page("ledger")
    assert not page.isVisible(), "it is gone"


def test_many_are_added_in_the_background(
    window: MainWindow, register: RecordPage, store: Store, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_work, "MANY", 2)
    dialog = entry(window, register)
    dialog.form.editors["name"].set_value("体检")
    with qtbot.waitSignal(dialog.taken):
        dialog.commit()
        assert not shown.news, "it is not done in the thread of the window"
        dialog.commit()
        dialog.reject()
        assert dialog.isVisible(), "it waits for that"
    (ledger,) = store.select(Ledger)
    assert len(rows_of(store, ledger.id)) == 5
    assert shown.news == ["“体检”加进 5 条"]


def test_what_no_condition_says_of_the_list_brings_in_nobody_later(
    window: MainWindow, register: RecordPage, shown: Shown
) -> None:
    figure = Figure(name="men", label="男", of="resident", where=(is_("sex", "1"),))
    register.list.show_rows(FigureRows(figure, this_year(TODAY)))
    register.list.narrow(EVERYBODY)
    dialog = entry(window, register)
    dialog.form.editors["name"].set_value("体检")
    dialog.commit()
    assert shown.news[-1] == "“体检”加进 3 条"
    (page,) = window.page("ledger").findChildren(LedgerPage)
    assert page.ledger.conditions == ""
    assert page.bring.isHidden(), "the women were never listed"


def test_rows_that_are_picked_are_added_to_one_that_is_there(
    window: MainWindow, register: RecordPage, store: Store, ledger: Ledger, shown: Shown
) -> None:
    register.list.words.setText("李𠮷")
    register.list._apply()
    QTest.keyClick(register.list.view, Qt.Key.Key_Space)
    dialog = entry(window, register)
    press_in(dialog.list, Qt.Key.Key_Return)
    assert dialog.isVisible(), "nobody is added to one that was not chosen, and a new one has no name yet"
    press_in(dialog.list, Qt.Key.Key_Down)
    assert dialog.list.current() == str(ledger.id)
    assert dialog.go.text() == "加进“医保缴费”"
    press_in(dialog.list, Qt.Key.Key_Return)
    assert "李𠮷" in [row.name for row in rows_of(store, ledger.id)]
    window.show_list("resident")
    register.list.view.mark_first()
    QTest.keyClick(register.list.view, Qt.Key.Key_Space)
    again = entry(window, register)
    assert again.list.current() == str(ledger.id), "a few more of the same"
    again.commit()
    assert "都在台账里了" in again.told()
    again.reject()
    assert shown.undo is not None
    shown.undo()
    assert len(rows_of(store, ledger.id)) == 4
    assert store.get(Ledger, ledger.id) == ledger
    register.list.view.unpick()
    whole = entry(window, register)
    assert whole.list.current() == NEW, "a whole list is another campaign"
    whole.reject()


def press_in(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def test_enter_takes_the_dialog_and_adds_no_column(
    window: MainWindow, register: RecordPage, store: Store, ledger: Ledger
) -> None:
    dialog = entry(window, register)
    dialog.list.go(NEW)
    name = dialog.form.editors["name"]
    name.setFocus()
    write(name.target(), "体检")
    press_in(name.target(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    (made,) = [one for one in store.select(Ledger) if one.id != ledger.id]
    assert (made.name, made.columns) == ("体检", ())


def test_a_column_that_is_added_is_seen_and_has_the_keys(
    window: MainWindow, register: RecordPage, qtbot: QtBot
) -> None:
    dialog = entry(window, register)
    in_front(qtbot, dialog)
    columns = dialog.form.editors["columns"]
    assert isinstance(columns, RowsEditor)
    columns.setFocus()
    for count in range(1, 7):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        row = columns.rows[-1]
        focused = QApplication.focusWidget()
        assert focused is not None
        assert len(columns.rows) == count
        qtbot.waitUntil(lambda row=row: row.visibleRegion().boundingRect().height() == row.height())
        assert row.isAncestorOf(focused)
    dialog.reject()


def more(window: MainWindow, table: str) -> list[str]:
    """What 更多… offers over a list; [] where it is not there."""
    menus = [one for one in window.page(table).header.findChildren(PrintMenu) if one.text() == "更多…"]
    return [action.text() for menu in menus for action in menu.fill().actions()]


def test_where_the_centre_has_none_nothing_leads_to_them(
    window: MainWindow, store: Store, shown: Shown, tmp_path: Path, qtbot: QtBot
) -> None:
    turn(store, LEDGERS_SWITCH, on=False)
    without = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(without)
    assert Ledger.TABLE not in without.session.kinds
    told = {"house": ["加进专项台账…"], "body": ["加进专项台账…"], "person": ["邀请参会…", "加进专项台账…"]}
    assert {table: more(window, table) for table in told} == told
    assert {table: more(without, table) for table in told} == {"house": [], "body": [], "person": ["邀请参会…"]}


def test_what_was_wrong_is_not_said_any_more_once_it_is_put_right(window: MainWindow, register: RecordPage) -> None:
    dialog = entry(window, register)
    form = dialog.form
    form.editors["until"].set_value(TODAY - timedelta(days=9))
    dialog.commit()
    assert form.summary() == "还不能保存：请看 台账名称、办到哪天"
    write(form.editors["name"].target(), "体检")
    assert form.summary() == "还不能保存：请看 办到哪天"
    assert form.editors["until"].note() == "早于开始的日子。请核对起止日期"
    form.editors["since"].target().clear()  # type: ignore[attr-defined]
    write(form.editors["since"].target(), (TODAY - timedelta(days=30)).isoformat())
    assert (form.summary(), form.editors["until"].note()) == ("", ""), "it was put right at the other end"
    dialog.reject()


def test_why_it_could_not_be_done_is_not_said_of_something_else(
    window: MainWindow, register: RecordPage, store: Store
) -> None:
    store.save(Ledger(name="旧的", since=TODAY))
    dialog = entry(window, register)
    dialog.list.go(NEW)
    dialog._say("没有做成")
    write(dialog.form.editors["name"].target(), "体检")
    assert dialog.told() == ""
    dialog.reject()
