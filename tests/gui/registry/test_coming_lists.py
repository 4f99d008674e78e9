"""The lists of what comes due in the window: a line of 今日 opens its list; days and ages are asked for in the filter."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.records import condition as c
from db.records.base import fields_of
from db.records.paths import path_of
from db.records.registry.resident import Resident
from db.records.registry.resident_parts import CareTag
from db.store import Store
from gui.main_window import MainWindow
from gui.models.due_table import ITEM_ROLE
from gui.pages.today import TodayPage
from gui.widgets.filters.editor import ConditionEditor
from gui.widgets.filters.inputs import Reaches
from tests.gui.keys import in_front


def test_a_line_of_today_opens_the_list_that_it_counts(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    ends = date.today() + timedelta(days=3)
    one = store.save(Resident(name="钱一", care=(CareTag(kind="30", until=ends),)))
    store.save(Resident(name="孙二"))
    in_front(qtbot, window)
    page = window.page("today")
    assert isinstance(page, TodayPage)
    page.refresh()
    page.focus_list()
    view = page._list
    rows = [view.model().index(n, 0) for n in range(view.model().rowCount())]
    (line,) = [index for index in rows if index.data(ITEM_ROLE).view == "关爱到期"]
    view.setCurrentIndex(line)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.current_key() == "resident"
    shown = window.page("resident").list
    assert [offered.name for offered in shown.lists.on()] == ["关爱到期"]
    assert list(shown.model.ids()) == [one.id]


def test_a_list_of_what_ends_shows_when_and_begins_with_the_next(
    qtbot: QtBot, window: MainWindow, store: Store
) -> None:
    soon, later = (date.today() + timedelta(days=n) for n in (3, 20))
    for name, day in (("钱一", later), ("孙二", soon), ("李三", None)):
        store.save(Resident(name=name, permit_until=day))
    window.show_list("resident")
    in_front(qtbot, window)
    shown = window.page("resident").list
    usual = [shown.model.headerData(n, Qt.Orientation.Horizontal) for n in range(shown.model.columnCount())]
    chip = next(one for one in shown.findChildren(QPushButton) if one.text() == "居住证签注")
    chip.click()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 2)
    heads = [shown.model.headerData(n, Qt.Orientation.Horizontal) for n in range(shown.model.columnCount())]
    assert heads[1] == fields_of(Resident)["permit_until"].label
    told = [(shown.model.index(n, 0).data(), shown.model.index(n, 1).data()) for n in range(2)]
    assert told == [("孙二", str(soon)), ("钱一", str(later))]
    chip.click()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 3)
    assert [shown.model.headerData(n, Qt.Orientation.Horizontal) for n in range(shown.model.columnCount())] == usual


def test_days_and_ages_are_typed_shown_and_refused_by_halves(qtbot: QtBot, window: MainWindow) -> None:
    path = path_of(Resident, "birth.age", window.session.store.kinds.record_of)
    assert path is not None
    editor = ConditionEditor(path, window.session.lookup, {})
    qtbot.addWidget(editor)
    asked = c.reaches("birth.age", 30, (60, 80))
    editor.show_conditions([asked])
    assert editor.conditions() == [asked]
    shown = editor.current()
    assert isinstance(shown, Reaches)
    shown.ages.set_value("65、65 90岁")
    assert editor.conditions() == [c.Condition("birth.age", c.Test.REACHES, (30, 65, 90))]
    birthday = path_of(Resident, "birth.birthday", window.session.store.kinds.record_of)
    assert birthday is not None
    round_ = ConditionEditor(birthday, window.session.lookup, {})
    qtbot.addWidget(round_)
    assert [mode.label for mode in round_.modes] == ["本周", "本月", "下个月", "今后几天"]
    assert round_.conditions() == [c.this_week("birth.birthday")]
