"""Who acts is chosen out of 人员 while the name is typed; another chief of a grid takes another telephone."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.records.bodies.person import Person
from db.records.bodies.tenure import Tenure
from db.records.mediation.case import MediationCase
from db.records.registry.place import GRID_CHIEF, Grid
from db.services.registry.contradictions import contradictions
from db.store import Store
from gui.main_window import MainWindow
from gui.widgets.editors import ActingEditor
from tests.gui.keys import in_front, write


def test_a_new_chief_is_completed_from_the_people_and_the_old_telephone_goes(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    store.save(Person(name="纪红梅", phone="13900001111"))
    grid = store.save(Grid(name="第二网格", chief="王建国", phone="13800002222"))
    window.show_list("grid")
    window.open_record("grid", grid.id)
    in_front(qtbot, window)
    page = window.page("grid").form_page
    assert page.form is not None
    chief, phone = page.form.editors["chief"], page.form.editors["phone"]
    assert isinstance(chief, ActingEditor)
    chief.setFocus()
    chief.line.selectAll()
    write(chief.line, "jhm")
    qtbot.waitUntil(lambda: bool(chief.choices()))
    assert [one.text for one in chief.choices()] == ["纪红梅"]
    QTest.keyClick(chief.line, Qt.Key.Key_Tab)
    assert (chief.value(), phone.value()) == ("纪红梅", "13900001111")
    chief.setFocus()
    chief.line.selectAll()
    write(chief.line, "陌生人")
    QTest.keyClick(chief.line, Qt.Key.Key_Tab)
    assert (chief.value(), phone.value()) == ("陌生人", ""), "whoever is not there may be typed; nobody's number stays"
    write(phone.target(), "13700003333")
    chief.setFocus()
    write(chief.line, "甲")
    phone.setFocus()
    assert phone.value() == "13700003333", "what the clerk typed stays"
    assert page.save()
    assert store.get(Grid, grid.id).phone == "13700003333"


def test_a_chief_who_is_entered_as_a_post_brings_the_own_telephone(store: Store) -> None:
    grid = store.save(Grid(name="第二网格", chief="王建国", phone="13800002222", chief_since=date(2024, 1, 1)))
    (old,) = store.select(Tenure)
    store.save(Tenure(**{**_fields(old), "until": date(2026, 1, 31)}))
    who = store.save(Person(name="纪红梅", phone="13900001111"))
    store.save(Tenure(person=who.id, of=old.of, post=GRID_CHIEF, since=date(2026, 2, 1)))
    now = store.get(Grid, grid.id)
    assert (now.chief, now.phone) == ("纪红梅", "13900001111")


def _fields(tenure: Tenure) -> dict[str, object]:
    return {name: getattr(tenure, name) for name in ("id", "version", "person", "of", "post", "since")}


def test_a_mediator_of_one_character_is_doubted(store: Store) -> None:
    (doubt,) = contradictions(store, MediationCase(mediator="王", recorder="张桂芳"))
    assert (doubt.field, doubt.message, doubt.blocking) == ("mediator", "只有一个字", False)
    assert contradictions(store, MediationCase(mediator="王芳")) == []
