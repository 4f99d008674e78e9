"""办公时间 and 办理时限 in 设置: entered as clerks write them, what ties is refused in words, and what has no rule is named."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.records.base import changed
from db.records.centre.clock_rule import ClockRule
from db.records.centre.holiday import HolidayYear
from db.records.centre.opening import Opening
from db.store import Store, eq
from db.values.working_time import WORKING_DAYS, WORKING_HOURS
from gui.main_window import MainWindow
from gui.pages.centre.settings import HOLIDAYS, LIMITS, OPENINGS, SettingsPage
from gui.session import Session
from gui.settings import Settings
from tests.db.clocks import HANDLE, assigned, at, holidays, rule, usual_hours
from tests.gui.conftest import Shown


@pytest.fixture
def settings(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Iterator[SettingsPage]:
    window = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    window.show()
    window.show_page("settings")
    yield window.page("settings")
    window.print_desk.wait()


def test_hours_are_entered_as_people_write_them(settings: SettingsPage, store: Store) -> None:
    settings.show_tab(OPENINGS)
    page = settings.openings
    page.open_new()
    form = page.form_page.form
    assert form is not None
    form.editors["opens"].set_typed("下午1点半")
    form.editors["closes"].set_typed("17点")
    page.form_page.save()
    (made,) = store.select(Opening)
    assert (made.weekday, made.opens, made.closes) == ("0", time(13, 30), time(17))


def test_clocks_without_a_rule_are_named_and_none_is_invented(settings: SettingsPage, store: Store) -> None:
    settings.show_tab(LIMITS)
    assert settings.limits.missing().startswith("还没有定时限的：诉求办结。")
    assert {one.clock for one in store.select(ClockRule)} == {"mediation_case.settle", "rights_request.answer"}
    rule(store, HANDLE, 3)
    settings.limits.refresh()
    assert settings.limits.missing() == ""


def test_a_rule_that_ties_is_refused_in_words(settings: SettingsPage, store: Store, shown: Shown) -> None:
    known = rule(store, HANDLE, 3)
    settings.show_tab(LIMITS)
    page = settings.limits
    page.open_new({"clock": HANDLE, "amount": 5, "source": "新办法"})
    form = page.form_page.form
    assert form is not None
    form.editors["since"].set_typed("2026-01-01")
    page.form_page.save()
    assert store.select(ClockRule, eq("clock", HANDLE)) == [known]
    assert any("分不出用哪一条" in str(error) for error in shown.errors)


def test_rules_that_nobody_can_reckon_by_are_named(settings: SettingsPage, store: Store) -> None:
    rule(store, HANDLE, 5, WORKING_HOURS)
    settings.show_tab(LIMITS)
    assert settings.limits.missing() == "还没有填办公时间，算不出来的：诉求办结 5个工作小时。请到“办公时间”填上"
    usual_hours(store)
    settings.limits.refresh()
    assert settings.limits.missing() == ""


def test_hours_and_holidays_by_which_something_is_due_are_not_deleted(
    settings: SettingsPage, store: Store, shown: Shown
) -> None:
    usual_hours(store)
    known = rule(store, HANDLE, 5, WORKING_HOURS)
    assigned(store, moment=at(2, 9))
    with store.writing() as w:
        w.delete(store.select(Opening)[0])
    (left,) = store.select(Opening)
    settings.show_tab(OPENINGS)
    settings.openings.edit_record(left.id)
    settings.openings.form_page.delete()
    assert store.select(Opening) == [left]
    assert "没有办公时间，“诉求办结 5个工作小时”就算不出来，1件在办的事会没有期限" in str(shown.errors[-1])
    store.save(changed(known, unit=WORKING_DAYS))
    year = holidays(store, "3月4日")
    settings.show_tab(HOLIDAYS)
    settings.holidays.edit_record(year.id)
    settings.holidays.form_page.delete()
    assert store.get(HolidayYear, year.id) == year
    assert "2026年的放假安排还用着" in str(shown.errors[-1])


def test_after_saving_it_is_told_how_much_open_work_moved(settings: SettingsPage, store: Store, shown: Shown) -> None:
    usual_hours(store)
    rule(store, HANDLE, 5, WORKING_HOURS)
    matters = [assigned(store, moment=at(2, 9)) for _ in range(2)]
    settings.show_tab(OPENINGS)
    settings.openings.edit_record(store.select(Opening, order=("opens",))[0].id)
    form = settings.openings.form_page
    assert form.form is not None
    form.form.editors["opens"].set_value(time(9, 30))
    assert form.save()
    assert "2 件在办的事期限跟着改了" in shown.news[-1]
    assert {store.steps(one)[-1].said for one in matters} == {"办结时限改为03-02 16:30"}
