"""What a clerk expects at the desk without thinking of it: what is filled in, where one comes back to, what a figure opens."""

from datetime import date, datetime

import attrs
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.records.mediation.case import MediationCase
from db.records.registry.household import Household
from db.records.registry.place import Building, Grid, House
from db.records.registry.resident import Resident
from db.services.selection import Selection
from db.store import Store
from gui.lookup import StoreLookup
from gui.main_window import MainWindow
from gui.models.record_source import StoreSource
from gui.models.record_table import RecordTableModel
from gui.notices import Toast
from gui.widgets.editors import RowsEditor
from gui.widgets.form import RecordForm
from tests.factories import citizen_number, estate, plant
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write


def shown_form(window: MainWindow, key: str) -> RecordForm:
    form = window.page(key).form_page.form
    assert isinstance(form, RecordForm)
    return form


def test_day_and_clerk_of_a_visit_are_there_and_give_way(window: MainWindow, qtbot: QtBot) -> None:
    in_front(qtbot, window)
    window.open_new("visit")
    editors = shown_form(window, "visit").editors
    assert (editors["day"].value(), editors["visitor"].value()) == (date.today(), window.session.store.actor)
    assert not shown_form(window, "visit").is_changed()
    editors["visitor"].setFocus()
    write(editors["visitor"].target(), "李卫东")
    assert editors["visitor"].value() == "李卫东"
    window.open_new("announcement")
    assert shown_form(window, "announcement").editors["day"].value() == date.today()
    window.keep_drafts()


def test_sex_and_birth_follow_a_corrected_number(window: MainWindow, store: Store) -> None:
    wrong, right = citizen_number(1, date(1980, 1, 15)), citizen_number(2, date(1985, 6, 7))
    one = plant(store, Resident, id_number=wrong, sex="1", birth=date(1980, 1, 15))
    window.page("resident").edit_record(one.id)
    editors = shown_form(window, "resident").editors
    line = editors["id_number"].target()
    line.clear()  # type: ignore[attr-defined]
    write(line, right)
    assert (editors["sex"].value(), editors["birth"].value()) == ("2", date(1985, 6, 7))
    window.keep_drafts()


def test_what_was_typed_by_hand_stays_and_is_remarked_on(window: MainWindow) -> None:
    window.open_new("resident")
    editors = shown_form(window, "resident").editors
    editors["sex"].set_value("1")
    write(editors["id_number"].target(), citizen_number(2, date(1985, 6, 7)))
    assert (editors["sex"].value(), editors["birth"].value()) == ("1", date(1985, 6, 7))
    assert "不一致" in editors["sex"].note()
    window.keep_drafts()


@pytest.mark.parametrize("state", ["2", "3", "4"])
def test_an_end_without_a_day_is_asked_for_and_marked_everywhere(window: MainWindow, state: str) -> None:
    store = window.session.store
    people = settle(store)
    one = store.save(attrs.evolve(people["李国富"], state=state))
    word = {"2": "迁出", "3": "死亡", "4": "注销"}[state]
    assert [(p.field, p.blocking) for p in one.problems()] == [("state_day", False)]
    model = RecordTableModel(StoreSource(store, Resident))
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert f"李国富（{word}）" in names
    assert StoreLookup(store).title("resident", one.id) == f"李国富（{word}）"
    window.open_record("resident", people["张桂芳"].id)
    QApplication.processEvents()
    marked = [w for w in window.page("resident").findChildren(QWidget) if w.property("badge") == "plain"]
    assert [w.text() for w in marked if not w.isHidden()] == [word]  # type: ignore[attr-defined]


def test_back_leads_to_where_one_came_from(window: MainWindow, qtbot: QtBot) -> None:
    in_front(qtbot, window)
    people = settle(window.session.store)
    case = plant(window.session.store, MediationCase)
    residents = window.page("resident")
    window.show_page("today")
    window.open_record("resident", people["张桂芳"].id)
    window.open_record("resident", people["李国富"].id)
    window.open_record("mediation_case", case.id)
    seen = []
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Escape)
        seen.append((window.current_key(), residents.place().opened if window.current_key() == "resident" else 0))
    assert seen == [("resident", people["李国富"].id), ("resident", people["张桂芳"].id), ("today", 0)]


