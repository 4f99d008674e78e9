"""哪天起住 in the form of a resident: today of whoever is new or gets another door, nothing where it is left empty."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from db.records.registry.place import Building, House
from db.records.registry.residence import Residence
from db.records.registry.resident import Resident
from db.store import Store, eq
from gui.main_window import MainWindow
from gui.pages.registry.since import BegunDay
from gui.widgets.form import RecordForm
from tests.gui.keys import in_front

TODAY = date.today()
LONG_AGO = date(2019, 5, 1)


@pytest.fixture
def doors(store: Store) -> list[int]:
    building = store.save(Building(number="3"))
    return [store.save(House(building=building.id, unit="1", room=room)).id for room in ("101", "102")]


def asked(window: MainWindow) -> tuple[RecordForm, BegunDay]:
    form = window.page("resident").form_page.form
    assert form is not None
    editor = form.findChild(BegunDay)
    assert isinstance(editor, BegunDay)
    return form, editor


def lived(store: Store, name: str) -> list[tuple[int, date | None, date | None]]:
    (one,) = store.select(Resident, eq("name", name))
    return [(row.house, row.since, row.until) for row in one.residences]


def test_who_is_new_lives_there_since_today_or_since_what_is_written_or_since_nobody_knows(
    qtbot: QtBot, window: MainWindow, store: Store, doors: list[int]
) -> None:
    page = window.page("resident")
    in_front(qtbot, window)
    for name, said, since in (("甲", None, TODAY), ("乙", LONG_AGO, LONG_AGO), ("丙", "", None)):
        window.open_new("resident")
        form, editor = asked(window)
        assert not editor.isHidden()
        assert not form.is_changed(), "what stands there of itself is nothing typed"
        form.fill({"name": name, "house": doors[0]}, only_empty=False)
        if isinstance(said, date):
            editor.set_value(said)
        elif said is not None:
            editor.set_typed("")
        assert page.form_page.save()
        assert lived(store, name) == [(doors[0], since, None)]
        assert editor.isHidden()
        assert not form.is_changed()


def test_another_door_asks_since_when_and_ends_the_old_one_on_the_eve(
    qtbot: QtBot, window: MainWindow, store: Store, doors: list[int]
) -> None:
    one = store.save(Resident(name="钱一", house=doors[0], residences=(Residence(house=doors[0], since=LONG_AGO),)))
    window.page("resident").edit_record(one.id)
    window.show_page("resident")
    in_front(qtbot, window)
    form, editor = asked(window)
    assert editor.isHidden()
    house = form.editors["house"]
    house.set_value(doors[1])
    house.picked.emit(doors[1])  # type: ignore[attr-defined]
    assert not editor.isHidden()
    assert editor.value() == TODAY
    moved = TODAY - timedelta(days=9)
    editor.set_value(moved)
    assert window.page("resident").form_page.save()
    assert lived(store, "钱一") == [(doors[0], LONG_AGO, moved - timedelta(days=1)), (doors[1], moved, None)]
    assert editor.isHidden()


def test_a_day_before_the_door_of_now_and_what_is_no_day_are_refused_at_the_door(
    qtbot: QtBot, window: MainWindow, store: Store, doors: list[int]
) -> None:
    one = store.save(Resident(name="钱一", house=doors[0], residences=(Residence(house=doors[0], since=LONG_AGO),)))
    window.page("resident").edit_record(one.id)
    in_front(qtbot, window)
    form, editor = asked(window)
    house = form.editors["house"]
    house.set_value(doors[1])
    house.picked.emit(doors[1])  # type: ignore[attr-defined]
    for written, told in ((str(LONG_AGO - timedelta(days=1)), "不会比那天还早"), ("大前年的那天", "看不懂")):
        editor.set_typed(written)
        assert not window.page("resident").form_page.save()
        assert told in house.note()
        assert lived(store, "钱一") == [(doors[0], LONG_AGO, None)]
