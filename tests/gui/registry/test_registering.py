"""Registering somebody: a new house in one stroke, a namesake pointed out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.fields import Link
from db.records.registry.place import House
from db.records.registry.resident import Resident
from db.services.registry.apart import are_apart
from db.services.registry.lived_in import OWN, VACANT
from db.store import Store, eq
from gui.lookup import StoreLookup
from gui.main_window import MainWindow
from gui.pages.registry.alike import AlikePeople
from gui.session import Session
from gui.settings import Settings
from gui.widgets.editors import LinkEditor
from tests.gui.community import settle
from tests.gui.conftest import Shown
from tests.gui.keys import in_front, write


@pytest.fixture
def people(store: Store) -> Mapping[str, Resident]:
    return settle(store)


@pytest.fixture
def page(qtbot: QtBot, store: Store, tmp_path: Path, people: Mapping[str, Resident]) -> Any:
    """The form of somebody new, in a window over a store where some are registered."""
    assert people
    window = MainWindow(lambda messages: Session(store, messages, Settings(tmp_path)))
    qtbot.addWidget(window)
    in_front(qtbot, window)
    window.open_new("resident")
    return window.page("resident").form_page


def test_a_new_door_is_offered_last_and_made_on_enter(qtbot: QtBot, store: Store) -> None:
    settle(store)
    editor = LinkEditor(Link("现住房屋", to="house"), StoreLookup(store))
    qtbot.addWidget(editor)
    in_front(qtbot, editor)
    editor.line.setFocus()
    write(editor.line, "幸福里3号楼2单元601")
    qtbot.waitUntil(lambda: any("登记新的" in choice.text for choice in editor.choices()))
    assert editor.choices()[-1].text == "登记新的：幸福里小区3号楼2单元601室"
    while editor.marked() != -1:
        qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(editor.picked):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    house = store.get(House, editor.value())
    assert (house.unit, house.room) == ("2", "601")
    assert editor.line.text() == "幸福里小区3号楼2单元601室"


def test_a_namesake_of_the_same_birth_is_pointed_out_and_not_refused(
    store: Store, people: Mapping[str, Resident], page: Any
) -> None:
    write(page.form.editors["name"].target(), "张桂芳")
    page.form.editors["birth"].set_value(people["张桂芳"].birth)
    assert page.save()
    assert "可能已经登记过：同名同生日" in page.form.editors["name"].note()
    assert store.count(Resident, eq("name", "张桂芳")) == 2


def test_somebody_who_is_there_is_told_while_typing_and_kept_apart_on_saving(
    qtbot: QtBot, store: Store, people: Mapping[str, Resident], page: Any
) -> None:
    card = page.findChild(AlikePeople)
    write(page.form.editors["name"].target(), "张桂芳")
    write(page.form.editors["phone"].target(), "13812345678")
    qtbot.waitUntil(lambda: card.people == (people["张桂芳"].id,))
    assert card.isVisible()
    card.apart_requested.emit(people["张桂芳"].id)
    assert not card.isVisible()
    assert page.save()
    saved = page.record
    assert are_apart(store.get(Resident, saved.id), people["张桂芳"])
    assert "可能" not in page.form.editors["name"].note()


def test_this_is_them_goes_on_with_who_is_there_and_what_only_was_typed(
    qtbot: QtBot, store: Store, people: Mapping[str, Resident], page: Any
) -> None:
    write(page.form.editors["name"].target(), "张桂芳")
    write(page.form.editors["phone"].target(), "13812345678")
    write(page.form.editors["workplace"].target(), "社区食堂")
    card = page.findChild(AlikePeople)
    qtbot.waitUntil(lambda: card.people == (people["张桂芳"].id,))
    card.same_requested.emit(people["张桂芳"].id)
    assert page.record.id == people["张桂芳"].id
    assert page.form.editors["workplace"].value() == "社区食堂"
    assert page.save()
    assert store.count(Resident, eq("name", "张桂芳")) == 1
    assert store.get(Resident, people["张桂芳"].id).workplace == "社区食堂"
    assert not store.drafts.keys("resident")


def test_a_flat_that_stood_empty_is_asked_about_and_used_from_then_on(
    qtbot: QtBot, store: Store, tmp_path: Path, people: Mapping[str, Resident], shown: Shown
) -> None:
    flat = store.save(House(building=store.get(House, people["张桂芳"].house).building, room="909", use=VACANT))
    window = MainWindow(lambda _messages: Session(store, shown, Settings(tmp_path)))
    qtbot.addWidget(window)
    in_front(qtbot, window)
    window.open_new("resident")
    page: Any = window.page("resident").form_page  # type: ignore[attr-defined]
    write(page.form.editors["name"].target(), "林小满")
    page.form.editors["house"].set_value(flat.id)
    assert page.save()
    assert [(one.yes, one.no) for one in shown.questions] == [("自住", "出租")]
    assert store.get(House, flat.id).use == OWN