def test_names_are_ordered_by_the_numbers_in_them(store: Store) -> None:
    names = ["第十一网格", "第二网格", "第一网格", "第十网格", "第三网格"]
    for name in names:
        plant(store, Grid, name=name, code="", party_group="")
    source = StoreSource(store, Grid, ("name",))
    found = source.records(source.ids(Selection()))
    ordered = [found[i].name for i in source.ids(Selection())]  # type: ignore[attr-defined]
    assert ordered == ["第一网格", "第二网格", "第三网格", "第十网格", "第十一网格"]
    for number in ("10", "2", "二十"):
        plant(store, Building, estate=estate(store, "幸福里"), number=number)
    buildings = store.select(Building, order=("estate", "number"))
    assert [b.number for b in buildings] == ["2", "10", "二十"]


def test_a_list_is_never_cut(store: Store) -> None:
    """A thousand more than what was once its limit."""
    with store.writing() as w:
        w.save_all([Resident(name="王一", phone=f"13{n:09d}") for n in range(21_000)])
    source = StoreSource(store, Resident)
    assert len(source.ids(Selection(words="王一"))) == store.count(Resident) == 21_000
    assert len(RecordTableModel(source).ids()) == 21_000


def test_people_are_found_by_the_estate_they_live_in(store: Store) -> None:
    people = settle(store)
    building = store.save(Building(estate=estate(store, "柳岸"), number="1"))
    house = store.save(House(building=building.id, room="101"))
    lonely = store.save(Resident(name="独", house=house.id))
    source = StoreSource(store, Resident)
    assert list(source.ids(Selection(words="柳岸"))) == [lonely.id]
    assert set(source.ids(Selection(words="幸福里"))) == {one.id for one in people.values()}
    assert len(StoreSource(store, Household).ids(Selection(words="幸福里"))) == 2


def test_tab_goes_through_the_rows_before_the_button_below_them(window: MainWindow, qtbot: QtBot) -> None:
    in_front(qtbot, window)
    window.open_new("mediation_case")
    rows = window.page("mediation_case")._detail.page.form.editors["parties"]
    assert isinstance(rows, RowsEditor)
    rows.add_row()
    QApplication.processEvents()
    rows.setFocus()
    passed: list[QWidget | None] = []
    while QApplication.focusWidget() is not rows._add:
        passed.append(QApplication.focusWidget())
        assert passed[-1] is not None
        QTest.keyClick(passed[-1], Qt.Key.Key_Tab)
        assert len(passed) < 120
    inside = [next((n for n, row in enumerate(rows.rows) if row.isAncestorOf(w)), -1) for w in passed if w]
    assert inside == sorted(inside)
    assert set(inside) == {0, 1, 2}


def test_news_lie_on_nothing_that_can_be_pressed(window: MainWindow) -> None:
    window.resize(1366, 728)
    for table in ("visit", "announcement"):
        window.open_new(table)
        QApplication.processEvents()
        toast = Toast("已保存：一条相当长的消息，占去底下不少地方", lambda: None, window)
        toast.appear()
        buttons = [b for b in window.findChildren(QPushButton) if b.isVisible() and not toast.isAncestorOf(b)]
        covered = [
            b.text() for b in buttons if toast.geometry().intersects(QRect(b.mapTo(window, QPoint(0, 0)), b.size()))
        ]
        assert covered == []
        toast.close()


def test_the_first_window_fits_a_small_screen(window: MainWindow, shown: Shown) -> None:
    assert window.session.settings.height <= 728
    assert window.minimumHeight() <= 728
    assert shown.errors == []
    window.page("today").refresh(datetime(2026, 3, 2, 9))
