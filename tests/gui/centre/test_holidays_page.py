"""放假安排 in 设置: the notice is pasted, looked at in the form and saved; a wrong one says what is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.records.centre.holiday import HolidayYear, year_of
from db.services.centre.working_days import holidays_of
from db.store import Store, eq
from db.values.holiday_notice import read_notice
from gui.dialogs.paste_notice import PasteNotice
from gui.main_window import MainWindow
from gui.pages.centre.holidays import HolidaysPage
from gui.pages.centre.settings import HOLIDAYS
from gui.session import Session
from gui.settings import Settings
from tests.gui.conftest import Shown

PASTED = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休。2月20日（周六）上班。"""


@pytest.fixture
def page(qtbot: QtBot, store: Store, shown: Shown, tmp_path: Path) -> Iterator[HolidaysPage]:
    window = MainWindow(lambda _: Session(store, shown, Settings(tmp_path / "settings")))
    qtbot.addWidget(window)
    window.show()
    window.show_page("settings")
    settings = window.page("settings")
    settings.show_tab(HOLIDAYS)
    yield settings.holidays
    window.print_desk.wait()


def take(page: HolidaysPage, text: str) -> None:
    page.take(year_of(read_notice(text)))


def test_what_is_understood_is_told_before_it_is_taken(qtbot: QtBot) -> None:
    dialog = PasteNotice()
    qtbot.addWidget(dialog)
    assert not dialog.take.isEnabled()
    dialog.box.setPlainText(PASTED)
    assert dialog.told() == "看懂了：2027年放假安排：放假10天，调休上班1天（元旦、春节）"
    assert dialog.take.isEnabled()
    dialog.box.setPlainText(PASTED.replace("2027", "2028"))
    assert "2028年1月1日是星期六，写的却是星期五" in dialog.told()
    assert not dialog.take.isEnabled()
    assert dialog.year is None


def test_a_pasted_year_is_saved_and_counts(page: HolidaysPage, store: Store, shown: Shown) -> None:
    take(page, PASTED)
    assert store.select(HolidayYear, eq("year", 2027)) == [], "nothing is saved that was not looked at"
    assert page.form_page.save()
    assert 2027 in holidays_of(store).years
    assert shown.news[-1] == "已保存：2027年放假安排：放假10天，调休上班1天"


def test_a_year_pasted_again_takes_the_place_of_the_old_days(page: HolidaysPage, store: Store) -> None:
    take(page, "国办发明电〔2025〕99号 关于2026年部分节假日安排的通知\n元旦：1月1日至2日放假。")
    assert page.form_page.save()
    (year,) = store.select(HolidayYear)
    assert (year.source, [(s.name, s.off, s.worked) for s in year.spans]) == (
        "国办发明电〔2025〕99号",
        [("元旦", "1月1日至2日", "")],
    )


def test_a_year_typed_twice_is_refused_at_its_field(page: HolidaysPage) -> None:
    page.open_new()
    form = page.form_page.form
    assert form is not None
    form.fill({"year": 2026, "spans": year_of(read_notice(PASTED)).spans})
    assert not page.form_page.save()
    assert "已经录入" in form.editors["year"].note()


def test_the_list_says_which_year_is_missing(page: HolidaysPage, store: Store) -> None:
    with store.writing() as w:
        w.delete(store.select(HolidayYear)[0])
    page.refresh()
    assert "年放假安排还没有录入，只按周末算" in page.missing()
