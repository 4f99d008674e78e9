"""拆分与合并 as a clerk uses it: chosen, looked at, done, taken back."""

from datetime import date, timedelta

import attrs
import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from db.records.estates.estate import Estate
from db.records.registry.place import Building
from db.services.estates.dividing import carry_out, weigh_split
from db.store import Store, eq
from gui.main_window import MainWindow
from gui.pages.estates.dividing import DividingPage
from tests.gui.conftest import Shown


@pytest.fixture
def whole(store: Store) -> Estate:
    estate = store.save(Estate(name="翠湖里"))
    with store.writing() as w:
        w.save_all([Building(estate=estate.id, number=str(n)) for n in (1, 2, 10)])
    return estate


def page_of(window: MainWindow) -> DividingPage:
    window.show_page("dividing")
    page = window.page("dividing")
    assert isinstance(page, DividingPage)
    return page


def chosen(page: DividingPage, estate: Estate) -> None:
    page.estate.set_value(estate.id)
    page.estate.picked.emit(estate.id)


def told(page: DividingPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def number_of(store: Store, estate: int) -> list[str]:
    return [b.number for b in store.select(Building, eq("estate", estate), order=("number",))]


def test_an_estate_is_divided_and_taken_back(window: MainWindow, store: Store, whole: Estate, shown: Shown) -> None:
    page = page_of(window)
    assert not page.done.isEnabled()
    assert "请先选小区" in told(page)
    chosen(page, whole)
    assert [tick.text() for tick in page.ticks.values()] == ["翠湖里1号楼", "翠湖里2号楼", "翠湖里10号楼"]
    page.name.line.setText("翠湖里（东区）")
    page.name.line.textEdited.emit("翠湖里（东区）")
    assert "没有选分出去的楼栋" in told(page)
    list(page.ticks.values())[2].setChecked(True)
    assert "翠湖里10号楼 → 翠湖里（东区）10号楼" in told(page)
    assert "1 栋楼归“翠湖里（东区）”，2 栋留下" in told(page)
    assert store.count(Estate) == 1
    page.done.click()
    east = next(e for e in store.select(Estate) if e.phase == "东区")
    assert (number_of(store, east.id), number_of(store, whole.id)) == (["10"], ["1", "2"])
    assert shown.news == ["1 栋楼已归“翠湖里（东区）”"]
    assert shown.undo
    assert window.current_key() != "dividing"
    shown.undo()
    assert (store.count(Estate), number_of(store, whole.id)) == (1, ["1", "2", "10"])
    assert window.current_key() == "dividing", "the page of the estate that was made shows nothing that is there"
    assert not window.page("estate").is_record_open()  # type: ignore[attr-defined]
    assert "已经撤回" in shown.news[-1]
    assert "已撤回" in told(page)


def test_what_was_done_is_listed_and_taken_back_from_there(
    window: MainWindow, store: Store, whole: Estate, shown: Shown
) -> None:
    buildings = [b.id for b in store.select(Building) if b.number == "10"]
    carry_out(store, weigh_split(store, whole, "翠湖里（东区）", buildings, date.today()))
    page = page_of(window)
    page.refresh()
    assert "“翠湖里”拆出“翠湖里（东区）”" in told(page)
    (back,) = page.past.findChildren(QPushButton)
    back.click()
    assert (store.count(Estate), shown.errors) == (1, [])
    assert "已撤回" in told(page)
    assert not [one for one in page.past.findChildren(QPushButton) if one.isVisibleTo(page)]


def test_what_cannot_be_taken_back_says_why(window: MainWindow, store: Store, whole: Estate) -> None:
    buildings = [b.id for b in store.select(Building) if b.number == "10"]
    carry_out(store, weigh_split(store, whole, "翠湖里（东区）", buildings, date.today()))
    store.save(attrs.evolve(store.get(Building, buildings[0]), note="后来改的"))
    page = page_of(window)
    page.refresh()
    assert "不能撤回：楼栋“翠湖里（东区）10号楼”后来又改过" in told(page)
    assert not page.past.findChildren(QPushButton)


def test_one_is_joined_to_another(window: MainWindow, store: Store, whole: Estate, shown: Shown) -> None:
    other = store.save(Estate(name="景和苑"))
    page = page_of(window)
    page.join.click()
    chosen(page, whole)
    assert not page.ticks
    page.into.set_value(other.id)
    page.into.changed.emit()
    assert "翠湖里2号楼 → 景和苑2号楼" in told(page)
    page.done.click()
    assert number_of(store, other.id) == ["1", "2", "10"]
    assert store.get(Estate, whole.id).joined == other.id
    assert shown.undo
    shown.undo()
    assert number_of(store, whole.id) == ["1", "2", "10"]


def test_what_another_window_did_meanwhile_is_told(
    window: MainWindow, store: Store, whole: Estate, shown: Shown
) -> None:
    page = page_of(window)
    chosen(page, whole)
    page.name.line.setText("东区")
    page.name.line.textEdited.emit("东区")
    page.day.set_value(date.today() - timedelta(days=30))
    next(iter(page.ticks.values())).setChecked(True)
    building = store.select(Building, eq("number", "1"))[0]
    store.save(building)
    page.done.click()
    assert len(shown.errors) == 1
    assert store.count(Estate) == 1
